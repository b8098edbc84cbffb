"""The eyes of the page tests: they see what is wrong, and nothing where nothing is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.look import barriers_of, complaints_of
from tests.browser.phone import CHROMIUM_FLAGS, PHONE_SHAPE

GOOD = """
<!doctype html><html lang="en"><title>Good</title>
<meta name="viewport" content="width=device-width">
<style>
  button { min-height: 48px; min-width: 48px }
  .small { position: relative; margin: 0 24px; padding: 0 }
  .small { min-height: 0; min-width: 0; width: 30px; height: 30px }
  .small::after { content: ""; position: absolute; inset: -14px }
  .row { overflow-x: auto } .row div { width: 900px }
</style>
<main><h1>Good</h1><button>Press</button><p><button class="small" aria-label="x"></button></p>
<div class="row" tabindex="0"><div>wide, but scrolls by itself</div></div></main>
"""


@pytest.fixture(scope="module")
def screen(playwright: Playwright, chromium: str) -> Iterator[Page]:
    browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
    yield browser.new_page(**PHONE_SHAPE)
    browser.close()


def test_it_has_nothing_to_say_about_a_good_page(screen: Page) -> None:
    screen.set_content(GOOD)

    assert complaints_of(screen) == []
    assert barriers_of(screen) == []


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ('<p style="width: 500px">far out</p>', "the page is"),
        ('<p style="position: absolute; left: -40px">out on the left</p>', "reaches from"),
        ('<p style="width: 90px; overflow: hidden; white-space: nowrap">much too long</p>', "cut"),
        ('<p style="height: 20px; overflow: hidden; font-size: 40px">high</p>', "is cut off"),
        ('<button style="min-height: 40px; height: 40px">low</button>', "is a target of"),
        ('<p>read <a href="/x">this</a></p>', "44 are needed"),
    ],
)
def test_it_sees_what_does_not_fit(screen: Page, wrong: str, complaint: str) -> None:
    screen.set_content(GOOD.replace("</main>", f"{wrong}</main>"))

    assert complaint in " ".join(complaints_of(screen))


def test_it_hears_what_a_screen_reader_would_not(screen: Page) -> None:
    screen.set_content(GOOD.replace("</main>", "<button></button><img src='data:,'></main>"))

    assert {barrier.split()[1] for barrier in barriers_of(screen)} == {"button-name:", "image-alt:"}
