"""The console's script and styles, apart from the app: a change of them is no new app."""

import json
from pathlib import Path

from api.building.bundles import bundle, compact, write
from api.building.esbuild import PROJECT, QUIET, STYLES, Esbuild
from api.building.pages import integrity

SOURCE = PROJECT / "console"
LISTING = "console.json"
# Desks have a browser of these years.
SCRIPT = (*QUIET, "--minify", "--format=iife", "--target=es2022")


def write_console(folder: Path) -> list[str]:
    """Write the console's files under hashed names, and the listing of them; return their paths."""
    bundles = {
        "console.js": bundle(
            SOURCE / "console.js", Esbuild(*SCRIPT), "assets/console.%(version)s.js"
        ),
        "console.css": bundle(
            SOURCE / "styles" / "console.css", Esbuild(*STYLES), "assets/console.%(version)s.css"
        ),
    }
    paths = {name: write(each, folder) for name, each in bundles.items()}
    files = {
        name: {"url": f"/{path}", "integrity": integrity((folder / path).read_bytes())}
        for name, path in paths.items()
    }
    # The app's own icon, drawn before.
    icon = next((folder / "assets").glob("icon-192.*.png"))
    files["icon"] = {"url": f"/assets/{icon.name}", "integrity": ""}
    (folder / LISTING).write_text(compact(files), encoding="utf-8")
    return list(paths.values())


def read_console(folder: Path) -> dict[str, dict[str, str]]:
    """Return the console's files of a build by name: `url` and `integrity` of each."""
    files: dict[str, dict[str, str]] = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    return files
