"""The built-in gateway: a cashier that takes no money, with books of its own.

It behaves as a real one does: slow, late, twice or never, as its payer chooses. Its calls run in
short transactions of their own, never in one of the service.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from api.core.clock import Clock, china_date
from api.core.db import DATABASE_AWAY, only_reads
from api.gateways.payments import (
    Checkout,
    GatewayAway,
    Hint,
    Order,
    OrderState,
    PaymentGateway,
    RefundOrder,
    RefundStanding,
    Standing,
    StatementLine,
)
from api.gateways.payments.sandbox import callbacks, orders, refunds, statements
from api.gateways.payments.sandbox.models import SandboxOrder
from api.gateways.payments.sandbox.rules import CashierChoice
from api.gateways.payments.web import ask

CASHIER = "/sandbox/cashier"
log = structlog.get_logger()


class Sandbox:
    """See PaymentGateway. `name` is the merchant that its books and callbacks speak of."""

    def __init__(
        self,
        clock: Clock,
        engine: sa.Engine,
        keys: Sequence[bytes],
        address: str,
        name: str = "sandbox",
    ) -> None:
        self.name = name
        self._clock = clock
        self._engine = engine
        self._keys = tuple(keys)
        self._address = address

    def begin(self, order: Order) -> Checkout:
        with self._writing() as (session, now):
            orders.open_order(session, self.name, order, now)
        return Checkout(f"{self._address}{CASHIER}/{order.number}", order.kind)

    def look(self, number: str) -> Standing:
        with self._reading() as (session, now):
            order = orders.find_order(session, self.name, number)
            if order is None:
                return Standing(OrderState.ABSENT)
            if order.state(now) is not OrderState.PAID:
                return Standing(order.state(now))
            return Standing(
                OrderState.PAID, order.amount_fen, order.transaction_number, order.paid_at
            )

    def close(self, number: str) -> None:
        with self._writing() as (session, now):
            orders.close_order(session, self.name, number, now)

    def refund(self, refund: RefundOrder) -> None:
        with self._writing() as (session, now):
            refunds.give_back(session, self.name, refund, now)

    def look_refund(self, number: str) -> RefundStanding:
        with self._reading() as (session, now):
            return refunds.refund_standing(session, self.name, number, now)

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        return callbacks.read_report(headers, body, self.name, self._keys, now)

    def statement(self, day: date) -> bytes:
        with self._reading() as (session, now):
            if day >= china_date(now):
                raise GatewayAway("the statement of a day is made when it is over")
            return statements.write_statement(session, self.name, day)

    def read_statement(self, content: bytes) -> Iterator[StatementLine]:
        return statements.read_statement(content)

    def show(self, number: str) -> tuple[SandboxOrder | None, datetime]:
        """An order as the cashier's page shows it, and the time it is there."""
        with self._reading() as (session, now):
            return orders.find_order(session, self.name, number), now

    def choose(self, number: str, choice: CashierChoice) -> str | None:
        """Does what the payer chose; returns where the browser goes back to.

        None where there is no such order, or it can't be paid (any more).
        """
        with self._writing() as (session, now):
            order = orders.find_order(session, self.name, number, lock=True)
            if order is None or order.state(now) is not OrderState.OPEN:
                return None
            if order.is_being_paid(now):
                return None
            orders.choose(session, order, choice, now)
            return order.return_url

    def send_callback(self) -> bool:
        """Tells the service the next thing it is owed, outside of any transaction."""
        with self._writing() as (session, now):
            report = callbacks.claim_report(session, self.name, now)
        if report is None:
            return False
        taken = self._tell(report)
        with self._writing() as (session, now):
            callbacks.settle_report(session, report, taken, now)
        return True

    def _tell(self, report: callbacks.Report) -> bool:
        headers = callbacks.signed_headers(self._keys[0], report.body, self._clock.now())
        try:
            status = ask("POST", report.url, headers, report.body).status
        except GatewayAway as away:
            log.warning("a sandbox callback was not taken", reason=str(away))
            return False
        return 200 <= status < 300

    @contextmanager
    def _reading(self) -> Iterator[tuple[Session, datetime]]:
        with self._transaction(reads=True) as opened:
            yield opened

    @contextmanager
    def _writing(self) -> Iterator[tuple[Session, datetime]]:
        with self._transaction(reads=False) as opened:
            yield opened

    @contextmanager
    def _transaction(self, *, reads: bool) -> Iterator[tuple[Session, datetime]]:
        """A transaction of the sandbox's own. Raises GatewayAway where the database is away."""
        before = only_reads.set(reads)
        try:
            with Session(self._engine, expire_on_commit=False) as session, session.begin():
                yield session, self._clock.now()
        except DATABASE_AWAY as error:
            raise GatewayAway("the sandbox's books can't be opened") from error
        finally:
            only_reads.reset(before)


def make(
    _url: str, clock: Clock, engine: sa.Engine, keys: Sequence[bytes], address: str
) -> PaymentGateway:
    """The gateway of `sandbox:`."""
    return Sandbox(clock, engine, keys, address)
