"""What phones send: done once each, with a receipt, or told what is wrong."""

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.sync.models import CommandResult
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.commands import make_command
from tests.sync.commands import note, words


def test_it_does_what_a_command_says_and_gives_a_receipt(
    noting: Flask, mother: Phone, father: Phone, lin: Card
) -> None:
    sent = note(lin, "咳嗽", id="0195f1b0-0000-7000-8000-0123456789ab")

    answer = mother.ask_push(sent)

    assert answer.status_code == 200
    assert answer.json["at"] == "2026-03-09T02:00:00.000Z"
    assert answer.json["min_build"] == "1"
    assert answer.json["results"] == [
        {
            "id": sent["id"],
            "status": "done",
            "receipt": "BD2F-P2D4",
            "result": {"word": "咳嗽", "made_at": "2026-03-09T01:59:30+00:00"},
        }
    ]
    assert words(father.pull().all("inbox")) == ["咳嗽"]


def test_it_takes_several_and_answers_in_their_order(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    sent = [note(lin, "一"), note(lin, ""), note(lin, "三"), note(lin, "四", "refused")]

    results = mother.push(*sent)

    assert [each["id"] for each in results] == [each["id"] for each in sent]
    assert [each["status"] for each in results] == ["done", "rejected", "done", "rejected"]
    assert words(mother.pull().all("inbox")) == ["一", "三"]


def test_it_answers_an_empty_push(mother: Phone) -> None:
    assert mother.push() == []


def test_it_says_in_the_phone_s_language_what_is_wrong(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    body = {"build": "1", "commands": [note(lin, ""), note(lin, "四", "refused")]}

    chinese = mother.post("/api/sync/push", body).json["results"]
    english = mother.post("/api/sync/push", body, Accept_Language="en").json["results"]

    assert chinese[0] == {
        "id": body["commands"][0]["id"],
        "status": "rejected",
        "code": "invalid",
        "message": "有几处要改一下。",
        "hint": "照每一处下面的提示改好再发。",
        "fields": {"word": ["1 到 20 个字。"]},
    }
    assert english[0]["message"] == "A few entries need another look."
    assert english[0]["fields"] == {"word": ["Length must be between 1 and 20."]}
    assert (chinese[1]["code"], chinese[1]["fields"]) == ("not_found", {"word": ["没有这个词。"]})
    assert english[1]["fields"] == {"word": ["There is no such word."]}


def test_it_undoes_what_a_rejected_command_began(noting: Flask, mother: Phone, lin: Card) -> None:
    mother.push(note(lin, "不", "refused"), note(lin, "好"))

    assert words(mother.pull().all("inbox")) == ["好"]


def test_it_keeps_what_a_problem_says_to_keep(noting: Flask, mother: Phone, lin: Card) -> None:
    result = mother.push(note(lin, "数", "counted"))[0]

    assert (result["status"], result["code"]) == ("rejected", "counted")
    assert words(mother.pull().all("inbox")) == ["数"]


def test_it_stores_the_answer_and_not_the_arguments(
    noting: Flask, mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    sent = make_command(lin.policy_id, "notes.add", {"word": "秘密", "ends": "refused"})
    mother.push(sent)

    with database() as session:
        kept = session.scalars(sa.select(CommandResult)).one()
        row = {column.name: getattr(kept, column.name) for column in CommandResult.__table__.c}

    assert (row["id"], row["policy_id"], row["name"]) == (sent["id"], lin.policy_id, "notes.add")
    assert (row["status"], row["handled_at"]) == ("rejected", clock.now())
    assert "秘密" not in repr(row)


@on_sqlite
@pytest.mark.parametrize(
    ("made_at", "believed"),
    [
        ("2026-03-09T09:00:00+08:00", "2026-03-09T01:00:00+00:00"),
        ("2025-03-01T00:00:00Z", "2025-03-01T00:00:00+00:00"),
        # A battery ran empty; a clock was set by hand.
        ("1970-01-01T00:00:00Z", "2026-03-09T02:00:00+00:00"),
        ("2031-01-01T00:00:00Z", "2026-03-09T02:00:00+00:00"),
        ("0001-01-01T00:00:00+14:00", "2026-03-09T02:00:00+00:00"),
        ("9999-12-31T23:59:59-12:00", "2026-03-09T02:00:00+00:00"),
    ],
)
def test_it_believes_a_phone_s_clock_where_that_can_be(
    noting: Flask, mother: Phone, lin: Card, made_at: str, believed: str
) -> None:
    result = mother.push(note(lin, made_at=made_at))[0]

    assert result["result"]["made_at"] == believed


def test_it_is_a_contact_with_the_phone(mother: Phone, lin: Card, clock: MovableClock) -> None:
    clock.move(hours=3)
    mother.push()

    assert mother.phones(lin.policy_id)[0]["last_contact_at"] == "2026-03-09T05:00:00.000Z"


def test_it_waits_for_an_older_server_s_successor(
    noting: Flask, mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    newer = [note(lin, version=2), note(lin) | {"name": "notes.sing"}]
    assert [each["status"] for each in mother.push(*newer)] == ["later", "later"]
    assert {each["code"] for each in mother.push(*newer)} == {"unknown_command"}

    # Nothing is stored, so that an update of the server helps.
    with database() as session:
        assert session.scalars(sa.select(CommandResult)).all() == []
    assert mother.push(newer[0] | {"version": 1})[0]["status"] == "done"


def test_it_sends_for_every_card_of_the_phone(
    noting: Flask, bound_phone: type[Phone], lin: Card, chen: Card
) -> None:
    phone = bound_phone(lin.policy_id, chen.policy_id)

    phone.push(note(lin, "林"), note(chen, "陈"))

    replica = phone.pull()
    for card, word in ((lin, "林"), (chen, "陈")):
        (row_id,) = replica.ids(card.policy_id, "inbox")
        assert replica.row(card.policy_id, "inbox", row_id)["params"]["word"] == word


def test_it_gives_different_commands_different_receipts(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    sent = [note(lin, id=new_id()) for _ in range(50)]

    assert len({each["receipt"] for each in mother.push(*sent)}) == 50
