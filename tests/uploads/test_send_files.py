"""A file on its way: pieces, in their order, and what is told at the end."""

import hashlib
from collections.abc import Callable
from threading import Thread

import pytest
from flask import Flask

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.uploads.models import Upload
from api.uploads.rules import MediaType, UploadState
from tests.cast import Card, OpenDatabase, Phone
from tests.stores import StoredBytes, on_each_store
from tests.uploads.tus import (
    UPLOADS,
    begin,
    create,
    head,
    offset,
    patch,
    png,
    terminate,
    upload,
)

PHOTO = png(filler=5000)
HASH = hashlib.sha256(PHOTO).hexdigest()


pytestmark = on_each_store


def test_it_keeps_a_file_sent_in_pieces(
    mother: Phone, lin: Card, stored: StoredBytes, database: OpenDatabase
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO), filename="发票.png")
    for start in range(0, len(PHOTO), 1000):
        answer = patch(mother, url, start, PHOTO[start : start + 1000])
        assert answer.status_code == 204
        assert answer.headers["Upload-Offset"] == str(min(start + 1000, len(PHOTO)))

    upload_id = url.rpartition("/")[2]
    assert answer.headers["Tongka-Sha256"] == HASH
    assert head(mother, url).headers["Tongka-Sha256"] == HASH
    assert stored(upload_id) == PHOTO
    with database() as session:
        row = session.get_one(Upload, upload_id)
        assert (row.state, row.media_type) == (UploadState.COMPLETE, MediaType.PNG)
        assert (row.width, row.height, row.filename) == (3, 2, "发票.png")


def test_it_says_what_it_can_do_to_anybody(new_phone: Callable[..., Phone]) -> None:
    answer = new_phone().client.options(UPLOADS)

    assert answer.status_code == 204
    assert answer.headers["Tus-Version"] == answer.headers["Tus-Resumable"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(20 * 1024 * 1024)
    assert answer.headers["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert set(answer.headers["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "expiration",
        "checksum",
        "termination",
    }


def test_it_takes_the_same_id_for_the_same_upload(mother: Phone, lin: Card) -> None:
    upload_id = new_id()
    url = begin(mother, lin.policy_id, len(PHOTO), id=upload_id)
    assert url == f"{UPLOADS}/{upload_id}"
    patch(mother, url, 0, PHOTO[:700])

    again = create(mother, lin.policy_id, len(PHOTO), id=upload_id)

    assert again.status_code == 201
    assert again.headers["Location"] == url
    assert again.headers["Upload-Offset"] == "700"


def test_it_goes_on_where_it_stopped(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:700])
    assert offset(mother, url) == 700

    answer = patch(mother, url, 700, PHOTO[700:])

    assert answer.headers["Tongka-Sha256"] == HASH


def test_it_refuses_a_chunk_at_the_wrong_place(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:700])

    for wrong in (0, 699, 701):
        answer = patch(mother, url, wrong, PHOTO[wrong : wrong + 100])
        assert (answer.status_code, answer.json["code"]) == (409, "wrong_offset")
    assert offset(mother, url) == 700


def test_it_ends_an_upload(mother: Phone, lin: Card) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    assert terminate(mother, url).status_code == 204

    assert head(mother, url).status_code == 410
    assert patch(mother, url, 0, PHOTO).status_code == 410


@pytest.mark.parametrize("begun", [False, True])
def test_it_is_over_after_a_week(
    mother: Phone, lin: Card, clock: MovableClock, begun: bool
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))
    patch(mother, url, 0, PHOTO[:500] if begun else PHOTO)

    clock.move(days=7)

    assert head(mother, url).status_code == 410


def test_it_shows_an_upload_to_its_phone_alone(
    mother: Phone, father: Phone, stranger: Phone, lin: Card, new_phone: Callable[..., Phone]
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    for phone, status in ((father, 404), (stranger, 404), (new_phone(), 401)):
        assert head(phone, url).status_code == status
        assert patch(phone, url, 0, PHOTO).status_code == status
        assert terminate(phone, url).status_code == status
    assert offset(mother, url) == 0


def test_it_begins_nothing_for_another_family(stranger: Phone, lin: Card) -> None:
    assert create(stranger, lin.policy_id, 10).status_code == 404


def test_it_begins_anew_with_the_same_id_after_the_end(
    mother: Phone, lin: Card, clock: MovableClock, stored: StoredBytes
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO, id=new_id())
    url = f"{UPLOADS}/{upload_id}"
    for end in (lambda: terminate(mother, url), lambda: clock.move(days=8)):
        end()
        assert head(mother, url).status_code == 410

        assert begin(mother, lin.policy_id, len(PHOTO), id=upload_id) == url

        assert offset(mother, url) == 0
        assert patch(mother, url, 0, PHOTO).headers["Tongka-Sha256"] == HASH
        assert stored(upload_id) == PHOTO


def test_it_never_mixes_two_files_under_one_id(
    mother: Phone, father: Phone, lin: Card, stored: StoredBytes
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO, id=new_id())

    for phone, length in ((mother, len(PHOTO) + 1), (father, len(PHOTO))):
        answer = create(phone, lin.policy_id, length, id=upload_id)
        assert (answer.status_code, answer.json["code"]) == (409, "upload_id_taken")
    again = create(mother, lin.policy_id, len(PHOTO), id=upload_id)

    assert again.headers["Tongka-Sha256"] == HASH
    assert again.headers["Upload-Offset"] == str(len(PHOTO))
    assert stored(upload_id) == PHOTO


def test_it_keeps_one_of_many_chunks_that_come_at_once(
    app: Flask, mother: Phone, lin: Card, stored: StoredBytes
) -> None:
    """A browser repeats a request, a page and its worker send the same."""
    url = begin(mother, lin.policy_id, len(PHOTO))
    statuses: list[int] = []

    def send(length: int) -> None:
        phone = Phone(app)
        phone.token = str(mother.token)
        statuses.append(patch(phone, url, 0, PHOTO[:length]).status_code)

    threads = [Thread(target=send, args=(1000 + 100 * each,)) for each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [204] + [409] * 7
    done = offset(mother, url)
    assert patch(mother, url, done, PHOTO[done:]).headers["Tongka-Sha256"] == HASH
    assert stored(url.rpartition("/")[2]) == PHOTO


def test_it_begins_one_upload_of_many_requests_that_come_at_once(
    app: Flask, mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    upload_id = new_id()
    statuses: list[int] = []

    def ask() -> None:
        phone = Phone(app)
        phone.token = str(mother.token)
        statuses.append(create(phone, lin.policy_id, len(PHOTO), id=upload_id).status_code)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert statuses == [201] * 8
    with database() as session:
        assert session.query(Upload).count() == 1
