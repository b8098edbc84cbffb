"""The app, its data and its worker become one folder of hashed files."""

import gzip
import json
import re
from io import BytesIO
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has none
import pytest
from PIL import Image

from api.assets import BuildError, build
from api.building.assembly import pipeline_files
from tests.assets.little_app import PROJECT, change
from tests.assets.reading import Page, file_at, integrity_of, precache


def test_it_fills_the_page_with_hashed_names_and_their_integrity(
    source: Path, seed_dir: Path, target: Path
) -> None:
    built = build(source, seed_dir, target)
    page = Page(built.root)

    script, styles = page.one("script"), page.one("link", rel="stylesheet")
    assert script["integrity"] == integrity_of(file_at(built.root, script["src"]))
    assert styles["integrity"] == integrity_of(file_at(built.root, styles["href"]))
    assert re.fullmatch(r"/assets/app\.[0-9a-f]{12}\.js", script["src"])
    assert page.one("html")["data-build"] == built.build
    assert page.one("link", rel="preload")["href"] == page.texts()["zh"]["url"]


def test_it_lists_the_texts_in_the_page(source: Path, seed_dir: Path, target: Path) -> None:
    built = build(source, seed_dir, target)
    files = Page(built.root).texts()

    assert set(files) == {"zh", "en"}
    for name, file in files.items():
        assert file["url"].startswith(f"/data/{name}.")
        assert file["integrity"] == integrity_of(file_at(built.root, file["url"]))
    assert json.loads(file_at(built.root, files["zh"]["url"])) == {"title": "童卡"}


def test_it_tells_the_worker_what_to_keep(source: Path, seed_dir: Path, target: Path) -> None:
    built = build(source, seed_dir, target)
    kept = precache(built.root)

    assert kept["build"] == built.build
    assert kept["files"][0]["url"] == "/"
    for file in kept["files"]:
        assert file["integrity"] == integrity_of(file_at(built.root, file["url"]))
    in_page = {file["url"] for file in Page(built.root).texts().values()}
    assert in_page < {file["url"] for file in kept["files"]}
    assert re.fullmatch(r"/assets/sender\.[0-9a-f]{12}\.js", kept["sender"])
    assert b"sent" in file_at(built.root, kept["sender"])


def test_it_bundles_jsx_and_imports_without_module_syntax(
    source: Path, seed_dir: Path, target: Path
) -> None:
    built = build(source, seed_dir, target)
    page = Page(built.root)

    script = file_at(built.root, page.one("script")["src"]).decode()
    assert "童卡" in script
    assert "import" not in script
    assert page.one("script")["type"] == "module"
    styles = file_at(built.root, page.one("link", rel="stylesheet")["href"]).decode()
    assert styles.strip() == "body{margin:0}h1{color:green}"


def test_it_splits_off_what_is_loaded_later(source: Path, seed_dir: Path, target: Path) -> None:
    built = build(source, seed_dir, target)
    page = Page(built.root)
    parts = json.loads(page.one("meta", name="tongka-later")["content"])
    later, styles = parts["script"], parts["styles"]

    assert re.fullmatch(r"/assets/later\.[0-9a-f]{12}\.css", styles["url"])
    assert styles["integrity"] == integrity_of(file_at(built.root, styles["url"]))
    assert styles in precache(built.root)["files"]
    assert file_at(built.root, styles["url"]).decode().strip() == "p{margin:0}"
    assert re.fullmatch(r"/assets/later\.[0-9a-f]{12}\.js", later["url"])
    assert later["integrity"] == integrity_of(file_at(built.root, later["url"]))
    assert later in precache(built.root)["files"]
    # All it shares with the first script it takes from that, under its final name.
    text = file_at(built.root, later["url"]).decode()
    assert re.findall(r'from"([^"]+)"', text) == [f"./{Path(page.one('script')['src']).name}"]
    assert "童卡" not in text


def test_it_draws_the_icons_of_the_manifest(source: Path, seed_dir: Path, target: Path) -> None:
    built = build(source, seed_dir, target)
    manifest = json.loads((built.root / "manifest.webmanifest").read_bytes())

    for icon in manifest["icons"]:
        picture = Image.open(BytesIO(file_at(built.root, icon["src"])))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
        transparent = picture.mode == "RGBA" and picture.getpixel((0, 0))[3] == 0  # type: ignore[index]  # a pixel is a tuple here
        assert transparent == (icon["purpose"] == "any")
    apple = file_at(built.root, Page(built.root).one("link", rel="apple-touch-icon")["href"])
    assert Image.open(BytesIO(apple)).size == (180, 180)


