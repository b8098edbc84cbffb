"""Waiving or postponing a bill: one person proposes it with a reason, another one agrees."""

from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import Subject, record
from api.core.clock import china_date
from api.core.errors import Refusal
from api.core.ids import new_id
from api.payments.models import Bill, BillChange
from api.payments.problems import CHANGE_DECIDED, CHANGE_WAITS, NOT_OPEN
from api.payments.reading import held_bill
from api.payments.rules import BillState, ChangeKind, ChangeState
from api.payments.settling import move_due_date, settle
from api.payments.telling import tell_of_bill

PROPOSING = frozenset({Role.SUPPORT, Role.FINANCE})
AGREEING = frozenset({Role.SUPPORT, Role.FINANCE, Role.ADMIN})
LONGEST_REASON = 200
LONGEST_DELAY = timedelta(days=180)


def propose_change(
    session: Session,
    who: StaffActor,
    bill_id: str,
    kind: ChangeKind,
    due_on: date | None,
    reason: str,
    now: datetime,
) -> BillChange:
    """Proposes to waive an open bill, or to postpone it to a date.

    Raises Refusal(wrong_role, bill_not_found, bill_not_open, change_waits) or one that names
    fields.
    """
    who.must_have(*PROPOSING)
    bill = held_bill(session, bill_id)
    if bill.state is not BillState.OPEN:
        raise Refusal(NOT_OPEN)
    if waiting_change(session, bill.id):
        raise Refusal(CHANGE_WAITS)
    _refuse_wrong(bill, kind, due_on, reason, china_date(now))
    change = BillChange(
        id=new_id(),
        bill_id=bill.id,
        kind=kind,
        state=ChangeState.PROPOSED,
        due_on=due_on if kind is ChangeKind.POSTPONE else None,
        reason=reason.strip(),
        proposed_by_id=who.id,
        proposed_by=who.name,
        proposed_at=now,
    )
    session.add(change)
    session.flush()
    record(session, who, f"bill.{kind}_proposed", _about(bill), now, reason)
    return change


def decide_change(
    session: Session, who: StaffActor, change_id: str, agrees: bool, now: datetime
) -> BillChange:
    """Agrees to what a colleague proposed, or says no; what was paid meanwhile stays paid.

    Raises Refusal(wrong_role, not_found, second_person, change_decided).
    """
    who.must_have(*AGREEING)
    change = session.get(BillChange, change_id)
    if change is None:
        raise Refusal(errors.NOT_FOUND)
    bill = held_bill(session, change.bill_id)
    session.refresh(change)
    if change.state is not ChangeState.PROPOSED:
        raise Refusal(CHANGE_DECIDED)
    if change.proposed_by_id == who.id:
        raise Refusal(errors.SECOND_PERSON)
    if agrees and bill.state is BillState.PAYING:
        raise Refusal(NOT_OPEN)
    agrees = agrees and bill.state is BillState.OPEN
    change.state = ChangeState.APPROVED if agrees else ChangeState.REFUSED
    change.second_id, change.second, change.settled_at = who.id, who.name, now
    if agrees:
        _enforce(session, bill, change, now)
    session.flush()
    verb = f"bill.{change.kind}_agreed" if agrees else f"bill.{change.kind}_refused"
    record(session, who, verb, _about(bill), now)
    return change


def waiting_change(session: Session, bill_id: str) -> BillChange | None:
    """The proposal that waits for a bill, if any."""
    return session.scalar(
        sa.select(BillChange).where(
            BillChange.bill_id == bill_id, BillChange.state == ChangeState.PROPOSED
        )
    )


def _enforce(session: Session, bill: Bill, change: BillChange, now: datetime) -> None:
    if change.due_on is None:
        bill.become(BillState.WAIVED)
        tell_of_bill(session, bill, "bill_waived", now)
    else:
        move_due_date(bill, change.due_on)
        tell_of_bill(session, bill, "bill_postponed", now)
    session.flush()
    settle(session, bill, now)


def _refuse_wrong(
    bill: Bill, kind: ChangeKind, due_on: date | None, reason: str, today: date
) -> None:
    wrong: dict[str, list[str]] = {}
    if not 4 <= len(reason.strip()) <= LONGEST_REASON:
        wrong["reason"] = [f"为什么，写4到{LONGEST_REASON}个字。"]
    if kind is ChangeKind.POSTPONE:
        last = today + LONGEST_DELAY
        if due_on is None or not max(today, bill.due_on) < due_on <= last:
            wrong["due_on"] = [f"选一个晚于现在的到期日、不晚于{last:%Y-%m-%d}的日子。"]
    if wrong:
        raise Refusal(errors.INVALID, wrong)


def _about(bill: Bill) -> Subject:
    return Subject("bill", bill.id, bill.policy_id)
