"""A phone: one browser profile with one page, held upright."""

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Error,
    Locator,
    Page,
    Request,
    expect,
)

from tests.waiting import wait_until

# Keeps Chromium from talking to anybody but us; --no-sandbox because tests may run as root.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE_SHAPE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
TIMEOUT_MS = 15_000


class Phone:
    """One profile on disk that outlives the browser; `page` is its only page.

    `problems` collects what the console called an error: broken scripts, CSP violations; `pulls`
    counts the times it asked for news.
    """

    context: BrowserContext
    page: Page

    def __init__(self, chromium: BrowserType, path: str, profile: Path, address: str) -> None:
        self.address = address
        self.problems: list[str] = []
        self._first: list[str] = []
        self.pulls = 0
        self._chromium = chromium
        self._path = path
        self._profile = profile
        self.open()

    def open(self) -> None:
        """Opens the browser with everything the profile holds, on an empty page."""
        self.context = self._chromium.launch_persistent_context(
            self._profile, executable_path=self._path, args=CHROMIUM_FLAGS, **PHONE_SHAPE
        )
        for script in self._first:
            self.context.add_init_script(script)
        self.page = self.context.pages[0]
        self.page.set_default_timeout(TIMEOUT_MS)
        self.page.on("console", self._note_console)
        self.page.on("requestfinished", self._note_answer)
        self.page.on("requestfailed", self._note_answer)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def run_first(self, script: str) -> None:
        """Runs a script before each page from the next one on, after a reopening too."""
        self._first.append(script)
        self.context.add_init_script(script)

    def close(self) -> None:
        """Closes the browser; the profile stays."""
        self.context.close()

    def kill(self) -> None:
        """Ends the browser at once, with no time to tidy up; the profile stays."""
        for process in _processes_of(self._profile):
            os.kill(process, signal.SIGKILL)
        wait_until(lambda: not _processes_of(self._profile), "the browser to be gone")
        with suppress(Error):
            self.context.close()
        (self._profile / "SingletonLock").unlink(missing_ok=True)

    def reopen(self, path: str = "/") -> None:
        """Closes the browser, opens it again, as after a night, and goes to a page."""
        self.close()
        self.open()
        self.go(path)

    def go(self, path: str) -> None:
        """Types an address of the app into the address bar."""
        self.page.goto(self.address + path, wait_until="domcontentloaded")

    def tap(self, name: str) -> None:
        """Taps the button or link of exactly that name."""
        self._target(name, exact=True).tap()

    def tap_row(self, part: str) -> None:
        """Taps the row, a button or link, that has this among its words."""
        self._target(part, exact=False).tap()

    def sees(self, text: str, within_s: float = 15) -> None:
        """Waits until a text is on the screen."""
        expect(self._text(text)).to_be_visible(timeout=within_s * 1000)

    def does_not_see(self, text: str) -> None:
        """Waits until a text is nowhere on the screen."""
        expect(self._text(text)).to_have_count(0, timeout=TIMEOUT_MS)

    def is_drawn(self) -> None:
        """Waits until the page shows its content instead of the outlines of it."""
        expect(self.page.locator("h1").first).to_be_visible(timeout=TIMEOUT_MS)
        expect(self.page.locator("[aria-busy=true], .skel")).to_have_count(0, timeout=TIMEOUT_MS)

    def is_ready_for_no_signal(self) -> None:
        """Waits until the phone holds the app and its data: from here on it opens offline."""
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
        # Mirrored once it was read, which is after all data files were written at once.
        self.page.wait_for_function("() => localStorage.getItem('tongka.operator') !== null")

    def pull(self) -> None:
        """Brings the app to the front until it asks the service for news, and was answered."""
        before = self.pulls

        def has_asked() -> bool:
            self.page.evaluate("() => { dispatchEvent(new Event('online')) }")
            return self.pulls > before

        wait_until(has_asked, "a pull")

    def picture(self, file: Path) -> None:
        self.page.screenshot(path=file)

    def _target(self, name: str, exact: bool) -> Locator:
        button = self.page.get_by_role("button", name=name, exact=exact)
        link = self.page.get_by_role("link", name=name, exact=exact)
        return button.or_(link).first

    def _text(self, text: str) -> Locator:
        return self.page.get_by_text(text).filter(visible=True).first

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(message.text)

    def _note_answer(self, request: Request) -> None:
        if request.url.endswith("/api/sync/pull"):
            self.pulls += 1


def _processes_of(profile: Path) -> list[int]:
    """The browser's main process of a profile, and those that were told of it."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = file.read_bytes().split(b"\0")
        except OSError:
            continue  # it ended meanwhile
        if f"--user-data-dir={profile}".encode() in words:
            found.append(int(file.parent.name))
    return found
