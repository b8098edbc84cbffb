"""The first pull of a phone with two policies and two hundred visits: its bytes.

The answer as the running service sends it to a client that takes Brotli, gzip, or nothing.
"""

import gzip
import json
import time
from collections.abc import Iterator

import brotli

from bench.families import Phone, make_phone
from bench.figures import Figure, median, spread
from bench.service import Server, new_house
from bench.wire import Connection, body_of, request_bytes, status_of

TIMES = 31
DECODERS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}


def measure() -> Iterator[Figure]:
    with new_house() as house:
        phone = make_phone(house.app)
        server = house.serve()
        try:
            answers, times = _ask(server, phone)
        finally:
            server.kill()
    for encoding, answer in answers.items():
        _check(DECODERS[encoding](answer), phone)
        size, aim = len(answer) / 1000, 12 if encoding == "br" else None
        note = f"answered in {median(times[encoding]):.1f} ms; {spread(times[encoding])}"
        yield Figure(f"body of the first pull, {encoding}", size, "KB", at_most=aim, note=note)


def _ask(server: Server, phone: Phone) -> tuple[dict[str, bytes], dict[str, list[float]]]:
    """The body for each encoding, and how many milliseconds it took, each in turn."""
    said = {"build": "0123456789ab", "cookies": {}}
    request = request_bytes(server.port, "POST", "/api/sync/pull", said, phone.token)
    connection = Connection(server.port)
    bodies: dict[str, bytes] = {}
    times: dict[str, list[float]] = {encoding: [] for encoding in DECODERS}
    for _ in range(TIMES):
        for encoding in DECODERS:
            began = time.perf_counter()
            answer = connection.ask(request.replace(b"gzip, deflate, br, zstd", encoding.encode()))
            times[encoding].append((time.perf_counter() - began) * 1000)
            assert status_of(answer) == 200
            bodies[encoding] = body_of(answer)
    return bodies, times


def _check(content: bytes, phone: Phone) -> None:
    policies = json.loads(content)["policies"]
    assert set(policies) == set(phone.policy_ids)
    assert sum(len(policy["put"]["visits"]) for policy in policies.values()) == 200
