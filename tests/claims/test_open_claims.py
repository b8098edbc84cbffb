"""Opening a claim: the header gets its receipt number, and the family sees what is to come."""

import json
import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from api.benefits.models import BenefitBalance
from api.claims.models import Claim
from api.claims.schemas import ClaimDocumentRow, ClaimRow, PayoutAccountRow
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.filing import PHOTOS, account, file_claim, header, open_args, photo, stay
from tests.commands import make_command


def test_it_gets_a_receipt_number_at_once(mother: Phone, lin: Card) -> None:
    args = open_args()

    result = mother.send(lin, "claims.open", **args)

    assert result["status"] == "done"
    assert re.fullmatch(r"C2603-\d{4}", result["receipt"])
    assert result["result"] == {"claim_id": args["claim"]["id"], "receipt": result["receipt"]}


def test_every_phone_of_the_family_sees_it(mother: Phone, father: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)

    row = filed.row(father)

    assert ClaimRow().validate(row) == {}
    assert row["status"] == "announced"
    assert row["receipt"] == filed.receipt
    assert row["hospital"] == "市第九十九医院国际部"
    assert row["diagnosis"] == "急性支气管炎"
    assert row["invoices"] == [
        {"number": "0000 1862", "amount_fen": 138_650, "issued_on": "2026-03-05"}
    ]
    assert (row["benefit"], row["opened_by"]) == ("outpatient", "妈妈的手机")
    assert (row["completed_at"], row["due_on"], row["steps"]) == (None, None, [])
    assert row["events"] == [
        {"kind": "announced", "at": "2026-03-09T02:00:00.000Z", "params": {"phone": "妈妈的手机"}}
    ]
    documents = filed.document_rows(father)
    assert [each["kind"] for each in documents] == list(PHOTOS)
    for each in documents:
        assert ClaimDocumentRow().validate(each) == {}
        assert (each["state"], each["phone"], each["upload_id"]) == ("expected", "妈妈的手机", None)


def test_the_other_phones_hear_of_it(mother: Phone, father: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)

    assert mother.inbox() == []
    assert father.inbox() == ["account_added", "claim_announced"]
    line = father.pull().all("inbox")[-1]
    assert line["params"] == {
        "claim_id": filed.id,
        "receipt": filed.receipt,
        "hospital": "市第九十九医院国际部",
    }


def test_another_family_sees_nothing(mother: Phone, stranger: Phone, lin: Card) -> None:
    file_claim(mother, lin)

    held = stranger.pull()
    for collection in ("claims", "claim_documents", "payout_accounts", "inbox"):
        assert held.all(collection) == []


def test_it_shows_of_the_account_what_a_family_recognises(
    mother: Phone, father: Phone, lin: Card
) -> None:
    filed = file_claim(mother, lin)

    (row,) = father.pull().all("payout_accounts")

    assert PayoutAccountRow().validate(row) == {}
    assert row["id"] == filed.row()["account_id"]
    assert (row["holder"], row["bank"], row["last4"]) == ("周晚晴", "招商银行", "0128")
    assert (row["state"], row["added_by"]) == ("unconfirmed", "妈妈的手机")


