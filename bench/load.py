"""A load generator: `python -m bench.load PORT SECONDS CONNECTIONS` with a request on stdin.

It runs in a process of its own and prints how many answers it got, how many were no 200, and in
how many seconds. One thread serves all connections, so it takes little of the machine.
"""

import selectors
import socket
import sys
import time
from collections.abc import Iterator
from itertools import repeat

from bench.wire import whole_length


class Asker:
    """One kept-alive connection that sends its requests one after the other.

    `asked_at` is when the one under way was sent, by `time.perf_counter`.
    """

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked_at = 0.0
        self._requests = requests
        self._received = b""

    def ask(self) -> None:
        request = next(self._requests)
        self.asked_at = time.perf_counter()
        self.socket.sendall(request)

    def take(self) -> bytes:
        """Takes what has arrived; returns the answer if it is whole."""
        part = self.socket.recv(65536)
        if not part:
            raise EOFError("the server closed a connection")
        self._received += part
        length = whole_length(self._received)
        if length is None or len(self._received) < length:
            return b""
        answer, self._received = self._received, b""
        return answer


def main(port: int, seconds: float, connections: int) -> None:
    request = sys.stdin.buffer.read()
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        asker = Asker(port, repeat(request))
        selector.register(asker.socket, selectors.EVENT_READ, asker)
        asker.ask()
    answers = bad = 0
    began = time.perf_counter()
    while (elapsed := time.perf_counter() - began) < seconds:
        for key, _ in selector.select(timeout=1):
            answer = key.data.take()
            if answer:
                key.data.ask()
                answers += 1
                bad += not answer.startswith(b"HTTP/1.1 200")
    print(answers, bad, elapsed)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
