"""Giving money back: what finance proposes, and what the gateway makes of what is ordered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import Subject, record
from api.core.errors import Refusal
from api.core.ids import new_id
from api.core.money import yuan
from api.core.synced import touch
from api.gateways.payments import (
    GatewayAway,
    GatewayRefused,
    PaymentGateway,
    RefundOrder,
    RefundStanding,
)
from api.payments import rules
from api.payments.models import Bill, PaymentAttempt, Refund
from api.payments.problems import CHANGE_DECIDED, NOT_OPEN
from api.payments.reading import held_bill
from api.payments.rules import BillState, RefundCause, RefundState, next_look
from api.payments.settling import order_refund, refundable, settle
from api.payments.telling import tell_of_bill

PROPOSING = frozenset({Role.FINANCE})
AGREEING = frozenset({Role.FINANCE, Role.ADMIN})
LONGEST_REASON = 200
_LEASE = timedelta(seconds=60)
_TAKEN = frozenset({RefundStanding.PENDING, RefundStanding.DONE})


@dataclass(frozen=True)
class PendingRefund:
    """A refund that its gateway is to be asked for."""

    id: str
    gateway: str
    order: RefundOrder


def propose_refund(
    session: Session, who: StaffActor, bill_id: str, amount_fen: int, reason: str, now: datetime
) -> list[Refund]:
    """Proposes to give back a part of a paid bill, or all of it: the family then owes less.

    One refund a capture that it takes. Raises Refusal(wrong_role, bill_not_found, bill_not_open)
    or one that names fields.
    """
    who.must_have(*PROPOSING)
    bill = held_bill(session, bill_id)
    if bill.state is not BillState.PAID or any(
        each.state is RefundState.PROPOSED for each in bill.refunds
    ):
        raise Refusal(NOT_OPEN)
    has = [(attempt.id, fen) for attempt, fen in refundable(session, bill)]
    _refuse_wrong(amount_fen, sum(fen for _, fen in has), reason)
    made = []
    for attempt_id, fen in rules.shares(amount_fen, has):
        refund = Refund(
            id=new_id(),
            bill_id=bill.id,
            attempt_id=attempt_id,
            state=RefundState.PROPOSED,
            cause=RefundCause.GOODWILL,
            amount_fen=fen,
            reason=reason.strip(),
            created_at=now,
            proposed_by_id=who.id,
            proposed_by=who.name,
        )
        bill.refunds.append(refund)
        made.append(refund)
    session.flush()
    record(session, who, "refund.proposed", _about(bill), now, reason, fen=str(amount_fen))
    return made


def decide_refund(
    session: Session, who: StaffActor, refund_id: str, agrees: bool, now: datetime
) -> Refund:
    """Agrees to a refund that a colleague proposed, or says no.

    Raises Refusal(wrong_role, not_found, second_person, change_decided).
    """
    who.must_have(*AGREEING)
    refund = session.get(Refund, refund_id)
    if refund is None:
        raise Refusal(errors.NOT_FOUND)
    bill = held_bill(session, refund.bill_id)
    session.refresh(refund)
    if refund.state is not RefundState.PROPOSED:
        raise Refusal(CHANGE_DECIDED)
    if refund.proposed_by_id == who.id:
        raise Refusal(errors.SECOND_PERSON)
    left_fen = {each.id: fen for each, fen in refundable(session, bill)}
    agrees = agrees and refund.amount_fen <= left_fen[refund.attempt_id]
    refund.second_id, refund.second = who.id, who.name
    refund.become(RefundState.ORDERED if agrees else RefundState.DECLINED)
    if agrees:
        bill.reduced_fen += refund.amount_fen
        order_refund(bill, refund, now)
        session.flush()
        tell_of_bill(session, bill, "bill_refund_ordered", now, back=yuan(refund.amount_fen))
        settle(session, bill, now)
    session.flush()
    verb = "refund.agreed" if agrees else "refund.declined"
    record(session, who, verb, _about(bill), now, fen=str(refund.amount_fen))
    return refund


def claim_refund(session: Session, now: datetime) -> PendingRefund | None:
    """Takes the next ordered refund whose gateway is to be asked, for this runner alone."""
    refund = session.scalar(
        sa.select(Refund)
        .where(Refund.next_at <= now)
        .order_by(Refund.next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if refund is None:
        return None
    refund.next_at = now + _LEASE
    attempt = session.get_one(PaymentAttempt, refund.attempt_id)
    captured_fen = attempt.captured_fen or 0
    words = {
        RefundCause.TWICE: "重复支付退回",
        RefundCause.NOT_OWED: "不用支付的部分退回",
        RefundCause.GOODWILL: "账单调整退回",
    }[refund.cause]
    order = RefundOrder(refund.number, attempt.number, refund.amount_fen, captured_fen, words)
    return PendingRefund(refund.id, attempt.gateway, order)


def ask_refund(
    gateways: Mapping[str, PaymentGateway], pending: PendingRefund
) -> tuple[RefundStanding | None, str]:
    """Asks a gateway for a refund, and how it stands; None: it doesn't say. And why it failed."""
    gateway = gateways.get(pending.gateway)
    if gateway is None:
        return None, ""
    try:
        standing = gateway.look_refund(pending.order.number)
        if standing is RefundStanding.ABSENT:
            gateway.refund(pending.order)
            standing = gateway.look_refund(pending.order.number)
    except GatewayAway:
        return None, ""
    except GatewayRefused as refused:
        return RefundStanding.FAILED, refused.reason
    return standing, ""


