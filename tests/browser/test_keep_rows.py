"""What a pull's answer does to the rows on the phone, in a real IndexedDB."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route

from tests.browser.modules import bundle, launched, open_page, page_with

MODULES = {
    "collections": "db/collections.js",
    "local": "db/local.js",
    "changes": "db/changes.js",
    "mirror": "db/mirror.js",
    "settings": "actions/settings.js",
    "consents": "sync/consents.js",
}
READ = """async () => {
  let first;
  const rest = await lib.collections.readEverything((cards) => { first = cards; });
  const ids = (rows) => rows.map((row) => `${row.policy_id} ${row.id}`).sort();
  return {cards: ids(first.cards), policies: first.policies, benefits: ids(rest.benefits),
    visits: ids(rest.visits), inbox: ids(rest.inbox)};
}"""
WRITE = """([policyId, answer]) => lib.collections.writeAnswer(
  policyId, answer, {at: '2026-03-16T01:12:00Z', heardMs: 5})"""
# Keeps hold of each raw connection, so that a test can drop it as iOS does.
WATCH_CONNECTIONS = """() => {
  globalThis.connections = [];
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    const request = open.apply(this, given);
    request.addEventListener('success', () => connections.push(request.result));
    return request;
  };
}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page that holds the modules of pwa/db as `lib`, with nothing kept yet."""
    with page_with(browser, **MODULES) as page:
        page.evaluate(WATCH_CONNECTIONS)
        yield page


def answer(cookie: str = "e.1", *, reset: bool = False, **more: Any) -> dict[str, Any]:
    return {"cookie": cookie, "reset": reset, "more": False, "put": {}, "del": {}, **more}


def held_back(page: Page, address: str) -> list[Route]:
    """Let requests wait for their answer; they are listed as they come."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(address, hold)
    return waiting


def rows(*ids: str) -> list[dict[str, str]]:
    return [{"id": id_} for id_ in ids]


def test_it_keeps_rows_cookie_and_time_of_an_answer(phone: Page) -> None:
    put = {"cards": rows("p1"), "visits": rows("v1", "v2"), "benefits": rows("b1")}
    phone.evaluate(WRITE, ["p1", answer(put=put)])
    kept = phone.evaluate(READ)
    assert (kept["cards"], kept["visits"]) == (["p1 p1"], ["p1 v1", "p1 v2"])
    assert kept["policies"] == [
        {"policy_id": "p1", "cookie": "e.1", "at": "2026-03-16T01:12:00Z", "heard_ms": 5}
    ]
    assert phone.evaluate("() => lib.collections.readCookies()") == {"p1": "e.1"}


def test_it_replaces_and_deletes_single_rows(phone: Page) -> None:
    phone.evaluate(WRITE, ["p1", answer(put={"visits": rows("v1", "v2")})])
    change = answer("e.2", put={"visits": rows("v2", "v3")}, **{"del": {"visits": ["v1", "gone"]}})
    phone.evaluate(WRITE, ["p1", change])
    assert phone.evaluate(READ)["visits"] == ["p1 v2", "p1 v3"]
    assert phone.evaluate("() => lib.collections.readCookies()") == {"p1": "e.2"}


def test_it_drops_only_that_policys_rows_on_reset(phone: Page) -> None:
    for policy in ("p1", "p10", "p2"):
        phone.evaluate(WRITE, [policy, answer(put={"visits": rows("old")})])
    phone.evaluate(WRITE, ["p1", answer("f.1", reset=True, put={"visits": rows("new")})])
    assert phone.evaluate(READ)["visits"] == ["p1 new", "p10 old", "p2 old"]


def test_it_forgets_only_the_policy_that_is_gone(phone: Page) -> None:
    put = {"cards": rows("x"), "visits": rows("v"), "benefits": rows("b"), "inbox": rows("i")}
    for policy in ("p1", "p2"):
        phone.evaluate(WRITE, [policy, answer(put=put)])
    phone.evaluate("() => lib.collections.erasePolicy('p1')")
    kept = phone.evaluate(READ)
    assert [kept[name] for name in ("cards", "visits", "benefits", "inbox")] == [
        ["p2 x"],
        ["p2 v"],
        ["p2 b"],
        ["p2 i"],
    ]
    assert [policy["policy_id"] for policy in kept["policies"]] == ["p2"]


def test_it_takes_an_answer_without_rows(phone: Page) -> None:
    phone.evaluate(WRITE, ["p1", {"cookie": "e.7", "reset": False, "more": False}])
    assert phone.evaluate("() => lib.collections.readCookies()") == {"p1": "e.7"}


def test_it_leaves_out_collections_it_does_not_know(phone: Page) -> None:
    phone.evaluate(WRITE, ["p1", answer(put={"claims": rows("c1"), "visits": rows("v1")})])
    assert phone.evaluate(READ)["visits"] == ["p1 v1"]


def test_it_keeps_nothing_of_an_answer_with_a_malformed_row(phone: Page) -> None:
    phone.evaluate(WRITE, ["p1", answer(put={"visits": rows("v1")})])
    broken = answer("e.9", reset=True, put={"cards": rows("p1"), "visits": [{"number": "no id"}]})
    failed = phone.evaluate(
        f"(given) => ({WRITE})(given).then(() => false, () => true)", ["p1", broken]
    )
    assert failed
    kept = phone.evaluate(READ)
    assert (kept["cards"], kept["visits"]) == ([], ["p1 v1"])
    assert kept["policies"][0]["cookie"] == "e.1"


