"""Signing in to the console: who gets in, who does not, and what nobody learns from it."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask

from api.core.audit import AuditEntry
from api.core.clock import MovableClock
from api.core.db import db
from api.core.errors import Refusal
from api.staff.models import StaffAccount
from api.staff.signing_in import Credentials, sign_in
from tests.cast import OpenDatabase, on_sqlite
from tests.desks import COOKIE, Desk, Person
from tests.factories import make_account

NewDesk = Callable[..., Desk]


@pytest.fixture
def xu(hire: Callable[..., Person]) -> Person:
    return hire(login="xu.jing", name="许静")


def verbs(database: OpenDatabase) -> list[str]:
    with database() as session:
        return list(session.scalars(sa.select(AuditEntry.verb).order_by(AuditEntry.seq)))


def test_it_lets_somebody_in(
    new_desk: NewDesk, xu: Person, clock: MovableClock, database: OpenDatabase
) -> None:
    desk = new_desk()
    assert desk.get("/console").location == "/console/sign-in?next=%2Fconsole"

    answer = desk.sign_in(xu, clock.now(), login=" XU.Jing ")

    assert (answer.status_code, answer.location) == (302, "/console")
    page = desk.get("/console")
    assert page.status_code == 200
    assert "许静" in page.text
    assert verbs(database) == ["staff.signed_in"]


def test_it_leads_to_the_page_somebody_was_after(
    new_desk: NewDesk, xu: Person, clock: MovableClock
) -> None:
    desk = new_desk()
    asked = desk.get("/console/account?from=a%26b")

    answer = desk.sign_in(xu, clock.now(), asked.location)

    assert answer.location == "/console/account?from=a%26b"


@on_sqlite
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/console",
        "//evil.example/console",
        "/\\evil.example",
        "/console\\@evil.example",
        "javascript:alert(1)",
        "/consoles",
        "/me",
        "",
    ],
)
def test_it_leads_nowhere_else(
    new_desk: NewDesk, xu: Person, clock: MovableClock, elsewhere: str
) -> None:
    answer = new_desk().sign_in(xu, clock.now(), next=elsewhere)

    assert answer.location == "/console"


@on_sqlite
def test_it_gives_a_cookie_that_stays_here(
    new_desk: NewDesk, xu: Person, clock: MovableClock
) -> None:
    desk = new_desk()
    answer = desk.sign_in(xu, clock.now())

    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if COOKIE in each)
    assert set(cookie.split("; ")[1:]) == {"HttpOnly", "Path=/", "SameSite=Strict"}
    assert re.match(rf"{COOKIE}=[\w-]{{43}};", cookie)


@pytest.mark.parametrize(
    "changes",
    [
        {"password": "another door, another hinge"},
        {"code": "000000"},
        {"code": "12345"},
        {"code": "１２３４５６"},
        {"login": "nobody"},
        {"login": "xu.jing' OR 1=1 --"},
        {"password": "x" * 200, "code": "0"},
    ],
    ids=str,
)
def test_it_says_the_same_of_whatever_is_wrong(
    new_desk: NewDesk, xu: Person, clock: MovableClock, changes: dict[str, str]
) -> None:
    desk = new_desk()
    answer = desk.sign_in(xu, clock.now(), **changes)

    assert answer.status_code == 422
    assert desk.token is None
    assert "没有登录成功。" in answer.text
    assert xu.password not in answer.text


@pytest.mark.parametrize("missing", ["login", "password", "code"])
@on_sqlite
def test_it_asks_for_what_is_missing(
    new_desk: NewDesk, xu: Person, clock: MovableClock, missing: str
) -> None:
    answer = new_desk().sign_in(xu, clock.now(), **{missing: ""})

    assert answer.status_code == 422
    assert answer.text.count("还没填。") == 1


def test_it_takes_each_code_once(new_desk: NewDesk, xu: Person, clock: MovableClock) -> None:
    assert new_desk().sign_in(xu, clock.now()).status_code == 302
    assert new_desk().sign_in(xu, clock.now()).status_code == 422

    clock.move(seconds=30)
    assert new_desk().sign_in(xu, clock.now()).status_code == 302


def test_it_takes_no_code_from_before_the_last_one(
    new_desk: NewDesk, xu: Person, clock: MovableClock
) -> None:
    earlier = clock.now()
    clock.move(seconds=30)
    assert new_desk().sign_in(xu, clock.now()).status_code == 302
    assert new_desk().sign_in(xu, earlier).status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(-60, 422), (-30, 302), (30, 302), (60, 422)])
@on_sqlite
def test_it_forgives_a_clock_that_is_half_a_minute_off(
    new_desk: NewDesk, xu: Person, clock: MovableClock, seconds: int, status: int
) -> None:
    theirs = clock.now() + timedelta(seconds=seconds)
    assert new_desk().sign_in(xu, theirs).status_code == status


def test_it_locks_after_five_wrong_tries_for_15_minutes(
    new_desk: NewDesk, xu: Person, clock: MovableClock, database: OpenDatabase
) -> None:
    for _ in range(5):
        new_desk().sign_in(xu, clock.now(), password="wrong hinges, wrong door")
    right = new_desk().sign_in(xu, clock.now())
    clock.move(minutes=14, seconds=59)
    still = new_desk().sign_in(xu, clock.now())
    clock.move(seconds=1)
    after = new_desk().sign_in(xu, clock.now())

    assert [right.status_code, still.status_code, after.status_code] == [422, 422, 302]
    assert verbs(database) == ["staff.sign_in_failed"] * 5 + ["staff.signed_in"]


def test_it_counts_anew_after_a_lock_and_after_a_success(
    new_desk: NewDesk, xu: Person, clock: MovableClock
) -> None:
    def fail(times: int) -> None:
        for _ in range(times):
            new_desk().sign_in(xu, clock.now(), password="wrong hinges, wrong door")

    fail(5)
    clock.move(minutes=15)
    fail(4)
    assert new_desk().sign_in(xu, clock.now()).status_code == 302
    clock.move(minutes=1)
    fail(4)
    assert new_desk().sign_in(xu, clock.now()).status_code == 302


def test_it_counts_exactly_five_of_many_at_once(
    app: Flask, xu: Person, clock: MovableClock, database: OpenDatabase
) -> None:
    together = threading.Barrier(20)

    def guess(number: int) -> None:
        given = Credentials(xu.login, f"guess number {number}", "000000", f"203.0.113.{number}")
        with app.app_context():
            together.wait()
            with pytest.raises(Refusal):
                sign_in(db.session(), given, clock.now())
            db.session.commit()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert verbs(database) == ["staff.sign_in_failed"] * 5
    with database() as session:
        assert session.get_one(StaffAccount, xu.id).wrongs == 5


def test_it_lets_one_of_two_use_a_code_at_once(
    app: Flask, xu: Person, clock: MovableClock, database: OpenDatabase
) -> None:
    together = threading.Barrier(4)
    tokens: list[str] = []
    given = Credentials(xu.login, xu.password, xu.code(clock.now()), "203.0.113.9")

    def enter() -> None:
        with app.app_context():
            together.wait()
            with suppress(Refusal):
                tokens.append(sign_in(db.session(), given, clock.now()))
            db.session.commit()

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(tokens) == 1


@on_sqlite
def test_it_hears_so_many_tries_from_one_address(
    new_desk: NewDesk, xu: Person, clock: MovableClock, database: OpenDatabase
) -> None:
    for number in range(60):
        new_desk().sign_in(xu, clock.now(), login=f"nobody-{number}")

    assert new_desk().sign_in(xu, clock.now()).status_code == 422
    assert new_desk(address="203.0.113.77").sign_in(xu, clock.now()).status_code == 302


def test_it_keeps_out_who_is_disabled(
    new_desk: NewDesk, xu: Person, clock: MovableClock, database: OpenDatabase
) -> None:
    desk = new_desk()
    desk.sign_in(xu, clock.now())
    with database() as session:
        session.get_one(StaffAccount, xu.id).disabled_at = clock.now()
    clock.move(minutes=1)

    assert desk.get("/console").status_code == 302
    assert new_desk().sign_in(xu, clock.now()).status_code == 422


@pytest.mark.parametrize("token", ["", "x" * 43, "x" * 500, "é"])
@on_sqlite
def test_it_believes_no_other_token(new_desk: NewDesk, xu: Person, token: str) -> None:
    desk = new_desk()
    desk.token = token
    assert desk.get("/console").status_code == 302


@on_sqlite
def test_it_takes_no_form_without_its_token(
    app: Flask, new_desk: NewDesk, xu: Person, clock: MovableClock
) -> None:
    desk = new_desk()
    desk.get("/console/sign-in")
    said = {"login": xu.login, "password": xu.password, "code": xu.code(clock.now())}

    without = desk.client.post("/console/sign-in", data=said)
    of_another = Desk(app)
    of_another.get("/console/sign-in")
    stolen = desk.client.post(
        "/console/sign-in", data={**said, "csrf_token": of_another.form_token}
    )

    assert [without.status_code, stolen.status_code] == [400, 400]
    assert desk.token is None


@on_sqlite
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_it_takes_no_form_of_another_site(new_desk: NewDesk, headers: dict[str, str]) -> None:
    desk = new_desk()
    desk.get("/console/sign-in")
    sent = {"csrf_token": desk.form_token}

    answer = desk.client.post("/console/sign-in", data=sent, headers=headers)

    assert answer.status_code == 403


@on_sqlite
def test_it_shows_a_signed_in_person_no_page_to_sign_in(support: Desk) -> None:
    assert support.get("/console/sign-in").location == "/console"


@on_sqlite
def test_it_hashes_again_what_was_hashed_with_less(
    new_desk: NewDesk, database: OpenDatabase, clock: MovableClock
) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
    with database() as session:
        account = make_account(session, password_hash=weak.hash("a door with seven hinges"))
        person = Person(account.id, account.login, account.totp_secret)

    assert new_desk().sign_in(person, clock.now()).status_code == 302
    with database() as session:
        assert "m=19456,t=2" in session.get_one(StaffAccount, person.id).password_hash
