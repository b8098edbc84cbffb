"""Compares a gateway's statement of a day with what stands here, money coming and going."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import Subject, record
from api.core.clock import CHINA, china_date
from api.core.errors import Refusal
from api.core.ids import new_id
from api.gateways.payments import GatewayAway, LineKind, PaymentGateway, StatementLine
from api.payments.models import Bill, PaymentAttempt, Refund
from api.payments.rules import (
    AttemptState,
    DifferenceKind,
    DifferenceState,
    RefundState,
    row_id,
)
from api.payments.statement_models import Statement, StatementDifference

RECONCILING = frozenset({Role.FINANCE})
LONGEST_NOTE = 200
# Gateways offer yesterday's statement from about this hour in China on.
_READY_HOUR = 10
# What a service that stood still catches up with.
_FETCHED_DAYS = 3
_GONE_OUT = frozenset({RefundState.ORDERED, RefundState.DONE, RefundState.FAILED})


@dataclass(frozen=True)
class Booked:
    """One movement of money as it stands here."""

    number: str
    bill_id: str
    amount_fen: int
    at: datetime


def days_to_fetch(
    session: Session, gateways: Mapping[str, PaymentGateway], now: datetime
) -> list[tuple[str, date]]:
    """Of each gateway that is used the days, yesterday first, whose statement isn't here yet."""
    local = now.astimezone(CHINA)
    until = local.date() if local.hour >= _READY_HOUR else local.date() - timedelta(days=1)
    days = [until - timedelta(days=ago) for ago in range(1, _FETCHED_DAYS + 1)]
    missing = []
    for name in gateways:
        first = session.scalar(
            sa.select(sa.func.min(PaymentAttempt.began_at)).where(PaymentAttempt.gateway == name)
        )
        if first is not None:
            used = [day for day in days if day >= china_date(first)]
            missing += [(name, day) for day in used if not statement_of(session, name, day)]
    return missing


def fetch(gateway: PaymentGateway, day: date) -> list[StatementLine] | None:
    """A gateway's statement of a day; None: it has none, or sends what can't be read."""
    try:
        return list(gateway.read_statement(gateway.statement(day)))
    except (GatewayAway, ValueError):
        return None


def import_statement(
    session: Session,
    who: StaffActor,
    gateway: str,
    day: date,
    lines: Iterable[StatementLine],
    now: datetime,
) -> Statement:
    """Takes a statement in, again too, and lists each difference; explanations stay.

    An order of which only the gateway knows that it was paid is asked about at once.
    """
    lines = list(lines)
    statement = statement_of(session, gateway, day)
    if statement is None:
        statement = Statement(id=new_id(), gateway=gateway, day=day, differences=[])
        session.add(statement)
    statement.imported_at, statement.imported_by = now, who.name
    captures = [line for line in lines if line.kind is LineKind.CAPTURE]
    refunds = [line for line in lines if line.kind is LineKind.REFUND]
    statement.captures, statement.refunds = len(captures), len(refunds)
    statement.captured_fen = sum(line.amount_fen for line in captures)
    statement.refunded_fen = sum(line.amount_fen for line in refunds)
    found = {
        each.number: each
        for each in (
            *_compare(captures, _captures(session, gateway, day, captures), day),
            *_compare(refunds, _refunds(session, gateway, day, refunds), day),
        )
    }
    _take_in(statement, found, now)
    session.flush()
    _ask_about(session, gateway, [line.order_number for line in captures], now)
    record(session, who, "statement.imported", Subject("statement", statement.id), now)
    return statement


def explain_difference(
    session: Session, who: StaffActor, difference_id: str, note: str, now: datetime
) -> StatementDifference:
    """Writes down why a statement differs. Raises Refusal(wrong_role, not_found, invalid)."""
    who.must_have(*RECONCILING)
    difference = session.get(StatementDifference, difference_id, with_for_update=True)
    if difference is None:
        raise Refusal(errors.NOT_FOUND)
    if not 4 <= len(note.strip()) <= LONGEST_NOTE:
        raise Refusal(errors.INVALID, {"note": [f"写4到{LONGEST_NOTE}个字。"]})
    difference.state, difference.note = DifferenceState.EXPLAINED, note.strip()
    difference.settled_by, difference.settled_at = who.name, now
    session.flush()
    subject = Subject("statement", difference.statement_id)
    record(session, who, "statement.explained", subject, now, note)
    return difference


def statement_of(session: Session, gateway: str, day: date) -> Statement | None:
    """A gateway's statement of a day, if it was imported."""
    return session.scalar(
        sa.select(Statement).where(Statement.gateway == gateway, Statement.day == day)
    )


IS_OPEN = StatementDifference.state == DifferenceState.OPEN


def open_differences(
    session: Session, ids: Collection[str]
) -> list[tuple[StatementDifference, Bill | None]]:
    """Those of these differences that somebody has to look at, with their bills if known."""
    found = session.execute(
        sa.select(StatementDifference, Bill)
        .outerjoin(Bill, Bill.id == StatementDifference.bill_id)
        .where(IS_OPEN, StatementDifference.id.in_(ids))
        .options(joinedload(StatementDifference.statement))
    )
    return [(difference, bill) for difference, bill in found]


