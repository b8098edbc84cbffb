"""A very small app with its seed folder, for tests of the pipeline."""

import shutil
from pathlib import Path

from api.building.seeds import SEED_FILES

PROJECT = Path(__file__).resolve().parents[2]

SOURCES = {
    "main.jsx": """import { render } from 'preact';
import { title } from './title.js';
render(<h1>{title}</h1>, document.getElementById('app'));
""",
    "later.jsx": "import './main.jsx';\nimport { title } from './title.js';\nalert(title);\n",
    "title.js": "export const title = '童卡';\n",
    "sw.js": "self.addEventListener('install', () => self.kept = __PRECACHE__);\n",
    "sender.js": "self.sent = 0;\n",
    "styles/app.css": "@import './base.css';\nh1 { color: green; }\n",
    "styles/later.css": "p { margin: 0; }\n",
    "styles/base.css": "body { margin: 0; }\n",
    "locales/zh.json": '{\n  "title": "童卡"\n}\n',
    "locales/en.json": '{\n  "title": "Tongka"\n}\n',
}


def write_little_app(folder: Path) -> Path:
    """Write the sources, with the project's own page and manifest; return their folder."""
    for name, text in SOURCES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name in ("index.html", "manifest.webmanifest"):
        shutil.copy(PROJECT / "pwa" / name, folder)
    return folder


def copy_seeds(folder: Path) -> Path:
    """Copy the project's seed files; return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEED_FILES:
        shutil.copy(PROJECT / "seed" / seed.file_name, folder)
    return folder


def change(path: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file by `new`."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
