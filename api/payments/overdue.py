"""What the date alone does: a card turns grey or good again, a bill is reminded of."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.reading import lock_policy
from api.core.clock import CHINA, china_date
from api.payments.models import Bill
from api.payments.reading import due_bills, held_bill
from api.payments.rules import REMINDED_BEFORE, UNPAID, BillState, people_are_awake, reminder_due
from api.payments.settling import turn_card
from api.payments.telling import tell_of_bill, text_of_bill
from api.policies.models import Policy

_A_DAY = timedelta(days=1)


def turn_next_card(session: Session, now: datetime) -> bool:
    """Turns one card whose stored state is not what its bills say; whether there was one."""
    today = china_date(now)
    for policy_id in _candidates(session, today):
        # A bill that is being looked into in time is late, but not due: its card stays as it is.
        if bool(due_bills(session, policy_id, today)) is not _stored(session, policy_id):
            lock_policy(session, policy_id)
            return turn_card(session, policy_id, now)
    return False


def remind_next(session: Session, now: datetime) -> bool:
    """Sends one reminder that is due; whether there was one."""
    if not people_are_awake(now.astimezone(CHINA).hour):
        return False
    today = china_date(now)
    # As rules.reminder_due has it.
    reached = [
        sa.and_(
            Bill.due_on <= today + days * _A_DAY,
            sa.or_(Bill.reminded.is_(None), Bill.reminded > days),
        )
        for days in REMINDED_BEFORE
    ]
    soon = (
        sa.select(Bill.id)
        .where(Bill.state == BillState.OPEN, Bill.due_on >= today, sa.or_(*reached))
        .order_by(Bill.due_on, Bill.id)
        .limit(1)
    )
    bill_id = session.scalar(soon)
    if bill_id is None:
        return False
    _remind(session, bill_id, now)
    return True


def _remind(session: Session, bill_id: str, now: datetime) -> None:
    bill = held_bill(session, bill_id)
    days = reminder_due(bill.due_on, bill.reminded, china_date(now))
    if bill.state is not BillState.OPEN or days is None:
        return
    bill.reminded = days
    tell_of_bill(session, bill, "bill_due_soon", now)
    text_of_bill(session, bill, "bill_due_soon", f"{bill.due_on}:{days}", now)
    session.flush()


def _candidates(session: Session, today: date) -> Iterator[str]:
    """Policies whose card may have to turn.

    An open bill that is late is due for certain, and a card without any late bill is good: of
    those one is enough. Of bills that are being paid, which are few, each has to be looked at.
    """
    late = (Bill.policy_id == Policy.id, Bill.state.in_(UNPAID), Bill.due_on < today)
    is_open, is_paying = Bill.state == BillState.OPEN, Bill.state == BillState.PAYING
    by_bills = sa.select(Policy.id).join(Bill, Bill.policy_id == Policy.id)
    is_grey = Policy.payment_overdue
    yield from session.scalars(by_bills.where(*late, is_open, ~is_grey).limit(1))
    yield from session.scalars(
        sa.select(Policy.id).where(is_grey, ~sa.exists().where(*late)).limit(1)
    )
    yield from session.scalars(by_bills.where(*late, is_paying))


def _stored(session: Session, policy_id: str) -> bool:
    return session.get_one(Policy, policy_id).payment_overdue
