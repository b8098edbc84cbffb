"""Whether time tells what words don't: Welch's t between answers that must look alike.

The real service (web and jobs) is asked over loopback, as a stranger would. For codes: a claim
that matches, one that doesn't, one of a locked policy, one whose phone got all its messages. For
redeeming: a wrong code on a challenge that matched, and on one that did not. The classes come in
random order, each request from a new browser at a new address. |t| under 4.5 between every pair
counts as alike; it is taken of all samples, and of those without the slowest twentieth, and the
larger one is shown.
"""

import itertools
import math
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from api.core.counters import FOREVER, take
from api.core.db import db
from api.devices.models import Challenge
from api.devices.rules import FAILURES_A_POLICY, PHONE_BUDGETS
from api.policies.models import Policy, Policyholder
from bench.figures import Figure
from bench.service import House, Server, new_house
from bench.wire import Connection, request_bytes, status_of
from tests.factories import make_child, make_holder, make_policy
from tests.waiting import wait_until

SAMPLES = 2000
TRIES_A_CODE = 5
# Every family is asked for a few times only: nobody is throttled who should not be.
ASKED_EACH = 4
VERSIONS = {"privacy_version": "2026-11", "guardian_version": "2026-11"}
Times = dict[str, list[float]]
Claim = dict[str, Any]


def measure() -> Iterator[Figure]:
    with new_house(TONGKA_TRUSTED_PROXIES="1") as house:
        claims = _make_claims(house, SAMPLES // ASKED_EACH)
        server = house.serve()
        try:
            yield from _compare("asking for a code", _ask_for_codes(server, claims))
            yield from _compare("a wrong code", _enter_wrong_codes(house, server, claims))
        finally:
            server.kill()


def _make_claims(house: House, families: int) -> dict[str, list[Claim]]:
    """Claims by class; every family appears in one class only."""
    classes: dict[str, list[Claim]] = {
        name: [] for name in ("match", "mismatch", "locked", "throttled", "redeemed")
    }
    now = datetime.now(UTC)
    with house.app.app_context():
        session = db.session()
        for number, name in itertools.product(range(families), classes):
            policy = _make_policy(session, len(classes) * number + list(classes).index(name))
            claim = _claim_of(policy)
            if name == "mismatch":
                claim["child_name"] = "不是我"
            if name == "locked":
                for _ in range(FAILURES_A_POLICY):
                    take(session, f"failures:{policy.id}", FAILURES_A_POLICY, FOREVER, now)
            if name == "throttled":
                _exhaust(session, policy.policyholder, now)
            classes[name].append(claim)
        session.commit()
    return classes


def _make_policy(session: Any, serial: int) -> Policy:
    holder = make_holder(session, id_number=f"E{serial:08d}", phone=f"+861380{serial:07d}")
    child = make_child(session)
    return make_policy(session, policyholder=holder, child=child, number=f"CZ{serial:010d}")


def _claim_of(policy: Policy) -> Claim:
    return {
        "child_name": policy.child.name,
        "policy_last4": policy.number_last4,
        "id_type": "birth_certificate",
        "id_number": policy.child.id_number,
        "birthday": policy.child.birthday.isoformat(),
        "phone": policy.policyholder.phone,
        "kind": "individual",
        **VERSIONS,
    }


def _exhaust(session: Any, holder: Policyholder, now: datetime) -> None:
    for budget in PHONE_BUDGETS:
        for _ in range(budget.limit):
            key = f"sms:{budget.name}:{holder.phone_index}"
            take(session, key, budget.limit, budget.window, now)


def _ask_for_codes(server: Server, claims: dict[str, list[Claim]]) -> Times:
    times: Times = {name: [] for name in claims if name != "redeemed"}
    connection = Connection(server.port)
    order = [(name, number) for name in times for number in range(SAMPLES)]
    random.shuffle(order)
    for name, number in order:
        claim = claims[name][number % len(claims[name])]
        times[name].append(_time(connection, _request(server, "/api/bind/code", claim), 202))
    return times


def _enter_wrong_codes(house: House, server: Server, claims: dict[str, list[Claim]]) -> Times:
    """Asks for codes that match and don't, waits for the job, then types wrong ones."""
    matching = claims["redeemed"][: SAMPLES // TRIES_A_CODE]
    others = [{**claim, "child_name": "不是我"} for claim in matching]
    connection = Connection(server.port)
    tries: list[tuple[str, bytes]] = []
    for name, asked in (("match", matching), ("mismatch", others)):
        for claim in asked:
            answer = connection.ask(_request(server, "/api/bind/code", claim))
            tries += [(name, _wrong_code(server, answer))] * TRIES_A_CODE
    wait_until(lambda: _all_handled(house), "the job to handle all challenges", 300)
    random.shuffle(tries)
    times: Times = {"match": [], "mismatch": []}
    for name, request in tries:
        times[name].append(_time(connection, request, 422))
    return times


def _all_handled(house: House) -> bool:
    with house.app.app_context():
        waiting = sa.select(sa.func.count()).where(Challenge.handled_at.is_(None))
        found = db.session.scalar(waiting)
        db.session.rollback()
    return found == 0


def _wrong_code(server: Server, answer: bytes) -> bytes:
    challenge = answer.partition(b'"challenge":"')[2][:36].decode()
    token = answer.partition(b"tongka=")[2].partition(b";")[0].decode()
    said = {"challenge": challenge, "code": "1234567"[:6], "device_name": "妈妈"}
    return _request(server, "/api/bind", said, token)


def _request(server: Server, path: str, said: dict[str, Any], token: str = "") -> bytes:
    address = ".".join(str(random.randint(1, 254)) for _ in range(4))
    request = request_bytes(server.port, "POST", path, said, token)
    return request.replace(b"\r\n", f"\r\nX-Forwarded-For: {address}\r\n".encode(), 1)


def _time(connection: Connection, request: bytes, status: int) -> float:
    began = time.perf_counter_ns()
    answer = connection.ask(request)
    took = (time.perf_counter_ns() - began) / 1e6
    assert status_of(answer) == status, answer
    return took


def _compare(what: str, times: Times) -> Iterator[Figure]:
    for one, other in itertools.combinations(times, 2):
        value = max(
            abs(welch_t(*samples))
            for samples in (
                (times[one], times[other]),
                _without_slowest(times[one], times[other]),
            )
        )
        medians = " and ".join(f"{statistics.median(times[name]):.2f}" for name in (one, other))
        note = f"n={len(times[one])} each, medians {medians} ms"
        yield Figure(f"{what}: |t|, {one} and {other}", value, at_most=4.5, note=note)


def welch_t(one: Sequence[float], other: Sequence[float]) -> float:
    """Welch's t of two samples."""
    squared = statistics.variance(one) / len(one) + statistics.variance(other) / len(other)
    return (statistics.mean(one) - statistics.mean(other)) / math.sqrt(squared)


def _without_slowest(
    one: Sequence[float], other: Sequence[float]
) -> tuple[list[float], list[float]]:
    """Both samples without what is slower than 95 % of them together."""
    limit = statistics.quantiles([*one, *other], n=20)[-1]
    return [each for each in one if each <= limit], [each for each in other if each <= limit]
