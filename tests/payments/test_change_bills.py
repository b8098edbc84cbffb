"""Waiving and postponing: one person with a reason, and a second one."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from api.core.audit import AuditEntry
from api.core.clock import MovableClock
from api.payments.changes import decide_change, propose_change
from api.payments.rules import ChangeKind
from tests.cast import OpenDatabase, Phone
from tests.payments.bills import begin, bill
from tests.payments.people import HE, QIAN, WU, XU, People
from tests.payments.till import Till

WAIVE, POSTPONE = ChangeKind.WAIVE, ChangeKind.POSTPONE
REASON = "家里有困难，按规定免除"
LATER = date(2026, 4, 20)


@pytest.fixture
def people(database: OpenDatabase, clock: MovableClock) -> People:
    """Whoever answers calls, pays, and looks after accounts."""
    return People(database, clock)


def test_it_waives_with_a_second_person(
    bill_id: str, people: People, mother: Phone, database: OpenDatabase
) -> None:
    change_id = people.do(propose_change, XU, bill_id, WAIVE, None, REASON)
    assert bill(mother, bill_id)["state"] == "open"
    assert people.do(decide_change, XU, change_id, True) == "second_person"
    assert people.do(decide_change, HE, change_id, True) == change_id
    found = bill(mother, bill_id)
    assert (found["state"], found["owed_fen"]) == ("waived", 0)
    assert mother.inbox()[-1] == "bill_waived"
    assert begin(mother, bill_id)["quote"]["answer"] == "not_owed"
    with database() as session:
        verbs = session.scalars(sa.select(AuditEntry.verb).order_by(AuditEntry.seq)).all()
    assert verbs == ["bill.waive_proposed", "bill.waive_agreed"]


def test_it_postpones(bill_id: str, people: People, mother: Phone) -> None:
    change_id = people.do(propose_change, QIAN, bill_id, POSTPONE, LATER, REASON)
    people.do(decide_change, XU, change_id, True)
    found = bill(mother, bill_id)
    assert (found["state"], found["due_on"]) == ("open", "2026-04-20")
    assert mother.inbox()[-1] == "bill_postponed"


def test_it_changes_nothing_where_the_second_person_says_no(
    bill_id: str, people: People, mother: Phone
) -> None:
    change_id = people.do(propose_change, XU, bill_id, WAIVE, None, REASON)
    assert people.do(decide_change, HE, change_id, False) == change_id
    assert bill(mother, bill_id)["state"] == "open"
    assert people.do(decide_change, HE, change_id, True) == "change_decided"
    assert people.do(propose_change, XU, bill_id, WAIVE, None, REASON) not in {"change_waits"}


def test_it_leaves_a_bill_paid_that_was_paid_meanwhile(
    bill_id: str, people: People, mother: Phone, till: Till
) -> None:
    change_id = people.do(propose_change, XU, bill_id, WAIVE, None, REASON)
    begin(mother, bill_id)
    assert people.do(decide_change, HE, change_id, True) == "bill_not_open"
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    assert people.do(decide_change, HE, change_id, True) == change_id
    assert bill(mother, bill_id)["state"] == "paid"


@pytest.mark.parametrize(
    ("kind", "due_on", "reason"),
    [
        (WAIVE, None, ""),
        (WAIVE, None, "x" * 201),
        (POSTPONE, None, REASON),
        (POSTPONE, date(2026, 3, 25), REASON),
        (POSTPONE, date(2026, 3, 1), REASON),
        (POSTPONE, date(2027, 3, 1), REASON),
    ],
)
def test_it_refuses_nonsense(
    kind: ChangeKind, due_on: Any, reason: str, bill_id: str, people: People
) -> None:
    assert people.do(propose_change, XU, bill_id, kind, due_on, reason) == "invalid"


def test_it_is_not_for_everybody(bill_id: str, people: People) -> None:
    assert people.do(propose_change, WU, bill_id, WAIVE, None, REASON) == "wrong_role"
    change_id = people.do(propose_change, XU, bill_id, WAIVE, None, REASON)
    assert people.do(propose_change, QIAN, bill_id, WAIVE, None, REASON) == "change_waits"
    assert people.do(decide_change, WU, change_id, True) == "wrong_role"
    assert people.do(propose_change, XU, "none", WAIVE, None, REASON) == "bill_not_found"
    assert people.do(decide_change, HE, "none", True) == "not_found"
