"""Complaints at a desk: what waits, the answer, two people at once, and who may see what."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from api.core.actors import Role
from api.core.audit import AuditEntry
from api.core.clock import MovableClock
from api.core.ids import new_id
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.complaints.desks import ComplaintPage, answer
from tests.complaints.writing import TEXT, write_complaint
from tests.desks import Desk, Person
from tests.outbox import Outbox

Hire = Callable[..., Person]
DeskOf = Callable[[Person], Desk]
WORDS = "您说得对，¥1,240 已经退回来了。"


@pytest.fixture
def admin(hire: Hire, desk_of: DeskOf) -> Desk:
    """The desk of 何明."""
    return desk_of(hire(Role.ADMIN, name="何明"))


def verbs(database: OpenDatabase) -> list[str]:
    with database() as session:
        return list(session.scalars(sa.select(AuditEntry.verb).order_by(AuditEntry.seq)))


def test_it_waits_in_the_queue_with_its_deadline(
    mother: Phone, lin: Card, support: Desk, hire: Hire, desk_of: DeskOf, clock: MovableClock
) -> None:
    written = write_complaint(mother, lin, photos=1)

    queue = support.get("/console").text
    assert "剩5个工作日" in queue
    assert "投诉 医院前台" in queue
    assert f"/console/complaints/{written.id}" in queue
    clock.move(days=8)
    late = desk_of(hire(Role.SUPPORT)).get("/console").text
    assert "已超期1" in late
    assert "超1个工作日" in late


def test_it_is_answered_and_the_family_hears_of_it(
    mother: Phone, father: Phone, lin: Card, support: Desk, run_jobs: RunJobs, outbox: Outbox
) -> None:
    written = write_complaint(mother, lin)
    page = ComplaintPage(support, written)
    assert TEXT in page.open()
    assert "林小满" not in page.open()

    assert page.answer(f"  {WORDS}\r\n谢谢。 ").status_code == 302

    row = written.row(father)
    assert (row["state"], row["due_on"]) == ("answered", None)
    assert row["events"][-1] | {"at": None} == {
        "kind": "answered",
        "at": None,
        "phone": None,
        "words": f"{WORDS}\n谢谢。",
    }
    assert "许静" not in str(row)
    assert mother.inbox() == ["complaint_answered"]
    run_jobs()
    [message] = outbox.messages(lin.holder_phone, "complaint_answered")
    assert written.receipt in message.text
    assert "小满" not in message.text
    assert "没有等答复的投诉" in support.get("/console/complaints").text
    assert written.receipt in support.get("/console/complaints?show=settled").text


def test_it_tells_the_second_of_two_and_loses_nothing(
    mother: Phone, lin: Card, support: Desk, colleague: Desk
) -> None:
    written = write_complaint(mother, lin)
    first, second = ComplaintPage(support, written), ComplaintPage(colleague, written)
    first.open()
    second.open()

    assert first.answer(WORDS).status_code == 302
    late = second.answer("另一个答复，写了很久。")

    assert late.status_code == 409
    assert "您看的时候，这条投诉变了，这一步没有做。" in late.text
    assert WORDS in late.text
    assert "另一个答复，写了很久。" in late.text
    assert len(written.row()["events"]) == 2


def test_it_takes_one_answer_of_two_that_come_at_the_same_moment(
    mother: Phone, lin: Card, support: Desk, colleague: Desk
) -> None:
    written = write_complaint(mother, lin)
    pages = [ComplaintPage(desk, written) for desk in (support, colleague)]
    for page in pages:
        page.open()

    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda page: page.answer(WORDS).status_code, pages))

    assert sorted(answers) == [302, 409]
    assert [each["kind"] for each in written.row()["events"]] == ["received", "answered"]


def test_its_second_look_is_one_though_both_parents_ask_at_the_same_moment(
    mother: Phone, father: Phone, lin: Card, support: Desk
) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)

    with ThreadPoolExecutor(2) as both:
        results = list(
            both.map(lambda phone: written.send("reopen", phone, reason="没到"), (mother, father))
        )

    assert sorted(each["status"] for each in results) == ["done", "rejected"]
    assert [each["kind"] for each in written.row()["events"]].count("reopened") == 1


def test_it_keeps_typed_words_in_the_form_when_a_photo_came_meanwhile(
    mother: Phone, lin: Card, support: Desk
) -> None:
    written = write_complaint(mother, lin, photos=1)
    page = ComplaintPage(support, written)
    page.open()
    written.deliver()

    late = page.answer(WORDS)

    assert late.status_code == 409
    assert f">{WORDS}</textarea>" in late.text
    assert ComplaintPage(support, written).answer(WORDS).status_code == 302


def test_it_leaves_it_to_whoever_has_it_in_hand(
    mother: Phone, lin: Card, support: Desk, colleague: Desk
) -> None:
    written = write_complaint(mother, lin)
    support.post(f"/console/work/complaint/{written.id}/take")

    shown = ComplaintPage(colleague, written)
    assert "许静在办这一条" in shown.open()
    # No form, so no version: as if it had been open before.
    shown.version = "1"
    assert shown.answer(WORDS).status_code == 409
    assert written.row()["state"] == "received"
    answer(support, written)


def test_its_second_look_is_a_colleagues(
    mother: Phone, lin: Card, support: Desk, colleague: Desk
) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)
    written.send("reopen", reason="钱还没到")

    page = ComplaintPage(support, written)
    assert "要换一位同事" in page.open()
    page.version = "3"
    assert page.answer("我再说一遍。").status_code == 403
    assert page.close("我再说一遍。").status_code == 403
    assert written.row()["state"] == "reopened"
    answer(colleague, written, "今天到账。")


@pytest.mark.parametrize("words", ["", " \r\n ", "字" * 10_000])
def test_it_sends_no_bad_answer(mother: Phone, lin: Card, support: Desk, words: str) -> None:
    written = write_complaint(mother, lin)

    refused = ComplaintPage(support, written).answer(words)

    assert refused.status_code == 422
    assert "写 1 到 2000 个字，家长会看到。" in refused.text
    assert written.row()["state"] == "received"


@pytest.mark.parametrize("hidden", ["\0", "\x07", "\x7f"])
def test_it_sends_no_answer_with_hidden_characters(
    mother: Phone, lin: Card, support: Desk, hidden: str
) -> None:
    written = write_complaint(mother, lin)

    refused = ComplaintPage(support, written).answer(f"退给您{hidden}了")

    assert refused.status_code == 422
    assert written.row()["state"] == "received"


def test_it_answers_nothing_twice_and_nothing_closed(
    mother: Phone, lin: Card, support: Desk
) -> None:
    written = write_complaint(mother, lin)
    answer(support, written)
    page = ComplaintPage(support, written)
    page.open()
    assert page.answer("再答一次。").status_code == 409
    written.send("close")
    page.version = "3"
    assert page.answer("结束了也答。").status_code == 409
    assert page.close("再结束一次。").status_code == 409
    assert [event["kind"] for event in written.row()["events"]] == [
        "received",
        "answered",
        "closed",
    ]


@pytest.mark.parametrize("version", ["", "-1", "x", "²", "9" * 5000])
def test_it_does_nothing_for_a_page_without_a_version(
    mother: Phone, lin: Card, support: Desk, version: str
) -> None:
    written = write_complaint(mother, lin)
    support.get("/console/account")

    answered = support.post(
        f"/console/complaints/{written.id}/answer", version=version, words=WORDS
    )

    assert answered.status_code == 409
    assert written.row()["state"] == "received"


def test_it_is_closed_for_a_reason(
    mother: Phone, lin: Card, admin: Desk, run_jobs: RunJobs, outbox: Outbox
) -> None:
    written = write_complaint(mother, lin)
    page = ComplaintPage(admin, written)

    assert page.close(" ").status_code == 422
    assert page.close("和另一条是同一件事。").status_code == 302

    row = written.row()
    assert (row["state"], row["closed_by"]) == ("closed", "service")
    assert row["events"][-1]["words"] == "和另一条是同一件事。"
    assert mother.inbox() == ["complaint_closed"]
    run_jobs()
    assert len(outbox.messages(lin.holder_phone, "complaint_closed")) == 1


def test_it_shows_its_own_photos_and_no_other_file(
    mother: Phone, lin: Card, support: Desk, run_jobs: RunJobs
) -> None:
    written = write_complaint(mother, lin, photos=2)
    written.deliver(0)
    other = write_complaint(mother, lin, photos=1)
    other.deliver(0)
    run_jobs()
    papers = f"/console/complaints/{written.id}/papers"
    own = written.papers[0]["id"]

    assert f"{own}/thumb" in ComplaintPage(support, written).open()
    shown = support.get(f"{papers}/{own}/preview")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    upload_id = written.row()["papers"][0]["upload_id"]
    for foreign in (written.papers[1]["id"], other.papers[0]["id"], upload_id, new_id()):
        assert support.get(f"{papers}/{foreign}/original").status_code == 404
    # Papers of claims have another door, which isn't theirs.
    assert support.get(f"/console/files/{upload_id}/original").status_code == 403


def test_it_leaves_a_trail(
    mother: Phone, lin: Card, support: Desk, run_jobs: RunJobs, database: OpenDatabase
) -> None:
    written = write_complaint(mother, lin, photos=1)
    written.deliver()
    run_jobs()
    paper = f"/console/complaints/{written.id}/papers/{written.papers[0]['id']}/preview"

    ComplaintPage(support, written).open()
    support.get(paper)
    support.get(paper.replace("preview", "thumb"))
    answer(support, written)

    done = [verb for verb in verbs(database) if verb.startswith(("complaint.", "work."))]
    assert done == [
        "complaint.looked_at",
        "complaint.paper_looked_at",
        "complaint.looked_at",
        "work.taken",
        "complaint.answered",
        "work.put_back",
    ]
    assert "答复了投诉" in ComplaintPage(support, written).open()


def test_it_shows_what_families_write_as_text(mother: Phone, lin: Card, support: Desk) -> None:
    evil = "<script>alert(1)</script>{{ 7*7 }}"
    written = write_complaint(mother, lin, text=evil, wish=evil)
    answer(support, written)
    written.send("reopen", reason=evil)

    shown = ComplaintPage(support, written).open()

    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}") >= 3


def test_it_stands_on_the_policys_page_for_those_who_answer(
    mother: Phone, lin: Card, support: Desk, hire: Hire, desk_of: DeskOf
) -> None:
    written = write_complaint(mother, lin)
    page = f"/console/policies/{lin.policy_id}"

    assert written.receipt in support.get(page).text
    assert written.receipt not in desk_of(hire(Role.ASSESSOR)).get(page).text
