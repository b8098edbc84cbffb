"""A phone's side of an upload, request by request."""

import base64
import struct
import zlib
from typing import Any

from werkzeug.test import TestResponse

from tests.cast import Phone

UPLOADS = "/api/uploads"
TUS = {"Tus-Resumable": "1.0.0"}
CHUNK = {**TUS, "Content-Type": "application/offset+octet-stream"}


def metadata(**values: str) -> str:
    """`Upload-Metadata` with these values."""
    pairs = [(key, base64.b64encode(value.encode()).decode()) for key, value in values.items()]
    return ",".join(" ".join(pair) for pair in pairs)


def create(
    phone: Phone, policy_id: str, length: int, *, body: bytes | None = None, **said: Any
) -> TestResponse:
    """Begins an upload; `said` are values of the metadata, or headers beginning with a capital."""
    headers = {name.replace("_", "-"): value for name, value in said.items() if name[0].isupper()}
    values = {name: value for name, value in said.items() if not name[0].isupper()}
    return phone.client.post(
        UPLOADS,
        data=body,
        headers={
            **(TUS if body is None else CHUNK),
            "Upload-Length": str(length),
            "Upload-Metadata": metadata(policy_id=policy_id, **values),
            **headers,
        },
    )


def begin(phone: Phone, policy_id: str, length: int, **said: Any) -> str:
    """Begins an upload and returns its address."""
    answer = create(phone, policy_id, length, **said)
    assert answer.status_code == 201, answer.data
    return answer.headers["Location"]


def patch(phone: Phone, url: str, offset: int, chunk: bytes, **headers: str) -> TestResponse:
    """Sends a chunk."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    sent = {**CHUNK, "Upload-Offset": str(offset), **more}
    return phone.client.patch(url, data=chunk, headers=sent)


def head(phone: Phone, url: str) -> TestResponse:
    """Asks how far an upload has come."""
    return phone.client.head(url, headers=TUS)


def offset(phone: Phone, url: str) -> int:
    """Returns how far an upload has come."""
    return int(head(phone, url).headers["Upload-Offset"])


def terminate(phone: Phone, url: str) -> TestResponse:
    """Ends an upload."""
    return phone.client.delete(url, headers=TUS)


def upload(phone: Phone, policy_id: str, content: bytes, **said: Any) -> str:
    """Sends a whole file and returns the upload's id."""
    url = begin(phone, policy_id, len(content), **said)
    answer = patch(phone, url, 0, content)
    assert answer.status_code == 204, answer.data
    return url.rpartition("/")[2]


def png(width: int = 3, height: int = 2, filler: int = 0) -> bytes:
    """Returns a small sound PNG, with `filler` bytes of a private chunk in front of its end."""
    rows = b"".join(b"\0" + b"\x20\x60\xa0" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    fill = bytes(index * index % 251 for index in range(filler))
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"fiLl", fill), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_png_chunk(*chunk) for chunk in chunks)


def _png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
