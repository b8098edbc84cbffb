"""What a first visit on a mobile network waits for stays small (bytes as Brotli sends them)."""

from pathlib import Path

import pytest

from api.assets import Built, build
from api.settings import ROOT
from tests.assets.reading import Page, precache

KB = 1000


@pytest.fixture
def built(run_folder: Path) -> Built:
    """The project's own app, in the folder that the journeys are served from."""
    return build(ROOT / "pwa", ROOT / "seed", run_folder / "build")


def sent(built: Built, url: str) -> int:
    return (built.root / f"{url[1:]}.br").stat().st_size


def test_it_keeps_what_comes_before_the_first_picture_small(built: Built) -> None:
    page = Page(built.root)

    assert sent(built, page.one("script")["src"]) <= 40 * KB
    assert sent(built, page.one("link", rel="stylesheet")["href"]) <= 10 * KB
    # The worker is read again at each cold start; what sends the outbox while the app is closed is
    # a script of its own.
    assert sent(built, "/sw.js") <= 2 * KB
    assert sent(built, precache(built.root)["sender"]) <= 6.5 * KB
