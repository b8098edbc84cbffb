"""The page at /verify, apart from the app: a hospital opens it without the app."""

import html
import re
from pathlib import Path
from typing import Any

from api.building.bundles import HASH_LENGTH, bundle, compact, write
from api.building.esbuild import PROJECT, QUIET, STYLES, Esbuild
from api.building.pages import fill, integrity, short_hash

SOURCE = PROJECT / "verify"
ADDRESS = "/verify"
PAGE, WORKER = "verify.html", "verify-sw.js"
# A hospital's phones are older than a parent's.
SCRIPT = (*QUIET, "--minify", "--format=iife", "--target=es2020")


def write_verification(folder: Path, operator: dict[str, Any]) -> list[str]:
    """Write the page, its files under hashed names, and its worker; return the hashed paths."""
    script = bundle(SOURCE / "verify.js", Esbuild(*SCRIPT), "assets/verify.%(version)s.js")
    styles = bundle(
        SOURCE / "styles" / "verify.css", Esbuild(*STYLES), "assets/verify.%(version)s.css"
    )
    paths = {"verify_js": write(script, folder), "verify_css": write(styles, folder)}
    page = fill(SOURCE / "index.html", _blanks(folder, paths, operator))
    (folder / PAGE).write_bytes(page)
    files = [_entry(f"/{path}", (folder / path).read_bytes()) for path in paths.values()]
    kept = {"build": short_hash(page, HASH_LENGTH), "files": [_entry(ADDRESS, page), *files]}
    define = f"--define:__VERIFY__={compact(kept)}"
    write(bundle(SOURCE / "worker.js", Esbuild(*SCRIPT, define), WORKER), folder)
    return list(paths.values())


def _blanks(folder: Path, paths: dict[str, str], operator: dict[str, Any]) -> dict[str, str]:
    blanks = {
        "hotline": operator["hotline"],
        "hotline_tel": re.sub(r"[^+0-9]", "", operator["hotline"]),
        "hours_zh": operator["hotline_hours"]["zh"],
        "hours_en": operator["hotline_hours"]["en"],
        # The app's own icon, drawn before.
        "icon_192": f"/assets/{next((folder / 'assets').glob('icon-192.*.png')).name}",
    }
    for name, path in paths.items():
        blanks[name] = f"/{path}"
        blanks[f"{name}_integrity"] = integrity((folder / path).read_bytes())
    return {name: html.escape(value) for name, value in blanks.items()}


def _entry(url: str, content: bytes) -> dict[str, str]:
    return {"url": url, "integrity": integrity(content)}
