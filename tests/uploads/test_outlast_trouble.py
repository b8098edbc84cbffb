"""A cut network, a full disk, a busy database, a store that is away: what arrived stays."""

import fcntl
import hashlib
import io
import resource
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from api import create_app
from api.core.clock import MovableClock
from api.core.db import db
from api.settings import Settings
from tests.cast import Card, Phone, on_sqlite
from tests.s3 import S3Server
from tests.stores import StoredBytes, on_each_store
from tests.uploads.tus import CHUNK, begin, create, head, offset, patch, png, upload

PHOTO = png(filler=600_000)
HASH = hashlib.sha256(PHOTO).hexdigest()


class CutBody:
    """A request's body that breaks off after some bytes."""

    def __init__(self, sent: bytes, error: OSError | None) -> None:
        self._sent, self._error = io.BytesIO(sent), error

    def read(self, size: int = -1) -> bytes:
        piece = self._sent.read(size)
        if not piece and self._error:
            raise self._error
        return piece


def send_cut(
    phone: Phone, url: str, start: int, sent: bytes, error: OSError | None, **headers: str
) -> None:
    """Sends a chunk of 256 KB that breaks off; nobody will see the answer."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    phone.client.patch(
        url,
        headers={**CHUNK, "Upload-Offset": str(start), **named},
        environ_overrides={"wsgi.input": CutBody(sent, error), "CONTENT_LENGTH": "262144"},
    )


@on_each_store
@pytest.mark.parametrize("error", [None, ConnectionResetError(), TimeoutError()])
def test_it_keeps_what_arrived_of_a_cut_chunk(
    mother: Phone, lin: Card, stored: StoredBytes, error: OSError | None
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    send_cut(mother, url, 0, PHOTO[:100_001], error)
    assert offset(mother, url) == 100_001
    send_cut(mother, url, 100_001, b"", error)
    assert offset(mother, url) == 100_001

    assert patch(mother, url, 100_001, PHOTO[100_001:]).headers["Tongka-Sha256"] == HASH
    assert stored(url.rpartition("/")[2]) == PHOTO


def test_it_keeps_nothing_of_a_cut_chunk_with_a_checksum(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    whole = "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="
    send_cut(mother, url, 0, PHOTO[:500], None, Upload_Checksum=whole)

    assert offset(mother, url) == 0


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    """The disk is full, as far as this process can tell."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("store", ["local"], indirect=True)
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_it_says_507_when_the_disk_is_full_and_goes_on_afterwards(
    mother: Phone, lin: Card, stored: StoredBytes
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:200_000])

    with no_file_longer_than(300_000):
        answer = patch(mother, url, 200_000, PHOTO[200_000:])
        assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
        assert offset(mother, url) == 200_000

    assert patch(mother, url, 200_000, PHOTO[200_000:]).headers["Tongka-Sha256"] == HASH
    assert stored(url.rpartition("/")[2]) == PHOTO


@on_sqlite
@on_each_store
def test_it_answers_503_while_somebody_else_writes_and_loses_nothing(
    mother: Phone, lin: Card, app: Flask, settings: Settings, stored: StoredBytes
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:1000])
    impatient(app)
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert create(mother, lin.policy_id, 10).status_code == 503
        patch(mother, url, 1000, PHOTO[1000:5000])
        answer = patch(mother, url, offset(mother, url), PHOTO[offset(mother, url) :])
        assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
        writer.execute("ROLLBACK")

    done = offset(mother, url)
    assert patch(mother, url, done, PHOTO[done:]).headers["Tongka-Sha256"] == HASH
    assert stored(url.rpartition("/")[2]) == PHOTO


def impatient(app: Flask) -> None:
    """The app waits for no other writer."""
    with app.app_context():
        sa.event.listen(
            db.engine,
            "begin",
            lambda made: made.exec_driver_sql("PRAGMA busy_timeout = 20"),
            insert=True,
        )


@on_each_store
def test_it_finishes_by_a_look_what_it_could_not_finish_with_the_last_chunk(
    mother: Phone, lin: Card, app: Flask, stored: StoredBytes
) -> None:
    """The database ends at the worst moment: all bytes are here, and nothing says so yet."""
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:-1])
    commits: list[int] = []

    def full(_connection: sa.Connection) -> None:
        commits.append(1)
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "commit", full)
    assert patch(mother, url, len(PHOTO) - 1, PHOTO[-1:]).status_code == 503
    sa.event.remove(engine, "commit", full)
    assert commits

    look = head(mother, url)
    if look.headers["Upload-Offset"] != str(len(PHOTO)):
        assert look.headers["Upload-Offset"] == str(len(PHOTO) - 1)
        patch(mother, url, len(PHOTO) - 1, PHOTO[-1:])
    assert head(mother, url).headers["Tongka-Sha256"] == HASH
    assert stored(url.rpartition("/")[2]) == PHOTO


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_it_waits_for_a_store_that_is_away(
    make_settings: Callable[..., Settings],
    tmp_path: Path,
    database_url: str,
    clock: MovableClock,
    lin: Card,
    mother: Phone,
) -> None:
    with S3Server(tmp_path) as server:
        settings = make_settings(tmp_path / "var", database_url, TONGKA_FILES_URL=server.new_url())
        app = create_app(settings, clock=clock)
        phone = Phone(app)
        phone.token = str(mother.token)
        url = begin(phone, lin.policy_id, len(PHOTO))
        patch(phone, url, 0, PHOTO[:1000])

        server.kill()
        for place, chunk in ((1000, PHOTO[1000:5000]), (1000, PHOTO[1000:])):
            answer = patch(phone, url, place, chunk)
            assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
        assert offset(phone, url) == 1000

        server.start()
        assert patch(phone, url, 1000, PHOTO[1000:]).headers["Tongka-Sha256"] == HASH
        with app.app_context():
            db.engine.dispose()


@pytest.mark.parametrize("store", ["local"], indirect=True)
def test_it_starts_again_where_the_store_lost_the_file(
    mother: Phone, lin: Card, tmp_path: Path, stored: StoredBytes
) -> None:
    """Files were restored from an older backup than the database."""
    url = begin(mother, lin.policy_id, len(PHOTO), id="018f0000-0000-7000-8000-000000000001")
    patch(mother, url, 0, PHOTO[:1000])
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()

    assert head(mother, url).status_code == 410
    assert patch(mother, url, 1000, b"x").status_code == 410

    upload(mother, lin.policy_id, PHOTO, id="018f0000-0000-7000-8000-000000000001")
    assert stored("018f0000-0000-7000-8000-000000000001") == PHOTO


@pytest.mark.parametrize("store", ["local"], indirect=True)
def test_it_says_423_while_another_chunk_is_being_written(
    mother: Phone, lin: Card, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.gateways.files.local._PATIENCE_S", 0.02)
    url = begin(mother, lin.policy_id, len(PHOTO))
    (path,) = (path for path in (tmp_path / "files").rglob("*") if path.is_file())
    with path.open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        answer = patch(mother, url, 0, PHOTO)
        assert (answer.status_code, answer.json["code"]) == (423, "upload_locked")

    assert patch(mother, url, 0, PHOTO).headers["Tongka-Sha256"] == HASH
