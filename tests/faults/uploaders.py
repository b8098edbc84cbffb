"""Phones that upload until each file has its hash, in no good order and more than once."""

import hashlib
import http.client
import random
import socket
import threading
from dataclasses import dataclass
from typing import Any

from api.core.ids import new_id
from tests.faults.journal import Entry, Journal
from tests.uploads.client import UploadClient
from tests.uploads.tus import UPLOADS, png

MOST_FILES, LONGEST = 60, 400_000
_AT_ONCE = 3
_TIMEOUT_S = 5


@dataclass
class File:
    """A file on a phone, and how far the phone believes it has come; None when it has to ask."""

    content: bytes
    sha256: str
    offset: int | None = None
    begun: bool = False


class Uploader:
    """One phone: `threads` of its pages share their files and don't wait for each other."""

    def __init__(self, port: int, token: str, policy_id: str, seed: int, threads: int = 2) -> None:
        self.journal = Journal()
        self.files: dict[str, File] = {}
        self._port = port
        self._token = token
        self._policy_id = policy_id
        self._closing = threading.Event()
        self._over = threading.Event()
        chances = [random.Random(f"{seed}-{each}") for each in range(threads)]
        self._threads = [
            threading.Thread(target=self._work, args=(chance,), daemon=True) for chance in chances
        ]

    def begin(self) -> None:
        """Begins to make files and to send them."""
        for thread in self._threads:
            thread.start()

    def finish(self, timeout_s: float) -> None:
        """Makes no more files, and sends until each has arrived or the time is over."""
        self._closing.set()
        for thread in self._threads:
            thread.join(timeout_s)
        self._over.set()
        for thread in self._threads:
            thread.join(_TIMEOUT_S * 3)

    def _work(self, chance: random.Random) -> None:
        client = UploadClient(self._port, self._token, self._policy_id, timeout_s=_TIMEOUT_S)
        while not self._over.is_set():
            waiting = self.journal.open()
            if len(waiting) < _AT_ONCE and not self._closing.is_set():
                self._make(chance)
                continue
            if not waiting:
                if self._closing.is_set():
                    break
                self._over.wait(0.05)
                continue
            try:
                self._step(client, chance, chance.choice(waiting))
            except (OSError, http.client.HTTPException):
                client.hang_up()
                self._over.wait(0.02 + chance.random() / 20)
        client.hang_up()

    def _make(self, chance: random.Random) -> None:
        if len(self.files) >= MOST_FILES:
            self._closing.set()
            return
        content = png() + chance.randbytes(chance.randint(0, LONGEST))
        file = File(content, hashlib.sha256(content).hexdigest())
        upload_id = new_id()
        self.files[upload_id] = file
        self.journal.want(upload_id, {"sha256": file.sha256})

    def _step(self, client: UploadClient, chance: random.Random, entry: Entry) -> None:
        """One request for a file: mostly the right one, often one that comes late or twice."""
        file = self.files[entry.id]
        offset = file.offset
        self.journal.sent([entry.id])
        if not file.begun:
            said = client.create(entry.id, file.content)
        elif offset is None or chance.random() < 0.1:
            said = client.head(entry.id)
        else:
            if chance.random() < 0.15:
                offset = chance.randrange(len(file.content))
            chunk = file.content[offset : offset + chance.randint(1, 262_144)]
            if chance.random() < 0.15:
                self._send_cut(chance, entry.id, offset, chunk)
                file.offset = None
                return
            said = client.patch(entry.id, offset, chunk)
            if chance.random() < 0.15:
                said = client.patch(entry.id, offset, chunk)
        self._note(entry.id, file, said.status, said.headers)

    def _note(self, upload_id: str, file: File, status: int, headers: dict[str, Any]) -> None:
        file.begun = status not in {404, 410}
        file.offset = int(headers["upload-offset"]) if "upload-offset" in headers else None
        sha256 = headers.get("tongka-sha256")
        if sha256 is not None:
            self.journal.heard(upload_id, {"status": "done", "sha256": sha256})
        elif status == 422:
            self.journal.heard(upload_id, {"status": "rejected", "code": headers["tongka-refused"]})

    def _send_cut(self, chance: random.Random, upload_id: str, offset: int, chunk: bytes) -> None:
        """Announces a chunk, and hangs up at a random byte of the request."""
        head = (
            f"PATCH {UPLOADS}/{upload_id} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n"
            f"Cookie: tongka={self._token}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: {offset}\r\n"
            "Content-Type: application/offset+octet-stream\r\n"
            f"Content-Length: {len(chunk)}\r\n\r\n"
        )
        request = head.encode() + chunk
        with socket.create_connection(("127.0.0.1", self._port), _TIMEOUT_S) as connection:
            connection.sendall(request[: chance.randrange(len(request))])
