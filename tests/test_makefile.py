"""What `make` says before anything is installed."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def make(folder: Path, *targets: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    return subprocess.run(
        [shutil.which("make") or "make", *targets],
        cwd=folder,
        env={**os.environ, "PATH": str(path)} if path else None,
        check=False,
        capture_output=True,
        text=True,
    )


def test_it_lists_every_target_with_its_meaning(tmp_path: Path) -> None:
    listed = make(tmp_path).stdout

    phony = next(
        line for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY")
    )
    for target in phony.split()[1:]:
        assert f"make {target} " in listed


def test_it_asks_for_python_in_one_sentence(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("sh", "test", "sed", "expand", "mkdir", "touch"):
        (programs / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    old = programs / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)

    done = make(tmp_path, "run", path=programs)

    assert done.returncode != 0
    assert done.stderr.splitlines()[0].startswith("Tongka needs Python 3.11 or newer")
    assert not (tmp_path / ".venv").exists()
