"""The import layers of the app: who may use whom, and the one door each to network and disk."""

import re
from os.path import normpath
from pathlib import Path

import pytest

PWA = Path(__file__).parents[1] / "pwa"

# Layer → layers it may import. `router` is the file of that name, `start` what puts all together.
ALLOWED = {
    "lib": {"lib"},
    "db": {"db", "lib"},
    "sync": {"sync", "db", "lib"},
    "store": {"store", "db", "lib"},
    "actions": {"actions", "db", "sync", "lib"},
    "router": {"lib"},
    "components": {"components", "lib", "router"},
    "pages": {"pages", "components", "actions", "store", "lib", "router"},
    "sw": {"sync", "db", "lib"},
    "sender": {"sync"},
}
STARTERS = {"main.jsx", "app.jsx", "later.jsx", "reading.js", "routes.js"}
PACKAGES = {
    "preact": {"router", "components", "pages", "start"},
    "preact/hooks": {"components", "pages", "start"},
    "@preact/signals": {"lib", "store", "actions", "router", "components", "pages", "start"},
    "idb": {"db"},
    "minisearch": {"lib"},
    "uqr": {"lib"},
}
# One door each: what is written in the code → the layers that may write it.
DOORS = {
    r"(?<![\w.])fetch\s*\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket": {"sync", "sw"},
    r"""createElement\(['"]script""": {"sync"},
    r"indexedDB|\bIDB\w+|openDB": {"db"},
    r"localStorage|sessionStorage": {"db"},
    r"Date\.now\(\)|new Date\(\)": {"lib", "sync", "sw"},
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(": set(),
}
IMPORT = re.compile(
    r"""^\s*(?:import|export)\b[^'";]*?\bfrom\s*['"]([^'"]+)['"]"""
    r"""|^\s*import\s*['"]([^'"]+)['"]"""
    r"""|\bimport\s*\(\s*(.)""",
    re.MULTILINE,
)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)


def layer_of(path: str) -> str:
    """Return the layer of a path inside pwa/: its folder, `router`, `sw` or `start`."""
    folder, _, rest = path.partition("/")
    if rest:
        return folder
    return "start" if path in STARTERS else path.partition(".")[0]


def wrongs_of(path: str, code: str) -> list[str]:
    """Return what a file does that its layer may not, one sentence each."""
    layer = layer_of(path)
    bare = COMMENT.sub("", code)
    wrongs = [wrong for match in IMPORT.finditer(bare) if (wrong := _import_wrong(path, match))]
    for pattern, allowed in DOORS.items():
        if layer not in allowed and (found := re.search(pattern, bare)):
            wrongs.append(f"{path} uses {found[0]}, which is for {sorted(allowed) or 'nobody'}")
    return wrongs


def _import_wrong(path: str, match: re.Match[str]) -> str | None:
    layer = layer_of(path)
    asked = match[1] or match[2]
    if asked is None:
        return f"{path} imports lazily; what may come later is in later.jsx"
    if not asked.startswith("."):
        allowed = PACKAGES.get(asked, set())
        return None if layer in allowed else f"{path} imports {asked}"
    target = Path(normpath((PWA / path).parent / asked))
    if not target.is_file():
        return f"{path} imports {asked}, which isn't there"
    used = layer_of(target.relative_to(PWA).as_posix())
    fine = layer == "start" or used in ALLOWED.get(layer, set())
    return None if fine else f"{path} ({layer}) imports {asked} ({used})"


def sources() -> list[str]:
    """Return every JavaScript file of the app, as a path inside pwa/."""
    files = [*PWA.rglob("*.js"), *PWA.rglob("*.jsx")]
    return sorted(path.relative_to(PWA).as_posix() for path in files)


def test_it_finds_the_sources() -> None:
    assert {"main.jsx", "sw.js", "lib/card.js", "sync/http.js"} <= set(sources())


@pytest.mark.parametrize("path", sources())
def test_it_keeps_the_layers(path: str) -> None:
    assert wrongs_of(path, (PWA / path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("lib/new.js", "import { cards } from '../store/queries.js';"),
        ("lib/new.js", "export { cards } from '../store/queries.js';"),
        ("store/new.js", "import { request } from '../sync/http.js';"),
        ("store/new.js", "import {\n  request,\n} from '../sync/http.js';"),
        ("sync/new.js", "import { cards } from '../store/queries.js';"),
        ("actions/new.js", "import { cards } from '../store/queries.js';"),
        ("components/new.jsx", "import { cards } from '../store/queries.js';"),
        ("pages/new.jsx", "import { request } from '../sync/http.js';"),
        ("pages/cards/new.jsx", "import { withDatabase } from '../../db/open.js';"),
        ("sw.js", "import { cards } from './store/queries.js';"),
        ("sender.js", "import { withDatabase } from './db/open.js';"),
        ("pages/new.jsx", "import '../sync/loop.js';"),
        ("pages/new.jsx", "const page = await import('./home.jsx');"),
        ("lib/new.js", "import { deleteDB } from 'idb';"),
        ("pages/new.jsx", "import thing from 'left-pad';"),
        ("lib/new.js", "import { gone } from './gone.js';"),
        ("pages/new.jsx", "const answer = await fetch('/api/session');"),
        ("store/new.js", "indexedDB.open('tongka');"),
        ("pages/new.jsx", "localStorage.setItem('a', 'b');"),
        ("pages/new.jsx", "const script = document.createElement('script');"),
        ("pages/new.jsx", "const today = new Date();"),
        ("components/new.jsx", "node.innerHTML = text;"),
    ],
)
def test_it_notices_a_broken_layer(path: str, code: str) -> None:
    assert len(wrongs_of(path, code)) == 1


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("pages/new.jsx", "import { t } from '../lib/labels.js';\n// fetch('/x') is elsewhere"),
        ("pages/new.jsx", "/** @typedef {import('../lib/rows.js').Card} Card */"),
        ("pages/new.jsx", "const link = 'https://example.org';\nawait prefetch();"),
        ("sync/new.js", "const answer = await fetch('/api/session');"),
        ("main.jsx", "import { startLoop } from './sync/loop.js';"),
    ],
)
def test_it_lets_the_rest_pass(path: str, code: str) -> None:
    assert wrongs_of(path, code) == []
