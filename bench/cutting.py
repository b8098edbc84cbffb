"""A network that ends again and again: passes bytes on, and cuts after so many of the phone's."""

import asyncio
import random
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

_PIECE = 4096


@dataclass
class Network:
    """Counts what the phone sends. After `every` bytes (or so many on average) it ends:

    both sides hear of it, or, where it is `silent`, nobody does. A connection of the phone carries
    at most `bytes_per_s`, where that is given.
    """

    upstream_port: int
    every: int
    on_average: bool = False
    silent: bool = False
    bytes_per_s: int = 0
    up: int = 0
    cuts: int = 0
    port: int = 0
    _left: float = 0
    _chance: random.Random = field(default_factory=lambda: random.Random(512))

    def __post_init__(self) -> None:
        self._left = self._next()

    async def accept(self, phone: StreamReader, to_phone: StreamWriter) -> None:
        """Serves one connection of the phone, until the network goes with all of them."""
        with suppress(asyncio.CancelledError):
            await self._serve(phone, to_phone)

    async def _serve(self, phone: StreamReader, to_phone: StreamWriter) -> None:
        try:
            server, to_server = await asyncio.open_connection("127.0.0.1", self.upstream_port)
        except OSError:
            to_phone.transport.abort()
            return
        down = asyncio.ensure_future(self._carry_down(server, to_phone))
        try:
            ended = await self._carry_up(phone, to_server)
        except OSError:
            ended = True
        if ended and self.silent:
            # Nothing passes any more, until the phone hangs up.
            down.cancel()
            with suppress(OSError):
                while await phone.read(_PIECE):
                    pass
        down.cancel()
        for writer in (to_phone, to_server):
            if not (ended and self.silent and writer is to_server):
                writer.transport.abort()

    async def _carry_up(self, phone: StreamReader, to_server: StreamWriter) -> bool:
        """Says whether the network ended, and not the phone."""
        while piece := await phone.read(_PIECE):
            if self.bytes_per_s:
                await asyncio.sleep(len(piece) / self.bytes_per_s)
            self.up += len(piece)
            passed = piece[: max(0, int(self._left))]
            self._left -= len(piece)
            to_server.write(passed)
            await to_server.drain()
            if self._left <= 0:
                self.cuts += 1
                self._left = self._next()
                return True
        return False

    async def _carry_down(self, server: StreamReader, to_phone: StreamWriter) -> None:
        with suppress(OSError):
            while piece := await server.read(_PIECE):
                to_phone.write(piece)
                await to_phone.drain()
            to_phone.close()

    def _next(self) -> float:
        return self._chance.expovariate(1 / self.every) if self.on_average else self.every


@contextmanager
def network(upstream_port: int, every: int, **how: int) -> Iterator[Network]:
    """A network in front of a server, in a thread of its own."""
    made = Network(upstream_port, every, **how)
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def listen() -> None:
        server = await asyncio.start_server(made.accept, "127.0.0.1", 0, limit=_PIECE)
        made.port = server.sockets[0].getsockname()[1]
        ready.set()
        await server.serve_forever()

    def run() -> None:
        task = loop.create_task(listen())
        loop.run_forever()
        for each in (task, *asyncio.all_tasks(loop)):
            each.cancel()
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield made
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()
