"""Paying a bill: one order at a gateway at a time, asked how it stands before it is believed.

No gateway is asked inside a transaction: the doors take a step here, ask, and come back with what
the gateway said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.errors import Refusal
from api.devices.models import Binding
from api.gateways.payments import (
    CheckoutKind,
    GatewayAway,
    Hint,
    OrderState,
    PaymentGateway,
    Standing,
)
from api.payments.models import Bill, PaymentAttempt, PaymentCallback
from api.payments.problems import ATTEMPT_TAKEN
from api.payments.reading import family_bill, held_bill, started_attempt
from api.payments.rules import LEASE, AttemptState, BillState, next_look, row_id
from api.payments.settling import settle

# The gateways by name; new orders go to the first.
Gateways = Mapping[str, PaymentGateway]
# How long a runner has one attempt for itself.
_LOOK_LEASE = timedelta(seconds=60)
# An order may be on its way to the gateway for so long.
_BEGINNING = timedelta(seconds=30)
# Taps of a family don't reach the gateway more often than this.
_BETWEEN_LOOKS = timedelta(seconds=2)


class QuoteAnswer(StrEnum):
    """What a phone hears that wants to pay."""

    CONFIRM = "confirm"  # this amount is owed: one tap pays it
    CHANGED = "changed"  # another amount is owed than the phone thought
    PAID = "paid"  # nothing is owed any more
    NOT_OWED = "not_owed"  # it was waived or cancelled
    BUSY = "busy"  # another phone of the family is paying
    CHECKING = "checking"  # somebody paid, or not: it is being looked into


@dataclass(frozen=True)
class Quote:
    """What is owed for a bill now (fen); `phone` and `until` say who is paying, while busy."""

    answer: QuoteAnswer
    amount_fen: int
    phone: str | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Wish:
    """What a phone wants to pay: `id` is the attempt's, `amount_fen` what the parent saw."""

    id: str
    bill_id: str
    amount_fen: int
    kind: CheckoutKind


@dataclass(frozen=True)
class Pending:
    """An order whose standing has to be asked for; `over`: it is to be closed if it is open."""

    attempt_id: str
    gateway: str
    number: str
    over: bool


def quote(session: Session, member: Member, bill_id: str, amount_fen: int, now: datetime) -> Quote:
    """What paying a bill would mean now. Raises Refusal(bill_not_found)."""
    return _quote(session, member, family_bill(session, member, bill_id), amount_fen, now)


def order_in_the_way(session: Session, member: Member, wish: Wish, now: datetime) -> Pending | None:
    """An earlier order that has to end first: this phone's own, or one whose time is over.

    Raises Refusal(bill_not_found).
    """
    started = started_attempt(session, family_bill(session, member, wish.bill_id))
    if started is None or started.id == wish.id or now < started.began_at + _BEGINNING:
        return None
    if started.device_id == member.device_id or now >= started.expires_at:
        return Pending(started.id, started.gateway, started.number, over=True)
    return None


def reserve(
    session: Session, member: Member, wish: Wish, gateway: str, now: datetime
) -> PaymentAttempt | Quote:
    """Takes a bill for one phone, or says why not; the same wish gets the same attempt.

    Raises Refusal(bill_not_found, attempt_taken).
    """
    bill = family_bill(session, member, wish.bill_id)
    attempt = session.get(PaymentAttempt, wish.id)
    if attempt is not None:
        mine = attempt.bill_id == bill.id and attempt.device_id == member.device_id
        if not mine or attempt.state is not AttemptState.STARTED or now >= attempt.expires_at:
            raise Refusal(ATTEMPT_TAKEN)
        return attempt
    quoted = _quote(session, member, bill, wish.amount_fen, now)
    if quoted.answer is not QuoteAnswer.CONFIRM:
        return quoted
    if started_attempt(session, bill):
        return Quote(QuoteAnswer.CHECKING, quoted.amount_fen)
    return _begin(session, member, bill, wish, gateway, now)


def give_up(session: Session, attempt_id: str, now: datetime) -> None:
    """Notes that nobody was sent to pay: the order is closed as soon as the gateway answers."""
    attempt = session.get_one(PaymentAttempt, attempt_id)
    held_bill(session, attempt.bill_id)
    attempt.expires_at = attempt.look_at = now
    session.flush()


def pending_look(session: Session, member: Member, bill_id: str, now: datetime) -> Pending | None:
    """What to ask the gateway of a bill that somebody is paying; None: nothing, or asked just now.

    Raises Refusal(bill_not_found).
    """
    attempt = started_attempt(session, family_bill(session, member, bill_id))
    if attempt is None or (attempt.looked_at and now < attempt.looked_at + _BETWEEN_LOOKS):
        return None
    attempt.looked_at = now
    return _pending(session, attempt, now)


