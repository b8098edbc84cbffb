"""What a network can do to a request: the faults that the proxy knows, as plain values."""

from dataclasses import dataclass
from random import Random

_LOGIN_PAGE = """<!doctype html><html><head><title>Hospital Wi-Fi</title></head>
<body><h1>Welcome to the hospital Wi-Fi</h1>
<form action="/portal/login" method="post"><input name="phone"><button>Log in</button></form>
<script>document.title = "portal"</script></body></html>"""


@dataclass(frozen=True)
class Pass:
    """The request arrives, the answer comes back."""


@dataclass(frozen=True)
class Refuse:
    """Nobody listens: open connections are reset, new ones are refused."""


@dataclass(frozen=True)
class BlackHole:
    """The connection opens, the request is swallowed, no answer ever comes."""


@dataclass(frozen=True)
class Cut:
    """The connection ends after `up` bytes of the request or `down` bytes of the answer.

    A negative number counts from the end: -1 leaves out the last byte.
    """

    up: int | None = None
    down: int | None = None


@dataclass(frozen=True)
class LoseReply:
    """The server gets and answers the request; the answer never reaches the phone."""


@dataclass(frozen=True)
class Slow:
    """Every request waits `latency_s` first; both directions carry `bytes_per_s` at most."""

    bytes_per_s: int
    latency_s: float = 0.0


@dataclass(frozen=True)
class Answer:
    """Somebody between phone and server answers in its place; the server hears nothing.

    `build` makes it look like the server's own: what a server says that has no room, or no time.
    """

    status: int
    body: str = ""
    location: str = ""
    content_type: str = "text/html; charset=utf-8"
    build: str = ""

    def as_bytes(self) -> bytes:
        body = self.body.encode()
        lines = [f"HTTP/1.1 {self.status} Somebody else", f"Content-Type: {self.content_type}"]
        if self.location:
            lines.append(f"Location: {self.location}")
        if self.build:
            lines.append(f"Tongka: {self.build}")
        lines += [f"Content-Length: {len(body)}", "", ""]
        return "\r\n".join(lines).encode() + body


PORTAL_PAGE = Answer(200, _LOGIN_PAGE)
PORTAL_REDIRECT = Answer(302, location="/portal/login")
BAD_GATEWAY = Answer(502, "<html><body><center><h1>502 Bad Gateway</h1></center></body></html>")
BUSY = Answer(
    503,
    '{"code": "unavailable", "message": ""}',
    content_type="application/json",
    build="1-busy",
)

Simple = Pass | Refuse | BlackHole | Cut | LoseReply | Slow | Answer


@dataclass(frozen=True)
class Mixed:
    """Each request meets one of `faults`, drawn by a generator that `seed` makes repeatable."""

    faults: tuple[Simple, ...]
    seed: int

    def draws(self) -> Random:
        return Random(self.seed)


Weather = Simple | Mixed
