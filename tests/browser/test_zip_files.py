"""The ZIP file that an unsent claim is handed over in, as Python's own zipfile reads it."""

from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from random import Random
from zipfile import ZIP_STORED, ZipFile

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

PACK = """async (files) => {
  const given = files.map(([name, bytes, ms]) =>
    new File([new Uint8Array(bytes)], name, {lastModified: ms}));
  const packed = await lib.zip.zipped(given, 'all.zip');
  const url = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(packed);
  });
  return [packed.name, packed.type, url.split(',')[1]];
}"""


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    with launched(playwright, chromium) as browser, page_with(browser, zip="lib/zip.js") as page:
        yield page


def packed(lib: Page, files: dict[str, bytes], ms: int = 1_790_000_000_000) -> ZipFile:
    given = [[name, list(content), ms] for name, content in files.items()]
    name, kind, content = lib.evaluate(PACK, given)
    assert (name, kind) == ("all.zip", "application/zip")
    return ZipFile(BytesIO(b64decode(content)))


@pytest.mark.parametrize(
    "files",
    [
        {"1 发票.jpg": Random(1).randbytes(70_000), "2 病历.pdf": b"%PDF-1.7", "0 claim.txt": b""},
        {"only.jpg": bytes(range(256))},
        {},
    ],
    ids=["three", "one", "none"],
)
def test_it_packs_what_goes_in(lib: Page, files: dict[str, bytes]) -> None:
    archive = packed(lib, files)

    assert archive.testzip() is None
    assert {name: archive.read(name) for name in archive.namelist()} == files
    assert all(one.compress_type == ZIP_STORED for one in archive.infolist())


def test_it_notes_when_each_was_made(lib: Page) -> None:
    shown = lib.evaluate(
        """() => {
          const at = new Date(1790000000000);
          return [at.getFullYear(), at.getMonth() + 1, at.getDate(), at.getHours(),
            at.getMinutes(), at.getSeconds() & ~1];
        }"""
    )
    archive = packed(lib, {"a": b"a"})

    assert list(archive.infolist()[0].date_time) == shown
