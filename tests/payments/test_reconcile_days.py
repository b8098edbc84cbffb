"""The gateway's statement of a day beside what stands here: every difference is listed once."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.gateways.payments import LineKind, StatementLine
from api.payments.reconciling import explain_difference, import_statement
from api.payments.refunding import decide_refund, mark_refunded, propose_refund
from api.payments.rules import DifferenceKind, DifferenceState
from api.payments.statement_models import Statement, StatementDifference
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.payments.bills import OpenBill, begin, bill
from tests.payments.people import HE, QIAN, XU, People
from tests.payments.till import Till

TODAY = date(2026, 3, 9)


@pytest.fixture
def number(bill_id: str, till: Till, mother: Phone) -> str:
    """The order of the bill, which was paid and booked."""
    begin(mother, bill_id)
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    return till.only()


def found(
    database: OpenDatabase, clock: MovableClock, *lines: StatementLine, day: date = TODAY
) -> list[tuple[str, str, int, int]]:
    with database() as session:
        import_statement(session, QIAN, "till", day, lines, clock.now())
    with database() as session:
        rows = session.scalars(sa.select(StatementDifference))
        return sorted((each.kind, each.state, each.ours_fen, each.theirs_fen) for each in rows)


def line(number: str, clock: MovableClock, **changes: object) -> StatementLine:
    made = StatementLine(clock.now(), LineKind.CAPTURE, number, "T1", 12_600)
    return replace(made, **changes)  # type: ignore[arg-type] # as a test says


def test_it_finds_no_difference_where_there_is_none(
    number: str, till: Till, database: OpenDatabase, clock: MovableClock
) -> None:
    assert found(database, clock, *till.read_statement(till.statement(TODAY))) == []


def test_it_lists_what_only_one_side_knows_and_another_amount(
    number: str, database: OpenDatabase, clock: MovableClock
) -> None:
    unknown = line("0" * 32, clock, amount_fen=4_000)
    assert found(database, clock, line(number, clock, amount_fen=12_000), unknown) == [
        (DifferenceKind.AMOUNT, DifferenceState.OPEN, 12_600, 12_000),
        (DifferenceKind.NOT_HERE, DifferenceState.OPEN, 0, 4_000),
    ]
    assert found(database, clock) == [
        (DifferenceKind.NOT_HERE, DifferenceState.GONE, 0, 4_000),
        (DifferenceKind.NOT_THERE, DifferenceState.OPEN, 12_600, 0),
    ]


def test_it_knows_the_same_money_on_another_day(
    number: str, database: OpenDatabase, clock: MovableClock
) -> None:
    tomorrow = date(2026, 3, 10)
    assert found(database, clock, line(number, clock), day=tomorrow) == [
        (DifferenceKind.OTHER_DAY, DifferenceState.OPEN, 12_600, 12_600)
    ]


def test_it_asks_the_gateway_about_money_that_is_not_booked_here(
    bill_id: str,
    till: Till,
    mother: Phone,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    """The report never came, and the jobs wait for their next look."""
    begin(mother, bill_id)
    till.pay(till.only())
    lines = list(till.read_statement(till.statement(TODAY)))
    assert found(database, clock, *lines) == [
        (DifferenceKind.NOT_HERE, DifferenceState.OPEN, 0, 12_600)
    ]
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "paid"
    assert found(database, clock, *lines) == [
        (DifferenceKind.NOT_HERE, DifferenceState.GONE, 0, 12_600)
    ]


def test_it_compares_refunds(
    bill_id: str,
    number: str,
    till: Till,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    people = People(database, clock)
    people.do(
        decide_refund, HE, people.do(propose_refund, QIAN, bill_id, 4_000, "和医院核对过"), True
    )
    run_jobs("payments.send_refunds")
    till.finish_refunds()
    clock.move(minutes=1)
    run_jobs("payments.send_refunds")
    (back,) = till.refunds
    refund = line(number, clock, kind=LineKind.REFUND, amount_fen=4_000, refund_number=back)
    assert found(database, clock, line(number, clock), refund) == []
    assert found(database, clock, line(number, clock)) == [
        (DifferenceKind.NOT_THERE, DifferenceState.OPEN, 4_000, 0)
    ]


def test_it_expects_a_refund_on_the_day_when_the_gateway_took_it_on(
    bill_id: str,
    number: str,
    till: Till,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    """A bank may need days for it, and a statement isn't written again."""
    people = People(database, clock)
    refund_id = people.do(propose_refund, QIAN, bill_id, 4_000, "和医院核对过")
    clock.move(days=1)
    people.do(decide_refund, HE, refund_id, True)
    run_jobs("payments.send_refunds")
    (back,) = till.refunds
    refund = line(number, clock, kind=LineKind.REFUND, amount_fen=4_000, refund_number=back)
    clock.move(days=2)
    till.finish_refunds()
    run_jobs("payments.send_refunds")

    taken, done = date(2026, 3, 10), date(2026, 3, 12)
    assert found(database, clock, line(number, clock)) == []
    assert found(database, clock, refund, day=taken) == []
    assert found(database, clock, day=done) == []
    assert found(database, clock, day=taken) == [
        (DifferenceKind.NOT_THERE, DifferenceState.OPEN, 4_000, 0)
    ]


