"""Smaller pictures of what arrived: upright, and with nothing in them but what is seen."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from api.core.clock import MovableClock
from api.core.db import db
from api.gateways.files import FileStore
from api.uploads import deriving
from api.uploads.deriving import LEASE, TRIES
from api.uploads.models import Upload
from api.uploads.rules import PreviewState
from tests.cast import Card, OpenDatabase, Phone, RunJobs, on_sqlite
from tests.stores import StoredBytes
from tests.uploads import pictures
from tests.uploads.pictures import corner, opened, photo, photo_with_place
from tests.uploads.tus import UPLOADS, terminate, upload

DERIVE = "uploads.derive"
LIMITS = """
import resource
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
"""
GetRow = Callable[[str], Upload]


@pytest.fixture
def row(database: OpenDatabase) -> GetRow:
    def get(upload_id: str) -> Upload:
        with database() as session:
            found = session.get_one(Upload, upload_id)
            session.expunge(found)
            return found

    return get


@pytest.fixture
def picture(files: FileStore, row: GetRow) -> Callable[[str, str], bytes]:
    """Returns the bytes of a smaller picture."""
    return lambda upload_id, name: b"".join(files.read(f"{row(upload_id).key}.{name}"))


def test_it_makes_two_sizes_and_keeps_the_original(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    row: GetRow,
    picture: Callable[[str, str], bytes],
    stored: StoredBytes,
    clock: MovableClock,
) -> None:
    content = photo("JPEG", (4000, 3000))
    upload_id = upload(mother, lin.policy_id, content)

    assert run_jobs(DERIVE) == 1

    assert opened(picture(upload_id, "preview")).size == (1600, 1200)
    assert opened(picture(upload_id, "thumb")).size == (320, 240)
    assert opened(picture(upload_id, "thumb")).format == "JPEG"
    assert stored(upload_id) == content
    seen = row(upload_id)
    assert (seen.preview, seen.previewed_at) == (PreviewState.MADE, clock.now())
    assert (seen.width, seen.height) == (4000, 3000)
    assert run_jobs(DERIVE) == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@on_sqlite
def test_it_turns_a_picture_upright_and_leaves_out_all_it_says(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    row: GetRow,
    picture: Callable[[str, str], bytes],
    kind: str,
) -> None:
    content = photo_with_place(kind)
    assert pictures.SECRET in content
    upload_id = upload(mother, lin.policy_id, content)

    run_jobs(DERIVE)

    assert (row(upload_id).width, row(upload_id).height) == (200, 400)
    for name in ("preview", "thumb"):
        made = picture(upload_id, name)
        with opened(made) as image:
            assert image.width < image.height
            assert corner(image) == "top right"
            assert not image.getexif()
            assert "comment" not in image.info
        assert pictures.SECRET not in made
        assert b"Exif" not in made


@on_sqlite
def test_it_shows_a_signature_on_white(
    mother: Phone, lin: Card, run_jobs: RunJobs, picture: Callable[[str, str], bytes]
) -> None:
    upload_id = upload(mother, lin.policy_id, pictures.see_through())

    run_jobs(DERIVE)

    made = opened(picture(upload_id, "preview"))
    assert made.getpixel((1, 1)) == (255, 255, 255)
    assert max(made.getpixel((100, 50))) < 20  # type: ignore[arg-type, type-var]


@pytest.mark.parametrize(
    ("make", "pages", "encrypted", "preview"),
    [
        (pictures.scan_pdf, 1, False, PreviewState.MADE),
        (pictures.text_pdf, 3, False, PreviewState.NONE),
        (pictures.script_pdf, 1, False, PreviewState.NONE),
        (pictures.locked_pdf, None, True, PreviewState.NONE),
        (lambda: b"%PDF-1.7\nrubbish\n%%EOF", None, None, PreviewState.NONE),
        (pictures.ofd, None, None, PreviewState.NONE),
    ],
)
@on_sqlite
def test_it_looks_into_a_document(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    row: GetRow,
    make: Callable[[], bytes],
    pages: int | None,
    encrypted: bool | None,
    preview: PreviewState,
) -> None:
    upload_id = upload(mother, lin.policy_id, make())

    run_jobs(DERIVE)

    seen = row(upload_id)
    assert (seen.pages, seen.encrypted, seen.preview) == (pages, encrypted, preview)


@pytest.mark.parametrize(
    "make",
    [
        pictures.png_bomb,
        pictures.text_bomb,
        lambda: pictures.png_header(6000, 6000),
        lambda: photo("JPEG")[:-500],
        pictures.hollow_heic,
        pictures.zip_bomb,
    ],
    ids=["png_bomb", "text_bomb", "empty_png", "cut_jpeg", "hollow_heic", "zip_bomb"],
)
@on_sqlite
def test_it_goes_on_after_a_file_that_can_not_be_shown(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    row: GetRow,
    stored: StoredBytes,
    make: Callable[[], bytes],
) -> None:
    evil = make()
    upload_id = upload(mother, lin.policy_id, evil)
    sound_id = upload(mother, lin.policy_id, photo())

    assert run_jobs(DERIVE) == 2

    assert row(upload_id).preview in {PreviewState.NONE, PreviewState.MADE}
    assert row(upload_id).previewed_at is not None
    assert stored(upload_id) == evil
    assert row(sound_id).preview == PreviewState.MADE


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.kill(os.getpid(), 11)",
        "import sys; sys.exit(3)",
        "bytearray(2 * 1024 ** 3)",
        "while True: pass",
        "open('facts.json', 'w').write('[' * 100_000)",
        "open('facts.json', 'w').write('{\"width\": -1, \"pages\": true}')",
        "import os\n"
        "for name in ('thumb', 'preview'): os.symlink('/etc/passwd', f'{name}.jpg')\n"
        "open('facts.json', 'w').write('{}')",
    ],
    ids=["crash", "exit", "memory", "endless", "no_json", "lies", "links"],
)
@on_sqlite
def test_it_survives_a_child_that_was_taken_over(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    row: GetRow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    program: str,
) -> None:
    """What a decoder might be made to do; the limits are the real ones, the time is shorter."""
    taken_over = tmp_path / "child.py"
    taken_over.write_text(LIMITS + program)
    upload_id = upload(mother, lin.policy_id, photo())
    with monkeypatch.context() as patched:
        patched.setattr(deriving.child, "__file__", str(taken_over))
        run_jobs(DERIVE)

    seen = row(upload_id)
    assert (seen.preview, seen.pages, seen.width) == (PreviewState.NONE, None, 400)


def test_it_gives_up_a_file_that_kills_its_runner(
    mother: Phone, lin: Card, app: Flask, clock: MovableClock, row: GetRow, run_jobs: RunJobs
) -> None:
    upload_id = upload(mother, lin.policy_id, photo())

    def claim() -> str | None:
        with app.app_context():
            claimed = deriving.claim(db.session(), clock.now())
            db.session.commit()
            return claimed.upload_id if claimed else None

    for _ in range(TRIES):
        assert claim() == upload_id
        assert claim() is None
        clock.move(seconds=LEASE.total_seconds())

    assert run_jobs(DERIVE) == 0
    assert row(upload_id).preview == PreviewState.NONE


def test_it_notes_nothing_of_an_upload_that_ended_meanwhile(
    mother: Phone,
    lin: Card,
    app: Flask,
    clock: MovableClock,
    files: FileStore,
    row: GetRow,
    run_jobs: RunJobs,
) -> None:
    upload_id = upload(mother, lin.policy_id, photo())
    with app.app_context():
        claimed = deriving.claim(db.session(), clock.now())
        db.session.commit()
        assert claimed is not None
        terminate(mother, f"{UPLOADS}/{upload_id}")
        derived = deriving.derive(files, claimed)
        deriving.settle(db.session(), claimed, derived, clock.now())
        db.session.commit()

    assert row(upload_id).previewed_at is None
    run_jobs()
    assert row(upload_id).key is None


def test_it_removes_the_copies_of_a_runner_that_was_killed(
    mother: Phone,
    lin: Card,
    run_jobs: RunJobs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new = (tmp_path / f"tongka-upload-{name}" for name in ("old", "new"))
    for folder in (old, new):
        folder.mkdir()
        (folder / "original").write_bytes(b"somebody's record")
    os.utime(old, (0, 0))
    upload(mother, lin.policy_id, photo())

    run_jobs(DERIVE)

    assert [folder.name for folder in tmp_path.glob("tongka-upload-*")] == [new.name]
