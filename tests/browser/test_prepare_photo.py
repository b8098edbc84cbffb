"""A photo on its way into a claim: upright, small, and looked at whether it can be read."""

import base64
import random
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright

from tests.browser import papers
from tests.browser.modules import launched, page_with

MOST_BYTES = 900 * 1024

_PREPARE = """async (data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const photo = await lib.photo.preparePhoto(new Blob([bytes]));
  const made = new Uint8Array(await photo.blob.arrayBuffer());
  const letters = Array.from(made, (byte) => String.fromCharCode(byte)).join('');
  return { ...photo, blob: null, type: photo.blob.type, file: btoa(letters) };
}"""


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture(scope="module")
def lib(browser: Browser) -> Iterator[Page]:
    with page_with(browser, photo="lib/photo.js") as page:
        yield page


def prepare(lib: Page, file: bytes) -> dict[str, Any]:
    made: dict[str, Any] = lib.evaluate(_PREPARE, base64.b64encode(file).decode())
    made["file"] = base64.b64decode(made["file"])
    return made


def flaws(lib: Page, photo: Image.Image) -> list[str]:
    found: list[str] = prepare(lib, papers.jpeg(photo))["flaws"]
    return found


def test_it_shrinks_to_what_can_be_read_and_sent(lib: Page) -> None:
    made = prepare(lib, papers.jpeg(papers.paper()))

    with Image.open(BytesIO(made["file"])) as sent:
        assert sent.format == "JPEG"
        assert sent.size == (1500, 2000) == (made["width"], made["height"])
    assert len(made["file"]) <= MOST_BYTES


def test_it_leaves_a_small_photo_its_size(lib: Page) -> None:
    made = prepare(lib, papers.jpeg(papers.paper(size=(900, 1200), letters=14)))

    assert (made["width"], made["height"]) == (900, 1200)


def test_it_finds_a_quality_that_is_small_enough(lib: Page) -> None:
    rough = papers.noisy(papers.paper(), 250, share=0.4)
    made = prepare(lib, papers.jpeg(rough, quality=97))

    assert len(made["file"]) <= MOST_BYTES
    assert (made["width"], made["height"]) == (1500, 2000), "quality is given up before pixels"
    assert len(made["file"]) > MOST_BYTES * 0.8, "no more quality is given up than needed"


def test_it_gives_up_pixels_where_quality_is_not_enough(lib: Page) -> None:
    grains = bytes(255 * (byte % 2) for byte in random.Random(1).randbytes(4_000_000))
    noise = Image.frombytes("L", (2000, 2000), grains).convert("RGB")
    made = prepare(lib, papers.jpeg(noise, quality=97))

    assert len(made["file"]) <= MOST_BYTES
    with Image.open(BytesIO(made["file"])) as sent:
        assert sent.size == (made["width"], made["height"]) < (2000, 2000)


def test_it_does_the_same_on_an_older_phone(browser: Browser) -> None:
    """One that neither decodes beside the page nor draws outside of it."""
    file = papers.jpeg(papers.paper(size=(2400, 1800)), orientation=6)
    with page_with(browser, photo="lib/photo.js") as page:
        page.evaluate(
            """() => {
              delete globalThis.createImageBitmap;
              delete globalThis.OffscreenCanvasRenderingContext2D;
            }"""
        )
        made = prepare(page, file)

    with Image.open(BytesIO(made["file"])) as sent:
        assert sent.size == (1500, 2000)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_it_turns_a_photo_upright(lib: Page, orientation: int) -> None:
    """The dark band is at the top of what the parent saw."""
    seen = Image.new("RGB", (1200, 1600), "white")
    seen.paste((20, 20, 20), (0, 0, 1200, 300))
    turns = {3: 180, 6: 90, 8: 270}
    stored = seen.rotate(turns[orientation], expand=True)
    made = prepare(lib, papers.jpeg(stored, orientation=orientation))

    with Image.open(BytesIO(made["file"])) as sent:
        assert sent.size == (1200, 1600)
        assert max(sent.convert("L").crop((0, 0, 1200, 250)).getextrema()) < 80
        assert min(sent.convert("L").crop((0, 400, 1200, 1600)).getextrema()) > 180


