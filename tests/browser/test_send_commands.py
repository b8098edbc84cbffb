"""A command through the outbox: it arrives once, whatever the network does."""

import sqlite3

import pytest

from tests.browser import queue, steps
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.browser.worker import Worker
from tests.faults.proxy import FaultProxy
from tests.faults.weather import (
    BAD_GATEWAY,
    PORTAL_PAGE,
    PORTAL_REDIRECT,
    Answer,
    BlackHole,
    Cut,
    LoseReply,
    Pass,
    Refuse,
    Simple,
)
from tests.waiting import wait_until

PUSH = "/api/sync/push"
JSON = "application/json"


@pytest.fixture
def policy_id(phone: Phone, live: Service, family: Family) -> str:
    found = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    return found


@pytest.fixture
def binding_id(phone: Phone, policy_id: str) -> str:
    (own,) = steps.phones_of(phone, policy_id)
    return str(own["binding_id"])


def names(phone: Phone, policy_id: str) -> list[str]:
    return [one["name"] for one in steps.phones_of(phone, policy_id)]


def handled(service: Service, policy_id: str) -> list[str]:
    """The ids of the commands that the service has handled for a policy."""
    with sqlite3.connect(f"file:{service.database}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT id FROM command_results WHERE policy_id = ?", [policy_id])
        return [row[0] for row in rows]


def test_it_sends_at_once_where_there_is_signal(
    phone: Phone, live: Service, policy_id: str, binding_id: str
) -> None:
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    entry = queue.wait_for(phone, id_, "delivered")

    assert entry["receipt"]
    assert names(phone, policy_id) == ["外婆"]
    assert handled(live, policy_id) == [id_]
    assert phone.problems == []


def test_it_asks_for_news_after_sending(phone: Phone, policy_id: str, binding_id: str) -> None:
    phone.pull()
    before = phone.pulls
    queue.wait_for(phone, queue.rename(phone, policy_id, binding_id, "外婆"), "delivered")

    phone.page.wait_for_timeout(1_000)
    assert phone.pulls > before


@pytest.mark.parametrize("weather", [Refuse(), BlackHole(), PORTAL_PAGE], ids=repr)
def test_it_waits_without_a_signal_and_goes_when_it_is_back(
    phone: Phone, proxy: FaultProxy, policy_id: str, binding_id: str, weather: Simple
) -> None:
    proxy.use(weather)
    phone.page.wait_for_timeout(3_100)  # the last answer is no news any more
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    phone.page.wait_for_timeout(3_000)
    waiting = queue.entries(phone)[id_]
    assert (waiting["state"], waiting.get("tried")) == ("waiting", None)

    proxy.use(Pass())
    queue.wait_for(phone, id_, "delivered", 5)


@pytest.mark.parametrize(
    "weather",
    [
        pytest.param(Cut(up=200), id="cut on its way"),
        pytest.param(Cut(up=-1), id="cut before its last byte"),
        pytest.param(Cut(down=40), id="answer cut"),
        pytest.param(Cut(down=-1), id="answer cut before its last byte"),
        pytest.param(LoseReply(), id="answer lost"),
        pytest.param(PORTAL_PAGE, id="portal page"),
        pytest.param(PORTAL_REDIRECT, id="portal redirect"),
        pytest.param(BAD_GATEWAY, id="bad gateway"),
        pytest.param(Answer(200, '{"results": []}', content_type=JSON), id="foreign json"),
        pytest.param(Answer(401, '{"code": "no_session"}', content_type=JSON), id="foreign 401"),
    ],
)
def test_it_arrives_once_through_bad_weather(
    phone: Phone,
    live: Service,
    proxy: FaultProxy,
    policy_id: str,
    binding_id: str,
    weather: Simple,
) -> None:
    proxy.use(weather, only_under=PUSH, times=2)
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    queue.wait_for(phone, id_, "delivered")

    assert proxy.requests(PUSH) >= 3
    assert names(phone, policy_id) == ["外婆"]
    assert handled(live, policy_id) == [id_]


def test_it_survives_the_end_of_the_browser_while_sending(
    phone: Phone, live: Service, proxy: FaultProxy, policy_id: str, binding_id: str
) -> None:
    phone.reopen()  # cookies are on the disk only some time after they came
    proxy.use(BlackHole(), only_under=PUSH)
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    wait_until(lambda: queue.entries(phone)[id_].get("tried"), "the entry to be sent")
    phone.kill()

    proxy.use(Pass())
    phone.open()
    phone.go("/")
    queue.wait_for(phone, id_, "delivered")
    assert handled(live, policy_id) == [id_]


