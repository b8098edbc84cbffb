"""Having an answered complaint looked at once more, or saying that it is settled."""

from collections.abc import Callable

import pytest

from api.core.clock import MovableClock
from tests.cast import Card, Phone
from tests.complaints.desks import ComplaintPage, answer
from tests.complaints.writing import write_complaint
from tests.desks import Desk


def test_it_is_looked_at_once_more_with_a_new_deadline(
    mother: Phone, father: Phone, lin: Card, support: Desk, clock: MovableClock
) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)
    assert written.row()["due_on"] is None
    clock.move(hours=20)

    result = written.send("reopen", father, reason="钱还没到")

    assert (result["status"], result["receipt"]) == ("done", written.receipt)
    row = written.row()
    assert (row["state"], row["due_on"]) == ("reopened", "2026-03-17")
    last = row["events"][-1]
    assert (last["kind"], last["phone"], last["words"]) == ("reopened", "爸爸的手机", "钱还没到")
    assert mother.inbox()[-1] == "complaint_reopened"
    assert "complaint_reopened" not in father.inbox()


def test_it_is_looked_at_once_more_only_once(
    mother: Phone, father: Phone, lin: Card, support: Desk, colleague: Desk
) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)
    written.send("reopen", reason="钱还没到")

    assert written.send("reopen", father, reason="爸爸也点了")["code"] == "complaint_reopened"
    answer(colleague, written, "今天到账。")
    assert written.send("reopen", reason="还是没到")["code"] == "complaint_reopened"
    words = [event["words"] for event in written.row()["events"] if event["kind"] == "answered"]
    assert words == ["您说得对，钱退给您了。", "今天到账。"]


def test_it_waits_for_the_first_answer(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin)

    assert written.send("reopen", reason="快一点")["code"] == "complaint_not_answered"
    assert written.row()["state"] == "received"


@pytest.mark.parametrize("reason", ["", " \n", "字" * 10_000, "没\x07解决", None])
def test_it_wants_a_reason(mother: Phone, lin: Card, support: Desk, reason: str | None) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)

    result = written.send("reopen", reason=reason)

    assert (result["code"], list(result["fields"])) == ("invalid", ["reason"])
    assert written.row()["state"] == "answered"


def test_it_is_over_once_the_family_says_so(
    mother: Phone, father: Phone, lin: Card, support: Desk
) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)

    assert [written.send("close", phone)["status"] for phone in (mother, father)] == ["done"] * 2

    row = written.row()
    assert (row["state"], row["closed_by"]) == ("closed", "family")
    assert [event["kind"] for event in row["events"]] == ["received", "answered", "closed"]
    assert written.send("reopen", reason="又不行了")["code"] == "complaint_closed"


def test_it_is_taken_back_before_an_answer(mother: Phone, lin: Card, support: Desk) -> None:
    written = write_complaint(mother, lin)

    assert written.send("close")["status"] == "done"

    assert (written.row()["state"], written.row()["due_on"]) == ("closed", None)
    assert "没有等答复的投诉" in support.get("/console/complaints").text


def test_it_has_its_second_look_where_the_service_closed_it(
    mother: Phone, lin: Card, support: Desk, colleague: Desk
) -> None:
    written = write_complaint(mother, lin)
    ComplaintPage(support, written).close("和另一条是同一件事。")
    assert written.row()["closed_by"] == "service"

    assert written.send("reopen", reason="不是同一件事")["status"] == "done"

    assert (written.row()["state"], written.row()["closed_by"]) == ("reopened", None)
    answer(colleague, written, "您说得对，是两件事。")
    assert written.row()["state"] == "answered"


def test_it_takes_a_late_photo_all_the_same(
    bound_phone: Callable[..., Phone], lin: Card, support: Desk
) -> None:
    phone = bound_phone(lin.policy_id)
    written = write_complaint(phone, lin, photos=1)
    answer(support, written)
    written.send("close")

    assert written.deliver()["status"] == "done"
    assert written.row()["papers"][0]["state"] == "received"
