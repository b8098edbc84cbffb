"""Claims handed in: how many durable ones a second, beside a bare program that inserts a row.

Eight phones at once, each on one kept-alive connection, push claims of two cards (a header with
four documents each); a claim counts once its receipt came back, which is after the commit. The
bare program (bench/bare_insert.py) gets the same requests and commits one row for each. Both
run at the same time on one database that has on the disk what it committed, PostgreSQL too; the
load goes to them in turn, with new phones every round. At the end both are killed, and every
claim and row that was acknowledged has to be there.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any

import sqlalchemy as sa

from api.core.db import db
from api.core.ids import new_id
from api.sync.models import CommandResult
from bench.bare_insert import TABLE, Row
from bench.families import make_phone
from bench.figures import Figure, median, percentile, spread
from bench.push_load import PUSH, acknowledged, opening
from bench.service import DATABASES, ROOT, House, Server, new_house
from bench.wire import Connection, body_bytes, request_bytes
from tests.claims.filing import account

ROUNDS, SECONDS, AT_ONCE = 5, 3.0, 8
_HEADER_BYTES = 1023
_seeds = count(1)


@dataclass(frozen=True)
class Claimant:
    """A phone's session token, and its bound policies with an account of each."""

    token: str
    accounts: dict[str, str]


@dataclass
class Contender:
    """A server, where it takes claims, and its rounds so far."""

    server: Server
    path: str
    per_second: list[float] = field(default_factory=list)
    times_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with new_house(database, is_durable=True) as house:
            yield from _compare(house, database)


def _compare(house: House, database: str) -> Iterator[Figure]:
    with house.app.app_context():
        db.session.execute(TABLE)
        db.session.commit()
    ours, bare = house.serve(), house.serve("-m", "bench.bare_insert")
    contenders = Contender(ours, PUSH), Contender(bare, "/rows")
    try:
        if database == DATABASES[0]:
            yield from _bytes(ours.port, _make_claimant(house, ours.port))
        for _ in range(ROUNDS):
            claimants = [_make_claimant(house, ours.port) for _ in range(AT_ONCE)]
            for contender in contenders:
                _load(contender, claimants)
    finally:
        ours.kill()
        bare.kill()
    _must_be_stored(house, *contenders)
    yield from _figures(*contenders, database)


def _bytes(port: int, claimant: Claimant) -> Iterator[Figure]:
    (policy_id, account_id), *_ = claimant.accounts.items()
    said = opening(policy_id, {"id": account_id})
    request = request_bytes(port, "POST", PUSH, said, claimant.token)
    note = "four documents, an account that is known"
    size = len(body_bytes(said))
    yield Figure("a claim's header: the body", size, "B", at_most=_HEADER_BYTES, note=note)
    yield Figure("a claim's header: the whole request", len(request), "B")


def _make_claimant(house: House, port: int) -> Claimant:
    """A phone with two cards that has handed in a claim of each, and so its account."""
    phone = make_phone(house.app, visits=0, seed=next(_seeds))
    accounts = {policy_id: new_id() for policy_id in phone.policy_ids}
    connection = Connection(port)
    for policy_id, account_id in accounts.items():
        said = opening(policy_id, account(id=account_id))
        acknowledged(connection.ask(request_bytes(port, "POST", PUSH, said, phone.token)))
    connection.close()
    return Claimant(phone.token, accounts)


def _load(contender: Contender, claimants: list[Claimant]) -> None:
    server, before = contender.server, contender.server.cpu_seconds()
    done = subprocess.run(
        [sys.executable, "-m", "bench.push_load", str(server.port), contender.path, str(SECONDS)],
        cwd=ROOT,
        input=json.dumps([asdict(claimant) for claimant in claimants]),
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    answers = len(said["ids"])
    contender.per_second.append(answers / said["seconds"])
    contender.cpu_ms.append((server.cpu_seconds() - before) * 1000 / answers)
    contender.times_ms += said["times_ms"]
    contender.ids += said["ids"]


def _must_be_stored(house: House, ours: Contender, bare: Contender) -> None:
    """Nothing that was acknowledged is missing after the servers were killed."""
    with house.app.app_context():
        for column, contender in ((CommandResult.id, ours), (Row.id, bare)):
            stored = set(db.session.scalars(sa.select(column)))
            missing = set(contender.ids) - stored
            assert not missing, f"{len(missing)} of {len(contender.ids)} are not stored"


def _figures(ours: Contender, bare: Contender, database: str) -> Iterator[Figure]:
    for name, one in (("durable claims", ours), ("bare durable inserts", bare)):
        note = f"{AT_ONCE} phones at once; {spread(one.per_second, '/s')}"
        yield Figure(f"{name} a second, {database}", median(one.per_second), "/s", note=note)
        note = f"95 of 100 within {percentile(one.times_ms, 95):.0f} ms, n={len(one.times_ms)}"
        what = f"{name}: request to acknowledgement, {database}"
        yield Figure(what, median(one.times_ms), "ms", note=note)
    ratio = median(ours.per_second) / median(bare.per_second)
    cpu = median(bare.cpu_ms) / median(ours.cpu_ms)
    note = f"CPU an answer: {median(ours.cpu_ms):.2f} and {median(bare.cpu_ms):.2f} ms"
    yield Figure(f"claims beside the bare inserts, {database}", ratio, note=note)
    yield Figure(f"the same by CPU time, {database}", cpu)