def claim_look(session: Session, now: datetime) -> Pending | None:
    """Takes the next attempt whose gateway is to be asked, for this runner alone."""
    attempt = session.scalar(
        sa.select(PaymentAttempt)
        .where(PaymentAttempt.look_at <= now)
        .order_by(PaymentAttempt.look_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if attempt is None:
        return None
    attempt.look_at = now + _LOOK_LEASE
    return _pending(session, attempt, now)


def ask(gateways: Gateways, pending: Pending) -> Standing | None:
    """How an order stands, closed first if its time is over; None: the gateway doesn't say."""
    gateway = gateways.get(pending.gateway)
    if gateway is None:
        return None
    try:
        standing = gateway.look(pending.number)
        if pending.over and standing.state in {OrderState.OPEN, OrderState.ABSENT}:
            gateway.close(pending.number)
            standing = gateway.look(pending.number)
    except GatewayAway:
        return None
    return standing


def settle_attempt(
    session: Session, pending: Pending, standing: Standing | None, now: datetime
) -> Bill:
    """Draws the consequences of what a gateway said of an attempt; repeating it changes nothing."""
    bill_id = session.get_one(PaymentAttempt, pending.attempt_id).bill_id
    bill = held_bill(session, bill_id)
    attempt = session.get_one(PaymentAttempt, pending.attempt_id, populate_existing=True)
    attempt.looked_at = now
    if standing is not None and standing.state is OrderState.PAID:
        _capture(session, bill, attempt, standing, now)
    elif attempt.state is AttemptState.STARTED and _is_over(pending, standing):
        attempt.become(AttemptState.CLOSED)
        attempt.look_at = None
        session.flush()
        settle(session, bill, now)
    elif attempt.state is AttemptState.STARTED:
        attempt.looks += 1
        # Never later than when the order can be closed.
        again_at = next_look(attempt.looks, now)
        attempt.look_at = again_at if pending.over else min(again_at, attempt.expires_at)
    else:
        attempt.look_at = None
    session.flush()
    return bill


def note_callback(session: Session, gateway: str, hint: Hint, now: datetime) -> bool:
    """Notes an event that a gateway reported, once; the gateway is asked soon what happened."""
    postgres = session.get_bind().dialect.name == "postgresql"
    insert: Any = postgresql.insert if postgres else sqlite.insert
    statement = insert(PaymentCallback).values(gateway=gateway, event_id=hint.event_id, at=now)
    statement = statement.on_conflict_do_nothing().returning(PaymentCallback.event_id)
    if session.execute(statement).first() is None:
        return False
    session.execute(
        sa.update(PaymentAttempt)
        .where(
            PaymentAttempt.id == row_id(hint.order_number),
            PaymentAttempt.gateway == gateway,
            PaymentAttempt.state != AttemptState.CAPTURED,
        )
        .values(look_at=now)
    )
    return True


def is_known(session: Session, gateway: str, hint: Hint) -> bool:
    """Whether an event was noted before."""
    return session.get(PaymentCallback, (gateway, hint.event_id)) is not None


def _pending(session: Session, attempt: PaymentAttempt, now: datetime) -> Pending:
    bill = session.get_one(Bill, attempt.bill_id)
    over = now >= attempt.expires_at or bill.state is not BillState.PAYING
    return Pending(attempt.id, attempt.gateway, attempt.number, over)


def _quote(session: Session, member: Member, bill: Bill, amount_fen: int, now: datetime) -> Quote:
    owed_fen = bill.money.owed_fen
    if bill.state is BillState.PAID:
        return Quote(QuoteAnswer.PAID, 0)
    if bill.state in {BillState.WAIVED, BillState.CANCELLED}:
        return Quote(QuoteAnswer.NOT_OWED, 0)
    started = started_attempt(session, bill)
    if started is not None and started.device_id != member.device_id:
        if now >= started.expires_at:
            return Quote(QuoteAnswer.CHECKING, owed_fen)
        return Quote(QuoteAnswer.BUSY, owed_fen, started.phone, started.expires_at)
    if amount_fen != owed_fen:
        return Quote(QuoteAnswer.CHANGED, owed_fen)
    return Quote(QuoteAnswer.CONFIRM, owed_fen)


def _begin(
    session: Session, member: Member, bill: Bill, wish: Wish, gateway: str, now: datetime
) -> PaymentAttempt:
    binding_id = member.bindings[bill.policy_id]
    attempt = PaymentAttempt(
        id=wish.id,
        bill_id=bill.id,
        policy_id=bill.policy_id,
        state=AttemptState.STARTED,
        gateway=gateway,
        kind=wish.kind,
        amount_fen=wish.amount_fen,
        device_id=member.device_id,
        binding_id=binding_id,
        phone=session.get_one(Binding, binding_id).name,
        began_at=now,
        expires_at=now + LEASE,
        look_at=now + _BEGINNING,
        looks=0,
    )
    session.add(attempt)
    session.flush()
    settle(session, bill, now)
    return attempt


def _capture(
    session: Session, bill: Bill, attempt: PaymentAttempt, standing: Standing, now: datetime
) -> None:
    attempt.look_at = None
    if attempt.state is AttemptState.CAPTURED:
        return
    attempt.become(AttemptState.CAPTURED)
    # What came is booked, whatever was asked for: less leaves the rest open, more goes back.
    attempt.captured_fen = standing.taken_fen
    attempt.captured_at = standing.paid_at or now
    attempt.transaction = standing.transaction
    bill.captured_fen += attempt.captured_fen
    session.flush()
    settle(session, bill, now)


def _is_over(pending: Pending, standing: Standing | None) -> bool:
    if standing is None:
        return False
    if standing.state is OrderState.CLOSED:
        return True
    # What a gateway has never heard of, and may not hear of any more.
    return standing.state is OrderState.ABSENT and pending.over