def test_it_expects_no_refund_that_the_gateway_could_not_make(
    bill_id: str,
    number: str,
    till: Till,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    people = People(database, clock)
    refund_id = people.do(propose_refund, QIAN, bill_id, 4_000, "和医院核对过")
    people.do(decide_refund, HE, refund_id, True)
    run_jobs("payments.send_refunds")
    till.fails_refunds = True
    till.finish_refunds()
    clock.move(minutes=1)
    run_jobs("payments.send_refunds")
    (back,) = till.refunds
    people.do(mark_refunded, QIAN, refund_id, "从对公账户转的")

    capture = line(number, clock)
    assert found(database, clock, capture) == []
    refund = line(number, clock, kind=LineKind.REFUND, amount_fen=4_000, refund_number=back)
    assert found(database, clock, capture, refund) == []


def test_it_keeps_an_explanation_through_another_import(
    number: str, database: OpenDatabase, clock: MovableClock
) -> None:
    found(database, clock)
    people = People(database, clock)
    with database() as session:
        difference_id = session.scalars(sa.select(StatementDifference.id)).one()
    assert people.do(explain_difference, XU, difference_id, "渠道明天补") == "wrong_role"
    assert people.do(explain_difference, QIAN, difference_id, "") == "invalid"
    assert people.do(explain_difference, QIAN, "none", "渠道明天补") == "not_found"
    assert people.do(explain_difference, QIAN, difference_id, "渠道明天补") == difference_id
    explained = (DifferenceKind.NOT_THERE, DifferenceState.EXPLAINED, 12_600, 0)
    assert found(database, clock) == [explained]
    assert found(database, clock, line(number, clock, amount_fen=1)) == [
        (DifferenceKind.AMOUNT, DifferenceState.OPEN, 12_600, 1)
    ]


def test_it_fetches_each_day_by_itself_once(
    app: Flask,
    number: str,
    till: Till,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    clock.move(hours=22)  # 8 o'clock in China
    assert run_jobs("payments.reconcile") == 0
    till.is_away = True
    clock.move(hours=3)
    assert run_jobs("payments.reconcile") == 0
    till.is_away = False
    assert run_jobs("payments.reconcile") == 1
    assert days_here(database) == [TODAY]
    assert run_jobs("payments.reconcile") == 0

    # Nobody ran the jobs for two days.
    clock.move(days=2)
    assert run_jobs("payments.reconcile") == 2
    assert days_here(database) == [TODAY, date(2026, 3, 10), date(2026, 3, 11)]


def test_it_fetches_nothing_from_a_gateway_that_never_had_an_order(
    till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    clock.move(days=1)
    assert run_jobs("payments.reconcile") == 0


def test_it_fetches_from_one_gateway_where_another_gives_nothing(
    app: Flask,
    number: str,
    till: Till,
    open_bill: OpenBill,
    lin: Card,
    mother: Phone,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    silent = Till(clock, "silent")
    services = app.extensions["tongka"]
    app.extensions["tongka"] = replace(services, payments={"silent": silent})
    begin(mother, open_bill(lin))
    silent.is_away = True
    gateways = {"silent": silent, "till": till}
    app.extensions["tongka"] = replace(services, payments=gateways)
    clock.move(days=1)
    assert run_jobs("payments.reconcile") == 1
    assert days_here(database) == [TODAY]


def days_here(database: OpenDatabase) -> list[date]:
    with database() as session:
        return sorted(session.scalars(sa.select(Statement.day)))
