"""The headers of tus 1.0.0 (tus.io/protocols/resumable-upload), as values."""

import base64
import binascii
import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from api.core.errors import Refusal
from api.uploads.problems import BAD_UPLOAD, CHECKSUM_DIFFERS, TOO_LONG
from api.uploads.rules import LONGEST

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
CHUNK_TYPE = "application/offset+octet-stream"
# Ours: the hash of a finished upload, and the code of a refusal.
SHA256, REFUSED = "Tongka-Sha256", "Tongka-Refused"
_ALGORITHMS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256}
_DIGITS = 15

CAPABILITIES = {
    "Tus-Version": VERSION,
    "Tus-Extension": EXTENSIONS,
    "Tus-Max-Size": str(LONGEST),
    "Tus-Checksum-Algorithm": ",".join(_ALGORITHMS),
}


@dataclass(frozen=True)
class Checksum:
    """What a chunk's hash is to be."""

    algorithm: str
    digest: bytes

    def check(self, chunk: bytes) -> None:
        """Raises Refusal where a chunk is another one."""
        if _ALGORITHMS[self.algorithm](chunk).digest() != self.digest:
            raise Refusal(CHECKSUM_DIFFERS)


def read_length(sent: str | None) -> int:
    """`Upload-Length`, in bytes. Raises Refusal."""
    length = _number(sent)
    if length > LONGEST:
        raise Refusal(TOO_LONG)
    return length


def read_offset(sent: str | None) -> int:
    """`Upload-Offset`, in bytes. Raises Refusal."""
    return _number(sent)


def read_checksum(sent: str | None) -> Checksum | None:
    """`Upload-Checksum`, where one is sent. Raises Refusal for an unknown algorithm too."""
    if sent is None:
        return None
    algorithm, _, digest = sent.strip().partition(" ")
    if algorithm not in _ALGORITHMS:
        raise Refusal(BAD_UPLOAD)
    return Checksum(algorithm, _decoded(digest))


def read_metadata(sent: str | None) -> dict[str, str]:
    """`Upload-Metadata`: keys with their texts. Raises Refusal where it is malformed."""
    found: dict[str, str] = {}
    for pair in (sent or "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key in found:
            raise Refusal(BAD_UPLOAD)
        if key:
            try:
                found[key] = _decoded(value).decode()
            except UnicodeDecodeError as error:
                raise Refusal(BAD_UPLOAD) from error
    return found


def http_date(instant: datetime) -> str:
    """An instant as `Upload-Expires` has it (RFC 9110, 5.6.7)."""
    return format_datetime(instant, usegmt=True)


def _number(sent: str | None) -> int:
    text = sent or ""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        raise Refusal(BAD_UPLOAD)
    return int(text)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise Refusal(BAD_UPLOAD) from error
