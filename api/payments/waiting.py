"""Bills that wait for somebody: a call, a second person, finance, or the family itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core.actors import StaffActor
from api.core.audit import Subject, record
from api.core.clock import china_date
from api.payments.models import Bill, BillChange, Refund
from api.payments.reading import held_bill
from api.payments.rules import UNPAID, UNREAD, ChangeState, RefundState
from api.policies.models import Policy


@dataclass(frozen=True)
class WaitingBill:
    """A bill, its policy, and what waits of it, if anything."""

    bill: Bill
    policy: Policy
    change: BillChange | None = None
    refund: Refund | None = None


def is_to_call_about(now: datetime) -> sa.ColumnElement[bool]:
    """Open bills that nobody of the family has read in three days, and nobody called about.

    Manual, chapter 6: 服务人员将致电或邮件您.
    """
    return sa.and_(
        Bill.state.in_(UNPAID),
        Bill.read_at.is_(None),
        Bill.called_at.is_(None),
        Bill.opened_at <= now - UNREAD,
    )


def bills_to_call_about(
    session: Session, now: datetime, *conditions: sa.ColumnElement[bool]
) -> list[WaitingBill]:
    """Bills to call about, the earliest due first; 200 at most."""
    return _bills(session, is_to_call_about(now), *conditions)


def late_bills(session: Session, now: datetime) -> list[WaitingBill]:
    """Unpaid bills past their date, the longest late first; 200 at most."""
    return _bills(session, Bill.state.in_(UNPAID), Bill.due_on < china_date(now))


IS_PROPOSED = BillChange.state == ChangeState.PROPOSED


def proposed_changes(session: Session, ids: Collection[str]) -> list[WaitingBill]:
    """Those of these changes that are proposed, with their bills."""
    found = session.execute(
        sa.select(BillChange, Policy)
        .join(Bill, Bill.id == BillChange.bill_id)
        .join(Policy, Policy.id == Bill.policy_id)
        .where(IS_PROPOSED, BillChange.id.in_(ids))
        .options(joinedload(BillChange.bill), joinedload(Policy.child))
    )
    return [WaitingBill(change.bill, policy, change=change) for change, policy in found.unique()]


def refunds_in(session: Session, state: RefundState, ids: Collection[str]) -> list[WaitingBill]:
    """Those of these refunds that are in a state, with their bills."""
    found = session.execute(
        sa.select(Refund, Bill, Policy)
        .join(Bill, Bill.id == Refund.bill_id)
        .join(Policy, Policy.id == Bill.policy_id)
        .where(Refund.state == state, Refund.id.in_(ids))
        .options(joinedload(Policy.child))
    )
    return [WaitingBill(bill, policy, refund=refund) for refund, bill, policy in found.unique()]


def note_call(session: Session, who: StaffActor, bill_id: str, note: str, now: datetime) -> None:
    """Notes that somebody called the family about a bill. Raises Refusal(bill_not_found)."""
    bill = held_bill(session, bill_id)
    bill.called_at = now
    record(session, who, "bill.called", Subject("bill", bill.id, bill.policy_id), now, note)
    session.flush()


def _bills(session: Session, *conditions: sa.ColumnElement[bool]) -> list[WaitingBill]:
    found = session.execute(
        sa.select(Bill, Policy)
        .join(Policy, Policy.id == Bill.policy_id)
        .where(*conditions)
        .options(joinedload(Policy.child))
        .order_by(Bill.due_on, Bill.id)
        .limit(200)
    )
    return [WaitingBill(bill, policy) for bill, policy in found.unique()]
