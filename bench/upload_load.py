"""Phones that upload as fast as they can: `python -m bench.upload_load`.

Or, for comparison, the same bytes written to files: each chunk appended and fsynced, as many at
once. Prints files, bytes and seconds.
"""

import os
import random
import sys
import tempfile
import threading
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from time import perf_counter

from api.core.ids import new_id
from bench.wire import Connection, status_of
from tests.uploads.pictures import photo
from tests.uploads.tus import metadata

CHUNK_BYTES = 256 * 1024
Send = Callable[[bytes], None]


def content_of(length: int) -> bytes:
    """A sound photo of this length, as far as anybody looks."""
    return photo() + os.urandom(length)[len(photo()) :]


def sender(port: int, token: str, policy_ids: list[str]) -> Send:
    """Uploads a file over one connection, as the app does."""
    connection = Connection(port)
    turns = cycle(random.sample(policy_ids, len(policy_ids)))

    def ask(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
        lines = {
            "Host": f"127.0.0.1:{port}",
            "Cookie": f"tongka={token}",
            "Tus-Resumable": "1.0.0",
            "Content-Length": str(len(body)),
            **headers,
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return connection.ask(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)

    def send(content: bytes) -> None:
        upload_id = new_id()
        said = metadata(id=upload_id, policy_id=next(turns), filename="photo.jpg")
        begun = {"Upload-Length": str(len(content)), "Upload-Metadata": said}
        answer = ask("POST", "/api/uploads", begun)
        assert status_of(answer) == 201, answer
        for start in range(0, len(content), CHUNK_BYTES):
            chunk = content[start : start + CHUNK_BYTES]
            headers = {
                "Upload-Offset": str(start),
                "Content-Type": "application/offset+octet-stream",
            }
            answer = ask("PATCH", f"/api/uploads/{upload_id}", headers, chunk)
            assert status_of(answer) == 204, answer
        assert b"Tongka-Sha256" in answer

    return send


def writer(folder: Path) -> Send:
    """Writes a file durably, chunk by chunk."""

    def send(content: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=folder, delete=False, buffering=0) as file:
            for start in range(0, len(content), CHUNK_BYTES):
                file.write(content[start : start + CHUNK_BYTES])
                os.fsync(file.fileno())

    return send


def run(make: Callable[[], Send], content: bytes, at_once: int, seconds: float) -> None:
    """Sends files until the time is over; prints files, bytes and seconds."""
    counts = [0] * at_once
    began = perf_counter()

    def work(place: int) -> None:
        send = make()
        while perf_counter() - began < seconds:
            send(content)
            counts[place] += 1

    threads = [threading.Thread(target=work, args=(place,)) for place in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(counts), sum(counts) * len(content), perf_counter() - began)


if __name__ == "__main__":
    kind, *where, length, at_once, seconds = sys.argv[1:]
    make: Callable[[], Send]
    if kind == "uploads":
        port, token, policy_ids = where
        make = lambda: sender(int(port), token, policy_ids.split(","))  # noqa: E731 # one of two, chosen here
    else:
        make = lambda: writer(Path(where[0]))  # noqa: E731
    run(make, content_of(int(length)), int(at_once), float(seconds))
