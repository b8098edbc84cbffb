"""Phones that file whole claims: a header, photos, and the tie between them, in no good order."""

import hashlib
import random
from dataclasses import dataclass, field
from typing import Any

from api.core.ids import new_id
from tests.claims.filing import header, open_args, photo
from tests.commands import make_command
from tests.faults.senders import Sender
from tests.faults.uploaders import File, Uploader
from tests.uploads.tus import png

MOST_CLAIMS, MOST_PHOTOS, LONGEST = 25, 4, 100_000


@dataclass
class WantedClaim:
    """A claim as its phone made it: the command that opens it, and each photo's tie to it."""

    id: str
    opening: str
    # By the id of the photo's command: the ids of its document and of its upload.
    photos: dict[str, tuple[str, str]] = field(default_factory=dict)


class Claimant(Uploader):
    """One phone: some of its threads send photos, others commands; none waits for another.

    As on a phone, a photo is tied to its claim once the server has told its hash.
    """

    def __init__(
        self, ports: tuple[int, int], token: str, policy_id: str, seed: int, most: int = MOST_CLAIMS
    ) -> None:
        """`ports`: where photos go, and where commands go."""
        super().__init__(ports[0], token, policy_id, seed)
        self.claims: list[WantedClaim] = []
        self.commands = _Commands(ports[1], token, policy_id, seed)
        self._policy = policy_id
        self._most = most
        self._ties: dict[str, dict[str, Any]] = {}

    def begin(self) -> None:
        """Begins to make claims and to send them."""
        super().begin()
        self.commands.begin()

    def finish(self, timeout_s: float) -> None:
        """Makes no more claims, and sends until all have arrived or the time is over."""
        super().finish(timeout_s)
        self.commands.finish(timeout_s)

    def _make(self, chance: random.Random) -> None:
        if len(self.claims) >= self._most:
            self._closing.set()
            return
        claim_id = new_id()
        contents = [
            png() + chance.randbytes(chance.randint(0, LONGEST))
            for _ in range(chance.randint(1, MOST_PHOTOS))
        ]
        documents = [photo(size=len(content)) for content in contents]
        about = header(id=claim_id, invoices=[{"number": claim_id, "amount_fen": 138_650}])
        opening = self._command("claims.open", open_args(claim=about, documents=documents))
        wanted = WantedClaim(claim_id, opening["id"])
        for document, content in zip(documents, contents, strict=True):
            upload_id, digest = new_id(), hashlib.sha256(content).hexdigest()
            args = {
                "claim_id": claim_id,
                "document_id": document["id"],
                "upload_id": upload_id,
                "sha256": digest,
            }
            tie = self._command("claims.attach", args, after=[opening["id"]])
            wanted.photos[tie["id"]] = (document["id"], upload_id)
            self._ties[upload_id] = tie
            self.files[upload_id] = File(content, digest)
            self.journal.want(upload_id, {"sha256": digest})
        self.claims.append(wanted)
        self.commands.journal.want(opening["id"], opening)

    def _note(self, upload_id: str, file: File, status: int, headers: dict[str, Any]) -> None:
        super()._note(upload_id, file, status, headers)
        if "tongka-sha256" in headers and (tie := self._ties.pop(upload_id, None)):
            self.commands.journal.want(tie["id"], tie)

    def _command(self, name: str, args: dict[str, Any], **more: Any) -> dict[str, Any]:
        return make_command(self._policy, name, args, **more)


class _Commands(Sender):
    """Sends the commands of the claims, and makes none of its own."""

    def make(self, chance: random.Random) -> dict[str, Any]:
        return {}
