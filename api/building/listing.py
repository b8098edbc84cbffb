"""The list of data files, which phones fetch apart from the app.

A changed hospital list is then no new app: the page and its worker stay as they are, and a phone
that hears of another version of the data fetches what changed.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from api.building.bundles import HASH_LENGTH, compact
from api.building.pages import integrity, short_hash
from api.building.patches import patch_of

LISTING = "data.json"
# A patch of more than this share of the file isn't worth it.
WORTH_IT = 0.5


def write_listing(folder: Path, paths: dict[str, str]) -> list[str]:
    """Write the listing of the data files in `paths` (name → path); return the patches' paths.

    The folder already holds the files of earlier builds, which the patches start from.
    """
    files: dict[str, Any] = {}
    patches: list[str] = []
    for name, path in sorted(paths.items()):
        found = _write_patches(folder, name, path)
        patches += found.values()
        starts = {f"/{old}": _entry(folder, patch) for old, patch in found.items()}
        files[name] = _entry(folder, path) | {"patches": starts}
    urls = compact({name: file["url"] for name, file in files.items()})
    listing = {"version": short_hash(urls.encode(), HASH_LENGTH), "files": files}
    (folder / LISTING).write_text(compact(listing), encoding="utf-8")
    return patches


def read_listing(folder: Path) -> dict[str, Any]:
    """Return the listing of a build: its `version`, and `files` by name."""
    listing: dict[str, Any] = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    return listing


def read_data(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return some data files of a build by name: what was made of the seeds, read once more."""
    files = read_listing(folder)["files"]
    return {name: json.loads((folder / files[name]["url"][1:]).read_bytes()) for name in names}


def _write_patches(folder: Path, name: str, path: str) -> dict[str, str]:
    """Write a patch from each earlier version that is worth it; return them by its path."""
    new = (folder / path).read_bytes()
    patches = {}
    for old in _earlier_versions(folder, name, path):
        text = compact(patch_of(json.loads((folder / old).read_bytes()), json.loads(new))).encode()
        if len(text) < len(new) * WORTH_IT:
            start = Path(old).name.split(".")[1]
            patches[old] = f"data/{name}.{start}.{short_hash(text, HASH_LENGTH)}.json"
            (folder / patches[old]).write_bytes(text)
    return patches


def _earlier_versions(folder: Path, name: str, path: str) -> list[str]:
    versions = re.compile(rf"{re.escape(name)}\.[0-9a-f]{{{HASH_LENGTH}}}\.json")
    found = sorted(file for file in (folder / "data").iterdir() if versions.fullmatch(file.name))
    return [f"data/{file.name}" for file in found if f"data/{file.name}" != path]


def _entry(folder: Path, path: str) -> dict[str, str]:
    return {"url": f"/{path}", "integrity": integrity((folder / path).read_bytes())}
