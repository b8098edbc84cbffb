"""A command through the outbox: it arrives once, whatever the network does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.browser import queue, steps
from tests.browser.corridor import PUSH, Corridor, corridor
from tests.browser.families import Families
from tests.browser.service import Service
from tests.browser.worker import Worker
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

JSON = "application/json"


@pytest.fixture(scope="module")
def shared(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    all_families: Families,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Corridor]:
    """One phone for the tests that leave it as they found it."""
    profile = tmp_path_factory.mktemp("phone")
    with corridor(playwright, chromium, running_service, all_families, profile) as found:
        yield found


@pytest.fixture
def here(shared: Corridor) -> Iterator[Corridor]:
    shared.phone.problems.clear()
    yield shared
    shared.clear_up()


def test_it_sends_at_once_where_there_is_signal(here: Corridor) -> None:
    before = here.phone.pulls
    id_ = here.rename("外婆")
    entry = queue.wait_for(here.phone, id_, "delivered")

    assert entry["receipt"]
    assert (here.name(), here.handled(id_)) == ("外婆", 1)
    wait_until(lambda: here.phone.page.title() and here.phone.pulls > before, "a pull after it")
    assert here.phone.problems == []


@pytest.mark.parametrize("weather", [Refuse(), BlackHole(), PORTAL_PAGE], ids=repr)
def test_it_waits_without_a_signal_and_goes_when_it_is_back(
    here: Corridor, weather: Simple
) -> None:
    here.lose_signal(Refuse())
    here.proxy.use(weather)
    id_ = here.rename("外公")
    here.phone.sees("1项没发出")
    # A try that is under way may have arrived, until the portal's answer shows that it didn't.
    wait_until(lambda: not queue.entries(here.phone)[id_].get("tried"), "no try under way")
    assert queue.entries(here.phone)[id_]["state"] == "waiting"

    here.proxy.use(Pass())
    queue.wait_for(here.phone, id_, "delivered", 10)


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
def test_it_arrives_once_through_bad_weather(here: Corridor, weather: Simple) -> None:
    before = here.proxy.requests(PUSH)
    here.proxy.use(weather, only_under=PUSH, times=2)
    id_ = here.rename("阿姨")
    queue.wait_for(here.phone, id_, "delivered")

    assert here.proxy.requests(PUSH) - before >= 3
    assert (here.name(), here.handled(id_)) == ("阿姨", 1)


def test_it_says_what_was_refused_and_sends_the_rest(here: Corridor) -> None:
    wrong = here.rename("x" * 500)
    after = here.rename("外公", after=[wrong])
    other = here.rename("外婆")

    queue.wait_for(here.phone, other, "delivered")
    refused = queue.wait_for(here.phone, wrong, "needs_you")
    assert refused["refusal"]["message"]
    assert list(refused["refusal"]["fields"]) == ["name"]
    assert queue.entries(here.phone)[after]["state"] == "waiting"
    queue.call(here.phone, "(id) => lib.outbox.removeEntry(id)", wrong)


def test_it_sends_once_from_two_tabs(here: Corridor) -> None:
    before = here.proxy.requests(PUSH)
    second = here.phone.context.new_page()
    second.goto(here.phone.address)
    id_ = here.rename("两页")
    queue.wait_for(here.phone, id_, "delivered")

    wait_until(lambda: second.evaluate("() => document.title"), "the other tab")
    second.close()
    assert here.proxy.requests(PUSH) - before == 1


def test_it_takes_over_from_a_page_that_is_stuck(here: Corridor) -> None:
    stuck = here.phone.context.new_page()
    stuck.goto(f"{here.phone.address}/me")
    # As a frozen page does: it holds the lock, and its last sign of life is old.
    stuck.evaluate(
        """async () => {
          void navigator.locks.request('tongka-outbox', () => new Promise(() => {}));
          const database = await new Promise((done) => {
            const request = indexedDB.open('tongka');
            request.onsuccess = () => done(request.result);
          });
          const write = database.transaction('local', 'readwrite');
          write.objectStore('local').put(Date.now() - 60000, 'outbox_beat');
          await new Promise((done) => { write.oncomplete = done; });
        }"""
    )
    id_ = here.rename("外婆")
    queue.wait_for(here.phone, id_, "delivered")
    stuck.close()

    assert here.handled(id_) == 1


def test_the_worker_sends_what_a_closed_app_left(here: Corridor) -> None:
    here.lose_signal(Refuse())
    id_ = here.rename("外婆")
    before = here.proxy.requests(PUSH)
    worker = Worker(here.phone)
    here.phone.page.goto("about:blank")
    worker.stop_all()
    here.proxy.use(Pass())
    worker.find_network("tongka-outbox")
    wait_until(lambda: here.handled(id_) == 1, "the worker to send")

    here.phone.go("/me")
    queue.wait_for(here.phone, id_, "delivered")
    assert here.proxy.requests(PUSH) - before == 1


def test_it_survives_the_end_of_the_browser_while_sending(here: Corridor) -> None:
    here.phone.reopen()  # cookies are on the disk only some time after they came
    here.proxy.use(BlackHole(), only_under=PUSH)
    id_ = here.rename("外婆")
    wait_until(lambda: queue.entries(here.phone)[id_].get("tried"), "the entry to be sent")
    here.phone.kill()

    here.proxy.use(Pass())
    here.phone.open()
    here.phone.go("/")
    queue.wait_for(here.phone, id_, "delivered")
    assert here.handled(id_) == 1


@pytest.mark.parametrize("lacks", ["locks", "serviceWorker"])
def test_it_works_where_the_browser_can_do_less(here: Corridor, lacks: str) -> None:
    here.phone.context.add_init_script(
        f"Object.defineProperty(Navigator.prototype, '{lacks}', {{value: undefined}})"
    )
    here.proxy.use(LoseReply(), only_under=PUSH, times=1)
    here.phone.go("/")
    second = here.phone.context.new_page()
    second.goto(here.phone.address)
    id_ = here.rename("外婆")
    queue.wait_for(here.phone, id_, "delivered")
    second.close()
    here.phone.reopen()  # without the script

    assert here.handled(id_) == 1


def test_it_pauses_for_a_browser_that_the_server_does_not_know(here: Corridor) -> None:
    cookies = here.phone.context.cookies()
    here.phone.context.clear_cookies()
    here.phone.go("/outbox")
    id_ = here.rename("外婆")
    here.phone.sees("要再绑一次")
    waiting = queue.entries(here.phone)[id_]
    assert (waiting["state"], bool(waiting.get("tried"))) == ("waiting", False)

    here.phone.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they were given
    here.phone.pull()
    queue.wait_for(here.phone, id_, "delivered")


def test_it_keeps_what_waits_for_a_card_that_was_taken_off(here: Corridor) -> None:
    here.lose_signal(Refuse())
    id_ = here.rename("外婆")
    here.proxy.use(BAD_GATEWAY, only_under="/api/sync")
    unbind = f"/api/policies/{here.policy_id}/phones/{here.binding_id}/unbind"
    assert here.phone.context.request.post(f"{here.phone.address}{unbind}", data={}).ok
    here.proxy.use(Pass())
    held = queue.wait_for(here.phone, id_, "needs_you")
    assert held["refusal"]["code"] in ("gone", "not_bound")

    here.service.let_pass(minutes=2)  # a code a minute
    steps.bind_behind_the_scenes(here.phone, here.service, here.family, "爸爸")

    def code() -> str:
        return str(queue.entries(here.phone)[id_].get("refusal", {}).get("code"))

    # It went again, and the phone it names is no more.
    wait_until(lambda: code() == "phone_gone", "the entry to be sent again")
