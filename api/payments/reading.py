"""Finding bills, and what they make of a card."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.reading import lock_policy
from api.core.actors import Member
from api.core.errors import Refusal
from api.payments.models import Bill, PaymentAttempt
from api.payments.problems import BILL_GONE
from api.payments.rules import UNPAID, AttemptState
from api.policies.models import Policy
from api.policies.rules import CardState, card_state, with_bills


def state_of(session: Session, policy: Policy, today: date) -> CardState:
    """The card's state on a China date, of what is stored now: the insurer's word and the bills."""
    state = card_state(policy.status, policy.starts_on, policy.ends_on, today)
    if state is not CardState.ACTIVE:
        return state
    return with_bills(state, overdue=bool(due_bills(session, policy.id, today)))


def due_bills(session: Session, policy_id: str, today: date) -> list[Bill]:
    """The bills that grey a policy's card on a China date, the longest due first."""
    late = (
        sa.select(Bill)
        .where(Bill.policy_id == policy_id, Bill.state.in_(UNPAID), Bill.due_on < today)
        .order_by(Bill.due_on)
    )
    return [bill for bill in session.scalars(late) if bill.is_due(today)]


def family_bill(session: Session, member: Member, bill_id: str) -> Bill:
    """A bill of a policy that the member sees, held with its policy as it stands now.

    Raises Refusal(bill_not_found).
    """
    return held_bill(session, seen_bill(session, member, bill_id).id)


def seen_bill(session: Session, member: Member, bill_id: str) -> Bill:
    """A bill of a policy that the member sees. Raises Refusal(bill_not_found)."""
    bill = session.get(Bill, bill_id)
    if bill is None or not member.sees(bill.policy_id):
        raise Refusal(BILL_GONE)
    return bill


def held_bill(session: Session, bill_id: str) -> Bill:
    """A bill as it stands now, its policy held until the transaction ends.

    Raises Refusal(bill_not_found).
    """
    policy_id = session.scalar(sa.select(Bill.policy_id).where(Bill.id == bill_id))
    if policy_id is None:
        raise Refusal(BILL_GONE)
    lock_policy(session, policy_id)
    return session.get_one(Bill, bill_id, populate_existing=True)


def started_attempt(session: Session, bill: Bill) -> PaymentAttempt | None:
    """The attempt of a bill of which it isn't known yet how it ends."""
    return session.scalar(
        sa.select(PaymentAttempt).where(
            PaymentAttempt.bill_id == bill.id, PaymentAttempt.state == AttemptState.STARTED
        )
    )


def mark_read(session: Session, policy_id: str, bill_ids: list[str], now: datetime) -> None:
    """Notes that somebody of the family has seen bills; others than the policy's are left out."""
    lock_policy(session, policy_id)
    unread = sa.select(Bill).where(
        Bill.id.in_(bill_ids), Bill.policy_id == policy_id, Bill.read_at.is_(None)
    )
    for bill in session.scalars(unread):
        bill.read_at = now
    session.flush()


def bills_by_id(session: Session, bill_ids: list[str]) -> dict[str, Bill]:
    """Some bills."""
    found = session.scalars(sa.select(Bill).where(Bill.id.in_(bill_ids)))
    return {bill.id: bill for bill in found}
