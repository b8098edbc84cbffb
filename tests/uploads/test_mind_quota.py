"""How much a policy's family may send in 30 days."""

import pytest

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.uploads.rules import MEGABYTE, QUOTA_BYTES, QUOTA_FILES, UploadState
from tests.cast import Card, OpenDatabase, Phone, device_of
from tests.factories import make_upload
from tests.uploads.tus import begin, create, png, terminate

PHOTO = png()


def fill(
    database: OpenDatabase, phone: Phone, card: Card, clock: MovableClock, count: int, length: int
) -> None:
    """The family has sent so many files of this length."""
    with database() as session:
        device_id = device_of(session, phone)
        for _ in range(count):
            make_upload(
                session,
                device_id,
                card.policy_id,
                created_at=clock.now(),
                length=length,
                received=length,
            )


def test_it_takes_300_files_and_no_more(
    mother: Phone, father: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    fill(database, mother, lin, clock, QUOTA_FILES - 1, 10)
    last = begin(father, lin.policy_id, len(PHOTO))

    answer = create(father, lin.policy_id, len(PHOTO))
    assert (answer.status_code, answer.json["code"]) == (422, "upload_quota")
    assert answer.json["message"]

    terminate(father, last)
    assert create(father, lin.policy_id, len(PHOTO)).status_code == 201


def test_it_takes_a_gigabyte_and_no_more(
    mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    fill(database, mother, lin, clock, 51, 20 * MEGABYTE)
    left = QUOTA_BYTES - 51 * 20 * MEGABYTE

    assert create(mother, lin.policy_id, left + 1).json["code"] == "upload_quota"
    assert create(mother, lin.policy_id, left).status_code == 201
    assert create(mother, lin.policy_id, 1).json["code"] == "upload_quota"


def test_it_counts_thirty_days(
    mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    fill(database, mother, lin, clock, QUOTA_FILES, 10)

    clock.move(days=29, hours=23)
    assert create(mother, lin.policy_id, 10).json["code"] == "upload_quota"
    clock.move(hours=1)
    assert create(mother, lin.policy_id, 10).status_code == 201


def test_it_leads_to_what_has_begun_though_the_quota_is_full(
    mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    upload_id = new_id()
    begin(mother, lin.policy_id, 10, id=upload_id)
    fill(database, mother, lin, clock, QUOTA_FILES, 10)

    assert create(mother, lin.policy_id, 10, id=upload_id).status_code == 201


def test_it_counts_each_family_for_itself(
    mother: Phone,
    stranger: Phone,
    lin: Card,
    chen: Card,
    database: OpenDatabase,
    clock: MovableClock,
) -> None:
    fill(database, mother, lin, clock, QUOTA_FILES, 10)

    assert create(stranger, chen.policy_id, 10).status_code == 201


@pytest.mark.parametrize("state", [UploadState.EXPIRED, UploadState.TERMINATED])
def test_it_does_not_count_what_ended(
    mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock, state: UploadState
) -> None:
    with database() as session:
        for _ in range(QUOTA_FILES):
            given = {"state": state, "created_at": clock.now()}
            make_upload(session, device_of(session, mother), lin.policy_id, **given)

    assert create(mother, lin.policy_id, 10).status_code == 201
