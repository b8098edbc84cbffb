"""Asking the family for more, and what its answer does."""

import pytest

from api.claims.requesting import Mark
from api.claims.rules import DocumentKind
from api.core.clock import MovableClock
from tests.cast import Card, Phone, on_sqlite
from tests.claims.desks import BENCH, DONE, Desk, complete_stay
from tests.claims.filing import Filed, file_claim, photo


@pytest.fixture
def filed(mother: Phone, lin: Card, assessor: Desk) -> Filed:
    """A stay under assessment."""
    filed = complete_stay(mother, lin)
    assessor.begin(filed)
    return filed


def test_it_tells_the_family_what_is_missing(
    filed: Filed, mother: Phone, father: Phone, assessor: Desk
) -> None:
    kinds = (DocumentKind.EXAM_REPORT, DocumentKind.INVOICE)

    assert assessor.request(filed, *kinds, note="请补检查报告和第 2 张发票") == DONE

    row = filed.row()
    assert (row["status"], row["due_on"]) == ("documents_requested", None)
    (request,) = row["requests"]
    assert request["kinds"] == ["invoice", "exam_report"]
    assert (request["document_ids"], request["answered_at"]) == ([], None)
    assert request["note"] == "请补检查报告和第 2 张发票"
    assert row["events"][-1]["kind"] == "documents_requested"
    assert mother.inbox()[-1] == father.inbox()[-1] == "claim_documents_requested"


def test_an_answer_brings_it_back(
    filed: Filed, father: Phone, assessor: Desk, clock: MovableClock
) -> None:
    assessor.request(filed, DocumentKind.EXAM_REPORT)
    request_id = filed.row()["requests"][0]["id"]
    report = photo("exam_report")
    clock.move(days=1)

    filed.send("announce", father, documents=[report], request_id=request_id)

    row = filed.row()
    # It is answered, and still on father's phone.
    assert row["requests"][0]["answered_at"] == "2026-03-10T02:00:00.000Z"
    assert row["status"] == "documents_requested"
    assert row["events"][-1]["kind"] == "request_answered"

    clock.move(days=1)
    filed.deliver(report, father)
    row = filed.row()
    assert row["status"] == "under_assessment"
    # The ten working days count from the last document, Wednesday 11 March.
    assert row["due_on"] == "2026-03-25"


def test_words_are_an_answer_too(filed: Filed, assessor: Desk) -> None:
    assessor.request(filed, DocumentKind.EXAM_REPORT)
    request_id = filed.row()["requests"][0]["id"]

    result = filed.send("announce", documents=[], request_id=request_id, note="这次没做检查")

    assert result["status"] == "done"
    row = filed.row()
    assert row["status"] == "under_assessment"
    assert row["events"][-1]["params"] == {"phone": "妈妈的手机", "note": "这次没做检查"}


def test_a_photo_is_taken_again(filed: Filed, father: Phone, assessor: Desk) -> None:
    blurred = filed.documents[0]["id"]

    assert assessor.retake(filed, blurred, mark=Mark(0.54, 0.69, 0.4, 0.26)) == DONE

    (document,) = filed.document_rows(father)
    assert document["state"] == "retake_requested"
    assert document["request"] == {
        "note": "右下角看不清",
        "mark": {"x": 0.54, "y": 0.69, "w": 0.4, "h": 0.26},
    }
    assert filed.row()["requests"][0]["document_ids"] == [blurred]

    again = photo(replaces=blurred)
    filed.send("announce", documents=[again])
    old, new = filed.document_rows(father)
    assert (old["state"], new["state"], new["replaces"]) == ("replaced", "expected", blurred)
    assert filed.row()["requests"][0]["answered_at"] is not None
    assert filed.row()["status"] == "documents_requested"

    filed.deliver(again)
    assert filed.row()["status"] == "under_assessment"


