"""Reads HTTP/1.1 messages off a stream, just enough to know where each one ends."""

from asyncio import IncompleteReadError, StreamReader
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

_PIECE = 16 * 1024


@dataclass(frozen=True)
class Head:
    """The first line and the headers of a message, with the bytes they came as."""

    raw: bytes
    first_line: str
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def method(self) -> str:
        return self.first_line.split(" ", 2)[0]

    @property
    def path(self) -> str:
        return self.first_line.split(" ", 2)[1]

    @property
    def status(self) -> int:
        return int(self.first_line.split(" ", 2)[1])

    @property
    def closes(self) -> bool:
        return self.headers.get("connection", "").lower() == "close"


async def read_head(reader: StreamReader) -> Head | None:
    """Reads up to the empty line; None when the peer has nothing (more) to say."""
    try:
        raw = await reader.readuntil(b"\r\n\r\n")
    except IncompleteReadError:
        return None

    first_line, *lines = raw.decode("latin-1").strip().split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return Head(raw, first_line, headers)


async def request_body(head: Head, reader: StreamReader) -> AsyncIterator[bytes]:
    """Yields the body that follows a request's head, as it arrives."""
    if head.headers.get("transfer-encoding", "").lower() == "chunked":
        pieces = _chunks(reader)
    else:
        pieces = _counted(reader, int(head.headers.get("content-length", "0")))
    async for piece in pieces:
        yield piece


async def answer_body(head: Head, reader: StreamReader, method: str) -> AsyncIterator[bytes]:
    """Yields the body that follows an answer's head; without a length it ends with the stream."""
    if method == "HEAD" or head.status in (204, 304):
        return
    if head.headers.get("transfer-encoding", "").lower() == "chunked":
        pieces = _chunks(reader)
    elif "content-length" in head.headers:
        pieces = _counted(reader, int(head.headers["content-length"]))
    else:
        pieces = _rest(reader)
    async for piece in pieces:
        yield piece


async def _counted(reader: StreamReader, length: int) -> AsyncIterator[bytes]:
    while length > 0:
        piece = await reader.read(min(length, _PIECE))
        if not piece:
            raise ConnectionResetError("the message ended early")
        length -= len(piece)
        yield piece


async def _chunks(reader: StreamReader) -> AsyncIterator[bytes]:
    while True:
        line = await reader.readuntil(b"\r\n")
        size = int(line.split(b";")[0], 16)
        yield line + await reader.readexactly(size + 2)
        if size == 0:
            return


async def _rest(reader: StreamReader) -> AsyncIterator[bytes]:
    while piece := await reader.read(_PIECE):
        yield piece
