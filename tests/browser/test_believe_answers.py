"""Which answers the app believes, and what it says of the network."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route

from tests.browser.modules import ORIGIN, launched, page_with

OURS = {"Tongka": "build-2", "Content-Type": "application/json"}
PORTAL = "<!doctype html><title>Hospital Wi-Fi</title>"
ASK = """(body) => lib.http.request('POST', '/api/sync/pull', body).then(
  (answer) => ({answer}),
  ({name, why, status, code, message, fields, hint}) => (
    {name, why, status, code, message, fields, hint}))"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page that holds sync/http.js and store/connection.js, wired as the app does it."""
    modules = {"http": "sync/http.js", "connection": "store/connection.js"}
    with page_with(browser, **modules) as page:
        page.clock.install()
        page.evaluate("() => lib.http.onContact(lib.connection.noteContact)")
        yield page


def answering(phone: Page, **answer: Any) -> None:
    """Lets the network give this answer from now on."""
    phone.unroute(f"{ORIGIN}/api/**")
    phone.route(f"{ORIGIN}/api/**", lambda route: route.fulfill(**answer))


def state(phone: Page) -> str:
    return str(phone.evaluate("() => lib.connection.connection.value.state"))


def test_it_believes_an_answer_with_our_header(phone: Page) -> None:
    answering(phone, status=200, headers=OURS, body='{"at": "2026-03-16T01:12:00Z"}')
    assert phone.evaluate(ASK, {}) == {"answer": {"at": "2026-03-16T01:12:00Z"}}
    assert state(phone) == "online"
    assert phone.evaluate("() => lib.connection.connection.value.at") is not None


def test_it_takes_an_answer_without_content(phone: Page) -> None:
    answering(phone, status=204, headers={"Tongka": "build-2"})
    assert phone.evaluate(ASK, {}) == {"answer": None}


def test_it_sends_json_and_the_language_on_screen(phone: Page) -> None:
    asked: list[dict[str, str]] = []

    def answer(route: Route) -> None:
        asked.append(route.request.headers | {"body": route.request.post_data or ""})
        route.fulfill(status=204, headers={"Tongka": "build-2"})

    phone.route(f"{ORIGIN}/api/**", answer)
    phone.evaluate(ASK, {"build": "1"})
    assert asked[0]["content-type"] == "application/json"
    assert (asked[0]["accept-language"], asked[0]["body"]) == ("zh", '{"build":"1"}')


def test_it_hands_on_what_our_server_refused(phone: Page) -> None:
    body = '{"code": "bind_failed", "message": "没绑上", "fields": {}, "hint": "打热线"}'
    answering(phone, status=422, headers=OURS, body=body)
    assert phone.evaluate(ASK, {}) == {
        "name": "Refused",
        "why": None,
        "status": 422,
        "code": "bind_failed",
        "message": "没绑上",
        "fields": {},
        "hint": "打热线",
    }
    assert state(phone) == "online"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param({"status": 200, "body": PORTAL}, id="a login page says 200"),
        pytest.param({"status": 200, "json": {"policies": {}}}, id="JSON of somebody else"),
        pytest.param({"status": 502, "body": "Bad Gateway"}, id="a gateway without our server"),
        pytest.param({"status": 200, "headers": OURS, "body": '{"at": "20'}, id="cut off"),
        pytest.param({"status": 200, "headers": OURS, "body": PORTAL}, id="our header, not JSON"),
        pytest.param(
            {"status": 302, "headers": {**OURS, "Location": f"{ORIGIN}/"}}, id="sent elsewhere"
        ),
    ],
)
def test_it_takes_nobody_elses_word(phone: Page, answer: dict[str, Any]) -> None:
    answering(phone, **answer)
    assert phone.evaluate(ASK, {})["name"] == "NoSignal"
    assert state(phone) == "offline"


def test_it_says_no_signal_when_nobody_answers(phone: Page) -> None:
    phone.route(f"{ORIGIN}/api/**", lambda route: route.abort("connectionrefused"))
    refused = phone.evaluate(ASK, {})
    assert (refused["name"], refused["why"]) == ("NoSignal", "unreachable")
    assert state(phone) == "offline"


def test_it_calls_a_slow_answer_weak_and_gives_up_after_15_seconds(phone: Page) -> None:
    answering(phone, status=204, headers={"Tongka": "build-2"})
    phone.evaluate(ASK, {})
    phone.unroute(f"{ORIGIN}/api/**")
    phone.route(f"{ORIGIN}/api/**", lambda route: None)
    with phone.expect_request("**/api/sync/pull"):
        phone.evaluate(f"() => {{ globalThis.asking = ({ASK})({{}}); }}")
    assert state(phone) == "online"
    phone.clock.run_for(3_001)
    assert state(phone) == "weak"
    phone.clock.run_for(12_000)
    assert phone.evaluate("() => asking")["why"] == "timeout"
    assert state(phone) == "weak"


def test_it_calls_a_time_out_offline_when_the_last_answer_is_long_ago(phone: Page) -> None:
    phone.route(f"{ORIGIN}/api/**", lambda route: None)
    with phone.expect_request("**/api/sync/pull"):
        phone.evaluate(f"() => {{ globalThis.asking = ({ASK})({{}}); }}")
    phone.clock.run_for(15_001)
    assert phone.evaluate("() => asking")["why"] == "timeout"
    assert state(phone) == "offline"


def test_it_asks_nobody_while_the_network_is_switched_off_for_the_check(phone: Page) -> None:
    answering(phone, status=204, headers={"Tongka": "build-2"})
    refused = phone.evaluate(f"() => lib.http.withoutNetwork(() => ({ASK})({{}}))")
    assert refused["why"] == "refused-here"
    assert phone.evaluate(ASK, {}) == {"answer": None}
