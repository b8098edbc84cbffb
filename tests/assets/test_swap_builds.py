"""A new build takes the old one's place in one step, and old pages still find their files."""

import subprocess
import sys
from pathlib import Path

from api.assets import Built, build
from tests.assets.little_app import PROJECT, change
from tests.assets.reading import Page

BUILD = """
import sys
from pathlib import Path
from api.assets import build
print(build(*map(Path, sys.argv[1:])))
"""


def script_of(built: Built) -> str:
    """Return the path of a build's own script inside its folder."""
    src: str = Page(built.root).one("script")["src"]
    return src[1:]


def test_it_builds_nothing_when_nothing_changed(source: Path, seed_dir: Path, target: Path) -> None:
    first = build(source, seed_dir, target)

    assert build(source, seed_dir, target) == first
    assert list(target.glob("build-*")) == [first.root]


def test_it_points_current_at_the_new_build(source: Path, seed_dir: Path, target: Path) -> None:
    first = build(source, seed_dir, target)
    change(source / "title.js", "童卡", "第二版")
    second = build(source, seed_dir, target)

    assert (target / "current").resolve() == second.root != first.root
    # Whoever started with the first one may still be reading it.
    assert first.root.is_dir()


def test_it_keeps_the_files_of_the_two_builds_before(
    source: Path, seed_dir: Path, target: Path
) -> None:
    scripts = []
    for title in ("一", "二", "三", "四"):
        (source / "title.js").write_text(f"export const title = '{title}';", encoding="utf-8")
        built = build(source, seed_dir, target)
        scripts.append(script_of(built))

    assert not (built.root / scripts[0]).exists()
    for script in scripts[1:]:
        assert (built.root / script).is_file()
        assert (built.root / f"{script}.br").is_file()
        assert (built.root / f"{script}.gz").is_file()
    assert len(list(target.glob("build-*"))) == 2


def test_it_forgets_no_earlier_files_when_a_rebuild_changes_nothing_served(
    source: Path, seed_dir: Path, target: Path
) -> None:
    script = script_of(build(source, seed_dir, target))
    change(source / "title.js", "童卡", "第二版")
    build(source, seed_dir, target)
    for number in range(3):
        change(seed_dir / "plans.yaml", "# ", f"# {number} ")
        last = build(source, seed_dir, target)

    assert (last.root / script).is_file()


def test_it_builds_once_when_several_processes_start_at_once(
    source: Path, seed_dir: Path, target: Path
) -> None:
    command = [sys.executable, "-c", BUILD, str(source), str(seed_dir), str(target)]
    running = [
        subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = {process.communicate(timeout=120)[0] for process in running}

    assert [process.returncode for process in running] == [0, 0, 0]
    assert said == {f"{build(source, seed_dir, target)}\n"}
    assert len(list(target.glob("build-*"))) == 1


def test_it_clears_away_what_a_killed_build_left(
    source: Path, seed_dir: Path, target: Path
) -> None:
    half = target / "build-half"
    half.mkdir(parents=True)
    (half / "index.html").touch()
    built = build(source, seed_dir, target)

    assert list(target.glob("build-*")) == [built.root]


def test_it_builds_again_when_the_current_folder_is_no_whole_build(
    source: Path, seed_dir: Path, target: Path
) -> None:
    built = build(source, seed_dir, target)
    (built.root / "built.json").write_text("{", encoding="utf-8")
    again = build(source, seed_dir, target)

    assert again.build == built.build
    assert again.root != built.root
