"""Phones that hand in claims as fast as they are answered: `python -m bench.push_load`.

With the phones on stdin, each on a connection of its own. Prints, as JSON, the seconds, each
answer's milliseconds, and the ids of the commands that were acknowledged. Whatever was sent is
answered before it ends.
"""

import json
import random
import selectors
import sys
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from api.core.clock import SystemClock, instant_text
from bench.load import Asker
from bench.wire import body_of, request_bytes, status_of
from tests.claims.filing import PHOTOS, header, photo
from tests.commands import make_command

PUSH = "/api/sync/push"
# An invoice's number: as long as those of the tax office.
_MOST_NUMBER = 10**20


def opening(policy_id: str, account: dict[str, Any]) -> dict[str, Any]:
    """The push of a usual claim's header: four photos, whose names say nothing, follow it."""
    number = f"{random.randrange(_MOST_NUMBER):020d}"
    invoices = [{"number": number, "amount_fen": 138_650, "issued_on": "2026-03-05"}]
    documents = [photo(kind) for kind in PHOTOS]
    for document in documents:
        del document["filename"]
    args = {
        "claim": header(invoices=invoices),
        "account": account,
        "documents": documents,
        "agreed": True,
    }
    made_at = instant_text(SystemClock().now())
    command = make_command(policy_id, "claims.open", args, made_at=made_at)
    return {"build": "1.a1b2c3d4", "commands": [command]}


def requests_of(port: int, path: str, phone: dict[str, Any]) -> Iterator[bytes]:
    """Claims of one phone without end, of one of its cards after the other."""
    while True:
        for policy_id, account_id in phone["accounts"].items():
            said = opening(policy_id, {"id": account_id})
            yield request_bytes(port, "POST", path, said, phone["token"])


def acknowledged(answer: bytes) -> str:
    """The id of the command that an answer acknowledges."""
    assert status_of(answer) == 200, answer
    said = json.loads(body_of(answer))
    if "results" not in said:
        return str(said["id"])
    (result,) = said["results"]
    assert result["status"] == "done", result
    assert result["receipt"].startswith("C"), result
    return str(result["id"])


def main(port: int, path: str, seconds: float) -> None:
    answers: list[bytes] = []
    times: list[float] = []
    selector = selectors.DefaultSelector()
    for phone in json.load(sys.stdin):
        asker = Asker(port, requests_of(port, path, phone))
        selector.register(asker.socket, selectors.EVENT_READ, asker)
        asker.ask()
    began = perf_counter()
    while selector.get_map():
        for key, _ in selector.select():
            answer = key.data.take()
            if not answer:
                continue
            answers.append(answer)
            times.append((perf_counter() - key.data.asked_at) * 1000)
            if perf_counter() - began < seconds:
                key.data.ask()
            else:
                selector.unregister(key.fileobj)
    took = perf_counter() - began
    ids = [acknowledged(answer) for answer in answers]
    print(json.dumps({"seconds": took, "times_ms": times, "ids": ids}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
