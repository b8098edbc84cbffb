"""Fills the page and the manifest with the names and hashes of this build."""

import base64
import html
import json
import re
import tomllib
from hashlib import sha256, sha384
from pathlib import Path
from string import Template
from typing import Any

from api.building.bundles import compact
from api.building.esbuild import PROJECT
from api.building.failure import BuildError

# What the page loads by itself; the rest is asked for by the app.
SCRIPT, STYLES = "app.js", "app.css"
LATER_SCRIPT, LATER_STYLES = "later.js", "later.css"
SENDER = "sender.js"


def integrity(content: bytes) -> str:
    """Return the Subresource Integrity value of a file."""
    return "sha384-" + base64.b64encode(sha384(content).digest()).decode()


def short_hash(content: bytes, length: int) -> str:
    """Return the first hex digits of a file's SHA-256."""
    return sha256(content).hexdigest()[:length]


class Names:
    """The files of one build: which URL a name has, and its integrity."""

    def __init__(self, folder: Path, paths: dict[str, str], hotline: str) -> None:
        self.hotline = hotline
        self.urls = {name: f"/{path}" for name, path in paths.items()}
        self.integrities = {
            name: integrity((folder / path).read_bytes()) for name, path in paths.items()
        }

    def text_map(self) -> str:
        """Return the JSON of `<meta name="tongka-texts">`: language → url and integrity."""
        return compact({name: self._entry(name) for name in self._text_names()})

    def precached(self) -> list[dict[str, str]]:
        """Return what the service worker keeps, the page itself apart."""
        parts = (SCRIPT, STYLES, LATER_SCRIPT, LATER_STYLES)
        return [self._entry(name) for name in (*parts, *self._text_names())]

    def worker(self, build: str, page: bytes | None = None) -> dict[str, Any]:
        """Return what the service worker knows: what to keep, and where its second script is."""
        shell = [] if page is None else [{"url": "/", "integrity": integrity(page)}]
        kept = [*shell, *self.precached()]
        return {"build": build, "files": kept, "sender": self.urls[SENDER]}

    def blanks(self) -> dict[str, str]:
        """Return what a template may ask for, escaped: `$app_js`, `$app_js_integrity`, …"""
        filled = {
            "texts": self.text_map(),
            "later": compact(
                {"script": self._entry(LATER_SCRIPT), "styles": self._entry(LATER_STYLES)}
            ),
            "version": project_version(),
            "hotline": self.hotline,
            "hotline_tel": re.sub(r"[^+0-9]", "", self.hotline),
        }
        for name, url in self.urls.items():
            blank = name.replace(".", "_").replace("-", "_")
            filled[blank] = url
            filled[f"{blank}_integrity"] = self.integrities[name]
        return {blank: html.escape(value) for blank, value in filled.items()}

    def _text_names(self) -> list[str]:
        return [name for name, url in self.urls.items() if url.startswith("/data/")]

    def _entry(self, name: str) -> dict[str, str]:
        return {"url": self.urls[name], "integrity": self.integrities[name]}


def project_version() -> str:
    """Return the version that people see, as pyproject.toml says it."""
    with (PROJECT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def read_template(path: Path) -> str:
    """Return a template's text; BuildError when it is missing."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        raise BuildError(f"{path.name} is missing in {path.parent}.") from None


def fill(path: Path, blanks: dict[str, str]) -> bytes:
    """Return the template at `path` with every `$blank` filled; BuildError names an unknown one."""
    try:
        return Template(read_template(path)).substitute(blanks).encode()
    except (KeyError, ValueError) as problem:
        raise BuildError(f"{path.name}: nothing to fill {problem} with.") from None


def fill_manifest(path: Path, blanks: dict[str, str]) -> bytes:
    """Return the web app manifest, filled and compact; BuildError when it isn't JSON."""
    try:
        return compact(json.loads(fill(path, blanks))).encode()
    except json.JSONDecodeError as problem:
        raise BuildError(f"{path.name} line {problem.lineno}: {problem.msg}.") from None
