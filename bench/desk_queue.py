"""A page of the desk's work queue while 50,000 items are open: its time and its queries.

One desk that works on everything opens the first page, one in the middle, and a claim.
"""

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from api.claims.models import Claim
from api.claims.rules import ClaimStatus
from api.complaints.models import Complaint
from api.complaints.rules import ComplaintState, ComplaintTopic
from api.core.db import Base, db
from api.core.ids import new_id
from api.payments.models import Bill
from api.staff.holdings import WorkHolding
from bench.figures import Figure, spread
from bench.service import DATABASES, new_house
from bench.wire import Connection, status_of
from tests.claims.making import make_claim
from tests.factories import (
    make_account,
    make_binding,
    make_desk_session,
    make_device,
    make_policy,
)
from tests.payments.making import make_bill

CLAIMS, BILLS, COMPLAINTS = 30_000, 15_000, 5_000
OPEN = CLAIMS + BILLS + COMPLAINTS
POLICIES = 500
HELD = 2_000
LOOKS = 60
MOST_QUERIES = 12


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with new_house(database) as house:
            with house.app.app_context():
                token, claim_id = _fill(db.session(), random.Random(7))
            pages = {
                "first page": "/console",
                "page 500": "/console?page=500",
                "a claim beside the queue": f"/console/claims/{claim_id}",
            }
            for name, path in pages.items():
                count = _queries(house.app, path, token)
                what = f"queries, {name}, {database}"
                yield Figure(what, count, at_most=MOST_QUERIES if "page" in name else None)
            server = house.serve()
            try:
                for name, path in pages.items():
                    samples = _times(server.port, path, token)
                    p95 = statistics.quantiles(samples, n=20)[-1]
                    yield Figure(f"{name}, p95, {database}", p95, "ms", note=spread(samples))
            finally:
                server.kill()


def _times(port: int, path: str, token: str) -> list[float]:
    connection = Connection(port)
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        "Connection: keep-alive",
        f"Cookie: tongka-staff={token}",
    )
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    samples = []
    for number in range(LOOKS + 5):
        began = time.perf_counter()
        answer = connection.ask(request)
        took = (time.perf_counter() - began) * 1000
        assert status_of(answer) == 200, answer[:400]
        if number >= 5:
            samples.append(took)
    return samples


def _queries(app: Flask, path: str, token: str) -> int:
    """How many statements a page sends to the database, those of its session included."""
    client = app.test_client()
    client.set_cookie("tongka-staff", token)
    with app.app_context(), _counted(db.engine) as statements:
        answer = client.get(path)
    assert answer.status_code == 200, answer.text[:400]
    return len(statements)


@contextmanager
def _counted(engine: sa.Engine) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(maxsplit=1)[0] in {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}:
            statements.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)


def _fill(session: Session, draw: random.Random) -> tuple[str, str]:
    """Opens everything; returns the token of a desk's session, and the id of a claim."""
    now = datetime.now(UTC)
    account = make_account(session, name="何明")
    token = make_desk_session(session, account.id, now)
    device = make_device(session)
    policies = [make_policy(session) for _ in range(POLICIES)]
    bindings = {each.id: make_binding(session, device.id, each.id).id for each in policies}
    claim = make_claim(
        session, policies[0].id, status=ClaimStatus.UNDER_ASSESSMENT, completed_at=now
    )
    bill = make_bill(session, policies[0].id, opened_at=now - timedelta(days=9))
    complaint = _complaint(policies[0].id, bindings[policies[0].id], now)
    session.add(complaint)
    session.flush()

    def anew(row: Base, number: int, receipt: str, **values: Any) -> dict[str, Any]:
        """A row like another one: of some policy, since some time."""
        columns = {column.name: getattr(row, column.name) for column in row.__table__.columns}
        policy_id = draw.choice(policies).id
        if "binding_id" in columns:
            values["binding_id"] = bindings[policy_id]
        return columns | {"id": new_id(), "policy_id": policy_id, receipt: f"X{number}"} | values

    claims = []
    for number in range(CLAIMS - 1):
        since = now - timedelta(minutes=draw.randrange(40_000))
        target_on = (now + timedelta(days=draw.randrange(-5, 20))).date()
        status = draw.choice((ClaimStatus.COMPLETE, ClaimStatus.UNDER_ASSESSMENT))
        values = {"completed_at": since, "target_on": target_on, "status": status}
        claims.append(anew(claim, number, "receipt", **values))
    bills = [anew(bill, number, "number", source_id=new_id()) for number in range(BILLS - 1)]
    complaints = []
    for number in range(COMPLAINTS - 1):
        due_on = (now + timedelta(days=draw.randrange(-3, 9))).date()
        complaints.append(anew(complaint, number, "receipt", due_on=due_on))
    for model, rows in ((Claim, claims), (Bill, bills), (Complaint, complaints)):
        session.execute(sa.insert(model.__table__), rows)
    held = [
        {"kind": "claim", "item_id": row["id"], "account_id": account.id, "since": now}
        for row in claims[:HELD]
    ]
    session.execute(sa.insert(WorkHolding.__table__), held)
    session.commit()
    session.execute(sa.text("ANALYZE"))
    session.commit()
    return token, claim.id


def _complaint(policy_id: str, binding_id: str, now: datetime) -> Complaint:
    complaint = Complaint(
        id=new_id(),
        policy_id=policy_id,
        version=1,
        receipt="X",
        topic=ComplaintTopic.RECEPTION,
        state=ComplaintState.RECEIVED,
        call_back=False,
        written_by="妈妈",
        binding_id=binding_id,
        received_at=now,
        due_on=now.date(),
    )
    complaint.text, complaint.wish = "前台说系统里查不到卡，让我先付。", ""
    return complaint
