"""The states of complaints: no step but those of the table, and the database keeps the rest."""

from datetime import date
from itertools import product

import pytest
import sqlalchemy as sa

from api.complaints.models import Complaint, ComplaintEvent, ComplaintPaper
from api.complaints.rules import (
    TRANSITIONS,
    ComplaintEventKind,
    ComplaintState,
    PaperState,
    deadline,
    is_another,
    may_become,
    may_turn,
)
from api.core.calendar import WorkingDays
from api.core.ids import new_id
from tests.cast import Card, OpenDatabase, Phone
from tests.complaints.writing import write_complaint
from tests.conftest import MORNING

STEPS = {
    ("received", "answered"),
    ("received", "closed"),
    ("answered", "reopened"),
    ("answered", "closed"),
    ("reopened", "answered"),
    ("reopened", "closed"),
    ("closed", "reopened"),
}


def test_it_knows_every_step() -> None:
    assert TRANSITIONS.keys() == set(ComplaintState)
    assert {pair for pair in product(ComplaintState, ComplaintState) if may_become(*pair)} == STEPS


def test_it_takes_no_other_step() -> None:
    complaint = Complaint(id=new_id(), state=ComplaintState.CLOSED)
    with pytest.raises(ValueError, match="never becomes answered"):
        complaint.become(ComplaintState.ANSWERED)
    paper = ComplaintPaper(id=new_id(), state=PaperState.DROPPED)
    with pytest.raises(ValueError, match="never becomes received"):
        paper.become(PaperState.RECEIVED)
    moves = {pair for pair in product(PaperState, PaperState) if may_turn(*pair)}
    assert moves == {("expected", "received"), ("expected", "dropped")}


def test_it_counts_working_days() -> None:
    due = deadline(date(2026, 3, 12), 5, WorkingDays())
    assert (due.on, due.is_estimate) == (date(2026, 3, 19), False)
    assert deadline(date(2031, 3, 12), 5, WorkingDays()).is_estimate


def test_it_knows_who_has_answered() -> None:
    assert not is_another("xu", {"xu"})
    assert is_another("zhou", {"xu"})
    assert is_another("xu", set())


@pytest.mark.parametrize(
    "change",
    [
        "state = 'closed'",
        "state = 'answered'",
        "due_on = NULL",
        "closed_by = 'family'",
        "state = 'lost'",
        "topic = 'weather'",
    ],
)
def test_the_database_refuses_nonsense(
    mother: Phone, lin: Card, database: OpenDatabase, change: str
) -> None:
    write_complaint(mother, lin)
    with database() as session:
        with pytest.raises(sa.exc.IntegrityError):
            session.execute(sa.text(f"UPDATE complaints SET {change}"))
        session.rollback()


def test_the_database_keeps_one_second_look(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    written = write_complaint(mother, lin)

    def reopened(position: int) -> ComplaintEvent:
        event = ComplaintEvent(
            id=new_id(),
            complaint_id=written.id,
            position=position,
            kind=ComplaintEventKind.REOPENED,
            at=MORNING,
            phone="妈妈的手机",
        )
        event.words = "没解决"
        return event

    with database() as session:
        session.add(reopened(1))
        session.flush()
        session.add(reopened(2))
        with pytest.raises(sa.exc.IntegrityError):
            session.flush()
        session.rollback()
