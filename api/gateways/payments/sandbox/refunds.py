"""Giving money back at the sandbox."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.gateways.payments import GatewayRefused, OrderState, RefundOrder, RefundStanding
from api.gateways.payments.sandbox.models import SandboxRefund
from api.gateways.payments.sandbox.orders import find_order
from api.gateways.payments.sandbox.rules import REFUND_TAKES


def give_back(session: Session, gateway: str, refund: RefundOrder, now: datetime) -> None:
    """Takes a refund on; the same one again changes nothing.

    Raises GatewayRefused where it is another one of that number, or more than there is.
    """
    order = find_order(session, gateway, refund.order_number, lock=True)
    known = session.get(SandboxRefund, (gateway, refund.number))
    if known is not None:
        same = (known.order_number, known.amount_fen) == (refund.order_number, refund.amount_fen)
        if not same:
            raise GatewayRefused("this number belongs to another refund")
        return
    if order is None or order.state(now) is not OrderState.PAID:
        raise GatewayRefused("there is no paid order of this number")
    if refund.captured_fen != order.amount_fen:
        raise GatewayRefused("another amount was captured")
    if not 0 < refund.amount_fen <= order.amount_fen - _given_back(session, gateway, order.number):
        raise GatewayRefused("this is more than what is left of the order")
    session.add(
        SandboxRefund(
            gateway=gateway,
            number=refund.number,
            order_number=refund.order_number,
            amount_fen=refund.amount_fen,
            reason=refund.reason,
            requested_at=now,
            done_at=now + REFUND_TAKES,
        )
    )
    session.flush()


def refund_standing(session: Session, gateway: str, number: str, now: datetime) -> RefundStanding:
    """How a refund stands."""
    refund = session.get(SandboxRefund, (gateway, number))
    if refund is None:
        return RefundStanding.ABSENT
    return RefundStanding.DONE if refund.done_at <= now else RefundStanding.PENDING


def _given_back(session: Session, gateway: str, order_number: str) -> int:
    total = sa.select(sa.func.coalesce(sa.func.sum(SandboxRefund.amount_fen), 0)).where(
        SandboxRefund.gateway == gateway, SandboxRefund.order_number == order_number
    )
    return int(session.scalars(total).one())
