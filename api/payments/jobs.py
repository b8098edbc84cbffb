"""Scheduled work around bills: opening, asking gateways, refunds, and what the date does."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import SYSTEM
from api.gateways.payments import PaymentGateway, RefundStanding, Standing, StatementLine
from api.payments import opening, overdue, paying, reconciling, refunding
from api.payments.models import PaymentCallback
from api.payments.paying import Pending
from api.payments.refunding import PendingRefund

# A gateway repeats an event for a day or two.
_CALLBACKS_KEPT = timedelta(days=30)


def open_bills(session: Session, now: datetime) -> bool:
    """Opens or changes the bill of one visit."""
    return opening.follow_next_charge(session, now)


def claim_look(session: Session, now: datetime) -> Pending | None:
    """Takes the next attempt to ask its gateway about."""
    return paying.claim_look(session, now)


def ask(gateways: Mapping[str, PaymentGateway], pending: Pending) -> Standing | None:
    """Asks the gateway."""
    return paying.ask(gateways, pending)


def settle_look(
    session: Session, pending: Pending, standing: Standing | None, now: datetime
) -> None:
    """Draws the consequences."""
    paying.settle_attempt(session, pending, standing, now)


def claim_refund(session: Session, now: datetime) -> PendingRefund | None:
    """Takes the next refund to ask its gateway for."""
    return refunding.claim_refund(session, now)


def ask_refund(
    gateways: Mapping[str, PaymentGateway], pending: PendingRefund
) -> tuple[RefundStanding | None, str]:
    """Asks the gateway for it."""
    return refunding.ask_refund(gateways, pending)


def settle_refund(
    session: Session,
    pending: PendingRefund,
    answer: tuple[RefundStanding | None, str],
    now: datetime,
) -> None:
    """Draws the consequences."""
    refunding.settle_refund(session, pending, *answer, now)


def turn_cards(session: Session, now: datetime) -> bool:
    """Turns one card grey, or good again."""
    return overdue.turn_next_card(session, now)


def remind(session: Session, now: datetime) -> bool:
    """Sends one reminder."""
    return overdue.remind_next(session, now)


def missing_statements(
    session: Session, gateways: Mapping[str, PaymentGateway], now: datetime
) -> list[tuple[str, date]]:
    """Gateways and days whose statement isn't here yet."""
    return reconciling.days_to_fetch(session, gateways, now)


def fetch_statement(gateway: PaymentGateway, day: date) -> list[StatementLine] | None:
    """Asks the gateway for it."""
    return reconciling.fetch(gateway, day)


def take_statement(
    session: Session, gateway: str, day: date, lines: list[StatementLine], now: datetime
) -> None:
    """Compares it with what stands here."""
    reconciling.import_statement(session, SYSTEM, gateway, day, lines, now)


def forget_callbacks(session: Session, now: datetime) -> bool:
    """Forgets events that no gateway tells of any more."""
    old = sa.delete(PaymentCallback).where(PaymentCallback.at < now - _CALLBACKS_KEPT)
    session.execute(old)
    return False