def test_it_says_what_was_refused_and_sends_the_rest(
    phone: Phone, live: Service, policy_id: str, binding_id: str
) -> None:
    wrong = queue.rename(phone, policy_id, binding_id, "x" * 500)
    after = queue.rename(phone, policy_id, binding_id, "外公", after=[wrong])
    other = queue.rename(phone, policy_id, binding_id, "外婆")

    queue.wait_for(phone, other, "delivered")
    refused = queue.wait_for(phone, wrong, "needs_you")
    assert refused["refusal"]["message"]
    assert list(refused["refusal"]["fields"]) == ["name"]
    assert queue.entries(phone)[after]["state"] == "waiting"
    assert names(phone, policy_id) == ["外婆"]


def test_it_pauses_for_a_browser_that_the_server_does_not_know(
    phone: Phone, live: Service, family: Family, policy_id: str, binding_id: str
) -> None:
    cookies = phone.context.cookies()
    phone.context.clear_cookies()
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    phone.sees("要再绑一次")
    waiting = queue.entries(phone)[id_]
    assert (waiting["state"], waiting["tried"]) == ("waiting", False)

    phone.context.add_cookies(cookies)
    phone.pull()
    queue.wait_for(phone, id_, "delivered")


def test_it_keeps_what_waits_for_a_card_that_was_taken_off(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family, policy_id: str, binding_id: str
) -> None:
    proxy.use(Refuse())
    phone.page.wait_for_timeout(3_100)
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    unbind = f"/api/policies/{policy_id}/phones/{binding_id}/unbind"
    proxy.use(BAD_GATEWAY, only_under="/api/sync")
    assert phone.context.request.post(f"{phone.address}{unbind}", data={}).ok
    proxy.use(Pass())
    held = queue.wait_for(phone, id_, "needs_you")
    assert held["refusal"]["code"] in ("gone", "not_bound")

    live.let_pass(minutes=2)  # a code a minute
    steps.bind_behind_the_scenes(phone, live, family, "爸爸")

    def code() -> str:
        return str(queue.entries(phone)[id_].get("refusal", {}).get("code"))

    # It went again, and the phone it names is no more.
    wait_until(lambda: code() == "phone_gone", "the entry to be sent again")


@pytest.mark.parametrize("lacks", ["locks", "serviceWorker"])
def test_it_works_where_the_browser_can_do_less(
    phone: Phone,
    live: Service,
    proxy: FaultProxy,
    policy_id: str,
    binding_id: str,
    lacks: str,
) -> None:
    phone.context.add_init_script(
        f"Object.defineProperty(Navigator.prototype, '{lacks}', {{value: undefined}})"
    )
    proxy.use(LoseReply(), only_under=PUSH, times=1)
    phone.go("/")
    second = phone.context.new_page()
    second.goto(phone.address)
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    queue.wait_for(phone, id_, "delivered")

    assert handled(live, policy_id) == [id_]


def test_two_tabs_send_it_once(
    phone: Phone, proxy: FaultProxy, policy_id: str, binding_id: str
) -> None:
    second = phone.context.new_page()
    second.goto(phone.address)
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    queue.wait_for(phone, id_, "delivered")

    phone.page.wait_for_timeout(1_000)
    assert proxy.requests(PUSH) == 1


def test_it_takes_over_from_a_page_that_is_stuck(
    phone: Phone, live: Service, policy_id: str, binding_id: str
) -> None:
    stuck = phone.context.new_page()
    stuck.goto(f"{phone.address}/me")
    stuck.evaluate(
        "() => void navigator.locks.request('tongka-outbox', () => new Promise(() => 1))"
    )
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    queue.wait_for(phone, id_, "delivered")

    assert handled(live, policy_id) == [id_]


def test_the_worker_sends_what_a_closed_app_left(
    phone: Phone, live: Service, proxy: FaultProxy, policy_id: str, binding_id: str
) -> None:
    proxy.use(Refuse())
    phone.page.wait_for_timeout(3_100)
    id_ = queue.rename(phone, policy_id, binding_id, "外婆")
    worker = Worker(phone)
    phone.page.goto("about:blank")
    worker.stop_all()
    proxy.use(Pass())
    worker.find_network("tongka-outbox")
    wait_until(lambda: handled(live, policy_id) == [id_], "the worker to send")

    phone.go("/me")
    queue.wait_for(phone, id_, "delivered")
    assert proxy.requests(PUSH) == 1
