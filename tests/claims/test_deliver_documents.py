"""Photos follow the header: each is here once its hash matches, and then the claim is complete."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.gateways.files import FileStore
from api.uploads.models import Upload
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.filing import file_claim, header, photo, stay
from tests.uploads.tus import begin, patch, png, upload

DIGEST = "0" * 64


def test_it_is_here_once_its_hash_matches(
    mother: Phone, father: Phone, lin: Card, app: Flask, database: OpenDatabase
) -> None:
    filed = file_claim(mother, lin)
    first, *rest = filed.documents

    result = filed.deliver(first)

    assert result["status"] == "done"
    row = filed.document_rows(father)[0]
    assert (row["state"], row["sha256"]) == ("received", result["result"]["sha256"])
    assert row["size"] == len(filed.contents[first["id"]])
    assert row["received_at"] == "2026-03-09T02:00:00.000Z"
    with database() as session:
        key = session.get_one(Upload, row["upload_id"]).key
    files: FileStore = app.extensions["tongka"].files
    assert b"".join(files.read(str(key))) == filed.contents[first["id"]]
    # The others are still on mother's phone.
    states = [each["state"] for each in filed.document_rows(father)]
    assert states == ["received", *["expected"] * len(rest)]
    assert filed.row(father)["status"] == "announced"


def test_it_is_complete_with_the_last_one(
    mother: Phone, father: Phone, lin: Card, clock: MovableClock
) -> None:
    filed = file_claim(mother, lin)
    clock.move(hours=12)

    filed.deliver_all()

    row = filed.row(father)
    assert row["status"] == "complete"
    assert row["completed_at"] == "2026-03-09T14:00:00.000Z"
    # Of an outpatient claim the manual promises no day.
    assert (row["due_on"], row["due_is_estimate"]) == (None, False)
    assert [event["kind"] for event in row["events"]] == ["announced", "complete"]
    assert father.inbox()[-1] == "claim_complete"
    # Whoever handed it in hears of that, too.
    assert mother.inbox() == ["claim_complete"]


def test_a_stay_is_decided_within_ten_working_days(
    mother: Phone, lin: Card, clock: MovableClock
) -> None:
    filed = file_claim(mother, lin, "invoice", claim=stay())
    clock.move(hours=14, minutes=30)  # 10 March, 00:30 in China

    filed.deliver_all()

    assert filed.row()["due_on"] == "2026-03-24"


def test_another_phone_may_bring_its_own(mother: Phone, father: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, "invoice")

    assert filed.deliver(filed.documents[0], father)["status"] == "done"
    assert filed.row()["status"] == "complete"


def test_delivered_twice_it_stays_as_it_is(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    document = filed.documents[0]
    digest = filed.deliver(document)["result"]["sha256"]
    upload_id = filed.document_rows()[0]["upload_id"]

    again = filed.send("attach", document_id=document["id"], upload_id=upload_id, sha256=digest)
    assert (again["status"], again["result"]) == ("done", {"sha256": digest})

    other = filed.deliver(document)
    assert (other["status"], other["code"]) == ("rejected", "document_settled")


def test_an_upload_belongs_to_one_document(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    digest = filed.deliver(filed.documents[0])["result"]["sha256"]
    upload_id = filed.document_rows()[0]["upload_id"]

    second = filed.documents[1]["id"]
    result = filed.send("attach", document_id=second, upload_id=upload_id, sha256=digest)

    assert (result["status"], result["code"]) == ("rejected", "upload_taken")


def test_a_wrong_hash_is_no_delivery(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    upload_id = upload(mother, lin.policy_id, png(filler=2000))

    said = {"document_id": filed.documents[0]["id"], "upload_id": upload_id, "sha256": DIGEST}
    assert filed.send("attach", **said)["code"] == "upload_mismatch"
    assert filed.document_rows()[0]["state"] == "expected"


def test_an_upload_on_its_way_is_for_later(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    content = png(filler=2000)
    url = begin(mother, lin.policy_id, len(content))
    patch(mother, url, 0, content[:1000])

    said = {"upload_id": url.rpartition("/")[2], "sha256": DIGEST}
    result = filed.send("attach", document_id=filed.documents[0]["id"], **said)

    assert (result["status"], result["code"]) == ("later", "upload_unfinished")


def test_a_broken_file_is_refused(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    content = b"MZ\x90\x00" * 300
    url = begin(mother, lin.policy_id, len(content))
    assert patch(mother, url, 0, content).status_code == 422

    said = {"upload_id": url.rpartition("/")[2], "sha256": DIGEST}
    result = filed.send("attach", document_id=filed.documents[0]["id"], **said)

    assert (result["status"], result["code"]) == ("rejected", "upload_refused")


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sha256": "x"}, "sha256"),
        ({"document_id": "1"}, "document_id"),
        ({"upload_id": "../../etc/passwd"}, "upload_id"),
    ],
)
def test_it_names_what_is_wrong(
    mother: Phone, lin: Card, changes: dict[str, str], field: str
) -> None:
    filed = file_claim(mother, lin)
    said = {"document_id": filed.documents[0]["id"], "upload_id": new_id(), "sha256": DIGEST}

    result = filed.send("attach", **{**said, **changes})

    assert (result["status"], list(result["fields"])) == ("rejected", [field])


def test_it_takes_no_strangers_upload_and_no_strangers_claim(
    mother: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    filed = file_claim(mother, lin)
    theirs = upload(stranger, chen.policy_id, png(filler=2000))
    said = {"document_id": filed.documents[0]["id"], "upload_id": theirs, "sha256": DIGEST}

    assert filed.send("attach", **said)["code"] == "upload_not_found"
    assert filed.send("attach", stranger, **said)["code"] == "not_bound"
    args = {"claim_id": filed.id, **said}
    assert stranger.send(chen, "claims.attach", **args)["code"] == "claim_not_found"
    mine = file_claim(mother, lin, claim=header(invoices=[{"amount_fen": 200_000}]))
    said["document_id"] = mine.documents[0]["id"]
    assert filed.send("attach", **said)["code"] == "document_not_found"


def test_a_claim_taken_back_takes_no_more(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    filed.send("withdraw")

    assert filed.deliver(filed.documents[0])["code"] == "claim_closed"


def test_the_deadline_counts_chinas_day(
    mother: Phone, lin: Card, clock: MovableClock, run_jobs: Callable[..., int]
) -> None:
    clock.move(seconds=timedelta(days=4, hours=5).total_seconds())  # Friday, 15:00 in China
    filed = file_claim(mother, lin, claim=stay(), documents=[photo()])
    filed.deliver_all()

    assert filed.row()["due_on"] == "2026-03-27"