def test_it_leaves_behind_what_the_camera_wrote(lib: Page) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker of cameras"
    exif.get_ifd(0x8825)[1] = "N"
    file = BytesIO()
    papers.paper(size=(900, 1200)).save(file, "JPEG", exif=exif)
    made = prepare(lib, file.getvalue())

    with Image.open(BytesIO(made["file"])) as sent:
        assert dict(sent.getexif()) == {}
    assert b"Maker" not in made["file"]


def test_it_puts_a_see_through_picture_on_white(lib: Page) -> None:
    file = BytesIO()
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(file, "PNG")
    made = prepare(lib, file.getvalue())

    with Image.open(BytesIO(made["file"])) as sent:
        assert min(sent.convert("L").getextrema()) > 250


GOOD: dict[str, Callable[[], Image.Image]] = {
    "paper on a table": papers.paper,
    "small letters": lambda: papers.paper(seed=2, letters=18),
    "askew": lambda: papers.paper(turn=12, share=0.7),
    "a narrow margin": lambda: papers.paper(turn=0, share=0.95),
    "a scan: paper all around": lambda: papers.paper(turn=0, share=1),
    "a white table": lambda: papers.paper(table=(225, 222, 214)),
    "evening": lambda: papers.darkened(papers.paper(), 0.5),
    "evening, grainy": lambda: papers.noisy(papers.darkened(papers.paper(), 0.6), 60),
    "a little soft": lambda: papers.blurred(papers.paper(), 1.2),
    "nothing written": lambda: Image.new("RGB", (1500, 2000), papers.PAPER),
}


@pytest.mark.parametrize("name", GOOD)
def test_it_finds_nothing_wrong_with_a_good_photo(lib: Page, name: str) -> None:
    assert flaws(lib, GOOD[name]()) == []


@pytest.mark.parametrize("letters", [18, 26, 36])
@pytest.mark.parametrize("pixels", [4, 8])
def test_it_sees_a_shaken_photo(lib: Page, letters: int, pixels: int) -> None:
    assert flaws(lib, papers.blurred(papers.paper(letters=letters), pixels)) == ["blurred"]


def test_it_sees_a_shaken_photo_through_its_grain(lib: Page) -> None:
    assert flaws(lib, papers.noisy(papers.blurred(papers.paper(), 5), 60)) == ["blurred"]


def test_it_sees_a_dark_photo(lib: Page) -> None:
    assert flaws(lib, papers.darkened(papers.paper(), 0.3)) == ["dark"]


@pytest.mark.parametrize(
    "offset", [(0.15, 0), (-0.15, 0), (0, 0.15), (0, -0.15), (0.2, 0.2)], ids=str
)
def test_it_sees_a_cut_edge(lib: Page, offset: tuple[float, float]) -> None:
    assert flaws(lib, papers.paper(offset=offset)) == ["cut"]


@pytest.mark.parametrize("file", [b"", b"\xff\xd8\xff\xe0 and nothing more", b"plain words"])
def test_it_says_that_it_cannot_read_a_file(lib: Page, file: bytes) -> None:
    said = lib.evaluate(
        """async (data) => {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          try {
            await lib.photo.preparePhoto(new Blob([bytes]));
          } catch (error) {
            return error instanceof lib.photo.Unreadable;
          }
        }""",
        base64.b64encode(file).decode(),
    )

    assert said is True


def test_it_shows_the_whole_photo_before_it_is_shrunk(lib: Page) -> None:
    shown = lib.evaluate(
        """async (data) => {
          const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
          let size;
          await lib.photo.preparePhoto(new Blob([bytes]), async ({ width, height }) => {
            size = [width, height];
          });
          return size;
        }""",
        base64.b64encode(papers.jpeg(papers.paper())).decode(),
    )

    assert shown == [1800, 2400]
