"""Opening, closing and paying the sandbox's orders."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.gateways.payments import GatewayAway, GatewayRefused, Order, OrderState
from api.gateways.payments.reading import is_order_number
from api.gateways.payments.sandbox.models import SandboxCallback, SandboxOrder
from api.gateways.payments.sandbox.rules import PAYMENTS, CashierChoice


def open_order(session: Session, gateway: str, order: Order, now: datetime) -> None:
    """Writes an order into the books, or finds the open one of this number.

    Raises GatewayRefused for one that is none, is another one, or can't be paid any more.
    """
    _check(order)
    insert: Any = postgresql.insert if _is_postgresql(session) else sqlite.insert
    statement = insert(SandboxOrder).values(
        gateway=gateway,
        number=order.number,
        amount_fen=order.amount_fen,
        words=order.words,
        kind=order.kind,
        notify_url=order.notify_url,
        return_url=order.return_url,
        created_at=now,
        expires_at=order.expires_at,
    )
    session.execute(
        statement.on_conflict_do_nothing(index_elements=[SandboxOrder.gateway, SandboxOrder.number])
    )
    known = session.get_one(SandboxOrder, (gateway, order.number))
    if known.amount_fen != order.amount_fen:
        raise GatewayRefused("this number belongs to an order of another amount")
    if known.state(now) is not OrderState.OPEN:
        raise GatewayRefused(f"an order that is {known.state(now)} can't be paid any more")


def _check(order: Order) -> None:
    if not is_order_number(order.number):
        raise GatewayRefused("no number of an order of ours")
    if order.amount_fen <= 0:
        raise GatewayRefused("there is nothing to be paid")
    for url in (order.notify_url, order.return_url):
        if urlsplit(url).scheme not in {"http", "https"}:
            raise GatewayRefused("an address that is none")


def find_order(
    session: Session, gateway: str, number: str, *, lock: bool = False
) -> SandboxOrder | None:
    """An order of this gateway; with `lock` nobody else changes it meanwhile."""
    if not is_order_number(number):  # it may come from a stranger
        return None
    return session.get(SandboxOrder, (gateway, number), with_for_update=lock or None)


def close_order(session: Session, gateway: str, number: str, now: datetime) -> None:
    """Closes an order that is open. Raises GatewayAway where its payment is under way."""
    order = find_order(session, gateway, number, lock=True)
    if order is None or order.state(now) is not OrderState.OPEN:
        return
    if order.is_being_paid(now):
        raise GatewayAway("somebody is paying this order at the moment")
    order.closed_at = now
    session.flush()


def choose(session: Session, order: SandboxOrder, choice: CashierChoice, now: datetime) -> None:
    """Does what the payer chose with an open order that nobody is paying yet; it is locked."""
    payment = PAYMENTS.get(choice)
    if payment is None:
        return
    order.paid_at = now + payment.settles_after
    order.transaction_number = f"S{new_id().replace('-', '')}"
    event_id = new_id()
    for after in payment.reports_after:
        session.add(
            SandboxCallback(
                id=new_id(),
                gateway=order.gateway,
                order_number=order.number,
                event_id=event_id,
                due_at=order.paid_at + after,
            )
        )
    session.flush()


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
