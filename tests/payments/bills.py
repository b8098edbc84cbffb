"""A family with a bill, its two phones, and the till where they pay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.payments.models import Bill
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.factories import make_visit
from tests.payments.making import make_charge
from tests.payments.till import Till

DUE_ON = date(2026, 3, 25)
OpenBill = Callable[..., str]


@pytest.fixture
def till(app: Flask, clock: MovableClock) -> Till:
    """The gateway of the service."""
    made = Till(clock)
    services = app.extensions["tongka"]
    app.extensions["tongka"] = replace(services, payments={made.name: made})
    return made


@pytest.fixture
def open_bill(database: OpenDatabase, run_jobs: RunJobs) -> OpenBill:
    """Opens a bill of ¥126.00 for a card, as a job does for a visit; returns its id."""

    def make(card: Card, self_pay_fen: int = 12_600, **charge: Any) -> str:
        with database() as session:
            visit = make_visit(
                session,
                card.policy_id,
                total_fen=86_000,
                direct_fen=86_000 - self_pay_fen,
                self_pay_fen=self_pay_fen,
            )
            make_charge(session, visit.id, **{"due_on": DUE_ON, **charge})
            visit_id = visit.id
        run_jobs("payments.open_bills")
        return bill_of_visit(database, visit_id)

    return make


def bill_of_visit(database: OpenDatabase, visit_id: str) -> str:
    """Returns the id of a visit's bill."""
    with database() as session:
        found = sa.select(Bill.id).where(Bill.source_id == visit_id)
        return session.scalars(found).one()


@pytest.fixture
def bill_id(open_bill: OpenBill, lin: Card, till: Till) -> str:
    """The bill of the Lins."""
    return open_bill(lin)


def wish(bill_id: str, amount_fen: int = 12_600, **changes: Any) -> dict[str, Any]:
    """What a phone sends that wants to pay."""
    return {"id": new_id(), "bill_id": bill_id, "amount_fen": amount_fen, "kind": "open", **changes}


def begin(phone: Phone, bill_id: str, amount_fen: int = 12_600, **changes: Any) -> dict[str, Any]:
    """Wants to pay, and returns the answer."""
    answer = phone.post("/api/payments/attempts", wish(bill_id, amount_fen, **changes))
    assert answer.status_code == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def bill(phone: Phone, bill_id: str) -> dict[str, Any]:
    """Pulls, and returns the bill as the phone holds it."""
    return next(row for row in phone.pull().all("bills") if row["id"] == bill_id)
