"""Tells what a file is by its content, and how large a picture.

Reads headers only, in Python: no decoder sees a stranger's bytes in the web process.
"""

import re
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from api.uploads.rules import MOST_PIXELS, MediaType, RefusedFor

_HEAD = 32
_BEGINNINGS = (
    (MediaType.JPEG, re.compile(rb"\xff\xd8\xff")),
    (MediaType.PNG, re.compile(rb"\x89PNG\r\n\x1a\n")),
    (MediaType.WEBP, re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    # Brands of ISO/IEC 23008-12 pictures; mif1 and msf1 are the general ones.
    (MediaType.HEIC, re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL)),
    (MediaType.PDF, re.compile(rb"%PDF-")),
)
# Start of frame markers of JPEG: all of C0 … CF but DHT, JPG and DAC.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone: TEM and the restarts.
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
# Boxes that lead to the sizes in a HEIC file; `meta` has four bytes more in front.
_WAY = {b"meta": 4, b"iprp": 0, b"ipco": 0}
# A file of ours never has more entries or boxes than this.
_MOST = 10_000


class Unreadable(Exception):
    """It begins like a file of a kind, and is none."""


@dataclass(frozen=True)
class Facts:
    """What a file is; width and height of a picture."""

    media_type: MediaType
    width: int | None = None
    height: int | None = None


def sniff(file: BinaryIO, length: int) -> Facts | RefusedFor:
    """What a whole file is, or why it is refused."""
    if length == 0:
        return RefusedFor.EMPTY_FILE
    file.seek(0)
    media_type = _media_type(file.read(_HEAD), file)
    if media_type is None:
        return RefusedFor.WRONG_FILE_TYPE
    try:
        size = _size(media_type, file, length)
    except Unreadable:
        return RefusedFor.UNREADABLE_FILE
    if size is None:
        return Facts(media_type)
    if size[0] * size[1] > MOST_PIXELS:
        return RefusedFor.TOO_MANY_PIXELS
    return Facts(media_type, *size)


def _size(media_type: MediaType, file: BinaryIO, length: int) -> tuple[int, int] | None:
    size = _SIZES[media_type](file, length)
    if size and 0 in size:
        raise Unreadable
    return size


def _media_type(head: bytes, file: BinaryIO) -> MediaType | None:
    for media_type, begins in _BEGINNINGS:
        if begins.match(head):
            return media_type
    return MediaType.OFD if head.startswith(b"PK\x03\x04") and _is_ofd(file) else None


def _is_ofd(file: BinaryIO) -> bool:
    """Whether a ZIP is an OFD document (GB/T 33190): OFD.xml lies at its root."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, struct.error, OverflowError, NotImplementedError):
        return False
    return "OFD.xml" in names and len(names) <= _MOST


def _jpeg_size(file: BinaryIO, _length: int) -> tuple[int, int]:
    file.seek(2)
    while True:
        byte = _exactly(file, 1)[0]
        if byte != 0xFF:
            raise Unreadable
        while byte == 0xFF:
            byte = _exactly(file, 1)[0]
        if byte in _BARE:
            continue
        (length,) = struct.unpack(">H", _exactly(file, 2))
        if byte in _FRAMES:
            _, height, width = struct.unpack(">BHH", _exactly(file, 5))
            return width, height
        # Pixels or the end before any size.
        if byte in {0xD9, 0xDA} or length < 2:
            raise Unreadable
        file.seek(length - 2, 1)


def _png_size(file: BinaryIO, _length: int) -> tuple[int, int]:
    file.seek(8)
    length, kind, width, height = struct.unpack(">I4sII", _exactly(file, 16))
    if (length, kind) != (13, b"IHDR"):
        raise Unreadable
    return width, height


def _webp_size(file: BinaryIO, _length: int) -> tuple[int, int]:
    file.seek(12)
    kind = _exactly(file, 4)
    body = _exactly(file, 14)[4:]
    if kind == b"VP8X":
        width, height = body[4:7] + b"\0", body[7:10] + b"\0"
        return _little(width) + 1, _little(height) + 1
    if kind == b"VP8L" and body[0] == 0x2F:
        bits = _little(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return _little(body[6:8]) & 0x3FFF, _little(body[8:10]) & 0x3FFF
    raise Unreadable


def _little(number: bytes) -> int:
    return int.from_bytes(number, "little")


def _heic_size(file: BinaryIO, length: int) -> tuple[int, int]:
    """The largest picture in the file: others are its tiles and its thumbnail."""
    sizes = [
        struct.unpack(">II", box[4:12])
        for box in _boxes(file, 0, length, b"ispe")
        if len(box) >= 12
    ]
    if not sizes:
        raise Unreadable
    return max(sizes, key=lambda size: size[0] * size[1])


def _boxes(file: BinaryIO, start: int, end: int, wanted: bytes) -> Iterator[bytes]:
    """The contents of the boxes of a kind between two places, in the order of the file."""
    for _ in range(_MOST):
        if end - start < 8:
            return
        file.seek(start)
        size, kind = struct.unpack(">I4s", _exactly(file, 8))
        body = start + 8
        if size == 1:
            (size,) = struct.unpack(">Q", _exactly(file, 8))
            body += 8
        after = end if size == 0 else start + size
        if not body <= after <= end:
            raise Unreadable
        if kind == wanted:
            yield _exactly(file, min(after - body, 64))
        elif kind in _WAY:
            yield from _boxes(file, body + _WAY[kind], after, wanted)
        start = after
    raise Unreadable


def _pdf_size(file: BinaryIO, length: int) -> None:
    """None: its pages have no pixels. A PDF that was cut lacks its end."""
    file.seek(max(0, length - 2048))
    if b"%%EOF" not in file.read():
        raise Unreadable


def _ofd_size(_file: BinaryIO, _length: int) -> None:
    """None: its pages have no pixels."""


def _exactly(file: BinaryIO, count: int) -> bytes:
    found = file.read(count)
    if len(found) < count:
        raise Unreadable
    return found


_SIZES: dict[MediaType, Callable[[BinaryIO, int], tuple[int, int] | None]] = {
    MediaType.JPEG: _jpeg_size,
    MediaType.PNG: _png_size,
    MediaType.WEBP: _webp_size,
    MediaType.HEIC: _heic_size,
    MediaType.PDF: _pdf_size,
    MediaType.OFD: _ofd_size,
}
