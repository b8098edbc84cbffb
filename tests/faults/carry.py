"""Passes one request on to the server and its answer back, as far as the fault lets it."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator

from tests.faults.messages import Head, answer_body, read_head, request_body
from tests.faults.weather import Cut, LoseReply, Simple, Slow

READ_LIMIT = 2**20


class ConnectionOver(Exception):
    """This connection is over; both ends of it are closed at once."""


async def pass_on(
    fault: Simple,
    head: Head,
    phone: tuple[StreamReader, StreamWriter],
    server: tuple[StreamReader, StreamWriter],
) -> bool:
    """Carries one request and its answer; False when `phone` can't carry another.

    Raises ConnectionOver or OSError where the fault, or the server, ended it. The connection to
    the server is for this one request.
    """
    reader, writer = phone
    from_server, to_server = server
    try:
        if isinstance(fault, Slow):
            await asyncio.sleep(fault.latency_s)
        up = _Carrier(fault, _cut_at(fault.up, head) if isinstance(fault, Cut) else None)
        await up.carry(_prefixed(head.raw, request_body(head, reader)), to_server)

        answer = await read_head(from_server)
        if answer is None:
            raise ConnectionOver
        pieces = _prefixed(answer.raw, answer_body(answer, from_server, head.method))
        if isinstance(fault, LoseReply):
            async for _ in pieces:
                pass
            raise ConnectionOver

        down = _Carrier(fault, _cut_at(fault.down, answer) if isinstance(fault, Cut) else None)
        await down.carry(pieces, writer)
        return not answer.closes and _ends_by_itself(answer, head.method)
    finally:
        to_server.transport.abort()


def _cut_at(wanted: int | None, head: Head) -> int | None:
    if wanted is None or wanted >= 0:
        return wanted
    return len(head.raw) + int(head.headers["content-length"]) + wanted


class _Carrier:
    """Carries bytes one way, and stops where the fault says so."""

    def __init__(self, fault: Simple, cut_after: int | None) -> None:
        self._left = cut_after
        self._bytes_per_s = fault.bytes_per_s if isinstance(fault, Slow) else None

    async def carry(self, pieces: AsyncIterator[bytes], writer: StreamWriter) -> None:
        async for piece in pieces:
            if self._left is not None and len(piece) >= self._left:
                writer.write(piece[: self._left])
                await writer.drain()
                raise ConnectionOver
            if self._left is not None:
                self._left -= len(piece)
            if self._bytes_per_s is not None:
                await asyncio.sleep(len(piece) / self._bytes_per_s)
            writer.write(piece)
            await writer.drain()


def _ends_by_itself(answer: Head, method: str) -> bool:
    """Whether the phone can tell where this answer ends without the connection closing."""
    return (
        method == "HEAD"
        or answer.status in (204, 304)
        or "content-length" in answer.headers
        or "transfer-encoding" in answer.headers
    )


async def _prefixed(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece
