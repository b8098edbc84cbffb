"""The phone's upload client as a protocol: 256 KB at a time; after any trouble it asks and goes on.

What the app does in `pwa/sync/uploads.js`, for trials and measurements without a browser.
"""

import hashlib
import http.client
import random
import threading
from dataclasses import dataclass, field

from tests.uploads.tus import CHUNK, TUS, UPLOADS, metadata

CHUNK_BYTES = 256 * 1024
_TROUBLE = (OSError, http.client.HTTPException)


class GaveUp(AssertionError):
    """An upload that did not arrive however often it was tried."""


@dataclass(frozen=True)
class Said:
    """An answer of ours."""

    status: int
    headers: dict[str, str]

    @property
    def offset(self) -> int:
        return int(self.headers["upload-offset"])

    @property
    def sha256(self) -> str | None:
        return self.headers.get("tongka-sha256")


@dataclass
class UploadClient:
    """One phone. `pause_s` is how long it waits after trouble, at most."""

    port: int
    token: str
    policy_id: str
    chunk_bytes: int = CHUNK_BYTES
    timeout_s: float = 20
    pause_s: float = 0.05
    chance: random.Random = field(default_factory=random.Random)
    requests: int = 0
    troubles: int = 0
    _connection: http.client.HTTPConnection | None = None
    _begun: set[str] = field(default_factory=set)

    def upload(self, upload_id: str, content: bytes, tries: int = 1000) -> str:
        """Sends a file until the server has all of it; returns the hash that it says."""
        for _ in range(tries):
            try:
                found = self._go_on(upload_id, content)
            except _TROUBLE:
                self.hang_up()
                self.troubles += 1
                threading.Event().wait(self.chance.random() * self.pause_s)
                continue
            if found is not None:
                return found
        raise GaveUp(upload_id)

    def _go_on(self, upload_id: str, content: bytes) -> str | None:
        """Sends what is missing; None where it has to be asked again."""
        begun = upload_id in self._begun
        said = self.head(upload_id) if begun else self.create(upload_id, content)
        if begun and said.status in {404, 410}:
            said = self.create(upload_id, content)
        if said.status in {200, 201}:
            self._begun.add(upload_id)
        while said.status in {200, 201, 204} and said.sha256 is None:
            offset = said.offset
            said = self.patch(upload_id, offset, content[offset : offset + self.chunk_bytes])
        if said.status in {409, 423, 503, 507}:
            return None
        assert said.sha256 is not None, said
        assert said.sha256 == hashlib.sha256(content).hexdigest()
        return said.sha256

    def create(self, upload_id: str, content: bytes) -> Said:
        """Begins an upload."""
        said = metadata(id=upload_id, policy_id=self.policy_id, filename="photo.jpg")
        length = {"Upload-Length": str(len(content)), "Upload-Metadata": said}
        return self.ask("POST", UPLOADS, {**TUS, **length})

    def head(self, upload_id: str) -> Said:
        """Asks how far an upload has come."""
        return self.ask("HEAD", f"{UPLOADS}/{upload_id}", TUS)

    def patch(self, upload_id: str, offset: int, chunk: bytes) -> Said:
        """Sends a chunk."""
        headers = {**CHUNK, "Upload-Offset": str(offset)}
        return self.ask("PATCH", f"{UPLOADS}/{upload_id}", headers, chunk)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Said:
        """Sends a request on the connection that is open. Raises OSError, HTTPException."""
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=self.timeout_s
            )
        self.requests += 1
        cookie = {"Cookie": f"tongka={self.token}"}
        self._connection.request(method, path, body, {**headers, **cookie})
        answer = self._connection.getresponse()
        answer.read()
        named = {name.lower(): value for name, value in answer.getheaders()}
        if "tongka" not in named:
            raise http.client.HTTPException("no answer of ours")
        return Said(answer.status, named)

    def hang_up(self) -> None:
        """Lets go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
