"""One HTTP request to somebody else: no redirects, no second try, nothing waits over 5 seconds."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

import urllib3

from api.gateways.payments import GatewayAway

TIMEOUT_S = 5.0
LARGEST = 256 * 1024
_PIECE = 64 * 1024

_pool = urllib3.PoolManager(retries=False, timeout=TIMEOUT_S)


@dataclass(frozen=True)
class Answer:
    """What came back; the names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes = b"",
    largest: int = LARGEST,
    patience_s: float = TIMEOUT_S,
) -> Answer:
    """Sends one request and reads its answer, of at most `largest` bytes, within `patience_s`.

    Raises GatewayAway where there is none.
    """
    deadline = time.monotonic() + patience_s
    try:
        response = _pool.request(
            method,
            url,
            body=body or None,
            # A kept connection may have been closed meanwhile, and nothing is sent twice here.
            headers={**headers, "Connection": "close"},
            redirect=False,
            preload_content=False,
        )
        try:
            content = _read(response, largest, deadline)
        finally:
            response.close()
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise GatewayAway(f"no answer: {type(error).__name__}") from error
    found = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, found, content)


def _read(response: urllib3.BaseHTTPResponse, largest: int, deadline: float) -> bytes:
    content = bytearray()
    for piece in response.stream(_PIECE, decode_content=False):
        content += piece
        if len(content) > largest:
            raise GatewayAway(f"an answer of more than {largest} bytes")
        if time.monotonic() > deadline:
            raise GatewayAway("an answer that doesn't end")
    return bytes(content)
