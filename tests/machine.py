"""What the tests need of the machine, beyond pip and npm: found, installed, or asked for.

`python -m tests.machine` installs what is missing where it may (root, on Debian and its kin),
and otherwise says in one sentence what to install.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

_CHROMIUM_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_CHROMIUM_ON_MACOS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


@dataclass(frozen=True)
class Need:
    """One thing the machine must have: how to tell, and the Debian packages that bring it."""

    is_there: Callable[[], object]
    packages: tuple[str, ...]
    request: str


def find_chromium(
    playwrights_own: str, known_places: tuple[str, ...] = _CHROMIUM_ON_MACOS
) -> str | None:
    """Returns the browser to drive: $CHROMIUM, Playwright's own, or an installed one."""
    installed = [shutil.which(command) for command in _CHROMIUM_COMMANDS]
    candidates = [os.environ.get("CHROMIUM"), playwrights_own, *installed, *known_places]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def _has_chromium() -> object:
    with sync_playwright() as playwright:
        return find_chromium(playwright.chromium.executable_path)


def _has_chinese_font() -> object:
    if sys.platform == "darwin":
        return True
    return shutil.which("fc-list") and _output("fc-list", ":lang=zh-cn", "family")


def _has_pango() -> object:
    # WeasyPrint loads Pango at import; asking it is the only test that means something.
    asked = subprocess.run(
        [sys.executable, "-c", "import weasyprint"], check=False, capture_output=True
    )
    return asked.returncode == 0


def _output(*command: str) -> str:
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip()


NEEDS = (
    Need(
        _has_chromium,
        ("chromium",),
        "The browser journeys need Chromium or Chrome: install one, or set CHROMIUM to its path.",
    ),
    Need(
        _has_chinese_font,
        ("fontconfig", "fonts-noto-cjk"),
        "The browser journeys need a Chinese font: install Noto Sans CJK (fonts-noto-cjk).",
    ),
    Need(
        _has_pango,
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
        "The poster needs Pango: install it (Debian: libpangoft2-1.0-0, Homebrew: pango).",
    ),
)


def provide(needs: tuple[Need, ...], may_install: bool) -> list[str]:
    """Installs what is missing where it may; returns a sentence for each need still open."""
    missing = [need for need in needs if not need.is_there()]
    if missing and may_install:
        packages = [package for need in missing for package in need.packages]
        print(f"Installing {' '.join(packages)} ...", flush=True)
        _apt_get(packages)
        missing = [need for need in missing if not need.is_there()]
    return [need.request for need in missing]


def main() -> int:
    may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
    requests = provide(NEEDS, may_install)
    print(*requests, sep="\n", end="\n" if requests else "", file=sys.stderr)
    return 1 if requests else 0


def _apt_get(packages: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "--quiet", *command],
            check=False,
            capture_output=True,
            text=True,
            env=environment,
        )
        if done.returncode != 0:
            print(done.stdout, done.stderr, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
