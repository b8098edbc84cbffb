"""Doses that a family records: seen on each of its phones, one record a dose."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.vaccines.models import Vaccination
from tests.cast import Card, OpenDatabase, Phone, device_of, on_sqlite
from tests.factories import make_upload
from tests.vaccines.doses import RECORD, REMOVE, a_dose


def rows(phone: Phone) -> list[dict[str, Any]]:
    return phone.pull().all("vaccinations")


def test_it_shows_a_dose_on_the_other_phone_of_the_family(
    mother: Phone, father: Phone, lin: Card
) -> None:
    dose = a_dose()

    result = mother.send(lin, RECORD, dose=dose)

    assert result["status"] == "done"
    assert result["result"] == {"dose_id": dose["id"]}
    assert rows(father) == [
        {
            **dose,
            "name": "",
            "upload_id": None,
            "added_by": "妈妈的手机",
            "created_at": "2026-03-09T02:00:00.000Z",
        }
    ]


def test_it_takes_a_dose_of_which_little_is_known(mother: Phone, lin: Card) -> None:
    dose = {"id": new_id(), "vaccine_id": "other", "name": "黄热病疫苗", "given_on": "2024-01-05"}

    assert mother.send(lin, RECORD, dose=dose)["status"] == "done"

    (row,) = rows(mother)
    assert row | dose == row
    assert {row[name] for name in ("batch", "place", "reaction", "note")} == {""}
    assert row["dose"] is None


def test_it_takes_a_dose_of_today_by_china_s_date(
    mother: Phone, lin: Card, clock: MovableClock
) -> None:
    clock.move(hours=14.1)  # 00:06 of the next day in China, the day before in Greenwich
    today, tomorrow = a_dose(given_on="2026-03-10"), a_dose(dose=2, given_on="2026-03-11")

    assert mother.send(lin, RECORD, dose=today)["status"] == "done"
    assert mother.send(lin, RECORD, dose=tomorrow)["status"] == "rejected"


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"given_on": "2026-03-10"}, "dose.given_on", "日期还没到。"),
        ({"given_on": "2022-05-20"}, "dose.given_on", "日期早于出生日。"),
        ({"given_on": "20260220"}, "dose.given_on", "日期写成 2023-01-09 这样。"),
        ({"given_on": None}, "dose.given_on", "还没填。"),
        ({"vaccine_id": "elixir"}, "dose.vaccine_id", "没有这种疫苗。"),
        ({"vaccine_id": "other"}, "dose.name", "写上疫苗的名字。"),
        ({"vaccine_id": "other", "name": "x" * 41}, "dose.name", "最多 40 个字。"),
        ({"dose": 0}, "dose.dose", "第几针写 1 到 20。"),
        ({"dose": 21}, "dose.dose", "第几针写 1 到 20。"),
        ({"dose": "1"}, "dose.dose", "这一项的格式不对。"),
        ({"batch": "x" * 41}, "dose.batch", "最多 40 个字。"),
        ({"place": "a\nb"}, "dose.place", "有看不见的字符，删掉再试。"),
        ({"note": "a\x07b"}, "dose.note", "有看不见的字符，删掉再试。"),
        ({"note": "x" * 501}, "dose.note", "最多 500 个字。"),
        ({"id": "1"}, "dose.id", "这一项的格式不对。"),
        ({"mood": "good"}, "dose.mood", "不认识这一项。"),
    ],
)
def test_it_names_what_can_not_be(
    mother: Phone, lin: Card, changes: dict[str, Any], field: str, sentence: str
) -> None:
    result = mother.send(lin, RECORD, dose=a_dose(**changes))

    assert (result["status"], result["code"]) == ("rejected", "invalid")
    assert result["fields"] == {field: [sentence]}
    assert rows(mother) == []


def test_it_keeps_one_record_of_a_dose_that_both_parents_recorded(
    mother: Phone, father: Phone, lin: Card
) -> None:
    """Nothing they say contradicts: what only one of them says is kept."""
    first, second = a_dose(batch="", reaction=""), a_dose(place="", note="")

    mother.send(lin, RECORD, dose=first)
    result = father.send(lin, RECORD, dose=second)

    assert (result["status"], result["result"]) == ("done", {"dose_id": first["id"]})
    (row,) = rows(mother)
    told = {"batch": second["batch"], "reaction": second["reaction"]}
    assert row | first | told == row


def test_it_tells_where_a_second_record_of_a_dose_contradicts_the_first(
    mother: Phone, father: Phone, lin: Card
) -> None:
    mother.send(lin, RECORD, dose=a_dose())

    result = father.send(lin, RECORD, dose=a_dose(given_on="2026-02-21", batch="B7"))

    assert (result["status"], result["code"]) == ("rejected", "dose_recorded")
    sentence = ["和已经记下的不一样。"]
    assert result["fields"] == {"dose.given_on": sentence, "dose.batch": sentence}
    assert [row["given_on"] for row in rows(father)] == ["2026-02-20"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"dose": 1}, {"dose": 2}),
        ({"vaccine_id": "mmr"}, {"vaccine_id": "hib"}),
        ({"dose": None}, {"dose": None}),
        ({"vaccine_id": "other", "name": "甲"}, {"vaccine_id": "other", "name": "甲"}),
    ],
)
def test_it_keeps_records_apart_that_may_be_of_different_doses(
    mother: Phone, lin: Card, one: dict[str, Any], other: dict[str, Any]
) -> None:
    for changes in (one, other):
        assert mother.send(lin, RECORD, dose=a_dose(**changes))["status"] == "done"

    assert len(rows(mother)) == 2


def test_it_records_a_dose_once_that_both_parents_record_at_once(
    mother: Phone, father: Phone, lin: Card
) -> None:
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(each.send, lin, RECORD, dose=a_dose()) for each in (mother, father)]
        results = [each.result() for each in sent]

    assert [each["status"] for each in results] == ["done", "done"]
    (row,) = rows(mother)
    assert {each["result"]["dose_id"] for each in results} == {row["id"]}


def test_it_attaches_the_photo_of_the_booklet(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        upload = make_upload(session, device_of(session, mother), lin.policy_id)
        photo = {"upload_id": upload.id, "sha256": upload.sha256}

    result = mother.send(lin, RECORD, dose=a_dose(), **photo)

    assert result["status"] == "done"
    assert [row["upload_id"] for row in rows(mother)] == [photo["upload_id"]]
    again = mother.send(lin, RECORD, dose=a_dose(dose=2), **photo)
    assert (again["status"], again["code"]) == ("rejected", "upload_taken")
    assert len(rows(mother)) == 1


def test_it_waits_for_a_photo_that_is_still_on_its_way(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        unfinished = {"state": "receiving", "received": 5, "sha256": None, "media_type": None}
        device_id = device_of(session, mother)
        upload_id = make_upload(session, device_id, lin.policy_id, **unfinished).id

    result = mother.send(lin, RECORD, dose=a_dose(), upload_id=upload_id)

    assert (result["status"], result["code"]) == ("later", "upload_unfinished")
    assert rows(mother) == []


def test_it_takes_no_photo_of_another_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, database: OpenDatabase
) -> None:
    with database() as session:
        upload_id = make_upload(session, device_of(session, stranger), chen.policy_id).id

    result = mother.send(lin, RECORD, dose=a_dose(), upload_id=upload_id)

    assert (result["status"], result["code"]) == ("rejected", "upload_not_found")


def test_it_keeps_what_people_write_encrypted(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    words = {name: f"秘密{name}" for name in ("name", "batch", "place", "reaction", "note")}
    mother.send(lin, RECORD, dose=a_dose(vaccine_id="other", **words))

    with database() as session:
        stored = repr(session.execute(sa.select(Vaccination.__table__)).one())
    assert "秘密" not in stored


def test_it_shows_doses_to_no_other_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    dose = a_dose()
    mother.send(lin, RECORD, dose=dose)

    assert stranger.send(lin, RECORD, dose=a_dose(dose=2))["code"] == "not_bound"
    # Nor does the id of a foreign dose do anything under a policy of one's own.
    result = stranger.send(chen, RECORD, dose=dose)
    assert (result["status"], result["code"]) == ("rejected", "dose_gone")
    assert rows(stranger) == []


def test_it_does_not_bring_back_a_dose_that_was_removed(mother: Phone, lin: Card) -> None:
    dose = a_dose()
    mother.send(lin, RECORD, dose=dose)
    mother.send(lin, REMOVE, dose_id=dose["id"])

    assert mother.send(lin, RECORD, dose=dose)["code"] == "dose_gone"
    assert mother.send(lin, RECORD, dose=a_dose())["status"] == "done"