def settle_refund(
    session: Session,
    pending: PendingRefund,
    standing: RefundStanding | None,
    failure: str,
    now: datetime,
) -> None:
    """Draws the consequences of what a gateway said of a refund."""
    bill_id = session.get_one(Refund, pending.id).bill_id
    bill = held_bill(session, bill_id)
    refund = session.get_one(Refund, pending.id, populate_existing=True)
    if refund.taken_at is None and standing in _TAKEN:
        refund.taken_at = now
    if refund.state is not RefundState.ORDERED:
        refund.next_at = None
    elif standing is RefundStanding.DONE:
        _end(bill, refund, RefundState.DONE, now)
        back = yuan(refund.amount_fen)
        tell_of_bill(session, bill, "bill_refunded", now, back=back)
    elif standing is RefundStanding.FAILED:
        refund.failure = failure
        _end(bill, refund, RefundState.FAILED, now)
    else:
        refund.tries += 1
        refund.next_at = next_look(refund.tries, now)
    session.flush()


def mark_refunded(
    session: Session, who: StaffActor, refund_id: str, reason: str, now: datetime
) -> None:
    """Notes that finance has sent back otherwise what the gateway could not.

    Raises Refusal(wrong_role, not_found, change_decided) or one that names fields.
    """
    who.must_have(*PROPOSING)
    refund = session.get(Refund, refund_id)
    if refund is None:
        raise Refusal(errors.NOT_FOUND)
    bill = held_bill(session, refund.bill_id)
    session.refresh(refund)
    if refund.state is not RefundState.FAILED:
        raise Refusal(CHANGE_DECIDED)
    if not 4 <= len(reason.strip()) <= LONGEST_REASON:
        raise Refusal(errors.INVALID, {"reason": [_REASON]})
    _end(bill, refund, RefundState.DONE, now)
    tell_of_bill(session, bill, "bill_refunded", now, back=yuan(refund.amount_fen))
    record(session, who, "refund.sent_otherwise", _about(bill), now, reason)
    session.flush()


_REASON = f"写4到{LONGEST_REASON}个字。|Write 4 to {LONGEST_REASON} characters."


def _refuse_wrong(amount_fen: int, most_fen: int, reason: str) -> None:
    wrong: dict[str, list[str]] = {}
    if not 0 < amount_fen <= most_fen:
        said = f"最多退{yuan(most_fen)}。|{yuan(most_fen)} at most."
        wrong["amount_fen"] = [said]
    if not 4 <= len(reason.strip()) <= LONGEST_REASON:
        wrong["reason"] = [_REASON]
    if wrong:
        raise Refusal(errors.INVALID, wrong)


def _end(bill: Bill, refund: Refund, state: RefundState, now: datetime) -> None:
    refund.become(state)
    refund.next_at, refund.settled_at = None, now
    touch(bill)


def _about(bill: Bill) -> Subject:
    return Subject("bill", bill.id, bill.policy_id)
