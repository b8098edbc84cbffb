"""Smaller pictures of what arrived, made in a child process with little memory and time.

An upload is claimed in one transaction, derived outside of any, and settled in another. A runner
that dies in between leaves it to the next one; a file that kills its child, or its runner time and
again, is kept and has no pictures.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from api.gateways.files import FileGone, FileStore
from api.uploads import child
from api.uploads.models import Upload
from api.uploads.rules import PreviewState, UploadState, Variant, derived_key

log = structlog.get_logger()

# Longer than a child may live.
LEASE = timedelta(minutes=5)
TRIES = 3
_CHILD_S = 60
_FOLDER = "tongka-upload-"
_MOST_PAGES = 100_000
_FACTS_BYTES = 1000


@dataclass(frozen=True)
class Claimed:
    """An upload that this runner looks at."""

    upload_id: str
    key: str
    media_type: str


@dataclass(frozen=True)
class Derived:
    """What a child found, and the pictures it made."""

    facts: dict[str, int | bool] = field(default_factory=dict)
    pictures: dict[Variant, bytes] = field(default_factory=dict)


def claim(session: Session, now: datetime) -> Claimed | None:
    """Takes the next upload that nobody has looked at, for the length of a lease."""
    due = sa.select(Upload).where(
        Upload.state == UploadState.COMPLETE, Upload.preview_due_at <= now
    )
    for upload in session.scalars(
        due.order_by(Upload.preview_due_at).limit(10).with_for_update(skip_locked=True)
    ):
        if upload.preview_tries >= TRIES or upload.key is None or upload.media_type is None:
            _close(upload, PreviewState.NONE, now)
            continue
        upload.preview_tries += 1
        upload.preview_due_at = now + LEASE
        session.flush()
        return Claimed(upload.id, upload.key, upload.media_type.value)
    session.flush()
    return None


def derive(files: FileStore, claimed: Claimed) -> Derived:
    """Lets a child look at a claimed upload, and keeps its pictures.

    Raises StoreAway and StoreFull: the lease's end brings it back.
    """
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as name:
        folder = Path(name)
        _remove_older(folder)
        original = folder / "original"
        try:
            with original.open("wb") as copy:
                copy.writelines(files.read(claimed.key))
        except FileGone:
            return Derived()
        derived = _run_child(original, claimed.media_type, folder)
    for variant, picture in derived.pictures.items():
        files.put(derived_key(claimed.key, variant), picture)
    return derived


def settle(session: Session, claimed: Claimed, derived: Derived, now: datetime) -> None:
    """Notes what became of a claimed upload, unless it ended meanwhile."""
    upload = session.get(Upload, claimed.upload_id, with_for_update=True, populate_existing=True)
    if upload is None or upload.key != claimed.key or upload.state != UploadState.COMPLETE:
        return
    facts = derived.facts
    upload.encrypted = bool(facts["encrypted"]) if "encrypted" in facts else None
    upload.pages = facts.get("pages")
    if "width" in facts and "height" in facts:
        upload.width, upload.height = facts["width"], facts["height"]
    _close(upload, PreviewState.MADE if derived.pictures else PreviewState.NONE, now)
    session.flush()


def _remove_older(own: Path) -> None:
    """Removes copies of originals that a runner left behind which was killed."""
    began = own.stat().st_mtime
    for folder in own.parent.glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            if began - folder.stat().st_mtime > LEASE.total_seconds():
                shutil.rmtree(folder)


def _close(upload: Upload, preview: PreviewState, now: datetime) -> None:
    upload.preview, upload.previewed_at, upload.preview_due_at = preview, now, None


def _run_child(original: Path, media_type: str, folder: Path) -> Derived:
    program = str(Path(child.__file__).resolve())
    words = folder / "words"
    # What it says goes to a file, which its limits keep short; a pipe would have no end.
    with words.open("wb") as said:
        try:
            done = subprocess.run(  # noqa: S603 # our own program; it is given paths of ours
                [sys.executable, "-I", program, str(original), media_type, str(folder)],
                check=False,
                stdout=said,
                stderr=said,
                timeout=_CHILD_S,
                cwd=folder,
                # No key, no address of a database.
                env={"PATH": os.defpath, "MALLOC_ARENA_MAX": "2"},
            )
        except subprocess.TimeoutExpired:
            log.warning("no preview", reason="took too long", media_type=media_type)
            return Derived()
    if done.returncode != 0:
        log.warning("no preview", reason=_last_line(words), media_type=media_type)
        return Derived()
    return _believed(folder)


def _last_line(words: Path) -> str:
    with words.open("rb") as file:
        file.seek(max(0, words.stat().st_size - 300))
        return file.read().decode(errors="replace").strip().rpartition("\n")[2]


def _believed(folder: Path) -> Derived:
    """What may be believed of a child that a file may have taken over."""
    try:
        with (folder / child.FACTS).open("rb") as file:
            facts = json.loads(file.read(_FACTS_BYTES))
    except (OSError, ValueError, RecursionError):
        return Derived()
    if not isinstance(facts, dict):
        return Derived()
    known: dict[str, int | bool] = {
        name: facts[name]
        for name, most in (("width", 2**16), ("height", 2**16), ("pages", _MOST_PAGES))
        if _is_number(facts.get(name), most)
    }
    if isinstance(facts.get("encrypted"), bool):
        known["encrypted"] = facts["encrypted"]
    paths = {variant: folder / f"{variant}.jpg" for variant in (Variant.PREVIEW, Variant.THUMB)}
    if not all(_is_picture(path) for path in paths.values()):
        return Derived(known)
    return Derived(known, {variant: path.read_bytes() for variant, path in paths.items()})


def _is_number(value: Any, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= most


def _is_picture(path: Path) -> bool:
    if path.is_symlink() or not path.is_file() or path.stat().st_size > child.LONGEST_OUTPUT:
        return False
    with path.open("rb") as file:
        return file.read(3) == b"\xff\xd8\xff"
