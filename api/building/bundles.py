"""The table of bundles, and how webassets makes files of them."""

# webassets has no types:
# mypy: disallow-untyped-calls=False

import json
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

from webassets.bundle import Bundle
from webassets.env import Environment
from webassets.exceptions import BundleError, FilterError
from webassets.filter import Filter
from webassets.version import HashVersion

from api.building.esbuild import STYLES, WORKER, Esbuild, Terser
from api.building.failure import BuildError
from api.building.seeds import SEED_FILES, Seeds

HASH_LENGTH = 12


class CompactJson(Filter):
    """JSON without its white space, once it is known to be JSON."""

    name = "compact_json"  # type: ignore[assignment]  # webassets says None

    def input(self, _in: StringIO, out: StringIO, **about: Any) -> None:
        """Rewrite one JSON file; BuildError names its line."""
        try:
            out.write(compact(json.load(_in)))
        except json.JSONDecodeError as problem:
            name = Path(about["source_path"]).name
            raise BuildError(f"{name} line {problem.lineno}: {problem.msg}.") from None


class SeedJson(Filter):
    """What was made of a seed file, as JSON."""

    name = "seed_json"  # type: ignore[assignment]  # webassets says None

    def __init__(self, name: str, content: dict[str, Any]) -> None:
        super().__init__()
        self.seed_name, self.content = name, content

    def unique(self) -> str:
        """Tell the filters of two seed files apart."""
        return self.seed_name

    def input(self, _in: StringIO, out: StringIO, **about: Any) -> None:
        """Write the checked content in place of the file's text."""
        out.write(compact(self.content))


def compact(content: Any) -> str:
    """Return JSON text without white space, Chinese as it is."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def hashed_bundles(source: Path, seed_dir: Path, seeds: Seeds) -> dict[str, Bundle]:
    """Return what gets a hashed name, by the name it is asked for with."""
    bundles = {
        f"{part}.css": bundle(
            source / "styles" / f"{part}.css", Esbuild(*STYLES), f"assets/{part}.%(version)s.css"
        )
        for part in ("app", "later")
    }
    for seed in SEED_FILES:
        rule = SeedJson(seed.name, seeds[seed.name])
        path = seed_dir / seed.file_name
        bundles[seed.name] = bundle(path, rule, f"data/{seed.name}.%(version)s.json")
    for path in sorted((source / "locales").glob("*.json")):
        bundles[path.stem] = bundle(path, CompactJson(), f"data/{path.stem}.%(version)s.json")
    return bundles


def write_hashed_bundles(
    source: Path, seed_dir: Path, seeds: Seeds, folder: Path
) -> dict[str, str]:
    """Write every bundle under its hashed name; return name → path inside `folder`."""
    bundles = hashed_bundles(source, seed_dir, seeds)
    return {name: write(each, folder) for name, each in bundles.items()}


def write_sender(source: Path, folder: Path) -> str:
    """Write the worker's second script under its hashed name; return its path in `folder`."""
    return write(_of_worker(source / "sender.js", "assets/sender.%(version)s.js"), folder)


def write_worker(source: Path, precache: dict[str, Any], folder: Path) -> bytes:
    """Write sw.js as one classic script that knows what to keep; return its bytes."""
    worker = _of_worker(source / "sw.js", "sw.js", f"--define:__PRECACHE__={compact(precache)}")
    return (folder / write(worker, folder)).read_bytes()


def _of_worker(path: Path, output: str, *options: str) -> Bundle:
    return bundle(path, (Esbuild(*WORKER, *options), Terser()), output)


def bundle(path: Path, rules: Filter | tuple[Filter, ...], output: str) -> Bundle:
    """Return what makes the file `output` of one source by some rules."""
    return Bundle(str(path), filters=rules, output=output)


def _environment(folder: Path) -> Environment:
    # A fresh folder each time: webassets' own cache and time stamps once gave stale output.
    return Environment(
        directory=str(folder),
        url="",
        cache=False,
        manifest=False,
        updater=False,
        versions=HashVersion(length=HASH_LENGTH, hash=sha256),
    )


def write(wanted: Bundle, folder: Path) -> str:
    """Write a bundle, return its path inside `folder`; BuildError says what can't be bundled."""
    source, environment = Path(wanted.contents[0]), _environment(folder)
    if not source.is_file():
        raise BuildError(f"{source.name} is missing in {source.parent}.")
    wanted.env = environment
    try:
        wanted.build(force=True)
    except (FilterError, BundleError) as problem:
        raise BuildError(f"{source.name} can't be bundled:\n{problem}") from problem
    written = Path(wanted.resolve_output(environment))
    return written.relative_to(folder).as_posix()
