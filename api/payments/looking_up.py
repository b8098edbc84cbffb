"""What somebody of the service sees of a bill; each look leaves an entry."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import StaffActor
from api.core.audit import Subject, record
from api.core.clock import china_date
from api.core.errors import Refusal
from api.payments.changes import waiting_change
from api.payments.models import Bill, BillChange, PaymentAttempt
from api.payments.problems import BILL_GONE
from api.payments.rules import UNREAD, BillState
from api.policies.models import Policy


@dataclass(frozen=True)
class BillPage:
    """A bill with its policy, its attempts, and the change that waits for a second person."""

    bill: Bill
    policy: Policy
    attempts: list[PaymentAttempt]
    change: BillChange | None
    is_due: bool
    is_unread: bool
    days_late: int


def look_at_bill(session: Session, who: StaffActor, bill_id: str, now: datetime) -> BillPage:
    """A bill at a desk; the look is recorded. Raises Refusal(bill_not_found)."""
    bill = session.get(Bill, bill_id)
    if bill is None:
        raise Refusal(BILL_GONE)
    record(session, who, "bill.looked_at", Subject("bill", bill.id, bill.policy_id), now)
    attempts = session.scalars(
        sa.select(PaymentAttempt)
        .where(PaymentAttempt.bill_id == bill.id)
        .order_by(PaymentAttempt.began_at)
    )
    unread = bill.state is BillState.OPEN and bill.read_at is None and bill.called_at is None
    return BillPage(
        bill=bill,
        policy=session.get_one(Policy, bill.policy_id),
        attempts=list(attempts),
        change=waiting_change(session, bill.id),
        is_due=bill.is_due(today(now)),
        is_unread=unread and bill.opened_at <= now - UNREAD,
        days_late=(today(now) - bill.due_on).days,
    )


def today(now: datetime) -> date:
    """The China date by which bills are late."""
    return china_date(now)
