"""Phones for programs that measure in a browser: a service, a family, a bound profile."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright

from tests.browser.families import Families, Family
from tests.browser.phone import CHROMIUM_FLAGS, PHONE_SHAPE, Phone
from tests.browser.service import Service
from tests.browser.steps import bind_behind_the_scenes
from tests.machine import find_chromium

SLOWER_PROCESSOR = 4


@dataclass
class Stage:
    """A running service with one family, and the browser to open."""

    folder: Path
    service: Service
    families: Families
    playwright: Playwright
    chromium: str

    def open_profile(self, name: str, *flags: str) -> BrowserContext:
        """Starts a browser process on the profile of that name."""
        return self.playwright.chromium.launch_persistent_context(
            self.folder / name,
            executable_path=self.chromium,
            args=[*CHROMIUM_FLAGS, *flags],
            **PHONE_SHAPE,
        )

    def bind_profile(self, name: str) -> Family:
        """Makes the profile one of a phone with a bound card that opens without signal."""
        family = self.families.make()
        phone = Phone(self.playwright.chromium, self.chromium, self.folder / name, self.service.url)
        bind_behind_the_scenes(phone, self.service, family, "妈妈")
        phone.is_ready_for_no_signal()
        phone.close()
        return family


@contextmanager
def new_stage(**more: str) -> Iterator[Stage]:
    """A stage of a program's own; everything on it is gone afterwards. `more` are settings."""
    with (
        tempfile.TemporaryDirectory(prefix="tongka-bench-", ignore_cleanup_errors=True) as name,
        sync_playwright() as playwright,
    ):
        folder = Path(name)
        chromium = find_chromium(playwright.chromium.executable_path)
        assert chromium, "there is no Chromium: run `python -m tests.machine` and do what it says"
        service = Service(folder, folder / "build", **more)
        service.start()
        try:
            yield Stage(folder, service, Families(service, folder), playwright, chromium)
        finally:
            service.kill()


def slow_down(page: Page, kbit_per_s: int | None = None, round_trip_ms: int = 0) -> CDPSession:
    """Makes a page's processor 4 times slower and, where asked, its network a mobile one.

    Only the page: a service worker is throttled by neither.
    """
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    if kbit_per_s is not None:
        bytes_per_s = kbit_per_s * 1000 / 8
        conditions = {
            "offline": False,
            "latency": round_trip_ms,
            "downloadThroughput": bytes_per_s,
            "uploadThroughput": bytes_per_s,
        }
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", conditions)
    return devtools
