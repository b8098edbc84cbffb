"""A malformed push, one malformed command among good ones, and somebody else's policy."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from api.core.ids import new_id
from tests.cast import PUSH, Card, Phone, on_sqlite
from tests.sync.commands import note, words


@on_sqlite
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"commands": []}, "build"),
        ({"build": "1"}, "commands"),
        ({"build": "1", "commands": {}}, "commands"),
        ({"build": "1", "commands": [{}] * 51}, "commands"),
    ],
)
def test_it_names_what_is_malformed(mother: Phone, body: dict[str, Any], field: str) -> None:
    answer = mother.post(PUSH, body)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert list(answer.json["fields"]) == [field]


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": "1"}, "id"),
        ({"id": None}, "id"),
        ({"id": "0195F1B0-0000-7000-8000-0123456789AB"}, "id"),
        ({"policy_id": "x"}, "policy_id"),
        ({"name": ""}, "name"),
        ({"name": 5}, "name"),
        ({"version": "1"}, "version"),
        ({"version": 0}, "version"),
        ({"args": []}, "args"),
        ({"made_at": "yesterday"}, "made_at"),
        ({"made_at": "2026-03-09T10:00:00"}, "made_at"),
        ({"after": ["x"]}, "after.0"),
        ({"after": [new_id() for _ in range(51)]}, "after"),
    ],
)
def test_it_rejects_a_malformed_command_and_takes_the_others(
    noting: Flask, mother: Phone, lin: Card, changes: dict[str, Any], field: str
) -> None:
    bad = note(lin) | changes

    first, rejected, last = mother.push(note(lin), bad, note(lin))

    assert (first["status"], last["status"]) == ("done", "done")
    assert (rejected["status"], rejected["code"]) == ("rejected", "invalid")
    assert list(rejected["fields"]) == [field]
    assert rejected["id"] == (bad["id"] or "")


@on_sqlite
@pytest.mark.parametrize("bad", [{}, [], "x", None, 5])
def test_it_rejects_what_is_no_command_at_all(
    noting: Flask, mother: Phone, lin: Card, bad: Any
) -> None:
    rejected, done = mother.push(bad, note(lin))

    assert (rejected["id"], rejected["status"]) == ("", "rejected")
    assert done["status"] == "done"


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_it_rejects_what_no_database_stores(
    noting: Flask, mother: Phone, lin: Card, text: str
) -> None:
    for args, field in (
        ({"word": text}, "word"),
        ({"word": "好", "more": [{"inner": text}]}, "more.0.inner"),
        ({"word": "好", text: 1}, ""),
    ):
        result = mother.push(note(lin) | {"args": args})[0]
        assert (result["status"], list(result["fields"])) == ("rejected", [field])


@on_sqlite
def test_it_takes_a_large_push_and_no_larger_one(noting: Flask, mother: Phone, lin: Card) -> None:
    large = note(lin) | {"args": {"word": "x" * 900_000}}
    assert mother.push(large)[0]["fields"] == {"word": ["1 到 20 个字。"]}

    assert mother.ask_push(note(lin) | {"args": {"word": "x" * 1_100_000}}).status_code == 413
    # Other doors stay as narrow as they were.
    assert mother.post("/api/sync/pull", {"build": "1" * 300_000}).status_code == 413


@on_sqlite
def test_it_takes_what_a_newer_app_says_besides(noting: Flask, mother: Phone, lin: Card) -> None:
    body = {"build": "2", "battery": "low", "commands": [note(lin, mood="good")]}

    assert mother.post(PUSH, body).json["results"][0]["status"] == "done"


def test_it_lets_in_nobody_without_a_session(new_phone: Callable[..., Phone], lin: Card) -> None:
    answer = new_phone().ask_push(note(lin))

    assert (answer.status_code, answer.json["code"]) == (401, "no_session")


def test_it_takes_nothing_about_another_family_s_policy(
    noting: Flask, mother: Phone, stranger: Phone, lin: Card
) -> None:
    known = note(lin)
    mother.push(known)
    unknown = note(lin) | {"policy_id": new_id()}

    foreign = stranger.push(note(lin), known, unknown)

    # A policy that isn't theirs, a command that was sent, a policy that isn't there: all the same.
    for each in foreign:
        del each["id"]
    assert foreign == [foreign[0]] * 3
    assert foreign[0] == {
        "status": "rejected",
        "code": "not_bound",
        "message": "这部手机已经不在这张卡上了。",
        "hint": "重新绑一次卡，它会自己接着发。",
        "fields": {},
    }
    assert words(mother.pull().all("inbox")) == ["好"]
