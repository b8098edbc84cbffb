"""Who did what, as those see it who look after the service's people."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from api.core.actors import Role, StaffActor
from api.core.audit import Subject, record
from api.core.clock import MovableClock
from api.core.ids import new_id
from tests.cast import OpenDatabase
from tests.desks import Desk, Person

QIAN = StaffActor(new_id(), "钱进", frozenset({Role.FINANCE}))
HE = StaffActor(new_id(), "何静", frozenset({Role.SUPPORT}))


@pytest.fixture
def admin(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    return desk_of(hire(Role.ADMIN, name="王主管"))


@pytest.fixture
def filled(admin: Desk, database: OpenDatabase, clock: MovableClock) -> Desk:
    """A trail of two people over two days, longer than a page."""
    yesterday = clock.now() - timedelta(days=1)
    policy_id = new_id()
    with database() as session:
        about = Subject("policy", policy_id, policy_id)
        record(session, HE, "policy.looked_at", about, yesterday)
    with database() as session:
        for _ in range(100):
            about = Subject("statement", new_id())
            record(session, QIAN, "statement.explained", about, clock.now(), "<b>手续费</b>")
    return admin


def test_it_shows_the_latest_first_and_the_rest_a_page_further(filled: Desk) -> None:
    page = filled.get("/console/audit").text
    assert page.count("说明了一处对账差异，&lt;b&gt;手续费&lt;/b&gt;") >= 99
    assert "<b>手续费</b>" not in page
    assert "更早的" in page

    below = page.partition("below=")[2].partition('"')[0]
    rest = filled.get(f"/console/audit?below={below}").text
    assert "<b>何静</b>" in rest
    assert "更早的" not in rest


def test_it_shows_one_person_and_up_to_a_day(filled: Desk, clock: MovableClock) -> None:
    of_one = filled.get(f"/console/audit?who={HE.id}").text
    assert "<b>何静</b>" in of_one
    assert "<b>钱进</b>" not in of_one

    until = (clock.now() - timedelta(days=1)).date().isoformat()
    assert "<b>钱进</b>" not in filled.get(f"/console/audit?until={until}").text
    assert "<b>何静</b>" in filled.get(f"/console/audit?until={until}").text


@pytest.mark.parametrize("asked", ["until=tomorrow", "below=x", "who=nobody", "until=2026-02-31"])
def test_it_takes_any_question(filled: Desk, asked: str) -> None:
    assert filled.get(f"/console/audit?{asked}").status_code == 200
