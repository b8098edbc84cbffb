"""Modules of the app alone in a browser page: bundled as they are, nothing put in their place."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.phone import CHROMIUM_FLAGS

ROOT = Path(__file__).parents[2]
# Nobody is asked: each test answers for it. IndexedDB needs an origin with a name, caches need
# a secure one.
ORIGIN = "https://tongka.test"
EMPTY_PAGE = '<!doctype html><html data-build="build-1"><title>Tongka</title>'


def bundle(**modules: str) -> str:
    """Return a script that makes `lib` hold each module under its name: lib.card.cardState(…)."""
    entry = "".join(f"export * as {name} from './{path}';" for name, path in modules.items())
    esbuild = ROOT / "node_modules" / "esbuild" / "bin" / "esbuild"
    run = subprocess.run(
        [esbuild, "--bundle", "--format=iife", "--global-name=lib", "--log-level=error"],
        input=entry,
        cwd=ROOT / "pwa",
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return run.stdout


@contextmanager
def launched(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Open a browser, and close it afterwards."""
    browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def page_with(browser: Browser, **modules: str) -> Iterator[Page]:
    """Open a page of the app's origin, nothing stored, that holds the modules as `lib`."""
    context = browser.new_context()
    try:
        yield open_page(context, bundle(**modules))
    finally:
        context.close()


def open_page(context: BrowserContext, script: str) -> Page:
    """Open one more page of the same browser profile."""
    page = context.new_page()
    page.route(f"{ORIGIN}/", lambda route: route.fulfill(body=EMPTY_PAGE, content_type="text/html"))
    page.goto(f"{ORIGIN}/")
    page.add_script_tag(content=script)
    return page
