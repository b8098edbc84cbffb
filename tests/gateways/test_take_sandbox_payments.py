"""The sandbox's books: orders, what the payer chooses, closing, refunds; two side by side."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.db import db, only_reads
from api.gateways.payments import (
    CheckoutKind,
    GatewayAway,
    GatewayRefused,
    OrderState,
    PaymentGateway,
    RefundStanding,
    Standing,
)
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.sandbox.rules import CashierChoice
from tests.cast import on_sqlite
from tests.conftest import MORNING
from tests.gateways.cashier import KEYS, NUMBER, OTHER, order, refund

PAYS = [CashierChoice.PAY, CashierChoice.LATE, CashierChoice.TWICE, CashierChoice.NEVER]


@pytest.mark.parametrize("kind", CheckoutKind)
def test_it_opens_an_order_at_its_cashier(sandbox: Sandbox, kind: CheckoutKind) -> None:
    gateway: PaymentGateway = sandbox
    checkout = gateway.begin(order(kind=kind))

    assert checkout.url == f"http://127.0.0.1:8000/sandbox/cashier/{NUMBER}"
    assert checkout.kind is kind
    assert gateway.look(NUMBER) == Standing(OrderState.OPEN)
    assert gateway.look(OTHER) == Standing(OrderState.ABSENT)


def test_it_finds_the_open_order_when_it_is_asked_again(sandbox: Sandbox) -> None:
    assert sandbox.begin(order()) == sandbox.begin(order())


@pytest.mark.parametrize("choice", PAYS)
def test_it_takes_the_money(sandbox: Sandbox, clock: MovableClock, choice: CashierChoice) -> None:
    sandbox.begin(order())

    assert sandbox.choose(NUMBER, choice) == order().return_url
    clock.move(days=2)

    standing = sandbox.look(NUMBER)
    assert (standing.state, standing.amount_fen) == (OrderState.PAID, 12_600)
    assert standing.paid_at == MORNING
    assert standing.transaction


@pytest.mark.parametrize("choice", [CashierChoice.FAIL, CashierChoice.LEAVE])
def test_it_takes_nothing_and_stays_open(sandbox: Sandbox, choice: CashierChoice) -> None:
    sandbox.begin(order())

    assert sandbox.choose(NUMBER, choice) == order().return_url
    assert sandbox.look(NUMBER) == Standing(OrderState.OPEN)
    assert sandbox.choose(NUMBER, CashierChoice.PAY)


def test_it_settles_a_slow_payment_after_twenty_seconds(
    sandbox: Sandbox, clock: MovableClock
) -> None:
    sandbox.begin(order(expires_at=MORNING + timedelta(seconds=10)))
    sandbox.choose(NUMBER, CashierChoice.SLOW)

    clock.move(seconds=19)
    assert sandbox.look(NUMBER) == Standing(OrderState.OPEN)
    with pytest.raises(GatewayAway):
        sandbox.close(NUMBER)
    assert sandbox.choose(NUMBER, CashierChoice.PAY) is None

    clock.move(seconds=1)
    assert sandbox.look(NUMBER).paid_at == MORNING + timedelta(seconds=20)
    sandbox.close(NUMBER)
    assert sandbox.look(NUMBER).state is OrderState.PAID


def test_it_is_paid_once_by_several_payers_at_once(sandbox: Sandbox) -> None:
    sandbox.begin(order())
    ended: list[str | None] = []
    payers = [
        threading.Thread(target=lambda: ended.append(sandbox.choose(NUMBER, CashierChoice.PAY)))
        for _ in range(4)
    ]
    for payer in payers:
        payer.start()
    for payer in payers:
        payer.join()

    assert sorted(map(bool, ended)) == [False, False, False, True]


def test_it_closes_an_open_order(sandbox: Sandbox) -> None:
    sandbox.begin(order())
    sandbox.close(NUMBER)
    sandbox.close(NUMBER)
    sandbox.close(OTHER)

    assert sandbox.look(NUMBER) == Standing(OrderState.CLOSED)
    assert sandbox.choose(NUMBER, CashierChoice.PAY) is None


def test_it_closes_by_itself_when_the_time_is_over(sandbox: Sandbox, clock: MovableClock) -> None:
    sandbox.begin(order())
    clock.move(minutes=15)

    assert sandbox.choose(NUMBER, CashierChoice.PAY) is None
    assert sandbox.look(NUMBER) == Standing(OrderState.CLOSED)
    sandbox.close(NUMBER)
    with pytest.raises(GatewayRefused):
        sandbox.begin(order())


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "1"},
        {"number": NUMBER.upper()},
        {"amount_fen": 0},
        {"amount_fen": -1},
        {"notify_url": "javascript:alert(1)"},
        {"return_url": "ftp://example.org"},
        {"expires_at": MORNING},
    ],
)
def test_it_refuses_an_order_that_is_none(sandbox: Sandbox, wrong: dict[str, Any]) -> None:
    with pytest.raises(GatewayRefused):
        sandbox.begin(order(**wrong))
    assert sandbox.look(wrong.get("number", NUMBER)) == Standing(OrderState.ABSENT)


def test_it_refuses_a_number_that_is_taken(sandbox: Sandbox) -> None:
    sandbox.begin(order())
    with pytest.raises(GatewayRefused):
        sandbox.begin(order(amount_fen=1))
    sandbox.choose(NUMBER, CashierChoice.PAY)
    with pytest.raises(GatewayRefused):
        sandbox.begin(order())


def test_it_gives_money_back(sandbox: Sandbox, clock: MovableClock) -> None:
    sandbox.begin(order())
    sandbox.choose(NUMBER, CashierChoice.PAY)
    assert sandbox.look_refund(refund().number) is RefundStanding.ABSENT

    sandbox.refund(refund())
    sandbox.refund(refund())
    assert sandbox.look_refund(refund().number) is RefundStanding.PENDING
    clock.move(seconds=10)
    assert sandbox.look_refund(refund().number) is RefundStanding.DONE

    sandbox.refund(refund("d" * 32, amount_fen=10_000))
    assert sandbox.look(NUMBER).state is OrderState.PAID
    assert sandbox.look(NUMBER).amount_fen == 12_600


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_fen": 12_601},
        {"amount_fen": 0},
        {"captured_fen": 12_599},
        {"order_number": OTHER},
    ],
)
def test_it_refuses_a_refund_that_is_not_owed(sandbox: Sandbox, wrong: dict[str, Any]) -> None:
    sandbox.begin(order())
    sandbox.choose(NUMBER, CashierChoice.PAY)
    with pytest.raises(GatewayRefused):
        sandbox.refund(refund(**wrong))
    assert sandbox.look_refund(refund().number) is RefundStanding.ABSENT


def test_it_never_gives_back_more_than_it_took(sandbox: Sandbox) -> None:
    sandbox.begin(order())
    with pytest.raises(GatewayRefused):
        sandbox.refund(refund())
    sandbox.choose(NUMBER, CashierChoice.PAY)
    sandbox.refund(refund())
    with pytest.raises(GatewayRefused):
        sandbox.refund(refund("d" * 32, amount_fen=10_001))
    with pytest.raises(GatewayRefused):
        sandbox.refund(refund(amount_fen=2_601))


def test_it_keeps_two_merchants_apart(sandbox: Sandbox, second: Sandbox) -> None:
    sandbox.begin(order())
    second.begin(order(amount_fen=100))
    second.choose(NUMBER, CashierChoice.PAY)
    second.refund(refund(amount_fen=100, captured_fen=100))

    assert sandbox.look(NUMBER) == Standing(OrderState.OPEN)
    assert second.look(NUMBER).amount_fen == 100
    assert sandbox.look_refund(refund().number) is RefundStanding.ABSENT


@on_sqlite
def test_it_waits_for_a_writer_only_when_it_writes(app: Flask, sandbox: Sandbox) -> None:
    begun: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(statement: str) -> None:
        if statement == "BEGIN IMMEDIATE":
            begun.append(statement)

    # The lock is asked for below SQLAlchemy, where only the driver sees it.
    def watch(connection: sqlite3.Connection, *_: Any) -> None:
        connection.set_trace_callback(note)

    sa.event.listen(engine, "checkout", watch)
    # The service reads meanwhile, or writes: neither is the sandbox's business.
    for reads in (True, False):
        before = only_reads.set(reads)
        try:
            sandbox.begin(order())
            assert len(begun) == 1
            sandbox.look(NUMBER)
            assert len(begun) == 1
            assert only_reads.get() is reads
        finally:
            only_reads.reset(before)
        begun.clear()


def test_it_is_away_when_its_books_are(clock: MovableClock) -> None:
    engine = sa.create_engine("sqlite:////nowhere/at/all.db")
    away = Sandbox(clock, engine, KEYS, "http://127.0.0.1:8000")
    calls: tuple[Callable[[], object], ...] = (
        lambda: away.begin(order()),
        lambda: away.look(NUMBER),
        lambda: away.close(NUMBER),
        lambda: away.refund(refund()),
        lambda: away.look_refund(NUMBER),
    )
    for call in calls:
        with pytest.raises(GatewayAway):
            call()
