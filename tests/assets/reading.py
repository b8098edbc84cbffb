"""Reads a build back the way a browser does."""

import base64
import json
import re
from hashlib import sha384
from html.parser import HTMLParser
from pathlib import Path
from typing import Any


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, root: Path, page: str = "index.html") -> None:
        """Read a page of the build at `root`."""
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed((root / page).read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember one tag."""
        self.tags.append((tag, dict(attrs)))

    def one(self, tag: str, **wanted: str) -> dict[str, Any]:
        """Return the attributes of the only such tag."""
        (found,) = [
            given
            for name, given in self.tags
            if name == tag and all(given.get(key) == value for key, value in wanted.items())
        ]
        return found

    def texts(self) -> dict[str, dict[str, str]]:
        """Return the map of the texts in each language."""
        files: dict[str, dict[str, str]] = json.loads(
            self.one("meta", name="tongka-texts")["content"]
        )
        return files


def precache(root: Path) -> dict[str, Any]:
    """Return what the built service worker was told: what to keep, and its second script."""
    script = (root / "sw.js").read_text(encoding="utf-8")
    found = re.search(r"\{build:\".*?\],sender:\"[^\"]+\"\}", script)
    assert found
    quoted = re.sub(r"([{,])(build|files|url|integrity|sender):", r'\1"\2":', found[0])
    kept: dict[str, Any] = json.loads(quoted)
    return kept


def integrity_of(content: bytes) -> str:
    """Return the value a browser compares with."""
    return "sha384-" + base64.b64encode(sha384(content).digest()).decode()


def file_at(root: Path, url: str) -> bytes:
    """Return the file that a URL of the build stands for."""
    return (root / ("index.html" if url == "/" else url[1:])).read_bytes()
