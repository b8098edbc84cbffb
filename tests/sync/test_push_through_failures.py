"""A server that fails in the middle: nothing half done, the others go on, a repeat helps."""

import sqlite3
from contextlib import closing

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from api.core.db import db, patience_ms
from api.settings import Settings
from api.sync.models import CommandResult
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.sync.commands import note, words


def test_it_goes_on_with_the_others_when_one_fails(
    noting: Flask, mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    sent = [
        note(lin, "一"),
        note(lin, "二", "broken"),
        note(lin, "三", "locked"),
        note(lin, "四", "busy"),
        note(lin, "五"),
    ]

    results = mother.push(*sent)

    assert [(each["status"], each.get("code")) for each in results] == [
        ("done", None),
        ("later", "internal_error"),
        ("later", "unavailable"),
        ("later", "unavailable"),
        ("done", None),
    ]
    assert results[1] == {"id": sent[1]["id"], "status": "later", "code": "internal_error"}
    assert words(mother.pull().all("inbox")) == ["一", "五"]
    with database() as session:
        kept = set(session.scalars(sa.select(CommandResult.id)))
    assert kept == {sent[0]["id"], sent[4]["id"]}


def test_it_tells_no_result_that_could_not_be_stored(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    """The disk fills up at the last moment."""
    sent = note(lin)

    def full(_connection: sa.Connection) -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    with noting.app_context():
        engine = db.engine
    sa.event.listen(engine, "commit", full)
    answer = mother.ask_push(sent)
    sa.event.remove(engine, "commit", full)

    # The answer itself, which stores nothing of its own, may fail as well.
    assert answer.status_code == 503 or answer.json["results"][0]["status"] == "later"
    assert mother.push(sent)[0]["status"] == "done"
    assert words(mother.pull().all("inbox")) == ["好"]


@on_sqlite
def test_it_asks_to_come_again_while_another_process_writes(
    noting: Flask, mother: Phone, lin: Card, settings: Settings
) -> None:
    """The first one waits; the others don't wait once more each."""
    patience = patience_ms.set(20)
    sent = [note(lin) for _ in range(50)]
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        results = mother.push(*sent)
        writer.execute("ROLLBACK")
    patience_ms.reset(patience)

    assert results == [{"id": e["id"], "status": "later", "code": "unavailable"} for e in sent]
    assert {each["status"] for each in mother.push(*sent)} == {"done"}
