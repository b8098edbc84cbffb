"""A thousand payments of which the gateway tells sixteen times each, within a minute.

The reports come in any order at an even pace, whether or not the earlier ones were answered: how
long one took is counted from when it was due. The service's jobs run meanwhile, and ask the sandbox
about each order. In the end every payment stands in the books once.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count

import sqlalchemy as sa

from api.core.actors import Heads, Member
from api.core.clock import SystemClock
from api.core.db import db
from api.core.ids import new_id
from api.gateways.payments import CheckoutKind, Order
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.sandbox.callbacks import signed_headers
from api.gateways.payments.sandbox.rules import CashierChoice
from api.payments import paying
from api.payments.models import Bill, PaymentAttempt
from api.payments.paying import Quote, Wish
from api.payments.rules import BillState
from api.settings import ROOT
from bench.figures import Figure, percentile, spread
from bench.service import DATABASES, House, Server, new_house
from bench.wire import Connection, status_of
from tests.factories import make_binding, make_device, make_policy
from tests.payments.making import make_bill
from tests.waiting import wait_until

PAYMENTS, TIMES, SECONDS = 1_000, 16, 60
POLICIES, CONNECTIONS = 50, 8


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with new_house(database, is_durable=True) as house:
            yield from _tell(house, database)


def _tell(house: House, database: str) -> Iterator[Figure]:
    server = house.serve()
    jobs = _start_jobs(house)
    try:
        numbers = list(_pay(house, server.port))
        began = time.perf_counter()
        samples, bad = _report(house, server, numbers)
        wait_until(lambda: _settled(house) == PAYMENTS, "all payments to be settled", 300)
        took = time.perf_counter() - began
    finally:
        os.killpg(jobs.pid, signal.SIGKILL)
        jobs.wait()
        server.kill()
    once = sum(captured == billed for captured, billed in _books(house))
    note = f"{PAYMENTS} payments, {TIMES} reports each in {SECONDS} s; {spread(samples)}"
    yield Figure(
        f"a report answered, p99, {database}",
        percentile(samples, 99),
        "ms",
        at_most=1000,
        note=note,
    )
    yield Figure(f"reports not taken, {database}", bad, at_most=0)
    yield Figure(f"payments settled once, {database}", once, at_least=PAYMENTS)
    yield Figure(f"all settled after, {database}", took, "s")


def _start_jobs(house: House) -> "subprocess.Popen[bytes]":
    with (house.folder / "jobs.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "api.jobs"],
            cwd=ROOT,
            env={**os.environ, **house.environment},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _pay(house: House, port: int) -> Iterator[str]:
    """Bills that are paid at the cashier, which reports none of it by itself."""
    sandbox = _sandbox(house)
    with house.app.app_context():
        session = db.session()
        for _ in range(POLICIES):
            policy_id, member = _family()
            bills = [make_bill(session, policy_id).id for _ in range(PAYMENTS // POLICIES)]
            session.commit()
            for bill_id in bills:
                now = SystemClock().now()
                wish = Wish(new_id(), bill_id, 12_600, CheckoutKind.OPEN)
                attempt = paying.reserve(session, member, wish, sandbox.name, now)
                assert not isinstance(attempt, Quote)
                # Nobody looks before it is told to.
                attempt.look_at = attempt.expires_at
                number, expires_at = attempt.number, attempt.expires_at
                session.commit()
                address = f"http://127.0.0.1:{port}/"
                order = Order(
                    number, 12_600, "账单", expires_at, address, address, "", CheckoutKind.OPEN
                )
                sandbox.begin(order)
                sandbox.choose(number, CashierChoice.NEVER)
                yield number


def _family() -> tuple[str, Member]:
    session = db.session()
    now = SystemClock().now()
    policy = make_policy(session)
    device = make_device(session)
    binding = make_binding(session, device.id, policy.id)
    return policy.id, Member(device.id, {policy.id: binding.id}, now, Heads("", {}))


def _sandbox(house: House) -> Sandbox:
    found = next(iter(house.app.extensions["tongka"].payments.values()))
    assert isinstance(found, Sandbox)
    return found


def _report(house: House, server: Server, numbers: list[str]) -> tuple[list[float], int]:
    """How long each report took from when it was due (ms), and how many were not taken."""
    key = house.app.extensions["tongka"].settings.sign_keys.derive("sandbox callbacks")[0]
    reports = [number for number in numbers for _ in range(TIMES)]
    random.Random(1).shuffle(reports)
    samples: list[float] = []
    bad: list[int] = []
    turn, lock = count(), threading.Lock()
    began = time.perf_counter()

    def work() -> None:
        connection = Connection(server.port)
        while True:
            with lock:
                index = next(turn)
            if index >= len(reports):
                return
            due = began + index * SECONDS / len(reports)
            time.sleep(max(0.0, due - time.perf_counter()))
            answer = connection.ask(_request(server.port, key, reports[index]))
            samples.append((time.perf_counter() - due) * 1000)
            if status_of(answer) != 204:
                bad.append(status_of(answer))

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return samples, len(bad)


def _request(port: int, key: bytes, number: str) -> bytes:
    said = {
        "event_id": f"of-{number}",
        "order_number": number,
        "amount_fen": 12_600,
        "currency": "CNY",
        "merchant": "sandbox",
    }
    body = json.dumps(said).encode()
    headers = {
        "Host": f"127.0.0.1:{port}",
        "Content-Length": str(len(body)),
        **signed_headers(key, body, SystemClock().now()),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"POST /api/payments/callbacks/sandbox HTTP/1.1\r\n{head}\r\n".encode() + body


def _settled(house: House) -> int:
    with house.app.app_context():
        paid = sa.select(sa.func.count()).where(Bill.state == BillState.PAID)
        found = db.session.scalar(paid) or 0
        db.session.rollback()
        return found


def _books(house: House) -> list[tuple[int, int]]:
    """What was captured for each bill, by its attempts, and what it says itself."""
    with house.app.app_context():
        found = db.session.execute(
            sa.select(sa.func.sum(PaymentAttempt.captured_fen), Bill.captured_fen)
            .join(Bill, Bill.id == PaymentAttempt.bill_id)
            .where(Bill.captured_fen == Bill.billed_fen)
            .group_by(Bill.id)
        )
        return [(int(captured or 0), int(billed)) for captured, billed in found]
