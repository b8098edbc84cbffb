"""Handing an upload over to what it belongs to."""

import hashlib
from collections.abc import Callable

import pytest

from api.core.clock import MovableClock
from api.core.errors import Refusal
from api.core.ids import new_id
from api.uploads.models import Upload
from api.uploads.operations import attach
from tests.cast import Card, OpenDatabase, Phone, device_of
from tests.factories import make_policy
from tests.sync.members import member_with
from tests.uploads.tus import UPLOADS, begin, create, head, png, terminate, upload

PHOTO = png(filler=3000)
HASH = hashlib.sha256(PHOTO).hexdigest()

Attach = Callable[..., str | None]


@pytest.fixture
def attach_as(database: OpenDatabase, clock: MovableClock, lin: Card) -> Attach:
    """Attaches an upload for a phone bound to some policies; returns the code of a refusal."""

    def run(
        phone: Phone, upload_id: str, *policy_ids: str, sha256: str | None = HASH
    ) -> str | None:
        seen = policy_ids or (lin.policy_id,)
        with database() as session:
            member = member_with(session, device_of(session, phone), seen)
            try:
                row = attach(session, member, seen[0], upload_id, sha256, clock.now())
            except Refusal as refusal:
                session.rollback()
                return refusal.problem.code
            assert (row.attached_at, row.policy_id) == (clock.now(), seen[0])
            return None

    return run


def test_it_stays_once_it_is_attached(
    mother: Phone, lin: Card, attach_as: Attach, clock: MovableClock
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)

    assert attach_as(mother, upload_id) is None

    clock.move(days=300)
    url = f"{UPLOADS}/{upload_id}"
    assert head(mother, url).headers["Tongka-Sha256"] == HASH
    answer = terminate(mother, url)
    assert (answer.status_code, answer.json["code"]) == (409, "upload_attached")


def test_it_is_attached_once(mother: Phone, lin: Card, attach_as: Attach) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)
    attach_as(mother, upload_id)

    assert attach_as(mother, upload_id) == "upload_taken"


def test_it_waits_for_one_that_is_still_arriving(
    mother: Phone, lin: Card, attach_as: Attach
) -> None:
    url = begin(mother, lin.policy_id, len(PHOTO))

    assert attach_as(mother, url.rpartition("/")[2]) == "upload_unfinished"


def test_it_refuses_other_bytes_than_the_phone_holds(
    mother: Phone, lin: Card, attach_as: Attach
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)

    assert attach_as(mother, upload_id, sha256="0" * 64) == "upload_mismatch"
    assert attach_as(mother, upload_id, sha256=None) is None


def test_it_refuses_a_file_that_was_refused(mother: Phone, lin: Card, attach_as: Attach) -> None:
    upload_id = new_id()
    answer = create(mother, lin.policy_id, 5, body=b"hello", id=upload_id)
    assert (answer.status_code, answer.json["code"]) == (422, "wrong_file_type")

    assert attach_as(mother, upload_id) == "upload_refused"


def test_it_does_not_know_what_ended(
    mother: Phone, lin: Card, attach_as: Attach, clock: MovableClock
) -> None:
    dropped = upload(mother, lin.policy_id, PHOTO)
    terminate(mother, f"{UPLOADS}/{dropped}")
    old = upload(mother, lin.policy_id, PHOTO)
    clock.move(days=7)

    assert attach_as(mother, dropped) == "upload_not_found"
    assert attach_as(mother, old) == "upload_not_found"
    assert attach_as(mother, "nothing") == "upload_not_found"


def test_it_moves_to_another_child_of_the_phone(
    mother: Phone, lin: Card, attach_as: Attach, database: OpenDatabase
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)
    with database() as session:
        sibling = make_policy(session).id

    assert attach_as(mother, upload_id, sibling, lin.policy_id) is None

    with database() as session:
        assert session.get_one(Upload, upload_id).policy_id == sibling


def test_it_takes_no_upload_of_another_phone(
    mother: Phone, father: Phone, stranger: Phone, lin: Card, chen: Card, attach_as: Attach
) -> None:
    upload_id = upload(mother, lin.policy_id, PHOTO)

    assert attach_as(father, upload_id) == "upload_not_found"
    assert attach_as(stranger, upload_id, chen.policy_id) == "upload_not_found"
    assert attach_as(stranger, upload_id, lin.policy_id) == "upload_not_found"
