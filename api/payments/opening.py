"""Opens the bill of a visit that lacks one, and follows what the insurer says of it later."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.reading import lock_policy
from api.claims.receipts import new_number
from api.core.clock import CHINA, china_date
from api.core.ids import new_id
from api.payments.models import Bill
from api.payments.rules import DAYS_TO_PAY, UNPAID, BillSource, BillState
from api.payments.settling import move_due_date, settle, show_paying
from api.payments.telling import tell_of_bill, text_of_bill
from api.visits.models import Visit, VisitCharge
from api.visits.rules import billed_fen


def follow_next_charge(session: Session, now: datetime) -> bool:
    """Opens or changes the bill of one visit; says whether there was one to look at."""
    found = (
        sa.select(VisitCharge)
        .where(VisitCharge.followed_at.is_(None))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    charge = session.scalar(found)
    if charge is None:
        return False
    charge.followed_at = now
    follow_charge(session, charge, now)
    return True


def follow_charge(session: Session, charge: VisitCharge, now: datetime) -> None:
    """Brings the bill of a visit in line with what the insurer's file says of it."""
    visit = session.get_one(Visit, charge.visit_id)
    lock_policy(session, visit.policy_id)
    owed_fen = billed_fen(visit.figures)
    bill = session.scalar(
        sa.select(Bill)
        .where(Bill.source == BillSource.VISIT, Bill.source_id == visit.id)
        .execution_options(populate_existing=True)
    )
    if bill is None:
        if owed_fen:
            _open(session, visit, charge, now)
        return
    _change(session, bill, charge, owed_fen, now)


def _open(session: Session, visit: Visit, charge: VisitCharge, now: datetime) -> None:
    today = china_date(now)
    bill = Bill(
        id=new_id(),
        policy_id=visit.policy_id,
        number=new_number(session, f"B{today:%y%m}"),
        source=BillSource.VISIT,
        source_id=visit.id,
        state=BillState.OPEN,
        hospital=visit.hospital,
        visited_on=visit.visited_on,
        billed_fen=billed_fen(visit.figures),
        reduced_fen=0,
        captured_fen=0,
        returned_fen=0,
        outside_fen=0,
        due_on=charge.due_on or today + timedelta(days=DAYS_TO_PAY),
        insurers_due_on=charge.due_on,
        opened_at=now,
    )
    session.add(bill)
    if charge.paid_on is not None:
        bill.outside_fen = bill.billed_fen
        # Nobody is told of what was paid before there was a bill.
        bill.become(BillState.PAID)
        bill.paid_at = _began(charge.paid_on)
    session.flush()
    if bill.state is BillState.OPEN:
        tell_of_bill(session, bill, "bill_opened", now)
        text_of_bill(session, bill, "bill_opened", "", now)
    settle(session, bill, now)


def _change(
    session: Session, bill: Bill, charge: VisitCharge, owed_fen: int, now: datetime
) -> None:
    before_fen, due_before = bill.money.due_fen, bill.due_on
    bill.billed_fen = owed_fen
    bill.outside_fen = bill.money.due_fen if charge.paid_on is not None else 0
    if charge.due_on not in {None, bill.insurers_due_on}:
        move_due_date(bill, charge.due_on)
    bill.insurers_due_on = charge.due_on
    if owed_fen == 0 and bill.state is not BillState.CANCELLED:
        bill.become(BillState.CANCELLED)
        bill.paid_at = None
        show_paying(bill, None)
        tell_of_bill(session, bill, "bill_cancelled", now)
    elif owed_fen and bill.state is BillState.CANCELLED:
        bill.become(BillState.OPEN)
    settle(session, bill, now)
    if charge.paid_on is not None and bill.state is BillState.PAID and not bill.captured_fen:
        bill.paid_at = _began(charge.paid_on)
    changed = (bill.money.due_fen, bill.due_on) != (before_fen, due_before)
    if changed and bill.state in UNPAID:
        tell_of_bill(session, bill, "bill_changed", now)


def _began(day: date) -> datetime:
    """When a day began in China: all that is known of when something was paid elsewhere."""
    return datetime.combine(day, time(), CHINA)
