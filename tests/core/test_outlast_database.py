"""A database that is away, locked or full: one sentence, and nothing lost."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from api import create_app
from api.core.clock import MovableClock
from api.core.db import db
from api.settings import Settings
from tests.cast import Card, Phone, RunJobs, on_sqlite


def assert_away(answer: TestResponse) -> None:
    assert (answer.status_code, answer.json["code"]) == (503, "unavailable")
    assert answer.json["message"] == "服务器正忙，稍后会自动再试。"
    assert "Set-Cookie" not in answer.headers


@pytest.fixture
def locked(app: Flask, settings: Settings) -> Iterator[sqlite3.Connection]:
    """Another process writes, and the app has little patience."""
    with app.app_context():
        sa.event.listen(
            db.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout = 20")
        )
        db.engine.dispose()
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        yield writer


@on_sqlite
def test_it_answers_503_while_somebody_else_writes_and_takes_it_afterwards(
    lin: Card, app: Flask, locked: sqlite3.Connection
) -> None:
    phone = Phone(app)
    assert_away(phone.ask_code(lin))
    assert phone.token is None

    locked.execute("ROLLBACK")

    assert phone.ask_code(lin).status_code == 202


@on_sqlite
def test_it_reads_while_somebody_else_writes(
    mother: Phone, lin: Card, locked: sqlite3.Connection, clock: MovableClock
) -> None:
    assert mother.pull().ids(lin.policy_id, "cards") == {lin.policy_id}
    assert mother.phones(lin.policy_id)
    # Noting the contact is due, and can wait.
    clock.move(minutes=10)
    answer = mother.ask_pull()
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers

    locked.execute("ROLLBACK")

    assert "Set-Cookie" in mother.ask_pull().headers


def test_it_hands_out_no_session_that_could_not_be_stored(
    app: Flask, mother: Phone, lin: Card, get_code: Callable[[Card], str]
) -> None:
    """The disk fills up at the last moment: the phone keeps the session it has."""
    challenge = mother.ask_code(lin).json["challenge"]
    code, token = get_code(lin), mother.token

    def full(_connection: sa.Connection) -> None:
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "commit", full)
    assert_away(mother.enter_code(challenge, code))
    sa.event.remove(engine, "commit", full)

    assert mother.token == token
    assert mother.ask_pull().status_code == 200
    assert mother.enter_code(challenge, code).status_code == 200


@pytest.fixture(params=["postgresql+psycopg://nobody@127.0.0.1:1/none", "sqlite:////nowhere/a.db"])
def homeless(
    request: pytest.FixtureRequest,
    make_settings: Callable[..., Settings],
    clock: MovableClock,
    tmp_path: object,
) -> Phone:
    """A phone of a service whose database can't be reached."""
    return Phone(create_app(make_settings(tmp_path, request.param), clock=clock))


def test_it_says_so_when_the_database_can_not_be_reached(homeless: Phone) -> None:
    homeless.token = "x" * 43

    assert homeless.get("/healthz").status_code == 200
    assert_away(homeless.get("/readyz"))
    assert_away(homeless.get("/api/session"))
    assert_away(homeless.ask_pull())
    english = homeless.get("/api/session", Accept_Language="en").json
    assert english["message"] == "The server is busy; this is tried again by itself."
    # The app itself opens all the same.
    assert homeless.get("/", Accept="text/html").status_code == 200


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_it_recovers_by_itself_when_postgresql_was_restarted(
    app: Flask, mother: Phone, lin: Card, run_jobs: RunJobs
) -> None:
    mother.pull()
    with app.app_context(), db.engine.connect() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )

    answers = [mother.ask_pull().status_code for _ in range(4)]

    assert set(answers) <= {200, 503}
    assert answers[-1] == 200


def test_it_answers_503_when_all_connections_are_taken(
    settings: Settings, clock: MovableClock, lin: Card, app: Flask
) -> None:
    little = create_app(replace(settings), clock=clock)
    with little.app_context():
        pool = db.engine.pool
        pool._timeout = 0.05  # the patience of the pool has no public setter
        taken = [pool.connect() for _ in range(pool.size() + pool._max_overflow)]

    assert_away(Phone(little).ask_code(lin))

    for connection in taken:
        connection.close()
    assert Phone(little).ask_code(lin).status_code == 202
    with little.app_context():
        db.engine.dispose()