def booked_on(session: Session, gateway: str, day: date) -> tuple[list[Booked], list[Booked]]:
    """What came and what went back on a China date, as it stands here."""
    return (
        list(_captures(session, gateway, day, []).values()),
        list(_refunds(session, gateway, day, []).values()),
    )


def _captures(
    session: Session, gateway: str, day: date, lines: list[StatementLine]
) -> dict[str, Booked]:
    """Captures of the day, and of the orders in the lines whenever they were."""
    begins, ends = _bounds(day)
    numbers = [row_id(line.order_number) for line in lines]
    found = sa.select(PaymentAttempt).where(
        PaymentAttempt.gateway == gateway,
        PaymentAttempt.state == AttemptState.CAPTURED,
        sa.or_(
            sa.and_(PaymentAttempt.captured_at >= begins, PaymentAttempt.captured_at < ends),
            PaymentAttempt.id.in_(numbers),
        ),
    )
    return {
        each.number: Booked(each.number, each.bill_id, each.captured_fen or 0, each.captured_at)
        for each in session.scalars(found)
        if each.captured_at
    }


def _refunds(
    session: Session, gateway: str, day: date, lines: list[StatementLine]
) -> dict[str, Booked]:
    """Refunds that the gateway took on that day, and those in the lines whenever they were.

    One that failed may stand in a statement or not: those are written before it is known.
    """
    begins, ends = _bounds(day)
    numbers = [row_id(line.refund_number) for line in lines if line.refund_number]
    taken = sa.and_(Refund.taken_at >= begins, Refund.taken_at < ends, Refund.failure.is_(None))
    found = (
        sa.select(Refund)
        .join(PaymentAttempt, PaymentAttempt.id == Refund.attempt_id)
        .where(
            PaymentAttempt.gateway == gateway,
            Refund.state.in_(_GONE_OUT),
            sa.or_(taken, Refund.id.in_(numbers)),
        )
    )
    return {
        each.number: Booked(
            each.number, each.bill_id, each.amount_fen, each.taken_at or each.created_at
        )
        for each in session.scalars(found)
    }


def _compare(
    lines: list[StatementLine], booked: dict[str, Booked], day: date
) -> Iterator[StatementDifference]:
    there: dict[str, StatementLine] = {}
    for line in lines:
        there[line.refund_number or line.order_number] = line
    for number in there.keys() | booked.keys():
        theirs, ours = there.get(number), booked.get(number)
        kind = _kind_of(theirs, ours, day)
        if kind is not None:
            yield _difference(number, kind, theirs, ours)


def _kind_of(line: StatementLine | None, ours: Booked | None, day: date) -> DifferenceKind | None:
    if ours is None:
        return DifferenceKind.NOT_HERE
    if line is None:
        return DifferenceKind.NOT_THERE if china_date(ours.at) == day else None
    if line.amount_fen != ours.amount_fen:
        return DifferenceKind.AMOUNT
    return DifferenceKind.OTHER_DAY if china_date(ours.at) != day else None


def _difference(
    number: str, kind: DifferenceKind, line: StatementLine | None, ours: Booked | None
) -> StatementDifference:
    at = line.at if line else ours.at if ours else None
    return StatementDifference(
        id=new_id(),
        number=number,
        kind=kind,
        state=DifferenceState.OPEN,
        bill_id=ours.bill_id if ours else None,
        transaction=line.transaction if line else "",
        at=at,
        ours_fen=ours.amount_fen if ours else 0,
        theirs_fen=line.amount_fen if line else 0,
    )


def _take_in(statement: Statement, found: dict[str, StatementDifference], now: datetime) -> None:
    for known in statement.differences:
        new = found.pop(known.number, None)
        if new is None:
            if known.state is DifferenceState.OPEN:
                known.state, known.settled_at = DifferenceState.GONE, now
            continue
        same = (known.kind, known.ours_fen, known.theirs_fen)
        if known.state is DifferenceState.GONE or same != (new.kind, new.ours_fen, new.theirs_fen):
            known.state, known.note, known.settled_by = DifferenceState.OPEN, None, None
            known.kind, known.bill_id = new.kind, new.bill_id
            known.ours_fen, known.theirs_fen = new.ours_fen, new.theirs_fen
    statement.differences.extend(found.values())


def _ask_about(session: Session, gateway: str, numbers: list[str], now: datetime) -> None:
    session.execute(
        sa.update(PaymentAttempt)
        .where(
            PaymentAttempt.gateway == gateway,
            PaymentAttempt.id.in_([row_id(number) for number in numbers]),
            PaymentAttempt.state != AttemptState.CAPTURED,
        )
        .values(look_at=now)
    )


def _bounds(day: date) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time(), CHINA)
    return begins, begins + timedelta(days=1)
