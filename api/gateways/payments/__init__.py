"""Taking money: the built-in sandbox by default, WeChat Pay where it is configured.

An order is known by its number (32 lower-case hex digits, ours), a refund by one of its own. All
amounts are whole fen (CNY). What a callback says is believed by nobody: it is only a reason to
`look`. No call is made inside a transaction of the service.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from importlib import import_module
from typing import Protocol

import sqlalchemy as sa

from api.core.clock import Clock

# The one named by the URL's scheme is loaded.
_MODULES = {
    "sandbox": "api.gateways.payments.sandbox",
    "wechatpay": "api.gateways.payments.wechatpay",
}


class GatewayAway(Exception):
    """The gateway can't be reached, is slow, or answers nonsense: nothing is known, ask later."""


class GatewayRefused(Exception):
    """The gateway said no, and will say no again; `reason` is for staff."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BadCallback(Exception):
    """A callback that is forged, stale, foreign or malformed; `reason` is for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CheckoutKind(StrEnum):
    """What is done with the address of a checkout."""

    OPEN = "open"  # a phone's browser goes there
    SCAN = "scan"  # a desktop shows it as a QR, for a phone to scan


class OrderState(StrEnum):
    """Where an order stands with the gateway."""

    ABSENT = "absent"  # it knows of no such order
    OPEN = "open"  # it may still be paid
    PAID = "paid"  # captured, whatever was refunded later
    CLOSED = "closed"  # it was not paid, and can't be any more


class RefundStanding(StrEnum):
    """Where a refund stands with the gateway."""

    ABSENT = "absent"  # it knows of no such refund
    PENDING = "pending"  # under way
    DONE = "done"  # the money is back
    FAILED = "failed"  # it won't arrive; staff have to see to it


@dataclass(frozen=True)
class Order:
    """Something to be paid; `words` is what the family reads at the gateway: nothing medical.

    After `expires_at` it can't be paid any more. The gateway reports to `notify_url`, and sends
    the browser back to `return_url`. `address` is the network address of who pays.
    """

    number: str
    amount_fen: int
    words: str
    expires_at: datetime
    notify_url: str
    return_url: str
    address: str
    kind: CheckoutKind


@dataclass(frozen=True)
class Checkout:
    """Where an order is paid.

    A browser that opens `url` has to say where it comes from (a link with `referrerpolicy`, under
    our `no-referrer`): WeChat Pay refuses who comes from nowhere.
    """

    url: str
    kind: CheckoutKind


@dataclass(frozen=True)
class Standing:
    """What the gateway says of an order; the last three are None unless it is paid.

    `transaction` is the gateway's own number.
    """

    state: OrderState
    amount_fen: int | None = None
    transaction: str | None = None
    paid_at: datetime | None = None

    @property
    def taken_fen(self) -> int:
        """What came for a paid order. Raises ValueError where nothing did."""
        if self.amount_fen is None or self.amount_fen <= 0:
            raise ValueError("nothing came for this order")
        return self.amount_fen


@dataclass(frozen=True)
class RefundOrder:
    """Money to give back: `amount_fen` of the `captured_fen` of an order.

    `reason` is what the family reads with it at the gateway: nothing medical.
    """

    number: str
    order_number: str
    amount_fen: int
    captured_fen: int
    reason: str


@dataclass(frozen=True)
class Hint:
    """That something happened to an order; the same event has the same id each time it is told."""

    event_id: str
    order_number: str


class LineKind(StrEnum):
    """What a line of a statement tells of."""

    CAPTURE = "capture"  # money came
    REFUND = "refund"  # money went back


@dataclass(frozen=True)
class StatementLine:
    """One line of a day's statement; `refund_number` is None for a capture.

    `transaction` is the gateway's number of the capture, for a refund that of what it gives back.
    A refund stands on the day the gateway took it on.
    """

    at: datetime
    kind: LineKind
    order_number: str
    transaction: str
    amount_fen: int
    refund_number: str | None = None


class PaymentGateway(Protocol):
    """Whoever takes money. Every call but `read_callback` and `read_statement` may raise
    GatewayAway."""

    name: str

    def begin(self, order: Order) -> Checkout:
        """Opens an order, or finds the open one of this number. Raises GatewayRefused."""
        ...

    def look(self, number: str) -> Standing:
        """How an order stands now."""
        ...

    def close(self, number: str) -> None:
        """Sees to it that an open order can't be paid any more.

        One that is absent or closed is no error; one that is paid stays paid. Raises GatewayAway
        for one whose payment is under way: how it ends is not known yet.
        """
        ...

    def refund(self, refund: RefundOrder) -> None:
        """Asks for a refund; asking again for the same number changes nothing.

        Raises GatewayRefused.
        """
        ...

    def look_refund(self, number: str) -> RefundStanding:
        """How a refund stands now."""
        ...

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        """Reads what claims to come from the gateway. Raises BadCallback."""
        ...

    def statement(self, day: date) -> bytes:
        """The gateway's statement of a China date, as it sends it (CSV).

        Raises GatewayAway until it is made: the sandbox's at midnight, WeChat Pay's at ten.
        """
        ...

    def read_statement(self, content: bytes) -> Iterator[StatementLine]:
        """The lines of a statement. Raises ValueError with a sentence naming the line."""
        ...


def make_payment_gateway(
    url: str, clock: Clock, engine: sa.Engine, keys: Sequence[bytes], address: str
) -> PaymentGateway:
    """The gateway that TONGKA_PAYMENTS names.

    The sandbox keeps its books with `engine`, signs with the first of `keys`, and has its cashier
    at `address`. Raises ValueError with one sentence where the URL is incomplete.
    """
    module = import_module(_MODULES[url.partition(":")[0]])
    gateway: PaymentGateway = module.make(url, clock, engine, keys, address)
    return gateway
