"""A payment gateway that keeps its books in memory, and fails as a test wants."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from api.core.clock import MovableClock, china_date
from api.gateways.payments import (
    BadCallback,
    Checkout,
    GatewayAway,
    GatewayRefused,
    Hint,
    LineKind,
    Order,
    OrderState,
    RefundOrder,
    RefundStanding,
    Standing,
    StatementLine,
)


@dataclass
class Page:
    """What the till knows of one order."""

    order: Order
    standing: Standing


class Till:
    """A gateway in a test's hands: `pay` is the family at its cashier."""

    def __init__(self, clock: MovableClock, name: str = "till") -> None:
        self.name = name
        self.pages: dict[str, Page] = {}
        self.refunds: dict[str, tuple[RefundOrder, RefundStanding]] = {}
        self.is_away = False
        self.refuses = False
        self.fails_refunds = False
        self._clock = clock

    def pay(self, number: str, amount_fen: int | None = None) -> bool:
        """Pays an order as a family does, if it can still be paid."""
        page = self.pages[number]
        is_open = page.standing.state is OrderState.OPEN
        if not is_open or self._clock.now() >= page.order.expires_at:
            return False
        paid = page.order.amount_fen if amount_fen is None else amount_fen
        page.standing = Standing(OrderState.PAID, paid, f"T{number[:8]}", self._clock.now())
        return True

    def only(self) -> str:
        """The number of the one order there is."""
        (number,) = self.pages
        return number

    def finish_refunds(self) -> None:
        """Brings all refunds back."""
        ends = RefundStanding.FAILED if self.fails_refunds else RefundStanding.DONE
        self.refunds = {number: (order, ends) for number, (order, _) in self.refunds.items()}

    def callback(self, number: str, event_id: str = "e1") -> bytes:
        """What it reports of an order."""
        return json.dumps({"event": event_id, "order": number, "sign": self.name}).encode()

    def begin(self, order: Order) -> Checkout:
        self._answer()
        if self.refuses:
            raise GatewayRefused("not today")
        page = self.pages.setdefault(order.number, Page(order, Standing(OrderState.OPEN)))
        if page.standing.state is not OrderState.OPEN:
            raise GatewayRefused("over")
        return Checkout(f"https://till.example/{order.number}", order.kind)

    def look(self, number: str) -> Standing:
        self._answer()
        page = self.pages.get(number)
        return page.standing if page else Standing(OrderState.ABSENT)

    def close(self, number: str) -> None:
        self._answer()
        page = self.pages.get(number)
        if page and page.standing.state is OrderState.OPEN:
            page.standing = replace(page.standing, state=OrderState.CLOSED)

    def refund(self, refund: RefundOrder) -> None:
        self._answer()
        asked = sum(
            each.amount_fen
            for each, _ in self.refunds.values()
            if each.order_number == refund.order_number
        )
        if refund.number in self.refunds:
            return
        if asked + refund.amount_fen > (self.pages[refund.order_number].standing.amount_fen or 0):
            raise GatewayRefused("more than was captured")
        self.refunds[refund.number] = (refund, RefundStanding.PENDING)

    def look_refund(self, number: str) -> RefundStanding:
        self._answer()
        return self.refunds[number][1] if number in self.refunds else RefundStanding.ABSENT

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        try:
            said = json.loads(body)
            hint = Hint(said["event"], said["order"])
            is_ours = said["sign"] == self.name
        except (ValueError, KeyError, TypeError) as problem:
            raise BadCallback("malformed") from problem
        if not is_ours:
            raise BadCallback("forged")
        return hint

    def statement(self, day: date) -> bytes:
        self._answer()
        rows = io.StringIO()
        writer = csv.writer(rows)
        for number, page in self.pages.items():
            at = page.standing.paid_at
            if at and china_date(at) == day:
                writer.writerow([at.isoformat(), "capture", number, page.standing.amount_fen, ""])
        return rows.getvalue().encode()

    def read_statement(self, content: bytes) -> Iterator[StatementLine]:
        for at, kind, number, fen, refund in csv.reader(io.StringIO(content.decode())):
            yield StatementLine(
                datetime.fromisoformat(at),
                LineKind(kind),
                number,
                f"T{number[:8]}",
                int(fen),
                refund or None,
            )

    def _answer(self) -> None:
        if self.is_away:
            raise GatewayAway
