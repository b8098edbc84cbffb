"""Taking a claim back."""

import sqlalchemy as sa

from api.benefits.models import BenefitBalance
from tests.cast import Card, OpenDatabase, Phone
from tests.claims.filing import file_claim, header, photo


def test_it_lets_go_of_what_it_held(
    mother: Phone, father: Phone, lin: Card, database: OpenDatabase
) -> None:
    filed = file_claim(mother, lin)

    result = filed.send("withdraw", father, reason="交错孩子了")

    assert (result["status"], result["receipt"]) == ("done", filed.receipt)
    row = filed.row()
    assert row["status"] == "withdrawn"
    assert row["events"][-1]["params"] == {"phone": "爸爸的手机", "note": "交错孩子了"}
    assert {each["state"] for each in filed.document_rows()} == {"dropped"}
    assert mother.inbox() == ["claim_withdrawn"]
    with database() as session:
        balance = session.scalars(
            sa.select(BenefitBalance).where(BenefitBalance.benefit == "outpatient")
        ).one()
        assert (balance.reviewing_fen, balance.reviewing_count) == (0, 0)
        assert (balance.used_fen, balance.used_count) == (0, 0)


def test_its_invoices_may_be_claimed_anew(mother: Phone, lin: Card) -> None:
    first = file_claim(mother, lin)
    first.send("withdraw")

    second = file_claim(mother, lin, account=None)

    assert second.receipt != first.receipt
    assert second.row()["account_id"] == first.row()["account_id"]


def test_taken_back_it_stays_so(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin)
    filed.deliver(filed.documents[0])
    filed.send("withdraw")

    assert filed.send("withdraw")["status"] == "done"
    assert len(filed.row()["events"]) == 2
    assert filed.send("announce", documents=[photo()])["code"] == "claim_closed"
    assert filed.send("drop", document_id=filed.documents[1]["id"])["status"] == "done"
    # What had arrived stays with it.
    assert filed.document_rows()[0]["state"] == "received"


def test_words_that_are_too_long_are_named(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, claim=header())

    assert list(filed.send("withdraw", reason="长" * 201)["fields"]) == ["reason"]
    assert filed.row()["status"] == "announced"
