"""Every error in one shape, in the language asked for, with our marker and without insides."""

from itertools import chain

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from api.core import counters
from api.core.db import db
from tests.cast import Phone, on_sqlite

pytestmark = on_sqlite

PERSON = "林小满 13800002046"
JSON = {"Content-Type": "application/json"}


def fail_inside() -> None:
    raise RuntimeError("SELECT secret FROM policyholders")


def fail_in_the_database() -> None:
    raise OperationalError("SELECT secret", {}, Exception("server closed the connection"))


@pytest.fixture
def phone(app: Flask) -> Phone:
    app.add_url_rule("/api/fails", view_func=fail_inside)
    app.add_url_rule("/api/away", view_func=fail_in_the_database)
    return Phone(app)


ERRORS = [
    ("GET", "/api/nothing", "", 404, "not_found"),
    ("GET", "/api/policies/1/phones", "", 404, "not_found"),
    ("GET", "/data/plans.0000.json", "", 404, "not_found"),
    ("POST", "/api/nothing", "{}", 404, "not_found"),
    ("GET", "/api/bind", "", 405, "method_not_allowed"),
    ("DELETE", "/api/bind", "{}", 405, "method_not_allowed"),
    ("POST", "/api/bind", "x" * 300_000, 413, "request_entity_too_large"),
    ("POST", "/api/bind", "{", 422, "invalid"),
    ("POST", "/api/bind", "[]", 422, "invalid"),
    ("POST", "/api/bind", "null", 422, "invalid"),
    ("POST", "/api/bind", "", 422, "invalid"),
    ("POST", "/api/bind", '{"code": "1"}', 422, "invalid"),
    ("POST", "/api/sync/pull", "{}", 401, "no_session"),
    ("GET", "/api/fails", "", 500, "internal_error"),
    ("GET", "/api/away", "", 503, "unavailable"),
]


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), ERRORS)
def test_it_says_what_is_wrong_in_the_language_asked_for(
    phone: Phone, method: str, path: str, body: str, status: int, code: str
) -> None:
    said = {}
    for language in ("zh", "en"):
        headers = {**JSON, "Accept-Language": language}
        answer = phone.client.open(path, method=method, data=body, headers=headers)

        assert (answer.status_code, answer.json["code"]) == (status, code)
        assert answer.json.keys() == {"code", "message", "fields", "hint"}
        assert answer.headers["Tongka"].startswith("1-")
        assert "secret" not in answer.get_data(as_text=True)
        said[language] = answer.json["message"]
        sentences = [answer.json["message"], *chain(*answer.json["fields"].values())]
        assert all(chinese(sentence) == (language == "zh") for sentence in sentences)
    assert said["zh"] != said["en"]


def chinese(sentence: str) -> bool:
    return any("\u4e00" <= each <= "\u9fff" for each in sentence)


def test_it_answers_415_for_a_form(phone: Phone) -> None:
    answer = phone.client.post("/api/bind", data={"code": "1"})

    assert (answer.status_code, answer.json["code"]) == (415, "not_json")


def test_it_says_which_methods_there_are(phone: Phone) -> None:
    assert set(phone.get("/api/bind").allow) == {"OPTIONS", "POST"}


@pytest.mark.parametrize(
    ("asked", "chinese_expected"),
    [
        (None, True),
        ("", True),
        ("zh-CN,zh;q=0.9,en;q=0.8", True),
        ("zh-Hant-TW", True),
        ("en-GB,en;q=0.9,zh;q=0.8", False),
        ("en", False),
        ("fr-FR,fr;q=0.9", True),
        ("fr,en;q=0.5", False),
        ("*", True),
        ("zh;q=broken", True),
    ],
)
def test_it_reads_the_browsers_languages(
    phone: Phone, asked: str | None, chinese_expected: bool
) -> None:
    headers = {} if asked is None else {"Accept_Language": asked}

    answer = phone.get("/api/nothing", **headers)

    assert chinese(answer.json["message"]) is chinese_expected


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/readyz", "/api/session", "/api/openapi.json", "/", "/sw.js", "/api/nothing"],
)
def test_it_marks_every_answer(phone: Phone, path: str) -> None:
    answer = phone.get(path)

    assert answer.headers["Tongka"] == phone.get("/healthz").headers["Tongka"]


@pytest.mark.parametrize("path", ["/api/session", "/api/nothing", "/api/sync/pull"])
def test_it_lets_nobody_keep_an_answer_of_the_api(phone: Phone, path: str) -> None:
    answer = phone.get(path)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_logs_a_failure_without_what_the_database_was_told(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:

    def break_a_constraint() -> None:
        statement = "INSERT INTO counters (key, began_at, count) VALUES (:a, NULL, NULL)"
        db.session.execute(db.text(statement), {"a": PERSON})

    app.add_url_rule("/api/breaks", view_func=break_a_constraint)

    answer = Phone(app).get("/api/breaks")

    logged = capsys.readouterr().out
    assert answer.status_code == 500
    assert "request failed" in logged
    assert "IntegrityError" in logged
    assert PERSON not in logged


def test_it_undoes_what_was_written_before_a_failure(app: Flask) -> None:

    def write_and_fail() -> None:
        now = app.extensions["tongka"].clock.now()
        counters.take(db.session(), "a", 5, counters.FOREVER, now)
        raise RuntimeError

    app.add_url_rule("/api/fails", view_func=write_and_fail)
    Phone(app).get("/api/fails")

    with app.app_context():
        assert counters.used(db.session(), "a") == 0
