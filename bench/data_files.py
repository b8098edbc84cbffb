"""The data files that travel with the phone: their sizes, and what one changed record costs.

With the sample and with 3,000 invented hospitals. The update is what a phone fetches after one
hospital's intro has changed: the list of data files, then a patch of the one that changed. Bytes
are those of the answers' bodies as a browser that takes Brotli gets them.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import brotli

from api.assets import Built, build
from api.building.listing import LISTING, read_listing
from api.settings import ROOT
from bench.figures import Figure
from bench.hospitals_list import write_hospitals

ROWS = 3000
# As core/encodings.py compresses an answer.
QUALITY = 5
CHANGE = "搬过一次家。"


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory(prefix="tongka-bench-") as name:
        folder = Path(name)
        shutil.copytree(ROOT / "seed", folder / "seed")
        built = _build(folder)
        for file in sorted(read_listing(built.root)["files"]):
            yield from _size(built, file, "")
        yield from _update(folder, "sample")
        write_hospitals(folder / "seed", ROWS)
        yield from _size(_build(folder), "hospitals", f", {ROWS:,} rows")
        yield from _update(folder, f"{ROWS:,} rows")


def _build(folder: Path) -> Built:
    return build(ROOT / "pwa", folder / "seed", folder / "build")


def _size(built: Built, name: str, which: str) -> Iterator[Figure]:
    raw, compressed = _bytes(built, read_listing(built.root)["files"][name]["url"])
    yield Figure(
        f"{name}{which}, brotli", compressed / 1000, "KB", note=f"{raw / 1000:,.1f} KB raw"
    )


def _update(folder: Path, which: str) -> Iterator[Figure]:
    before = read_listing(_build(folder).root)["files"]["hospitals"]["url"]
    _change_one_record(folder / "seed" / "hospitals.yaml")
    after = _build(folder)
    hospitals = read_listing(after.root)["files"]["hospitals"]
    patch = _bytes(after, hospitals["patches"][before]["url"])[1]
    whole = _bytes(after, hospitals["url"])[1]
    listing = len(brotli.compress((after.root / LISTING).read_bytes(), quality=QUALITY))
    note = f"list {listing:,} B and patch {patch:,} B; the whole file has {whole:,} B"
    yield Figure(f"one changed record, {which}", listing + patch, "B", note=note)


def _change_one_record(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    start = text.index("zh: ", text.index("intro:", len(text) // 2)) + len("zh: ")
    path.write_text(f"{text[:start]}{CHANGE}{text[start:]}", encoding="utf-8")


def _bytes(built: Built, url: str) -> tuple[int, int]:
    """The bytes of a file of the build, and of it as Brotli."""
    path = built.root / url[1:]
    return path.stat().st_size, path.with_name(f"{path.name}.br").stat().st_size
