"""A proxy between the phone and the server that does what a hospital corridor does.

It runs an asyncio loop in a thread of its own; tests steer it from theirs with `use`.
"""

import asyncio
import socket
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Self
from weakref import WeakSet

from tests.faults.carry import READ_LIMIT, ConnectionOver, pass_on
from tests.faults.messages import Head, read_head, request_body
from tests.faults.weather import Answer, BlackHole, Mixed, Pass, Refuse, Simple, Weather

_STEER_TIMEOUT_S = 10


@dataclass(frozen=True)
class Seen:
    """A request the proxy read in full or in part, and what it met; `at` is by `monotonic`."""

    method: str
    path: str
    fault: Simple
    at: float = field(default_factory=monotonic, compare=False)


class FaultProxy:
    """Listens on a free loopback port and passes requests on to `upstream_port`, or doesn't.

    `connections` counts what was accepted; `seen` lists every request head that arrived.
    """

    def __init__(self, upstream_port: int, port: int = 0) -> None:
        self.upstream_port = upstream_port
        self.port = port
        self.connections = 0
        self.seen: list[Seen] = []
        self._weather: Weather = Pass()
        self._only_under = ""
        self._times: int | None = None
        self._draws = Mixed((), 0).draws()
        # Also those that are closed and still hold bytes nobody reads: only a reset ends them.
        self._open: WeakSet[StreamWriter] = WeakSet()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def requests(self, path: str = "") -> int:
        """Counts the requests that arrived under `path`."""
        return sum(1 for seen in list(self.seen) if seen.path.startswith(path))

    def use(self, weather: Weather, only_under: str = "", times: int | None = None) -> None:
        """Changes the weather for every request that begins from now on.

        `only_under` limits it to paths with that prefix, `times` to so many requests. `Refuse`
        also resets what is open; a request that a `BlackHole` swallowed stays swallowed.
        """
        self._steer(self._change(weather, only_under, times))

    def reset_connections(self) -> None:
        """Resets every open connection, as when a phone changes from Wi-Fi to mobile data."""
        self._steer(self._reset_all())

    def __enter__(self) -> Self:
        self._thread.start()
        self._steer(self._listen())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._steer(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_STEER_TIMEOUT_S)
        self._loop.close()

    def _steer(self, order: Coroutine[object, object, None]) -> None:
        asyncio.run_coroutine_threadsafe(order, self._loop).result(_STEER_TIMEOUT_S)

    async def _listen(self) -> None:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        self.port = listener.getsockname()[1]
        self._server = await asyncio.start_server(self._accept, sock=listener, limit=READ_LIMIT)

    async def _change(self, weather: Weather, only_under: str, times: int | None) -> None:
        self._weather, self._only_under, self._times = weather, only_under, times
        if isinstance(weather, Mixed):
            self._draws = weather.draws()

        if isinstance(weather, Refuse) and not only_under:
            await self._stop_listening()
            await self._reset_all()
        elif self._server is None:
            await self._listen()

    async def _stop_listening(self) -> None:
        if self._server is None:
            return
        server, self._server = self._server, None
        for listener in server.sockets:
            self._loop.remove_reader(listener.fileno())
        # What was accepted in this very turn needs the server for one more: asyncio would leave
        # its socket open.
        await asyncio.sleep(0)
        server.close()

    async def _reset_all(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _close(self) -> None:
        await self._stop_listening()
        while rest := asyncio.all_tasks() - {asyncio.current_task()}:  # or just being accepted
            await self._reset_all()
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)
            await asyncio.sleep(0)  # what was aborted is closed in the loop's next turn

    def _accept(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while head := await read_head(reader):
                fault = self._fault_for(head)
                self.seen.append(Seen(head.method, head.path, fault))
                if not await self._meet(fault, head, reader, writer):
                    break
        except (ConnectionOver, OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            writer.transport.abort()
        finally:
            writer.close()

    def _fault_for(self, head: Head) -> Simple:
        if not head.path.startswith(self._only_under) or self._times == 0:
            return Pass()
        if self._times is not None:
            self._times -= 1
        if isinstance(self._weather, Mixed):
            return self._draws.choice(self._weather.faults)
        return self._weather

    async def _meet(
        self, fault: Simple, head: Head, reader: StreamReader, writer: StreamWriter
    ) -> bool:
        """Lets one request meet its fault; False when the connection can't carry another."""
        match fault:
            case Refuse():
                raise ConnectionOver
            case BlackHole():
                while await reader.read(2**16):
                    pass
                return False
            case Answer():
                async for _ in request_body(head, reader):
                    pass
                writer.write(fault.as_bytes())
                await writer.drain()
                return True
            case _:
                server = await self._connect()
                return await pass_on(fault, head, (reader, writer), server)

    async def _connect(self) -> tuple[StreamReader, StreamWriter]:
        """Reaches the server from a loopback address of this proxy's own, as each household has."""
        address = f"127.1.{self.port >> 8}.{self.port & 255}"
        return await asyncio.open_connection(
            "127.0.0.1", self.upstream_port, limit=READ_LIMIT, local_addr=(address, 0)
        )
