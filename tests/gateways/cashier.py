"""The sandbox and a service that hears from it, for the tests of both sides."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from api.core.clock import MovableClock
from api.core.db import db
from api.gateways.payments import CheckoutKind, Hint, Order, RefundOrder
from api.gateways.payments.sandbox import Sandbox
from tests.conftest import MORNING
from tests.gateways.receiving import Reply, Request, serving

KEYS = (b"k" * 32, b"o" * 32)
NUMBER = "0123456789abcdef" * 2
OTHER = "f" * 32


def order(number: str = NUMBER, **given: Any) -> Order:
    """Returns an order of ¥126.00 that may be paid for a quarter of an hour."""
    made = Order(
        number=number,
        amount_fen=12_600,
        words="童卡 · 自付金额",
        expires_at=MORNING + timedelta(minutes=15),
        notify_url="http://127.0.0.1:9/api/payments/callbacks/sandbox",
        return_url="http://127.0.0.1:8000/pay/return?attempt=1",
        address="192.0.2.7",
        kind=CheckoutKind.OPEN,
    )
    return replace(made, **given)


def refund(number: str = "e" * 32, **given: Any) -> RefundOrder:
    """Returns a refund of ¥26.00 of that order."""
    made = RefundOrder(number, NUMBER, amount_fen=2_600, captured_fen=12_600, reason="多付的部分")
    return replace(made, **given)


@dataclass
class Listener:
    """The service's side: what it was told, and how it answers."""

    address: str = ""
    status: int = 204
    heard: list[Request] = field(default_factory=list)

    def answer(self, request: Request) -> Reply:
        self.heard.append(request)
        # Who is sent on by a redirect comes back here.
        return Reply(self.status, headers={"Location": "/elsewhere"})

    def order(self, number: str = NUMBER, **given: Any) -> Order:
        return order(number, notify_url=f"{self.address}/callbacks", **given)

    def hints(self, gateway: Sandbox, now: datetime) -> list[Hint]:
        return [gateway.read_callback(each.headers, each.body, now) for each in self.heard]


@pytest.fixture
def listener() -> Iterator[Listener]:
    known = Listener()
    with serving(known.answer) as address:
        known.address = address
        yield known


@pytest.fixture
def sandbox(app: Flask) -> Sandbox:
    """The service's own gateway."""
    (gateway,) = app.extensions["tongka"].payments.values()
    assert isinstance(gateway, Sandbox)
    return gateway


@pytest.fixture
def second(app: Flask, clock: MovableClock) -> Sandbox:
    """Another merchant beside it, in the same tables."""
    with app.app_context():
        return Sandbox(clock, db.engine, KEYS, "http://127.0.0.1:8000", name="second")
