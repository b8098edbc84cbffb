"""Requests as bytes, and a client that does little more than send and receive them."""

import json
import socket
from typing import Any

# What Chromium on a phone sends beside the body.
PHONE_HEADERS = {
    "Connection": "keep-alive",
    "sec-ch-ua-platform": '"Android"',
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/140.0.0.0 Mobile Safari/537.36",
    "Content-Type": "application/json",
    "Accept": "*/*",
    "Sec-Fetch-Site": "same-origin",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Dest": "empty",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Accept-Language": "zh-CN,zh;q=0.9",
}


def request_bytes(
    port: int, method: str, path: str, said: dict[str, Any] | None = None, token: str = ""
) -> bytes:
    """One HTTP/1.1 request of a phone."""
    body = b"" if said is None else body_bytes(said)
    address = f"127.0.0.1:{port}"
    headers = {"Host": address, **PHONE_HEADERS, "Origin": f"http://{address}"}
    if said is None:
        del headers["Content-Type"]
    else:
        headers["Content-Length"] = str(len(body))
    if token:
        headers["Cookie"] = f"tongka={token}"
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def body_bytes(said: dict[str, Any]) -> bytes:
    """JSON as a browser writes it."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


class Connection:
    """One kept-alive connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open()

    def ask(self, request: bytes) -> bytes:
        """Sends a request and returns the whole answer, head and body.

        A server closes a connection after a while: then a new one is opened, once.
        """
        try:
            self._socket.sendall(request)
            return self._receive()
        except (ConnectionError, EOFError):
            self._open()
            self._socket.sendall(request)
            return self._receive()

    def close(self) -> None:
        self._socket.close()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def _receive(self) -> bytes:
        received = b""
        while (length := whole_length(received)) is None or len(received) < length:
            part = self._socket.recv(65536)
            if not part:
                raise EOFError
            received += part
        return received


def whole_length(received: bytes) -> int | None:
    """How long the answer that begins like this is; None while its head isn't whole."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    _, _, rest = received[:end].lower().partition(b"content-length:")
    return end + 4 + int(rest.partition(b"\r\n")[0] or 0)


def status_of(answer: bytes) -> int:
    return int(answer[9:12])


def body_of(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]
