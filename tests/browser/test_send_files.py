"""Photos through the outbox: each is on the server once and byte-equal, or still on the phone."""

import sqlite3
from hashlib import sha256
from typing import Any

import pytest

from tests.browser import queue, steps
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.photos import photo
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import (
    BAD_GATEWAY,
    PORTAL_PAGE,
    Answer,
    Cut,
    LoseReply,
    Pass,
    Refuse,
    Simple,
)
from tests.waiting import wait_until

UPLOADS = "/api/uploads"
JSON = "application/json"


@pytest.fixture
def policy_id(phone: Phone, live: Service, family: Family) -> str:
    found = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    return found


def on_server(service: Service, policy_id: str) -> dict[str, tuple[str, str]]:
    """State and sha256 of each upload of a policy."""
    with sqlite3.connect(f"file:{service.database}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT id, state, sha256 FROM uploads WHERE policy_id = ?", [policy_id]
        )
        return {row[0]: (row[1], row[2]) for row in rows}


def arrives(phone: Phone, id_: str, timeout_s: float = 30) -> dict[str, Any]:
    """Waits until a file is delivered; returns it as the phone knows it."""

    def delivered() -> dict[str, Any] | None:
        file = queue.files(phone)[id_]
        return file if file["state"] == "delivered" else None

    return wait_until(delivered, "a photo to arrive", timeout_s)


def test_it_sends_a_photo_whole(phone: Phone, live: Service, policy_id: str) -> None:
    content = photo(1)
    id_ = queue.keep_photo(phone, policy_id, content)
    file = arrives(phone, id_)

    assert file["sent"] == len(content) > 2**18  # more than one piece
    assert on_server(live, policy_id) == {id_: ("complete", sha256(content).hexdigest())}
    assert phone.problems == []


def test_it_keeps_the_bytes_until_they_belong_to_something(
    phone: Phone, live: Service, policy_id: str
) -> None:
    content = photo(2)
    id_ = queue.keep_photo(phone, policy_id, content)
    arrives(phone, id_)

    size = queue.call(phone, "async (id) => (await lib.kept.openFile(id)).size", id_)
    assert size == len(content)


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
def test_it_arrives_whole_through_bad_weather(
    phone: Phone, live: Service, proxy: FaultProxy, policy_id: str, weather: Simple
) -> None:
    content = photo(3)
    proxy.use(weather, only_under=UPLOADS, times=3)
    id_ = queue.keep_photo(phone, policy_id, content)
    arrives(phone, id_)

    assert on_server(live, policy_id) == {id_: ("complete", sha256(content).hexdigest())}


def test_it_goes_on_where_the_network_ended(
    phone: Phone, live: Service, proxy: FaultProxy, policy_id: str
) -> None:
    content = photo(4, side=900)
    proxy.use(Cut(up=200_000), only_under=UPLOADS)
    id_ = queue.keep_photo(phone, policy_id, content)
    wait_until(lambda: queue.files(phone)[id_]["sent"] > 400_000, "some of it to arrive")
    proxy.use(Refuse())
    proxy.use(Pass())
    arrives(phone, id_)

    assert on_server(live, policy_id)[id_] == ("complete", sha256(content).hexdigest())
    created = [seen for seen in proxy.seen if (seen.method, seen.path) == ("POST", UPLOADS)]
    assert len(created) == 1