def test_it_holds_back_what_it_may_come_to(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    """¥1,386.50 less the ¥100 of each visit, 80 % of that, as seed/plans.yaml has it."""
    file_claim(mother, lin)

    with database() as session:
        balance = session.scalars(
            sa.select(BenefitBalance).where(BenefitBalance.benefit == "outpatient")
        ).one()
        assert (balance.reviewing_fen, balance.reviewing_count) == (102_920, 1)
        assert (balance.used_fen, balance.used_count) == (0, 0)


def test_it_keeps_medical_words_and_numbers_encrypted(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    filed = file_claim(mother, lin, claim=header(note="夜里又烧到 39 度"))

    with database() as session:
        stored = session.execute(sa.text("SELECT * FROM claims")).one()
        accounts = session.execute(sa.text("SELECT * FROM payout_accounts")).one()
        claim = session.get_one(Claim, filed.id)
        assert (claim.diagnosis, claim.note) == ("急性支气管炎", "夜里又烧到 39 度")
    told = " ".join(map(str, (*stored, *accounts)))
    for secret in ("急性支气管炎", "39 度", "6222021234567890128", "周晚晴"):
        assert secret not in told


def test_its_header_is_less_than_a_kilobyte(mother: Phone, lin: Card) -> None:
    """As it leaves the phone: a usual claim with four photos, its command and all.

    The camera's names say nothing and stay on the phone; the account is known from before.
    """
    photos = [photo(kind) for kind in PHOTOS]
    for each in photos:
        del each["filename"]
    known = file_claim(mother, lin, claim=header(invoices=[{"amount_fen": 200_000}]))
    args = {
        "claim": header(hospital_id="sh-99-intl"),
        "account": {"id": known.row()["account_id"]},
        "documents": photos,
        "agreed": True,
    }
    command = make_command(lin.policy_id, "claims.open", args)
    body = {"build": "1.a1b2c3d4", "commands": [command]}

    assert mother.push(command)[0]["status"] == "done"
    sent = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    assert len(sent) < 1024


def test_a_claim_without_photos_is_complete(mother: Phone, father: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, documents=[])

    assert filed.row()["status"] == "complete"
    assert father.inbox()[-2:] == ["claim_announced", "claim_complete"]


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "benefit"),
    [
        ({"kind": "private_paid"}, "outpatient"),
        ({"kind": "internet", "internet": {"follow_up": True, "licensed": True}}, "outpatient"),
        # A family may hand in what doesn't meet the conditions; the assessor decides.
        ({"kind": "internet", "internet": {"follow_up": False, "licensed": True}}, "outpatient"),
        (stay(), "inpatient"),
    ],
)
def test_it_takes_every_kind(
    mother: Phone, lin: Card, changes: dict[str, Any], benefit: str
) -> None:
    claim = header(**{**changes, "id": header()["id"]})

    assert file_claim(mother, lin, claim=claim).row()["benefit"] == benefit


@on_sqlite
@pytest.mark.parametrize("day", ["2026-01-01", "2026-03-09"])
def test_it_takes_the_first_day_of_the_policy_and_today(mother: Phone, lin: Card, day: str) -> None:
    assert file_claim(mother, lin, claim=header(visited_on=day)).row()["visited_on"] == day


@on_sqlite
def test_it_takes_what_the_invoices_add_up_to(mother: Phone, lin: Card) -> None:
    invoices = [{"amount_fen": 1}, {"amount_fen": 2, "number": " "}]

    row = file_claim(mother, lin, claim=header(total_fen=3, invoices=invoices)).row()

    assert [each["number"] for each in row["invoices"]] == ["", ""]


@on_sqlite
def test_it_knows_a_hospital_of_the_list(mother: Phone, lin: Card, app: Any) -> None:
    known = app.extensions["tongka"].seeds["hospitals"]["hospitals"][0]
    listed = header(hospital_id=known["id"])
    del listed["hospital"]

    row = file_claim(mother, lin, claim=listed).row()
    assert (row["hospital_id"], row["hospital"]) == (known["id"], known["name"]["zh"])

    # The phone's list may be older or newer: the name is what counts.
    row = file_claim(
        mother, lin, claim=header(hospital_id="gone-meanwhile", invoices=[{"amount_fen": 200_000}])
    ).row()
    assert (row["hospital_id"], row["hospital"]) == (None, "市第九十九医院国际部")


@on_sqlite
def test_the_same_command_opens_one_claim(mother: Phone, father: Phone, lin: Card) -> None:
    command = make_command(lin.policy_id, "claims.open", open_args())

    first, second = mother.push(command, command)
    third = father.push(command)[0]

    assert first["receipt"] == second["receipt"] == third["receipt"]
    assert len(mother.pull().all("claims")) == 1
    assert len(father.pull().all("claim_documents")) == len(PHOTOS)


def test_it_opens_nothing_for_another_family(mother: Phone, stranger: Phone, lin: Card) -> None:
    assert stranger.send(lin, "claims.open", **open_args())["code"] == "not_bound"
    assert mother.pull().all("claims") == []


def test_the_month_is_chinas(mother: Phone, lin: Card, clock: Any) -> None:
    clock.move(days=22, hours=15)  # 1 April, 01:00 in China

    filed = file_claim(mother, lin, claim=header(visited_on=date(2026, 4, 1).isoformat()))

    assert filed.receipt.startswith("C2604-")


def test_a_new_claim_goes_where_the_last_one_went(mother: Phone, lin: Card) -> None:
    first = file_claim(mother, lin)
    invoices = [{"amount_fen": 200_000}]
    second = file_claim(mother, lin, claim=header(invoices=invoices), account=None)
    third = file_claim(
        mother,
        lin,
        claim=header(invoices=invoices),
        account=account(number="6222 0212 3456 7890 128"),
        documents=[photo()],
    )

    assert len({filed.row()["account_id"] for filed in (first, second, third)}) == 1
    assert len(mother.pull().all("payout_accounts")) == 1
