"""The fault proxy itself, in front of a small echo server."""

import asyncio
import http.client
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.faults.proxy import FaultProxy
from tests.faults.weather import (
    BAD_GATEWAY,
    PORTAL_PAGE,
    PORTAL_REDIRECT,
    BlackHole,
    Cut,
    LoseReply,
    Mixed,
    Pass,
    Refuse,
    Slow,
)

BROKEN = (OSError, http.client.HTTPException)


class EchoServer(ThreadingHTTPServer):
    """Answers with the body it got, and remembers every body that arrived whole."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Echo)
        self.arrived: list[bytes] = []

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a cut connection is what these tests are about


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: EchoServer

    def do_GET(self) -> None:
        self._answer(b"hello")

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) == length:
            self.server.arrived.append(body)
        self._answer(body)

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        if self.path == "/chunked":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))
        else:
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def echo() -> Iterator[EchoServer]:
    server = EchoServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def proxy(echo: EchoServer) -> Iterator[FaultProxy]:
    with FaultProxy(echo.server_port) as proxy:
        yield proxy


Connect = Callable[..., http.client.HTTPConnection]


@pytest.fixture
def connect(proxy: FaultProxy) -> Iterator[Connect]:
    """Makes connections through the proxy, and closes them in the end."""
    connections = []

    def connect(timeout: float = 5) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=timeout)
        connections.append(connection)
        return connection

    yield connect
    for connection in connections:
        connection.close()


def ask(
    connection: http.client.HTTPConnection, body: bytes | None = None, path: str = "/"
) -> tuple[int, bytes]:
    connection.request("GET" if body is None else "POST", path, body)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_it_passes_requests_on_one_connection(proxy: FaultProxy, connect: Connect) -> None:
    connection = connect()

    assert ask(connection) == (200, b"hello")
    assert ask(connection, b"x" * 100_000) == (200, b"x" * 100_000)
    assert ask(connection, b"in chunks", "/chunked") == (200, b"in chunks")

    assert proxy.connections == 1
    assert [seen.method for seen in proxy.seen] == ["GET", "POST", "POST"]
    assert proxy.requests("/chunked") == 1


def test_it_refuses_and_listens_again_at_the_same_address(
    proxy: FaultProxy, connect: Connect
) -> None:
    kept = connect()
    assert ask(kept) == (200, b"hello")

    proxy.use(Refuse())
    with pytest.raises(BROKEN):
        ask(kept)
    with pytest.raises(ConnectionRefusedError):
        ask(connect())

    proxy.use(Pass())
    assert ask(connect()) == (200, b"hello")


def test_it_ends_what_connects_while_the_weather_turns(proxy: FaultProxy) -> None:
    """Both are heard of in one turn of the proxy's loop."""
    held = threading.Event()
    proxy._loop.call_soon_threadsafe(held.wait)
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=5) as phone:
        turning = asyncio.run_coroutine_threadsafe(proxy._change(Refuse(), "", None), proxy._loop)
        held.set()
        turning.result(5)
        with suppress(ConnectionError):
            phone.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert phone.recv(1) == b""


def test_it_swallows_requests_in_a_black_hole(
    proxy: FaultProxy, echo: EchoServer, connect: Connect
) -> None:
    proxy.use(BlackHole())

    with pytest.raises(TimeoutError):
        ask(connect(timeout=0.3), b"lost")

    assert proxy.requests() == 1
    assert echo.arrived == []


def test_it_cuts_the_request_after_so_many_bytes(
    proxy: FaultProxy, echo: EchoServer, connect: Connect
) -> None:
    for up in (0, 1, 40, 5000, -1):
        proxy.use(Cut(up=up))
        with pytest.raises(BROKEN):
            ask(connect(), b"x" * 10_000)

    assert echo.arrived == []


def test_it_cuts_the_answer_after_so_many_bytes(
    proxy: FaultProxy, echo: EchoServer, connect: Connect
) -> None:
    for down in (0, 1, 5000, -1):
        proxy.use(Cut(down=down))
        with pytest.raises(BROKEN):
            ask(connect(), b"x" * 10_000)

    assert len(echo.arrived) == 4


def test_it_cuts_within_the_head_of_the_answer(proxy: FaultProxy, connect: Connect) -> None:
    proxy.use(Cut(down=len(b"HTTP/1.1 200 OK\r\n")))

    # A phone may take such an answer for a whole one without a body, as http.client does here.
    assert ask(connect(), b"x" * 10_000) == (200, b"")


def test_it_loses_the_reply_of_a_request_that_arrived(
    proxy: FaultProxy, echo: EchoServer, connect: Connect
) -> None:
    proxy.use(LoseReply())

    with pytest.raises(BROKEN):
        ask(connect(), b"arrives")

    assert echo.arrived == [b"arrives"]


@pytest.mark.parametrize(
    ("somebody_else", "status"), [(PORTAL_PAGE, 200), (PORTAL_REDIRECT, 302), (BAD_GATEWAY, 502)]
)
def test_it_answers_in_the_servers_place(
    proxy: FaultProxy, echo: EchoServer, connect: Connect, somebody_else: Pass, status: int
) -> None:
    proxy.use(somebody_else)

    assert ask(connect(), b"never arrives")[0] == status
    assert echo.arrived == []


def test_it_is_slow(proxy: FaultProxy, echo: EchoServer, connect: Connect) -> None:
    proxy.use(Slow(bytes_per_s=20_000, latency_s=0.1))

    with pytest.raises(TimeoutError):
        ask(connect(timeout=0.2), b"x" * 20_000)
    assert ask(connect(), b"short") == (200, b"short")


def test_it_touches_only_some_paths_and_only_so_often(proxy: FaultProxy, connect: Connect) -> None:
    proxy.use(BAD_GATEWAY, only_under="/api", times=2)

    statuses = [ask(connect(), path=path)[0] for path in ("/", "/api/a", "/b", "/api", "/api")]

    assert statuses == [200, 502, 200, 502, 200]


def test_it_draws_mixed_faults_the_same_way_from_the_same_seed(
    proxy: FaultProxy, connect: Connect
) -> None:
    weather = Mixed((Pass(), BAD_GATEWAY, PORTAL_PAGE), seed=7)

    runs = []
    for _ in range(2):
        proxy.use(weather)
        runs.append([ask(connect()) for _ in range(20)])

    assert runs[0] == runs[1]
    assert len(set(runs[0])) == 3


def test_it_looks_refused_when_the_server_is_gone(proxy: FaultProxy, connect: Connect) -> None:
    proxy.upstream_port = 1

    with pytest.raises(BROKEN):
        ask(connect())


def test_it_resets_open_connections(proxy: FaultProxy, connect: Connect) -> None:
    kept = connect()
    assert ask(kept) == (200, b"hello")

    proxy.reset_connections()

    with pytest.raises(BROKEN):
        ask(kept)
    assert ask(connect()) == (200, b"hello")
