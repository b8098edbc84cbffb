"""What nobody attached in time goes, with all its bytes."""

import pytest

from api.core.clock import MovableClock
from api.core.errors import Refusal
from api.gateways.files import FileGone, FileStore
from api.uploads.models import Upload, UploadPart
from api.uploads.operations import attach
from api.uploads.rules import UploadState
from tests.cast import Card, OpenDatabase, Phone, RunJobs, device_of
from tests.stores import StoredBytes
from tests.sync.members import member_with
from tests.uploads.tus import UPLOADS, begin, create, head, patch, png, terminate, upload

PHOTO = png(filler=3000)


def row_of(database: OpenDatabase, upload_id: str) -> Upload | None:
    with database() as session:
        row = session.get(Upload, upload_id)
        if row is not None:
            session.expunge(row)
        return row


def key_of(database: OpenDatabase, upload_id: str) -> str:
    row = row_of(database, upload_id)
    assert row is not None
    assert row.key is not None
    return row.key


def assert_gone(files: FileStore, key: str) -> None:
    for name in (key, f"{key}.thumb", f"{key}.preview"):
        with pytest.raises(FileGone):
            files.read(name)


@pytest.mark.parametrize("whole", [False, True])
def test_it_removes_what_nobody_attached(
    mother: Phone,
    lin: Card,
    clock: MovableClock,
    run_jobs: RunJobs,
    database: OpenDatabase,
    files: FileStore,
    whole: bool,
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO if whole else PHOTO[:500])
    upload_id = url.rpartition("/")[2]
    run_jobs()
    key = key_of(database, upload_id)

    clock.move(days=7)
    assert run_jobs() > 0

    row = row_of(database, upload_id)
    assert row is not None
    assert (row.state, row.key) == (UploadState.EXPIRED, None)
    assert_gone(files, key)
    assert head(mother, url).status_code == 410
    with database() as session:
        assert session.query(UploadPart).count() == 0


def test_it_removes_what_its_phone_took_back(
    mother: Phone, lin: Card, run_jobs: RunJobs, database: OpenDatabase, files: FileStore
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)
    run_jobs()
    key = key_of(database, upload_id)

    terminate(mother, f"{UPLOADS}/{upload_id}")
    run_jobs()

    assert_gone(files, key)


def test_it_removes_what_was_refused_and_still_says_why(
    mother: Phone, lin: Card, run_jobs: RunJobs, database: OpenDatabase, files: FileStore
) -> None:
    url = begin(mother, lin.policy_id, 4)
    patch(mother, url, 0, b"GIF8")
    key = key_of(database, url.rpartition("/")[2])

    run_jobs()

    assert_gone(files, key)
    assert head(mother, url).status_code == 422
    assert head(mother, url).headers["Tongka-Refused"] == "wrong_file_type"


def test_it_keeps_what_is_attached(
    mother: Phone,
    lin: Card,
    clock: MovableClock,
    run_jobs: RunJobs,
    database: OpenDatabase,
    stored: StoredBytes,
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)
    with database() as session:
        member = member_with(session, device_of(session, mother), [lin.policy_id])
        attach(session, member, lin.policy_id, upload_id, None, clock.now())

    for _ in range(3):
        clock.move(days=100)
        run_jobs()

    assert stored(upload_id) == PHOTO


def test_it_keeps_the_whole_and_removes_the_parts(
    mother: Phone, lin: Card, run_jobs: RunJobs, database: OpenDatabase, stored: StoredBytes
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    for start in range(0, len(PHOTO), 500):
        patch(mother, url, start, PHOTO[start : start + 500])

    run_jobs()

    with database() as session:
        assert session.query(UploadPart).count() == 0
    assert stored(url.rpartition("/")[2]) == PHOTO


def test_it_forgets_an_ended_upload_after_a_month(
    mother: Phone, lin: Card, clock: MovableClock, run_jobs: RunJobs, database: OpenDatabase
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    clock.move(days=7)
    run_jobs()
    clock.move(days=29)
    run_jobs()
    assert head(mother, url).status_code == 410

    clock.move(days=1)
    run_jobs()

    assert head(mother, url).status_code == 404
    assert row_of(database, url.rpartition("/")[2]) is None


def test_it_ends_an_upload_once_it_is_due_though_no_job_came_by(
    mother: Phone, lin: Card, clock: MovableClock, database: OpenDatabase
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)
    clock.move(days=7)

    assert patch(mother, f"{UPLOADS}/{upload_id}", len(PHOTO), b"").status_code == 410
    with database() as session:
        member = member_with(session, device_of(session, mother), [lin.policy_id])
        with pytest.raises(Refusal, match="upload_not_found"):
            attach(session, member, lin.policy_id, upload_id, None, clock.now())


def test_an_upload_that_begins_anew_outlives_the_removal_of_its_first_life(
    mother: Phone, lin: Card, clock: MovableClock, run_jobs: RunJobs, stored: StoredBytes
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO, id="018f0000-0000-7000-8000-000000000001")
    terminate(mother, f"{UPLOADS}/{upload_id}")
    assert create(mother, lin.policy_id, len(PHOTO), body=PHOTO, id=upload_id).status_code == 201

    run_jobs()

    assert stored(upload_id) == PHOTO
