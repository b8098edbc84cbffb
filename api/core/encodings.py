"""Answers made smaller for those who can read them so."""

import gzip
from collections.abc import Callable
from typing import Final

import brotli  # type: ignore[import-untyped]  # it has none
from flask import Response
from werkzeug.datastructures import Accept

# Below this an answer fits into one packet anyway.
WORTH_IT_FROM_BYTES: Final = 1024


def _brotli(content: bytes) -> bytes:
    # Beyond 5 it takes many times as long for some per cent less.
    compressed: bytes = brotli.compress(content, mode=brotli.MODE_TEXT, quality=5)
    return compressed


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=6, mtime=0)


# The smallest first.
_ENCODINGS: Final[dict[str, Callable[[bytes], bytes]]] = {"br": _brotli, "gzip": _gzip}


def compress(response: Response, accepted: Callable[[], Accept]) -> None:
    """Compresses a JSON answer of 1 KB or more in an encoding that the asker takes.

    `accepted` is only asked for such an answer: most are small.

    A secret beside text of a stranger's choosing could be guessed from compressed sizes (BREACH).
    Strangers can't choose: an answer repeats nothing of the request but what the phone's own page
    sent, and no other origin may ask.
    """
    if response.mimetype != "application/json" or "Content-Encoding" in response.headers:
        return
    content = response.get_data()
    if len(content) < WORTH_IT_FROM_BYTES:
        return
    response.vary.add("Accept-Encoding")
    taken = accepted()
    for name, encode in _ENCODINGS.items():
        if taken.quality(name) > 0:
            response.set_data(encode(content))
            response.headers["Content-Encoding"] = name
            return
