"""What a complaint can't be: each wrong field is named, and nothing is kept of it."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from api.complaints.models import Complaint, ComplaintEvent, ComplaintPaper
from api.core.ids import new_id
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.commands import make_command
from tests.complaints.desks import answer
from tests.complaints.writing import open_args, paper, write_complaint
from tests.desks import Desk
from tests.factories import make_visit

_BELL = "\x07"


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"text": ""}, "text", "写 1 到 2000 个字。"),
        ({"text": " \n\t "}, "text", "写 1 到 2000 个字。"),
        ({"text": "字" * 10_000}, "text", "写 1 到 2000 个字。"),
        ({"text": f"前台{_BELL}"}, "text", "有看不见的字符，删掉再试。"),
        ({"text": "前台\0"}, "text", "有看不见的字符，删掉再试。"),
        ({"text": "前台\ud83d"}, "text", "有看不见的字符，删掉再试。"),
        ({"text": None}, "text", "还没填。"),
        ({"text": ["前台"]}, "text", "这一项的格式不对。"),
        ({"wish": "退" * 201}, "wish", "最多 200 个字。"),
        ({"wish": f"退{_BELL}"}, "wish", "有看不见的字符，删掉再试。"),
        ({"topic": "weather"}, "topic", None),
        ({"topic": ""}, "topic", None),
        ({"call_back": "yes"}, "call_back", "这一项的格式不对。"),
        ({"id": "1"}, "id", "这一项的格式不对。"),
        ({"visit_id": "1"}, "visit_id", "这一项的格式不对。"),
        ({"visit_id": new_id()}, "visit_id", "没有找到这次就诊。"),
        ({"papers": [paper() for _ in range(10)]}, "papers", "最多 9 张。"),
        ({"papers": [paper(id=new_id())] * 2}, "papers", "有两张是同一个编号。"),
        ({"papers": [paper(size=0)]}, "papers.0.size", "文件是空的。"),
        ({"papers": [paper(size="big")]}, "papers.0.size", "这一项的格式不对。"),
        ({"papers": [paper(filename="a\x00.jpg")]}, "papers.0.filename", None),
        ({"papers": [paper(filename="a" * 121)]}, "papers.0.filename", "最多 120 个字。"),
        ({"papers": "none"}, "papers", "这一项的格式不对。"),
        ({"severity": "high"}, "severity", "不认识这一项。"),
    ],
)
def test_it_names_what_is_wrong(
    mother: Phone,
    lin: Card,
    database: OpenDatabase,
    changes: dict[str, Any],
    field: str,
    sentence: str | None,
) -> None:
    result = mother.send(lin, "complaints.open", **open_args(**changes))

    assert (result["status"], result["code"]) == ("rejected", "invalid")
    assert list(result["fields"]) == [field]
    assert sentence is None or result["fields"][field] == [sentence]
    assert counts(database) == (0, 0, 0)


def counts(database: OpenDatabase) -> tuple[int, ...]:
    """Returns how many complaints, steps and papers there are."""
    with database() as session:
        return tuple(
            session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
            for model in (Complaint, ComplaintEvent, ComplaintPaper)
        )


def test_it_takes_the_longest_text_and_many_lines(mother: Phone, lin: Card) -> None:
    text = "第一行\n\t第二行\n" + "字" * 1990
    assert write_complaint(mother, lin, text=text).row()["text"] == text


def test_it_takes_no_id_twice(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=1)

    again = mother.send(lin, "complaints.open", **open_args(id=written.id))
    reused = mother.send(lin, "complaints.open", **open_args(papers=written.papers))

    assert again["fields"] == {"id": ["这个编号用过了。"]}
    assert reused["fields"] == {"papers.0.id": ["这个编号用过了。"]}


def test_it_names_no_visit_of_another_family(
    mother: Phone, lin: Card, chen: Card, database: OpenDatabase
) -> None:
    with database() as session:
        visit_id = make_visit(session, chen.policy_id).id

    result = mother.send(lin, "complaints.open", **open_args(visit_id=visit_id))

    assert result["fields"] == {"visit_id": ["没有找到这次就诊。"]}


def test_it_takes_no_flood(mother: Phone, lin: Card, support: Desk) -> None:
    first = write_complaint(mother, lin)
    for _ in range(19):
        write_complaint(mother, lin)

    refused = mother.send(lin, "complaints.open", **open_args())
    assert refused["code"] == "too_many_complaints"

    answer(support, first)
    assert mother.send(lin, "complaints.open", **open_args())["status"] == "done"


def test_it_attaches_no_upload_of_another_phone(
    mother: Phone, father: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    written = write_complaint(mother, lin, photos=1)
    theirs = write_complaint(stranger, chen, photos=1)
    foreign = theirs.uploaded()["upload_id"]
    of_father = written.uploaded(phone=father)["upload_id"]

    for upload_id in (foreign, of_father, new_id()):
        args = {"paper_id": written.papers[0]["id"], "upload_id": upload_id, "sha256": "0" * 64}
        assert written.send("attach", **args)["code"] == "upload_not_found"
    assert written.row()["papers"][0]["state"] == "expected"


def test_it_attaches_no_bytes_that_differ(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=1)
    args = written.uploaded()

    assert written.send("attach", **{**args, "sha256": "0" * 64})["code"] == "upload_mismatch"
    assert written.send("attach", **{**args, "sha256": "short"})["code"] == "invalid"
    assert written.send("attach", **args)["status"] == "done"


def test_it_shares_no_upload_with_another_paper(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=2)
    args = written.uploaded()
    written.send("attach", **args)

    other = {**args, "paper_id": written.papers[1]["id"]}

    assert written.send("attach", **other)["code"] == "upload_taken"


def test_it_knows_no_paper_of_another_complaint(mother: Phone, lin: Card) -> None:
    written = write_complaint(mother, lin, photos=1)
    other = write_complaint(mother, lin, photos=1)
    foreign = other.papers[0]["id"]

    assert written.send("drop", paper_id=foreign)["code"] == "paper_not_found"
    attached = {**written.uploaded(), "paper_id": foreign}
    assert written.send("attach", **attached)["code"] == "paper_not_found"


def test_it_is_no_business_of_another_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, support: Desk
) -> None:
    written = write_complaint(mother, lin, photos=1)
    answer(support, written)
    paper_id = written.papers[0]["id"]
    commands: list[tuple[str, dict[str, Any]]] = [
        ("attach", {"paper_id": paper_id, "upload_id": new_id(), "sha256": "0" * 64}),
        ("drop", {"paper_id": paper_id}),
        ("reopen", {"reason": "没解决"}),
        ("close", {}),
    ]
    for verb, more in commands:
        args = {"complaint_id": written.id, **more}
        through_theirs = stranger.send(chen, f"complaints.{verb}", **args)
        through_ours = stranger.send(lin, f"complaints.{verb}", **args)
        assert through_theirs["code"] == "complaint_not_found"
        assert through_ours["code"] == "not_bound"
    assert stranger.pull().all("complaints") == []
    assert written.row()["state"] == "answered"


def test_it_hears_no_phone_that_was_unbound(
    bound_phone: Callable[..., Phone], mother: Phone, lin: Card
) -> None:
    left = bound_phone(lin.policy_id, name="外婆的手机")
    written = write_complaint(left, lin, photos=1)
    left.unbind(lin.policy_id, left.own_binding(lin.policy_id))

    late = left.push(make_command(lin.policy_id, "complaints.open", open_args()))[0]

    assert late["code"] == "not_bound"
    assert written.send("drop", paper_id=written.papers[0]["id"])["code"] == "not_bound"
    assert len(mother.pull().all("complaints")) == 1