def test_a_retake_that_will_not_come_is_asked_for_again(filed: Filed, assessor: Desk) -> None:
    blurred = filed.documents[0]["id"]
    assessor.retake(filed, blurred)
    again = photo(replaces=blurred)
    filed.send("announce", documents=[again])

    assert filed.send("drop", document_id=again["id"])["status"] == "done"

    old, new = filed.document_rows()
    assert (old["state"], new["state"]) == ("retake_requested", "dropped")
    row = filed.row()
    assert (row["status"], row["requests"][0]["answered_at"]) == ("documents_requested", None)
    # Taken again once more, it is answered.
    once_more = photo(replaces=blurred)
    filed.send("announce", documents=[once_more])
    filed.deliver(once_more)
    assert filed.row()["status"] == "under_assessment"


def test_two_requests_are_two_answers(filed: Filed, assessor: Desk) -> None:
    blurred = filed.documents[0]["id"]
    assessor.retake(filed, blurred)
    assessor.request(filed, DocumentKind.MEDICAL_RECORD)
    again = photo(replaces=blurred)
    filed.send("announce", documents=[again])
    filed.deliver(again)

    row = filed.row()
    assert row["status"] == "documents_requested"
    assert [each["answered_at"] is None for each in row["requests"]] == [False, True]

    record = photo("medical_record")
    filed.send("announce", documents=[record], request_id=row["requests"][1]["id"])
    filed.deliver(record)
    assert filed.row()["status"] == "under_assessment"


def test_it_may_go_on_without(filed: Filed, assessor: Desk, clock: MovableClock) -> None:
    blurred = filed.documents[0]["id"]
    assessor.retake(filed, blurred)
    assessor.request(filed, DocumentKind.OTHER)
    clock.move(days=5)

    assert assessor.take_back(filed) == DONE

    row = filed.row()
    assert (row["status"], filed.document_rows()[0]["state"]) == ("under_assessment", "received")
    assert all(each["answered_at"] for each in row["requests"])
    # The family did nothing: the days that went by count.
    assert row["due_on"] == "2026-03-23"


def test_what_is_announced_is_waited_for_all_the_same(filed: Filed, assessor: Desk) -> None:
    assessor.request(filed, DocumentKind.OTHER)
    coming = photo("other")
    filed.send("announce", documents=[coming])

    assert assessor.take_back(filed) == DONE
    assert filed.row()["status"] == "documents_requested"
    filed.deliver(coming)
    assert filed.row()["status"] == "under_assessment"


@on_sqlite
def test_it_names_what_is_wrong(filed: Filed, assessor: Desk, mother: Phone, lin: Card) -> None:
    document_id = filed.documents[0]["id"]

    assert assessor.request(filed) == "invalid"
    assert list(assessor.fields) == ["kinds"]
    for note in ("", "  ", "长" * 501):
        assert assessor.request(filed, DocumentKind.OTHER, note=note) == "invalid"
        assert list(assessor.fields) == ["note"]
        assert assessor.retake(filed, document_id, note=note) == "invalid"
    for mark in (Mark(-0.1, 0, 0.2, 0.2), Mark(0.9, 0, 0.2, 0.2), Mark(0, 0, 0, 0.2)):
        assert assessor.retake(filed, document_id, mark=mark) == "invalid"
        assert list(assessor.fields) == ["mark"]
    other = file_claim(mother, lin, account=None)
    assert assessor.retake(filed, other.documents[0]["id"]) == "document_not_found"
    assert filed.row()["status"] == "under_assessment"

    assert assessor.retake(filed, document_id) == DONE
    assert assessor.retake(filed, document_id) == "wrong_step"


def test_a_colleague_asks_nothing_of_what_is_not_theirs(
    filed: Filed, assessor: Desk, colleague: Desk
) -> None:
    assert colleague.request(filed, DocumentKind.OTHER) == "taken"
    assert assessor.items(filed, *BENCH, benefit="inpatient") == DONE
    assert filed.row()["status"] == "under_assessment"
