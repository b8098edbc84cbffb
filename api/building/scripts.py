"""The app's scripts: the first one, and the part that is loaded after the first picture."""

# webassets has no types:
# mypy: disallow-untyped-calls=False

from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from webassets.exceptions import FilterError
from webassets.filter import Filter

from api.building.bundles import bundle, write
from api.building.esbuild import Terser, split
from api.building.failure import BuildError

MAIN, LATER = "main.jsx", "later.jsx"
# What both entries need becomes `app.js`. The later one imports the whole of the main one, so that
# is all of it, and of the main entry nothing is left but this:
NOTHING_OF_ITS_OWN = 'import "./app.js";'


class FinalName(Filter):
    """Put the hashed name of the first script where the later part imports it."""

    name = "final_name"  # type: ignore[assignment]  # webassets says None

    def __init__(self, path: str) -> None:
        super().__init__()
        self.final = Path(path).name

    def input(self, _in: StringIO, out: StringIO, **_about: Any) -> None:
        """Rewrite the only import of a script that is split off."""
        out.write(_in.read().replace('"./app.js"', f'"./{self.final}"'))


def write_scripts(source: Path, folder: Path) -> dict[str, str]:
    """Write both scripts under their hashed names; return name → path inside `folder`."""
    with TemporaryDirectory() as name:
        parts = Path(name)
        _split(source, parts)
        app = write(bundle(parts / "app.js", Terser(), "assets/app.%(version)s.js"), folder)
        rules = (FinalName(app), Terser())
        later = write(bundle(parts / "later.js", rules, "assets/later.%(version)s.js"), folder)
    return {"app.js": app, "later.js": later}


def _split(source: Path, parts: Path) -> None:
    entries = [source / MAIN, source / LATER]
    for entry in entries:
        if not entry.is_file():
            raise BuildError(f"{entry.name} is missing in {source}.")
    try:
        split(entries, parts)
    except FilterError as problem:
        raise BuildError(f"{MAIN} can't be bundled:\n{problem}") from problem
    if (parts / "main.js").read_text(encoding="utf-8").strip() != NOTHING_OF_ITS_OWN:
        raise BuildError(f"{LATER} must import ./{MAIN}: the first script is one file.")
