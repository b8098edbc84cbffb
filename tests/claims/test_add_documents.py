"""More documents, and those that will not come."""

import pytest

from api.core.ids import new_id
from tests.cast import Card, Phone, on_sqlite
from tests.claims.filing import file_claim, header, photo


def test_a_family_adds_to_a_claim(mother: Phone, father: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()
    more = photo("exam_report")

    result = filed.send("announce", father, documents=[more], note="报告出来了")

    assert (result["status"], result["result"]["receipt"]) == ("done", filed.receipt)
    row = filed.row()
    # It is not complete until this one is here as well.
    assert (row["status"], row["completed_at"], row["due_on"]) == ("announced", None, None)
    assert row["events"][-1]["kind"] == "documents_added"
    assert row["events"][-1]["params"] == {"phone": "爸爸的手机", "note": "报告出来了"}
    assert [each["phone"] for each in filed.document_rows()] == ["妈妈的手机", "爸爸的手机"]

    assert filed.deliver(more, father)["status"] == "done"
    assert filed.row()["status"] == "complete"


def test_a_document_that_will_not_come_holds_nothing_up(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, "invoice", "other")
    filed.deliver(filed.documents[0])

    result = filed.send("drop", document_id=filed.documents[1]["id"])

    assert (result["status"], result["result"]) == (
        "done",
        {"document_id": filed.documents[1]["id"]},
    )
    assert filed.row()["status"] == "complete"
    assert [each["state"] for each in filed.document_rows()] == ["received", "dropped"]
    # Said twice, by two phones, it is the same.
    assert filed.send("drop", document_id=filed.documents[1]["id"])["status"] == "done"


def test_the_other_phone_may_say_that_it_will_not_come(
    mother: Phone, father: Phone, lin: Card
) -> None:
    filed = file_claim(mother, lin, "invoice")

    assert filed.send("drop", father, document_id=filed.documents[0]["id"])["status"] == "done"
    assert filed.row()["status"] == "complete"
    assert filed.deliver(filed.documents[0])["code"] == "document_settled"


def test_what_is_here_can_not_be_dropped(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()

    result = filed.send("drop", document_id=filed.documents[0]["id"])

    assert (result["status"], result["code"]) == ("rejected", "document_settled")


@on_sqlite
def test_it_names_what_is_wrong(mother: Phone, lin: Card) -> None:
    filed = file_claim(mother, lin, "invoice")
    announced = filed.documents[0]

    for documents, more, fields in (
        ([], {}, ["documents"]),
        ([photo(id=announced["id"])], {}, ["documents.0.id"]),
        ([photo(replaces=announced["id"])], {}, ["documents.0.replaces"]),
        ([photo(replaces=new_id())], {}, ["documents.0.replaces"]),
        ([photo()], {"request_id": new_id()}, ["request_id"]),
        ([photo() for _ in range(40)], {}, ["documents"]),
        ([photo(size=0)], {}, ["documents.0.size"]),
    ):
        result = filed.send("announce", documents=documents, **more)
        assert (result["status"], list(result["fields"])) == ("rejected", fields)
    assert len(filed.document_rows()) == 1


@pytest.mark.parametrize("verb", ["announce", "drop", "withdraw"])
def test_it_belongs_to_its_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, verb: str
) -> None:
    filed = file_claim(mother, lin, "invoice")
    args = {
        "announce": {"documents": [photo()]},
        "drop": {"document_id": filed.documents[0]["id"]},
        "withdraw": {},
    }[verb]

    assert filed.send(verb, stranger, **args)["code"] == "not_bound"
    foreign = {"claim_id": filed.id, **args}
    assert stranger.send(chen, f"claims.{verb}", **foreign)["code"] == "claim_not_found"
    assert filed.row()["status"] == "announced"
    other = file_claim(mother, lin, claim=header(invoices=[{"amount_fen": 200_000}]))
    if verb == "drop":
        other.documents = filed.documents
        assert other.send(verb, **args)["code"] == "document_not_found"
