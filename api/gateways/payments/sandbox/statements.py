"""The sandbox's daily statement: a CSV of captures and refunds, with a line of totals."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.clock import CHINA
from api.gateways.payments import LineKind, StatementLine
from api.gateways.payments.sandbox.models import SandboxOrder, SandboxRefund

HEADER: Final = ["time", "kind", "order_number", "transaction", "amount_fen", "refund_number"]
# The last line: how many there were, so that one that was cut is noticed.
TOTAL: Final = "total"


def write_statement(session: Session, gateway: str, day: date) -> bytes:
    """The statement of a China date that is over."""
    lines = [*_captures(session, gateway, day), *_refunds(session, gateway, day)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for line in sorted(lines, key=lambda each: each.at):
        at = line.at.astimezone(CHINA).isoformat()
        refund = line.refund_number or ""
        writer.writerow(
            [at, line.kind, line.order_number, line.transaction, line.amount_fen, refund]
        )
    writer.writerow([TOTAL, len(lines)])
    return text.getvalue().encode()


def read_statement(content: bytes) -> Iterator[StatementLine]:
    """The lines of a statement. Raises ValueError with a sentence naming the line."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    if next(rows, None) != HEADER:
        raise ValueError("Line 1 is not the header of a sandbox statement.")
    for count, row in enumerate(rows):
        if row[:1] == [TOTAL]:
            if row[1:] != [str(count)] or next(rows, None) is not None:
                raise ValueError(f"Line {rows.line_num} has another total than what it follows.")
            return
        yield _line(row, rows.line_num)
    raise ValueError(f"Line {rows.line_num} is the last one, but the total is missing.")


def _line(row: list[str], number: int) -> StatementLine:
    try:
        at, kind, order_number, transaction, amount_fen, refund_number = row
        line = StatementLine(
            at=datetime.fromisoformat(at),
            kind=LineKind(kind),
            order_number=order_number,
            transaction=transaction,
            amount_fen=int(amount_fen),
            refund_number=refund_number or None,
        )
    except ValueError as error:
        raise ValueError(f"Line {number} is no line of a sandbox statement: {error}.") from error
    naive = line.at.tzinfo is None
    if naive or (line.kind is LineKind.REFUND) == (line.refund_number is None):
        raise ValueError(f"Line {number} lacks its time zone, or a refund its number.")
    return line


def _captures(session: Session, gateway: str, day: date) -> Iterator[StatementLine]:
    begin, end = _of_day(day)
    paid = sa.select(SandboxOrder).where(
        SandboxOrder.gateway == gateway, SandboxOrder.paid_at >= begin, SandboxOrder.paid_at < end
    )
    for order in session.scalars(paid):
        if order.paid_at is not None and order.transaction_number is not None:  # as the query says
            yield StatementLine(
                at=order.paid_at,
                kind=LineKind.CAPTURE,
                order_number=order.number,
                transaction=order.transaction_number,
                amount_fen=order.amount_fen,
            )


def _refunds(session: Session, gateway: str, day: date) -> Iterator[StatementLine]:
    begin, end = _of_day(day)
    order = (
        SandboxOrder.gateway == SandboxRefund.gateway,
        SandboxOrder.number == SandboxRefund.order_number,
    )
    given_back = (
        sa.select(SandboxRefund, SandboxOrder.transaction_number)
        .join(SandboxOrder, sa.and_(*order))
        .where(
            SandboxRefund.gateway == gateway,
            SandboxRefund.requested_at >= begin,
            SandboxRefund.requested_at < end,
        )
    )
    for refund, transaction in session.execute(given_back):
        yield StatementLine(
            at=refund.requested_at,
            kind=LineKind.REFUND,
            order_number=refund.order_number,
            transaction=transaction or "",
            amount_fen=refund.amount_fen,
            refund_number=refund.number,
        )


def _of_day(day: date) -> tuple[datetime, datetime]:
    begin = datetime.combine(day, time(), CHINA)
    return begin, begin + timedelta(days=1)
