"""One folder a build, and a link to the current one that is swapped in one step."""

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CURRENT = "current"
RECORD = "built.json"
# A page opened before an update may still ask for its files: those of this many builds stay.
BUILDS_KEPT = 2


@dataclass(frozen=True)
class Record:
    """What a build folder says about itself."""

    build: str
    # The digest of the sources it was made from.
    sources: str
    # Its own hashed files, then those of earlier builds, newest first.
    files: list[str]
    earlier: list[list[str]]

    def write(self, folder: Path) -> None:
        """Write it as the last file of a build: without it a folder doesn't count."""
        text = json.dumps(self.__dict__, indent=1)
        (folder / RECORD).write_text(text, encoding="utf-8")


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the build lock of `target`; waits while another process builds.

    The system lets go of it when the process ends, however it ends.
    """
    target.mkdir(parents=True, exist_ok=True)
    with (target / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def current_folder(target: Path) -> Path:
    """Return the folder of the current build, whether or not it exists."""
    return (target / CURRENT).resolve()


def read_record(folder: Path) -> Record | None:
    """Return what a build folder says about itself, or None when it isn't a whole one."""
    try:
        return Record(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


@contextmanager
def fresh_folder(target: Path) -> Iterator[Path]:
    """Give an empty folder beside the current one; it goes away if the build fails."""
    folder = Path(tempfile.mkdtemp(prefix="build-", dir=target))
    folder.chmod(0o755)
    try:
        yield folder
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def keep_earlier_files(folder: Path, target: Path, served: list[str]) -> list[list[str]]:
    """Take over the hashed files of the last builds; return their paths, newest build first.

    `served` are the paths of this build: one that serves nothing else counts as the same.
    """
    before = current_folder(target)
    record = read_record(before)
    if record is None:
        return []
    same = set(served) <= set(record.files)
    earlier = record.earlier if same else [record.files, *record.earlier][:BUILDS_KEPT]
    for path in sorted({path for files in earlier for path in files}):
        for suffix in ("", ".br", ".gz"):
            _copy_once(before / f"{path}{suffix}", folder / f"{path}{suffix}")
    return earlier


def _copy_once(source: Path, target: Path) -> None:
    if source.is_file() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)


def swap(folder: Path, target: Path) -> None:
    """Make `folder` the current build; the one before stays for whoever is reading it."""
    before = current_folder(target)
    link = target / f".{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(folder.name)
    link.replace(target / CURRENT)
    for old in target.glob("build-*"):
        if old.resolve() not in (folder.resolve(), before):
            shutil.rmtree(old, ignore_errors=True)
