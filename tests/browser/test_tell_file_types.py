"""What a chosen file is, by its own bytes."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with


def picture(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, kind)
    return file.getvalue()


def zipped(*names: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "<xml/>")
    return file.getvalue()


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    with (
        launched(playwright, chromium) as browser,
        page_with(browser, types="lib/file-type.js") as page,
    ):
        yield page


def type_of(lib: Page, file: bytes) -> str | None:
    found: str | None = lib.evaluate(
        "(bytes) => lib.types.typeOf(new Blob([new Uint8Array(bytes)], { type: 'image/png' }))",
        list(file),
    )
    return found


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "image/heic"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "image/heic"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\xef\xbb\xbf%PDF-1.4\n", "application/pdf"),
        (zipped("OFD.xml", "Doc_0/Document.xml"), "application/ofd"),
    ],
)
def test_it_knows_what_a_claim_may_hold(lib: Page, file: bytes, kind: str) -> None:
    assert type_of(lib, file) == kind


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"MZ\x90\0",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html><script>",
        zipped("word/document.xml"),
        b"\0\0\0\x18ftypisom\0\0\0\0",
    ],
)
def test_it_knows_nothing_else(lib: Page, file: bytes) -> None:
    assert type_of(lib, file) is None
