"""Keeps a bill's state, refunds and card in line with its money: the one way all changes end."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.receipts import new_number
from api.core.actors import SYSTEM
from api.core.clock import china_date
from api.core.ids import new_id
from api.core.money import yuan
from api.payments import rules
from api.payments.models import Bill, PaymentAttempt, Refund
from api.payments.reading import due_bills, started_attempt
from api.payments.rules import (
    UNPAID,
    AttemptState,
    BillState,
    RefundCause,
    RefundState,
)
from api.payments.telling import tell_of_bill, tell_of_card
from api.policies.models import Policy
from api.policies.rules import CardState, card_state


def settle(session: Session, bill: Bill, now: datetime) -> None:
    """Draws the consequences of what changed in a bill that is held (`reading.held_bill`).

    What came twice or isn't owed goes back; the state says what is left to do; the family hears
    of it; the card turns.
    """
    _give_back(session, bill, now)
    state = _state_now(session, bill)
    if state is not bill.state:
        was_unpaid = bill.state in UNPAID
        _become(session, bill, state, now)
        if state is BillState.PAID and was_unpaid:
            template = "bill_paid" if bill.captured_fen else "bill_paid_elsewhere"
            tell_of_bill(session, bill, template, now)
    session.flush()
    turn_card(session, bill.policy_id, now)


def turn_card(session: Session, policy_id: str, now: datetime) -> bool:
    """Stores whether a bill greys a policy's card, and tells; says whether that changed."""
    policy = session.get_one(Policy, policy_id)
    today = china_date(now)
    overdue = bool(due_bills(session, policy_id, today))
    if policy.payment_overdue is overdue:
        return False
    policy.payment_overdue = overdue
    otherwise = card_state(policy.status, policy.starts_on, policy.ends_on, today)
    if otherwise is CardState.ACTIVE:
        tell_of_card(session, policy, "card_suspended" if overdue else "card_restored", now)
    session.flush()
    return True


def move_due_date(bill: Bill, due_on: date) -> None:
    """Gives a bill another date; its reminders begin anew."""
    bill.due_on, bill.reminded = due_on, None


def show_paying(bill: Bill, attempt: PaymentAttempt | None) -> None:
    """Says on a bill who is paying it, or that nobody is."""
    bill.paying_since = attempt.began_at if attempt else None
    bill.paying_until = attempt.expires_at if attempt else None
    bill.paying_phone = attempt.phone if attempt else None
    bill.paying_binding_id = attempt.binding_id if attempt else None


def order_refund(bill: Bill, refund: Refund, now: datetime) -> None:
    """Makes a decided refund one that the gateway is asked for, and counts it."""
    refund.next_at = now
    bill.returned_fen += refund.amount_fen


def refundable(session: Session, bill: Bill) -> list[tuple[PaymentAttempt, int]]:
    """A bill's captures, the oldest first, and what of each isn't on its way back (fen)."""
    captures = session.scalars(
        sa.select(PaymentAttempt)
        .where(PaymentAttempt.bill_id == bill.id, PaymentAttempt.state == AttemptState.CAPTURED)
        .order_by(PaymentAttempt.captured_at, PaymentAttempt.id)
    )
    gone = {RefundState.ORDERED, RefundState.DONE, RefundState.FAILED}
    returned: dict[str, int] = {}
    for refund in bill.refunds:
        if refund.state in gone:
            so_far = returned.get(refund.attempt_id, 0)
            returned[refund.attempt_id] = so_far + refund.amount_fen
    return [(each, (each.captured_fen or 0) - returned.get(each.id, 0)) for each in captures]


def _give_back(session: Session, bill: Bill, now: datetime) -> None:
    excess_fen = bill.money.excess_fen
    if not excess_fen:
        return
    captures = refundable(session, bill)
    several = len(captures) > 1
    has = [(attempt.id, fen) for attempt, fen in captures]
    for attempt_id, fen in rules.shares(excess_fen, has):
        refund = Refund(
            id=new_id(),
            bill_id=bill.id,
            attempt_id=attempt_id,
            state=RefundState.ORDERED,
            cause=RefundCause.TWICE if several else RefundCause.NOT_OWED,
            amount_fen=fen,
            created_at=now,
            proposed_by_id=SYSTEM.id,
            proposed_by=SYSTEM.name,
        )
        bill.refunds.append(refund)
        order_refund(bill, refund, now)
    tell_of_bill(session, bill, "bill_refund_ordered", now, back=yuan(excess_fen))


def _state_now(session: Session, bill: Bill) -> BillState:
    if bill.state in {BillState.WAIVED, BillState.CANCELLED}:
        return bill.state
    if bill.money.owed_fen == 0:
        return BillState.PAID
    return BillState.PAYING if started_attempt(session, bill) else BillState.OPEN


def _become(session: Session, bill: Bill, state: BillState, now: datetime) -> None:
    if state is BillState.PAID and bill.captured_fen and bill.receipt is None:
        # Before the state changes: a query stores what is half done.
        bill.receipt = new_number(session, f"R{china_date(now):%y%m}")
    started = started_attempt(session, bill)
    bill.become(state)
    bill.paid_at = now if state is BillState.PAID else None
    show_paying(bill, started if state is BillState.PAYING else None)
    session.flush()
    if started and state is not BillState.PAYING:
        # An order that nobody needs any more is closed, lest it be paid.
        started.look_at = now
