"""A load generator: `python -m bench.load PORT SECONDS CONNECTIONS` with a request on stdin.

It runs in a process of its own and prints how many answers it got, how many were no 200, and in
how many seconds. One thread serves all connections, so it takes little of the machine.
"""

import selectors
import socket
import sys
import time

from bench.wire import whole_length


class Asker:
    """One kept-alive connection that always has one request under way."""

    def __init__(self, port: int, request: bytes) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._request = request
        self._received = b""
        self.socket.sendall(request)

    def take(self) -> bytes:
        """Takes what has arrived; returns the answer if it is whole, and asks again."""
        part = self.socket.recv(65536)
        if not part:
            raise EOFError("the server closed a connection")
        self._received += part
        length = whole_length(self._received)
        if length is None or len(self._received) < length:
            return b""
        answer, self._received = self._received, b""
        self.socket.sendall(self._request)
        return answer


def main(port: int, seconds: float, connections: int) -> None:
    request = sys.stdin.buffer.read()
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        asker = Asker(port, request)
        selector.register(asker.socket, selectors.EVENT_READ, asker)
    answers = bad = 0
    began = time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        for key, _ in selector.select(timeout=1):
            answer = key.data.take()
            answers += bool(answer)
            bad += bool(answer) and not answer.startswith(b"HTTP/1.1 200")
    print(answers, bad, elapsed)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
