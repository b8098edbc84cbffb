"""Puts one build together, unless the one in place is still right."""

import json
from dataclasses import dataclass
from hashlib import sha256
from inspect import getfile
from pathlib import Path

from api.building.bundles import HASH_LENGTH, write_hashed_bundles, write_worker
from api.building.compression import compress_texts
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
from api.building.pages import Names, fill, fill_manifest, integrity, short_hash
from api.building.seeds import SEED_FILES, read_seeds

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
    locks = [PROJECT / "package-lock.json", PROJECT / "pyproject.toml"]
    # A feature says itself what becomes of its seed file.
    rooms = {PIPELINE, *(Path(getfile(seed.shape)).parent for seed in SEED_FILES)}
    code = [path for room in rooms for path in room.glob("*.py")]
    files = {
        **{path.relative_to(source).as_posix(): path for path in source.rglob("*")},
        **{f"seed {seed.name}": seed_dir / seed.file_name for seed in SEED_FILES},
        **{f"code {path.relative_to(PROJECT)}": path for path in (*locks, *code)},
    }
    digest = sha256()
    for name, path in sorted(files.items()):
        if path.is_file() and not path.name.startswith("."):
            digest.update(f"{name}\0{sha256(path.read_bytes()).hexdigest()}\0".encode())
    return digest.hexdigest()


def _current(target: Path, sources: str) -> Built | None:
    folder = current_folder(target)
    record = read_record(folder)
    return Built(record.build, folder) if record and record.sources == sources else None


def _build(source: Path, seed_dir: Path, target: Path, sources: str) -> Built:
    # First, because it is what an operator changes.
    seeds = read_seeds(seed_dir)
    with fresh_folder(target) as folder:
        paths = write_hashed_bundles(source, seed_dir, seeds, folder) | _write_icons(folder)
        names = Names(folder, paths, seeds["operator"]["hotline"])
        build_id = _build_id(source, folder, names)
        _write_pages(source, folder, names, build_id)
        compress_texts(folder)
        earlier = keep_earlier_files(folder, target, build_id)
        Record(build_id, sources, sorted(paths.values()), earlier).write(folder)
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
        write_worker(source, {"build": "", "files": names.precached()}, folder),
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
    kept = [{"url": "/", "integrity": integrity(page)}, *names.precached()]
    write_worker(source, {"build": build_id, "files": kept}, folder)
