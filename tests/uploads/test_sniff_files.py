"""What a file is, by its content alone."""

import io
import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.uploads.rules import MediaType, RefusedFor
from api.uploads.sniffing import Facts, sniff
from tests.uploads import pictures
from tests.uploads.pictures import photo, png_header, zipped


def look(content: bytes) -> Facts | RefusedFor:
    return sniff(io.BytesIO(content), len(content))


@pytest.mark.parametrize(
    ("make", "facts"),
    [
        (lambda: photo("JPEG"), Facts(MediaType.JPEG, 400, 300)),
        (lambda: photo("JPEG", progressive=True), Facts(MediaType.JPEG, 400, 300)),
        (lambda: photo("JPEG", comment=b"x" * 60_000), Facts(MediaType.JPEG, 400, 300)),
        (lambda: photo("MPO"), Facts(MediaType.JPEG, 400, 300)),
        (lambda: photo("PNG"), Facts(MediaType.PNG, 400, 300)),
        (lambda: photo("WEBP"), Facts(MediaType.WEBP, 400, 300)),
        (lambda: photo("WEBP", lossless=True), Facts(MediaType.WEBP, 400, 300)),
        (lambda: photo("WEBP", icc_profile=b"x" * 200), Facts(MediaType.WEBP, 400, 300)),
        (lambda: photo("HEIF"), Facts(MediaType.HEIC, 400, 300)),
        (pictures.scan_pdf, Facts(MediaType.PDF)),
        (pictures.locked_pdf, Facts(MediaType.PDF)),
        (pictures.ofd, Facts(MediaType.OFD)),
    ],
)
def test_it_tells_what_is_kept(make: Callable[[], bytes], facts: Facts) -> None:
    assert look(make()) == facts


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf<html>",
        b"GIF89a" + bytes(100),
        b"MZ" + bytes(200),
        b"II*\0" + bytes(200),
        b"BM" + bytes(200),
        b"\0\0\0\x18ftypisom" + bytes(200),
        b"\0\0\0\x1cftypavif" + bytes(200),
        b"  %PDF-1.7 %%EOF",
        b"x" + photo("PNG"),
        b"PK\x03\x04" + bytes(100),
        b"\xff\xd8",
        b"\0",
    ],
)
def test_it_refuses_any_other_kind(content: bytes) -> None:
    assert look(content) == RefusedFor.WRONG_FILE_TYPE


def test_it_takes_no_other_archive_for_an_invoice() -> None:
    assert look(zipped({"a.docx": b"x"})) == RefusedFor.WRONG_FILE_TYPE
    assert look(zipped({"folder/OFD.xml": b"x"})) == RefusedFor.WRONG_FILE_TYPE
    many = {"OFD.xml": b"x", **{str(number): b"" for number in range(10_001)}}
    assert look(zipped(many)) == RefusedFor.WRONG_FILE_TYPE


def test_it_refuses_an_empty_file() -> None:
    assert look(b"") == RefusedFor.EMPTY_FILE


@pytest.mark.parametrize(
    ("size", "outcome"),
    [
        ((8000, 5000), Facts(MediaType.PNG, 8000, 5000)),
        ((8000, 5001), RefusedFor.TOO_MANY_PIXELS),
        ((10_000, 10_000), RefusedFor.TOO_MANY_PIXELS),
        ((2**31 - 1, 2**31 - 1), RefusedFor.TOO_MANY_PIXELS),
        ((0, 100), RefusedFor.UNREADABLE_FILE),
    ],
)
def test_it_counts_pixels_before_anything_decodes_them(
    size: tuple[int, int], outcome: Facts | RefusedFor
) -> None:
    assert look(png_header(*size)) == outcome


def test_it_counts_the_pixels_of_every_kind() -> None:
    jpeg = photo("JPEG")
    place = jpeg.index(b"\xff\xc0") + 5
    assert (
        look(jpeg[:place] + struct.pack(">HH", 9000, 9000) + jpeg[place + 4 :])
        == RefusedFor.TOO_MANY_PIXELS
    )
    heic = photo("HEIF")
    place = heic.index(b"ispe") + 8
    assert (
        look(heic[:place] + struct.pack(">II", 9000, 9000) + heic[place + 8 :])
        == RefusedFor.TOO_MANY_PIXELS
    )
    webp = b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2
    assert look(webp) == RefusedFor.TOO_MANY_PIXELS


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_it_refuses_a_picture_that_was_cut(kind: str) -> None:
    assert look(photo(kind)[:20]) == RefusedFor.UNREADABLE_FILE


def test_it_refuses_a_pdf_without_its_end() -> None:
    assert look(pictures.scan_pdf()[:-2100]) == RefusedFor.UNREADABLE_FILE


def test_it_takes_a_picture_with_something_behind_it() -> None:
    """A phone puts a film behind it; a page or an archive there is shown to nobody."""
    for tail in (b"<script>alert(1)</script>", zipped({"OFD.xml": b"x"}), bytes(5000)):
        assert look(photo() + tail) == Facts(MediaType.JPEG, 400, 300)


BEGINNINGS = [photo("JPEG")[:40], photo("PNG")[:20], photo("HEIF")[:40], b"RIFF0000WEBPVP8 "]


@given(st.sampled_from([*BEGINNINGS, b"%PDF-", b"PK\x03\x04"]), st.binary(max_size=300))
def test_it_never_stumbles(beginning: bytes, rest: bytes) -> None:
    assert isinstance(look(beginning + rest), (Facts, RefusedFor))


@given(st.sampled_from(["JPEG", "HEIF", "WEBP"]), st.data())
def test_it_never_stumbles_over_a_damaged_picture(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(photo(kind))
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, min(400, len(damaged) - 1)))] = data.draw(
            st.integers(0, 255)
        )
    assert isinstance(look(bytes(damaged)), (Facts, RefusedFor))
