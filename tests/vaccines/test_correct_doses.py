"""Records of doses, corrected and removed from any phone of the family."""

from typing import Any

import pytest

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.uploads.models import Upload
from tests.cast import Card, OpenDatabase, Phone, device_of
from tests.factories import make_upload
from tests.vaccines.doses import CORRECT, RECORD, REMOVE, a_dose


@pytest.fixture
def recorded(mother: Phone, lin: Card) -> dict[str, Any]:
    """A dose that the mother recorded."""
    dose = a_dose()
    assert mother.send(lin, RECORD, dose=dose)["status"] == "done"
    return dose


def upload_of(database: OpenDatabase, phone: Phone, card: Card) -> str:
    with database() as session:
        return make_upload(session, device_of(session, phone), card.policy_id).id


def row_of(phone: Phone) -> dict[str, Any]:
    (row,) = phone.pull().all("vaccinations")
    return row


def test_it_says_on_all_phones_what_the_other_parent_corrected(
    mother: Phone, father: Phone, lin: Card, recorded: dict[str, Any]
) -> None:
    mother.pull()
    corrected = recorded | {"given_on": "2026-02-21", "note": "", "vaccine_id": "hib", "dose": 2}

    assert father.send(lin, CORRECT, dose=corrected)["status"] == "done"

    row = row_of(mother)
    assert row | corrected == row
    assert row["added_by"] == "妈妈的手机"


def test_it_sends_nothing_for_a_correction_that_changes_nothing(
    mother: Phone, lin: Card, recorded: dict[str, Any]
) -> None:
    cookies = mother.pull().cookies.copy()

    assert mother.send(lin, CORRECT, dose=recorded)["status"] == "done"

    assert mother.pull().cookies == cookies


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_on": "2026-03-10"}, "dose.given_on"),
        ({"vaccine_id": "elixir"}, "dose.vaccine_id"),
    ],
)
def test_it_names_what_can_not_be(
    mother: Phone, lin: Card, recorded: dict[str, Any], changes: dict[str, Any], field: str
) -> None:
    result = mother.send(lin, CORRECT, dose=recorded | changes)

    assert (result["status"], list(result["fields"])) == ("rejected", [field])
    row = row_of(mother)
    assert row | recorded == row


def test_it_makes_no_two_records_of_one_dose(
    mother: Phone, lin: Card, recorded: dict[str, Any]
) -> None:
    second = a_dose(dose=2)
    mother.send(lin, RECORD, dose=second)

    result = mother.send(lin, CORRECT, dose=second | {"dose": 1})

    assert (result["status"], result["code"]) == ("rejected", "dose_recorded")
    assert list(result["fields"]) == ["dose.dose"]


def test_it_removes_a_record_from_all_phones(
    mother: Phone, father: Phone, lin: Card, recorded: dict[str, Any]
) -> None:
    mother.pull()

    assert father.send(lin, REMOVE, dose_id=recorded["id"])["status"] == "done"

    assert mother.pull().all("vaccinations") == []
    # Without signal the mother had removed it too; that is what she wanted.
    assert mother.send(lin, REMOVE, dose_id=recorded["id"])["status"] == "done"
    late = mother.send(lin, CORRECT, dose=recorded)
    assert (late["status"], late["code"]) == ("rejected", "dose_gone")


def test_it_puts_a_new_photo_in_place_of_the_old_one(
    mother: Phone, lin: Card, recorded: dict[str, Any], database: OpenDatabase, clock: MovableClock
) -> None:
    first, second = (upload_of(database, mother, lin) for _ in range(2))
    assert mother.send(lin, CORRECT, dose=recorded, upload_id=first)["status"] == "done"
    # A correction without one keeps it, and so does a repeat with the same.
    mother.send(lin, CORRECT, dose=recorded | {"note": "x"})
    mother.send(lin, CORRECT, dose=recorded, upload_id=first)
    assert row_of(mother)["upload_id"] == first

    assert mother.send(lin, CORRECT, dose=recorded, upload_id=second)["status"] == "done"

    assert row_of(mother)["upload_id"] == second
    assert_released(database, clock, first)


@pytest.mark.parametrize("how", ["drop", "remove"])
def test_it_lets_go_of_a_photo_that_nothing_shows_any_more(
    mother: Phone,
    lin: Card,
    recorded: dict[str, Any],
    database: OpenDatabase,
    clock: MovableClock,
    how: str,
) -> None:
    photo = upload_of(database, mother, lin)
    mother.send(lin, CORRECT, dose=recorded, upload_id=photo)

    if how == "drop":
        mother.send(lin, CORRECT, dose=recorded, drop_photo=True)
        assert row_of(mother)["upload_id"] is None
    else:
        mother.send(lin, REMOVE, dose_id=recorded["id"])

    assert_released(database, clock, photo)


def assert_released(database: OpenDatabase, clock: MovableClock, upload_id: str) -> None:
    with database() as session:
        upload = session.get_one(Upload, upload_id)
        assert upload.attached_at is None
        assert upload.expires_at <= clock.now()


def test_it_touches_no_dose_of_another_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, recorded: dict[str, Any]
) -> None:
    for dose in (recorded, a_dose(id=new_id())):
        for result in (
            stranger.send(chen, CORRECT, dose=dose),
            stranger.send(chen, REMOVE, dose_id=dose["id"]),
        ):
            assert (result["status"], result["code"]) == ("rejected", "dose_gone")

    row = row_of(mother)
    assert row | recorded == row