def test_it_opens_the_database_again_when_the_connection_was_lost(phone: Page) -> None:
    phone.evaluate(WRITE, ["p1", answer(put={"visits": rows("v1")})])
    phone.evaluate("() => connections.at(-1).close()")
    assert phone.evaluate(READ)["visits"] == ["p1 v1"]
    assert phone.evaluate("() => connections.length") == 2


def test_it_lets_a_newer_app_upgrade_and_says_that_it_is_outdated(phone: Page) -> None:
    phone.evaluate(WRITE, ["p1", answer(put={"visits": rows("v1")})])
    said = phone.evaluate(
        """async () => {
          const heard = [];
          lib.changes.onChange((change) => heard.push(change.kind));
          await new Promise((done, failed) => {
            const request = indexedDB.open('tongka', 99);
            request.onsuccess = () => { request.result.close(); done(); };
            request.onerror = failed;
          });
          await lib.collections.readCookies().catch((error) => heard.push(error.name));
          return heard;
        }"""
    )
    assert said == ["outdated", "VersionError"]


def test_it_tells_the_other_tabs(phone: Page) -> None:
    other = open_page(phone.context, bundle(**MODULES))
    other.evaluate(
        "() => { globalThis.heard = []; lib.changes.onChange((one) => heard.push(one)); }"
    )
    phone.evaluate("() => lib.local.keepLocal('settings', {language: 'en'})")
    other.wait_for_function("() => heard.length === 1")
    assert other.evaluate("() => heard") == [
        {"kind": "local", "key": "settings", "value": {"language": "en"}}
    ]
    assert other.evaluate("() => lib.local.readLocal('settings')") == {"language": "en"}


def test_it_forgets_a_local_value(phone: Page) -> None:
    phone.evaluate("() => lib.local.keepLocal('bind_draft', {child_name: '安安'})")
    phone.evaluate("() => lib.local.keepLocal('bind_draft', undefined)")
    assert phone.evaluate("() => lib.local.readLocal('bind_draft')") is None


def test_it_loses_none_of_two_changes_at_once(phone: Page) -> None:
    other = open_page(phone.context, bundle(**MODULES))
    phone.evaluate("() => lib.local.keepLocal('settings', {lefty: true, textSize: 'standard'})")
    # Both are under way before either has ended, as when two things are tapped one after the other.
    for page, number in ((phone, 1), (other, 2)):
        page.evaluate(
            """(number) => { globalThis.kept = Promise.all([
              lib.settings.setTextSize('large'),
              lib.local.changeLocal('settings', (before) => ({...before, [number]: number})),
            ]); }""",
            number,
        )
    for page in (phone, other):
        page.evaluate("() => kept")
    assert phone.evaluate("() => lib.local.readLocal('settings')") == {
        "lefty": True,
        "textSize": "large",
        "1": 1,
        "2": 2,
    }


def test_the_language_tapped_last_is_the_one(phone: Page) -> None:
    """Its texts may be here at once, those of the one tapped before it a while later."""
    phone.route("**/zh.json", lambda route: route.fulfill(json={}))
    late = held_back(phone, "**/en.json")
    phone.evaluate(
        """() => {
          const texts = Object.assign(document.createElement('meta'), {
            name: 'tongka-texts', content: '{"zh":{"url":"/zh.json"},"en":{"url":"/en.json"}}'});
          document.head.append(texts);
          globalThis.first = lib.settings.setLanguage('en');
          return lib.settings.setLanguage('zh');
        }"""
    )
    late[0].fulfill(json={})
    phone.evaluate("() => first")
    assert phone.evaluate("() => lib.local.readLocal('settings')") == {"language": "zh"}


def test_a_refusal_outlives_the_telling_of_an_earlier_yes(phone: Page) -> None:
    told = held_back(phone, "**/api/consents")
    agreed = {"privacy_version": "v2", "guardian_version": "v2", "refused": False, "told": False}
    with phone.expect_request("**/api/consents"):
        phone.evaluate(
            """(agreed) => {
              globalThis.told = lib.local.keepLocal('consents', {...agreed, at: '09:00'})
                .then(() => lib.consents.tellConsents());
            }""",
            agreed,
        )
    refused = {**agreed, "refused": True, "told": True, "at": "09:01"}
    phone.evaluate("(refused) => lib.local.keepLocal('consents', refused)", refused)
    told[0].fulfill(json={}, headers={"Tongka": "build-1"})
    phone.evaluate("() => told")
    assert phone.evaluate("() => lib.local.readLocal('consents')") == refused


def test_it_lives_with_a_full_or_forbidden_local_storage(phone: Page) -> None:
    phone.evaluate(
        """() => {
          const refuse = () => { throw new DOMException('', 'QuotaExceededError'); };
          Storage.prototype.setItem = refuse;
          Storage.prototype.getItem = refuse;
        }"""
    )
    assert (
        phone.evaluate("() => (lib.mirror.keepMirror('cards', {}), lib.mirror.readMirror('cards'))")
        is None
    )
