"""Photos through the outbox: each is on the server once and byte-equal, or still on the phone."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser import queue
from tests.browser.corridor import PUSH, UPLOADS, Corridor, corridor
from tests.browser.families import Families
from tests.browser.photos import photo
from tests.browser.service import Service
from tests.faults.weather import (
    BAD_GATEWAY,
    BUSY,
    PORTAL_PAGE,
    Answer,
    BlackHole,
    Cut,
    LoseReply,
    Pass,
    Refuse,
    Simple,
    Slow,
)
from tests.waiting import wait_until

JSON = "application/json"
FULL = Answer(507, '{"code": "storage_full", "message": ""}', content_type=JSON, build="1-full")

MARGIN_BYTES = 4 * 1024 * 1024
"""What the app leaves free (pwa/db/room.js)."""


@pytest.fixture(scope="module")
def shared(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    all_families: Families,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Corridor]:
    profile = tmp_path_factory.mktemp("phone")
    with corridor(playwright, chromium, running_service, all_families, profile) as found:
        yield found


@pytest.fixture
def here(shared: Corridor) -> Iterator[Corridor]:
    shared.phone.problems.clear()
    yield shared
    shared.clear_up()


def keep(here: Corridor, content: bytes) -> str:
    return queue.keep_photo(here.phone, here.policy_id, content)


def file(here: Corridor, id_: str) -> dict[str, Any]:
    return queue.files(here.phone)[id_]


def becomes(here: Corridor, id_: str, state: str, timeout_s: float = 30) -> dict[str, Any]:
    """Waits until a file is in a state; returns it as the phone knows it."""

    def found() -> dict[str, Any] | None:
        known = file(here, id_)
        return known if known["state"] == state else None

    return wait_until(found, f"a photo to be {state}", timeout_s)


def on_server(here: Corridor, id_: str) -> list[tuple[object, ...]]:
    """State and sha256 of an upload."""
    return here.rows("SELECT state, sha256 FROM uploads WHERE id = ?", id_)


def forget(here: Corridor, id_: str) -> None:
    """The server ends an upload, as it does after a week; whatever the weather is."""
    url = f"{here.service.url}{UPLOADS}/{id_}"
    ended = here.phone.context.request.delete(url, headers={"Tus-Resumable": "1.0.0"})
    assert ended.ok


def whole(content: bytes) -> list[tuple[object, ...]]:
    return [("complete", sha256(content).hexdigest())]


def test_it_sends_a_photo_and_keeps_it_until_it_belongs_to_something(here: Corridor) -> None:
    content = photo(1)
    id_ = keep(here, content)
    arrived = becomes(here, id_, "delivered")

    assert arrived["sent"] == len(content) > 2**18  # more than one piece
    assert on_server(here, id_) == whole(content)
    kept = queue.call(here.phone, "async (id) => (await lib.kept.openFile(id)).size", id_)
    assert kept == len(content)
    assert here.phone.problems == []


@pytest.mark.parametrize(
    "weather",
    [
        pytest.param(Cut(up=50_000), id="cut on its way"),
        pytest.param(Cut(up=-1), id="cut before its last byte"),
        pytest.param(Cut(down=60), id="answer cut"),
        pytest.param(LoseReply(), id="answer lost"),
        pytest.param(PORTAL_PAGE, id="portal page"),
        pytest.param(BAD_GATEWAY, id="bad gateway"),
        pytest.param(Answer(404), id="foreign 404"),
        pytest.param(Answer(401, '{"code": "no_session"}', content_type=JSON), id="foreign 401"),
    ],
)
def test_it_arrives_whole_through_bad_weather(here: Corridor, weather: Simple) -> None:
    content = photo(3)
    here.proxy.use(weather, only_under=UPLOADS, times=3)
    id_ = keep(here, content)
    becomes(here, id_, "delivered")

    assert on_server(here, id_) == whole(content)


def test_it_waits_for_a_server_that_is_full(here: Corridor) -> None:
    content = photo(2)
    here.proxy.use(FULL, only_under=UPLOADS, times=1)
    id_ = keep(here, content)
    wait_until(lambda: file(here, id_).get("later") == "storage_full", "the server to say it")
    becomes(here, id_, "delivered")

    assert on_server(here, id_) == whole(content)


def test_it_goes_on_where_the_network_ended(here: Corridor) -> None:
    content = photo(4, side=900)
    before = len(here.proxy.seen)
    here.proxy.use(Cut(up=200_000), only_under=UPLOADS)
    id_ = keep(here, content)
    wait_until(lambda: file(here, id_)["sent"] > 400_000, "some of it to arrive")
    here.proxy.use(Refuse())
    here.proxy.use(Pass())
    becomes(here, id_, "delivered")

    assert on_server(here, id_) == whole(content)
    seen = here.proxy.seen[before:]
    assert len([one for one in seen if (one.method, one.path) == ("POST", UPLOADS)]) == 1


def test_a_piece_that_was_cut_is_not_sent_again_unasked(here: Corridor) -> None:
    here.proxy.use(Slow(bytes_per_s=400_000), only_under=f"{UPLOADS}/")
    id_ = keep(here, photo(5, side=1_200))
    # The first piece may go on a connection that was used before.
    wait_until(lambda: file(here, id_)["sent"] > 0, "the first piece to arrive")
    here.proxy.use(Cut(up=20_000), only_under=f"{UPLOADS}/", times=1)
    becomes(here, id_, "delivered")

    seen = [one for one in here.proxy.seen if one.path == f"{UPLOADS}/{id_}"]
    cut = next(place for place, one in enumerate(seen) if isinstance(one.fault, Cut))
    assert [one.method for one in seen[cut : cut + 2]] == ["PATCH", "HEAD"]


def test_it_waits_for_a_network_that_is_only_slow(here: Corridor) -> None:
    content = photo(5, side=450)
    here.proxy.use(Slow(bytes_per_s=30_000), only_under=UPLOADS)
    id_ = keep(here, content)
    before = len(here.proxy.seen)
    becomes(here, id_, "delivered", 60)

    assert on_server(here, id_) == whole(content)
    # Each piece went once: nothing was given up on its way.
    sent = [one for one in here.proxy.seen[before:] if one.method == "PATCH"]
    assert 0 < len(sent) <= len(content) / 16_384 + 1


def test_it_notices_that_nothing_moves(here: Corridor) -> None:
    content = photo(6)
    here.proxy.use(BlackHole(), only_under=UPLOADS, times=1)
    id_ = keep(here, content)
    wait_until(lambda: here.proxy.requests(UPLOADS) > 0, "the first try")
    becomes(here, id_, "delivered", 60)

    assert on_server(here, id_) == whole(content)


def test_it_begins_again_when_the_server_has_given_it_up(here: Corridor) -> None:
    content = photo(7, side=900)
    here.proxy.use(Cut(up=200_000), only_under=UPLOADS)
    id_ = keep(here, content)
    wait_until(lambda: file(here, id_)["sent"] > 0, "some of it to arrive")
    here.lose_signal(Refuse())
    forget(here, id_)
    here.proxy.use(Pass())
    becomes(here, id_, "delivered")

    assert on_server(here, id_) == whole(content)


def test_it_sends_the_least_first_and_commands_before(here: Corridor) -> None:
    here.lose_signal(Refuse())
    large, small = photo(8, side=500), photo(9, side=100)
    before = len(here.proxy.seen)
    opened = queue.claim(here.phone, here.policy_id, large, small)
    here.proxy.use(Pass())
    queue.wait_for(here.phone, opened, "delivered")
    wait_until(lambda: undelivered(here) == 0, "the photos to arrive")

    seen = [one for one in here.proxy.seen[before:] if one.path.startswith((PUSH, UPLOADS))]
    assert seen[0].path == PUSH
    ids = {known["size"]: known["id"] for known in queue.files(here.phone).values()}
    order = [one.path for one in seen if one.method == "PATCH"]
    assert order[0].endswith(ids[len(small)])
    assert order[-1].endswith(ids[len(large)])


def undelivered(here: Corridor) -> int:
    entries = queue.entries(here.phone).values()
    return sum(1 for entry in entries if entry["state"] != "delivered")


def test_it_lets_the_bytes_go_with_the_receipt(here: Corridor) -> None:
    content = photo(10, side=100)
    opened = queue.claim(here.phone, here.policy_id, content)
    queue.wait_for(here.phone, opened, "delivered")
    wait_until(lambda: undelivered(here) == 0, "the photo to arrive")

    (known,) = [one for one in queue.files(here.phone).values() if one["size"] == len(content)]
    assert known["parts"] == 0
    assert queue.call(here.phone, "(id) => lib.kept.openFile(id)", known["id"]) is None
    original = here.phone.context.request.get(
        f"{here.phone.address}/api/files/{known['id']}/original"
    )
    assert original.body() == content


def test_it_sends_again_what_the_server_forgot_before_it_was_claimed(here: Corridor) -> None:
    content = photo(11, side=100)
    here.proxy.use(BUSY, only_under=PUSH)
    opened = queue.claim(here.phone, here.policy_id, content)
    (known,) = [one for one in queue.files(here.phone).values() if one["size"] == len(content)]
    becomes(here, known["id"], "delivered")
    forget(here, known["id"])
    here.proxy.use(Pass())
    queue.wait_for(here.phone, opened, "delivered")
    wait_until(lambda: undelivered(here) == 0, "the photo to arrive")

    assert on_server(here, known["id"]) == whole(content)


def test_one_that_can_not_be_read_needs_somebody_and_the_rest_goes(here: Corridor) -> None:
    here.lose_signal(Refuse())
    lost, altered, fine = (keep(here, photo(seed, side=100)) for seed in (12, 13, 14))
    queue.call(
        here.phone,
        """([lost, altered]) => lib.db.changeOutbox((pen) => {
          pen.remove('outbox_parts', [lost, 0]);
          pen.put('outbox_parts', new ArrayBuffer(8000), [altered, 0]);
        })""",
        [lost, altered],
    )
    here.proxy.use(Pass())

    becomes(here, fine, "delivered")
    assert becomes(here, lost, "unreadable")["refusal"]["code"] == "unreadable"
    becomes(here, altered, "unreadable")


def test_it_says_why_the_server_takes_a_file_not(here: Corridor) -> None:
    here.phone.go("/outbox")
    id_ = keep(here, b"MZ this is no photo")

    refused = becomes(here, id_, "unreadable")
    assert refused["refusal"]["code"] == "wrong_file_type"
    assert "JPEG" in refused["refusal"]["message"]


def test_it_pauses_for_a_browser_that_the_server_does_not_know(here: Corridor) -> None:
    content = photo(15)
    cookies = here.phone.context.cookies()
    here.phone.context.clear_cookies()
    id_ = keep(here, content)
    here.phone.go("/outbox")
    here.phone.sees("要再绑一次")
    assert file(here, id_)["sent"] == 0

    here.phone.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they were given
    here.phone.pull()
    becomes(here, id_, "delivered")


def test_it_survives_the_end_of_browser_and_server(here: Corridor) -> None:
    here.phone.reopen()  # cookies are on the disk only some time after they came
    contents = [photo(seed, side=700) for seed in (16, 17)]
    here.proxy.use(Slow(bytes_per_s=200_000), only_under=UPLOADS)
    opened = queue.claim(here.phone, here.policy_id, *contents)
    queue.wait_for(here.phone, opened, "delivered")
    here.phone.kill()
    here.service.kill()

    here.phone.open()
    here.phone.go("/outbox")
    here.phone.sees("等信号")
    here.proxy.use(Pass())
    here.service.start()
    wait_until(lambda: undelivered(here) == 0, "the photos to arrive", 60)
    hashes = {sha256(content).hexdigest() for content in contents}
    known = [one for one in queue.files(here.phone).values() if one["sha256"] in hashes]
    assert [on_server(here, one["id"]) for one in known] == [
        [("complete", one["sha256"])] for one in known
    ]
    assert len(known) == 2


def test_it_keeps_what_it_has_when_the_phone_is_full(here: Corridor) -> None:
    here.phone.close()
    here.phone.open()  # while it runs, Chromium counts with the room it found before
    session = here.phone.context.new_cdp_session(here.phone.page)
    origin = {"origin": here.phone.address}
    used = session.send("Storage.getUsageAndQuota", origin)["usage"]
    left = {**origin, "quotaSize": used + MARGIN_BYTES + 4_000_000}
    session.send("Storage.overrideQuotaForOrigin", left)
    here.phone.go("/")
    here.lose_signal(Refuse())
    first = keep(here, photo(18, side=100))
    said = queue.call(
        here.phone,
        """async (policyId) => {
          for (let n = 0; n < 20; n += 1) {
            const noise = () => crypto.getRandomValues(new Uint8Array(65536));
            const blob = new Blob(Array.from({length: 16}, noise));
            const about = {policy_id: policyId};
            const why = await lib.kept.keepFile('d', 'invoice', blob, about).catch((e) => e.why);
            if (why === 'no_room') return why;
          }
        }""",
        here.policy_id,
    )
    session.send("Storage.overrideQuotaForOrigin", origin)

    assert said == "no_room"
    assert file(here, first)["state"] == "waiting"
