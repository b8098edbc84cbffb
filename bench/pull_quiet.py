"""A pull with nothing new: its bytes on the wire, and its throughput beside a bare Flask view.

A phone bound to two policies asks with current cookies. The bare view reads one row by primary
key under the same gunicorn settings (bench/bare.py). Both servers run at the same time, the load
goes to them in turn, round by round, so that a busy machine slows both. The ratio is that of
the medians; the CPU ratio compares what the server's processes computed for each answer, which
other programs on the machine don't blur.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.families import Phone, make_phone
from bench.figures import Figure, median, spread
from bench.service import DATABASES, ROOT, House, Server, new_house
from bench.wire import Connection, body_of, request_bytes, status_of

ROUNDS = 11
SECONDS = 3
CONNECTIONS = 8


@dataclass
class Contender:
    """A server, the request it is asked, and its rounds so far."""

    server: Server
    request: bytes
    per_second: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with new_house(database) as house:
            phone = make_phone(house.app)
            yield from _compare(house, phone, database)


def _compare(house: House, phone: Phone, database: str) -> Iterator[Figure]:
    ours, bare = house.serve(), house.serve("-m", "bench.bare")
    try:
        request = quiet_request(ours.port, phone)
        answer = Connection(ours.port).ask(request)
        if database == DATABASES[0]:
            yield Figure("requests of a quiet pull", 1, at_most=1)
            yield Figure("bytes up, with all headers", len(request), "B")
            yield Figure("bytes down, with all headers", len(answer), "B")
        row = request_bytes(bare.port, "GET", f"/rows/{phone.policy_ids[0]}")
        contenders = (Contender(ours, request), Contender(bare, row))
        for _ in range(ROUNDS):
            for contender in contenders:
                _load(contender)
        yield from _figures(*contenders, database)
    finally:
        ours.kill()
        bare.kill()


def quiet_request(port: int, phone: Phone) -> bytes:
    """The pull of a phone that has everything."""
    first = request_bytes(port, "POST", "/api/sync/pull", _said({}), phone.token)
    connection = Connection(port)
    plain = first.replace(b"gzip, deflate, br, zstd", b"identity")
    answers = json.loads(body_of(connection.ask(plain)))["policies"]
    cookies = {policy_id: answer["cookie"] for policy_id, answer in answers.items()}
    assert set(cookies) == set(phone.policy_ids)
    quiet = request_bytes(port, "POST", "/api/sync/pull", _said(cookies), phone.token)
    answer = connection.ask(quiet)
    assert status_of(answer) == 200
    assert b"put" not in body_of(answer)
    return quiet


def _said(cookies: dict[str, str]) -> dict[str, object]:
    return {"build": "0123456789ab", "cookies": cookies}


def _load(contender: Contender) -> None:
    server, before = contender.server, contender.server.cpu_seconds()
    command = [sys.executable, "-m", "bench.load", str(server.port), str(SECONDS)]
    done = subprocess.run(
        [*command, str(CONNECTIONS)],
        cwd=ROOT,
        input=contender.request,
        capture_output=True,
        check=True,
    )
    answers, bad, seconds = (float(part) for part in done.stdout.split())
    assert bad == 0, f"{bad:.0f} answers were no 200"
    contender.per_second.append(answers / seconds)
    contender.cpu_ms.append((server.cpu_seconds() - before) * 1000 / answers)


def _figures(ours: Contender, bare: Contender, database: str) -> Iterator[Figure]:
    for name, one in (("quiet pulls", ours), ("bare views", bare)):
        note = spread(one.per_second, "/s")
        yield Figure(f"{name} a second, {database}", median(one.per_second), "/s", note=note)
    ratio = median(ours.per_second) / median(bare.per_second)
    cpu = median(bare.cpu_ms) / median(ours.cpu_ms)
    note = f"CPU an answer: {median(ours.cpu_ms):.2f} and {median(bare.cpu_ms):.2f} ms"
    yield Figure(f"throughput beside the bare view, {database}", ratio, at_least=0.6, note=note)
    yield Figure(f"the same by CPU time, {database}", cpu)
