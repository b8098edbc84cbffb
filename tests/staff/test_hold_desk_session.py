"""A desk's session: how long it lasts, how it ends, and what its pages carry."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from api import create_app
from api.core.clock import MovableClock
from api.core.db import db
from api.settings import Settings
from api.staff.models import StaffSession
from tests.cast import Phone, on_sqlite
from tests.desks import Desk, Person

NewDesk = Callable[..., Desk]


def test_it_ends_after_half_an_hour_alone(support: Desk, clock: MovableClock) -> None:
    clock.move(minutes=29)
    assert support.get("/console").status_code == 200
    clock.move(minutes=29)
    assert support.get("/console").status_code == 200
    clock.move(minutes=30)
    assert support.get("/console").status_code == 302


def test_it_ends_after_twelve_hours_whatever_happens(support: Desk, clock: MovableClock) -> None:
    for _ in range(12 * 3 - 1):
        clock.move(minutes=20)
        assert support.get("/console").status_code == 200
    clock.move(minutes=20)
    assert support.get("/console").status_code == 302


def test_it_ends_when_somebody_signs_out(support: Desk, clock: MovableClock) -> None:
    token = support.token
    assert support.post("/console/sign-out").location == "/console/sign-in"
    assert support.token is None

    support.token = token or ""
    assert support.get("/console").status_code == 302


def test_it_stores_nothing_once_it_is_over(support: Desk, clock: MovableClock) -> None:
    support.get("/console/account")
    clock.move(hours=1)
    answer = support.post("/console/sign-out")

    assert answer.status_code == 401
    assert "重新登录" in answer.text


def test_it_is_deleted_when_it_is_over(
    support: Desk, clock: MovableClock, run_jobs: Callable[..., int], app: Flask
) -> None:
    clock.move(minutes=31)
    run_jobs("staff.tidy")
    with app.app_context():
        assert db.session.query(StaffSession).count() == 0


def test_it_changes_the_password_and_ends_the_others(
    new_desk: NewDesk, hire: Callable[..., Person], clock: MovableClock
) -> None:
    xu = hire()
    here, there = new_desk(), new_desk()
    here.sign_in(xu, clock.now())
    clock.move(seconds=30)
    there.sign_in(xu, clock.now())
    new = "another door, nine hinges"

    changed = here.post("/console/account", old=xu.password, new=new, again=new)
    clock.move(seconds=30)

    assert changed.status_code == 200
    assert here.get("/console").status_code == 200
    assert there.get("/console").status_code == 302
    assert new_desk().sign_in(xu, clock.now()).status_code == 422
    assert new_desk().sign_in(xu, clock.now(), password=new).status_code == 302


@on_sqlite
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"old": "wrong hinges, wrong door"}, "现在的密码不对。"),
        ({"again": "something else"}, "两次填的不一样。"),
        ({"new": "short", "again": "short"}, "密码要12到128个字符。"),
        ({"new": "a" * 12, "again": "a" * 12}, "重复的字符太多。"),
        ({"new": "password1234", "again": "password1234"}, "太常见"),
        ({"new": "xu.jing knows it", "again": "xu.jing knows it"}, "不要有登录名或姓名。"),
        ({"new": "", "again": ""}, "还没填。"),
    ],
    ids=str,
)
def test_it_keeps_the_password_where_something_is_wrong(
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    new_desk: NewDesk,
    clock: MovableClock,
    fields: dict[str, str],
    sentence: str,
) -> None:
    xu = hire(login="xu.jing")
    new = "another door, nine hinges"
    said = {"old": xu.password, "new": new, "again": new}

    answer = desk_of(xu).post("/console/account", **{**said, **fields})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert new_desk().sign_in(xu, clock.now()).status_code == 302


@on_sqlite
def test_it_counts_guesses_at_the_old_password(
    hire: Callable[..., Person], desk_of: Callable[[Person], Desk]
) -> None:
    xu = hire()
    desk, new = desk_of(xu), "another door, nine hinges"
    for _ in range(5):
        desk.post("/console/account", old="wrong hinges, wrong door", new=new, again=new)

    assert desk.post("/console/account", old=xu.password, new=new, again=new).status_code == 422


def test_it_ends_the_sessions_of_other_browsers(
    hire: Callable[..., Person], desk_of: Callable[[Person], Desk]
) -> None:
    xu = hire()
    here, there = desk_of(xu), desk_of(xu)
    here.post("/console/account/end-others")

    assert here.get("/console").status_code == 200
    assert there.get("/console").status_code == 302


@on_sqlite
def test_it_is_no_session_of_a_phone_nor_the_other_way_round(
    app: Flask, support: Desk, mother: Phone
) -> None:
    phone, desk = Phone(app), Desk(app)
    phone.token = support.token or ""
    desk.token = mother.token or ""

    assert phone.ask_pull({}).status_code == 401
    assert desk.get("/console").status_code == 302


@on_sqlite
@pytest.mark.parametrize("path", ["/console", "/console/sign-in", "/console/nowhere"])
def test_its_pages_are_shut_in(support: Desk, path: str) -> None:
    answer = support.get(path)

    policy = answer.headers["Content-Security-Policy"]
    for directive in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ):
        assert directive in policy
    assert "unsafe" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "<script>" not in answer.text
    assert " style=" not in answer.text


@on_sqlite
def test_it_is_secure_where_the_service_is(
    settings: Settings, clock: MovableClock, hire: Callable[..., Person], tmp_path: Path
) -> None:
    xu = hire()
    app = create_app(replace(settings, public_url="https://card.example"), clock)
    desk = Desk(app)
    desk.client.environ_base["wsgi.url_scheme"] = "https"
    base = {"base_url": "https://card.example"}
    page = desk.get("/console/sign-in", **base)
    said = {"login": xu.login, "password": xu.password, "code": xu.code(clock.now())}
    answer = desk.client.post(
        "/console/sign-in",
        data={**said, "csrf_token": desk.form_token},
        headers={"Referer": "https://card.example/console/sign-in"},
        **base,
    )

    assert answer.status_code == 302
    cookies = page.headers.getlist("Set-Cookie") + answer.headers.getlist("Set-Cookie")
    kept = [each for each in cookies if not each.split(";")[0].endswith("=")]
    assert {each.partition("=")[0] for each in kept} == {
        "__Host-tongka-staff",
        "__Host-tongka-form",
    }
    for cookie in kept:
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Strict"} <= set(cookie.split("; "))
    assert "max-age=63072000" in page.headers["Strict-Transport-Security"]
