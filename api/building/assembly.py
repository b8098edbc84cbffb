"""Puts one build together, unless the one in place is still right."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from api.building.bundles import HASH_LENGTH, write_hashed_bundles, write_sender, write_worker
from api.building.compression import compress_texts
from api.building.desk import SOURCE as CONSOLE
from api.building.desk import write_console
from api.building.esbuild import PROJECT
from api.building.folders import (
    Record,
    current_folder,
    fresh_folder,
    keep_earlier_files,
    locked,
    read_record,
    swap,
)
from api.building.icons import ICONS, draw
from api.building.listing import write_listing
from api.building.pages import SENDER, Names, fill, fill_manifest, short_hash
from api.building.scripts import write_scripts
from api.building.seeds import SEED_FILES, read_seeds
from api.building.verification import SOURCE as VERIFY
from api.building.verification import write_verification

# Raised when an app can no longer be understood by the service, or the other way round: a build
# id begins with it, and the service names the oldest one it still answers (docs/SYNC.md).
GENERATION = 1

PIPELINE = PROJECT / "api" / "building"


@dataclass(frozen=True)
class Built:
    """A finished build: its id (generation, dash, 12 hex digits) and the folder of its files."""

    build: str
    root: Path


def build(source: Path, seed_dir: Path, target: Path) -> Built:
    """Build the app in `source` with the data of `seed_dir`, unless nothing has changed.

    The result is a folder inside `target`; its link `current` moves to it in one step, so several
    processes may start at once. The hashed files of the last two builds stay beside the new ones.
    Raises BuildError, whose text tells a person what to change.
    """
    source, seed_dir, target = source.resolve(), seed_dir.resolve(), target.resolve()
    sources = digest_of_sources(source, seed_dir)
    if built := _current(target, sources):
        return built
    with locked(target):
        # Another process may have built it while this one waited.
        return _current(target, sources) or _build(source, seed_dir, target, sources)


def digest_of_sources(source: Path, seed_dir: Path) -> str:
    """Return a hash of everything a build is made from, this pipeline itself included."""
    pipeline = [PROJECT / "package-lock.json", PROJECT / "pyproject.toml", *pipeline_files()]
    files = {
        **{path.relative_to(source).as_posix(): path for path in source.rglob("*")},
        **{f"console {path.relative_to(CONSOLE)}": path for path in CONSOLE.rglob("*")},
        **{f"verify {path.relative_to(VERIFY)}": path for path in VERIFY.rglob("*")},
        **{f"seed {seed.name}": seed_dir / seed.file_name for seed in SEED_FILES},
        **{f"pipeline {path.relative_to(PROJECT)}": path for path in pipeline},
    }
    digest = sha256()
    for name, path in sorted(files.items()):
        if path.is_file() and not path.name.startswith("."):
            digest.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def pipeline_files() -> Iterator[Path]:
    """Find the modules of this package and of the features that read a seed file."""
    yield from PIPELINE.glob("*.py")
    for seed in SEED_FILES:
        room = Path(str(sys.modules[seed.shape.__module__].__file__)).parent
        if room != PIPELINE:
            yield from room.glob("*.py")


def _current(target: Path, sources: str) -> Built | None:
    folder = current_folder(target)
    record = read_record(folder)
    return Built(record.build, folder) if record and record.sources == sources else None


def _build(source: Path, seed_dir: Path, target: Path, sources: str) -> Built:
    # First, because it is what an operator changes.
    seeds = read_seeds(seed_dir)
    with fresh_folder(target) as folder:
        paths = write_scripts(source, folder) | _write_icons(folder)
        paths |= write_hashed_bundles(source, seed_dir, seeds, folder)
        paths[SENDER] = write_sender(source, folder)
        data = {seed.name: paths.pop(seed.name) for seed in SEED_FILES}
        names = Names(folder, paths, seeds["operator"]["hotline"])
        build_id = _build_id(source, folder, names)
        _write_pages(source, folder, names, build_id)
        served = [*paths.values(), *data.values()]
        served += write_console(folder)
        served += write_verification(folder, seeds["operator"])
        earlier = keep_earlier_files(folder, target, served)
        served += write_listing(folder, data)
        compress_texts(folder)
        Record(build_id, sources, sorted(served), earlier).write(folder)
        swap(folder, target)
    return Built(build_id, folder.resolve())


def _write_icons(folder: Path) -> dict[str, str]:
    paths = {}
    for icon in ICONS:
        content = draw(icon)
        path = f"assets/{icon.name}.{short_hash(content, HASH_LENGTH)}.png"
        (folder / path).write_bytes(content)
        paths[icon.name] = path
    return paths


def _build_id(source: Path, folder: Path, names: Names) -> str:
    """Return a hash of all that is served; the id itself is left blank in what carries it."""
    blanks = {**names.blanks(), "build": ""}
    parts = [
        fill(source / "index.html", blanks),
        fill_manifest(source / "manifest.webmanifest", blanks),
        write_worker(source, names.worker(""), folder),
        json.dumps(sorted(names.urls.items())).encode(),
    ]
    contents = short_hash(b"\0".join(parts), HASH_LENGTH)
    return f"{GENERATION}-{contents}"


def _write_pages(source: Path, folder: Path, names: Names, build_id: str) -> None:
    blanks = {**names.blanks(), "build": build_id}
    page = fill(source / "index.html", blanks)
    manifest = fill_manifest(source / "manifest.webmanifest", blanks)
    (folder / "index.html").write_bytes(page)
    (folder / "manifest.webmanifest").write_bytes(manifest)
    # Last, because it holds the hash of the page.
    write_worker(source, names.worker(build_id, page), folder)