def test_it_compresses_every_text_to_equal_contents(
    source: Path, seed_dir: Path, target: Path
) -> None:
    root = build(source, seed_dir, target).root
    texts = [path for path in root.rglob("*") if path.suffix in (".html", ".js", ".css", ".json")]

    for path in texts:
        if path.name != "built.json":
            content = path.read_bytes()
            assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == content
            assert gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes()) == content


def test_it_gives_the_same_files_for_the_same_sources(
    source: Path, seed_dir: Path, target: Path, tmp_path: Path
) -> None:
    one = build(source, seed_dir, target)
    other = build(source, seed_dir, tmp_path / "elsewhere")

    assert one.build == other.build
    names = sorted(path.relative_to(one.root) for path in one.root.rglob("*.*"))
    assert names == sorted(path.relative_to(other.root) for path in other.root.rglob("*.*"))
    for name in names:
        assert (one.root / name).read_bytes() == (other.root / name).read_bytes()


def test_it_builds_anew_when_the_reader_of_a_seed_file_changes() -> None:
    files = {path.relative_to(PROJECT).as_posix() for path in pipeline_files()}
    assert {"api/building/assembly.py", "api/notices/reading.py"} <= files


def test_it_changes_only_the_names_of_what_changed(
    source: Path, seed_dir: Path, target: Path
) -> None:
    before = build(source, seed_dir, target)
    change(source / "title.js", "童卡", "童卡二")
    after = build(source, seed_dir, target)

    assert before.build != after.build
    old, new = Page(before.root), Page(after.root)
    assert old.one("script")["src"] != new.one("script")["src"]
    assert old.one("link", rel="stylesheet") == new.one("link", rel="stylesheet")
    assert old.texts() == new.texts()


@pytest.mark.parametrize("name", ["index.html", "manifest.webmanifest", "sw.js"])
def test_it_gives_a_new_build_id_when_a_file_without_hash_changes(
    name: str, source: Path, seed_dir: Path, target: Path
) -> None:
    before = build(source, seed_dir, target)
    change(source / name, {"sw.js": "kept"}.get(name, "孩子"), "other")

    assert build(source, seed_dir, target).build != before.build


def test_it_keeps_the_build_id_when_only_a_comment_changes(
    source: Path, seed_dir: Path, target: Path
) -> None:
    before = build(source, seed_dir, target)
    change(seed_dir / "plans.yaml", "# The plans", "# All plans")

    assert build(source, seed_dir, target).build == before.build


def test_it_takes_the_hotline_from_the_operator(source: Path, seed_dir: Path, target: Path) -> None:
    change(seed_dir / "operator.yaml", '"021-80209058"', '"010 1234 5678"')
    page = (build(source, seed_dir, target).root / "index.html").read_text(encoding="utf-8")

    assert '<a href="tel:01012345678">010 1234 5678</a>' in page


BROKEN = [
    ("main.jsx", "render(", "render((", "main.jsx can't be bundled"),
    ("later.jsx", "import './main.jsx';", "", "later.jsx must import ./main.jsx"),
    ("later.jsx", "./title.js", "./gone.js", "gone.js"),
    ("title.js", "export const", "export konst", "title.js"),
    ("styles/app.css", "base.css", "missing.css", "missing.css"),
    ("locales/en.json", '"Tongka"', "Tongka", "en.json line 2"),
    ("index.html", "$app_css_integrity", "$app_css_hash", "index.html: nothing to fill"),
    ("manifest.webmanifest", '"童卡",', '"童卡"', "manifest.webmanifest line 4"),
]


@pytest.mark.parametrize(("name", "old", "new", "said"), BROKEN)
def test_it_names_the_broken_source_and_leaves_the_last_build(
    name: str, old: str, new: str, said: str, source: Path, seed_dir: Path, target: Path
) -> None:
    before = build(source, seed_dir, target)
    change(source / name, old, new)

    with pytest.raises(BuildError, match=said):
        build(source, seed_dir, target)
    assert (target / "current").resolve() == before.root
    assert list(target.glob("build-*")) == [before.root]


@pytest.mark.parametrize(
    "name", ["main.jsx", "later.jsx", "sw.js", "styles/app.css", "styles/later.css", "index.html"]
)
def test_it_names_a_missing_source(name: str, source: Path, seed_dir: Path, target: Path) -> None:
    (source / name).unlink()

    with pytest.raises(BuildError, match=f"{Path(name).name} is missing in"):
        build(source, seed_dir, target)


def test_it_says_what_to_do_when_the_front_end_packages_are_missing(
    source: Path, seed_dir: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.building.esbuild.ESBUILD", tmp_path / "node_modules" / "esbuild")

    with pytest.raises(BuildError, match="run `make run` or `npm ci` in"):
        build(source, seed_dir, target)
