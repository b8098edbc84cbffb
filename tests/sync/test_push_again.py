"""The same id: one effect and one answer, however often and from wherever it comes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.sync.push import push
from api.sync.schemas import CommandIn
from tests.cast import Card, OpenDatabase, Phone, device_of
from tests.sync.commands import note, words
from tests.sync.members import member_with

REPEATS = 8


def test_it_answers_a_repeat_with_the_same_words(
    noting: Flask, mother: Phone, lin: Card, clock: MovableClock
) -> None:
    sent = [note(lin, "一"), note(lin, "二", "refused"), note(lin, "")]
    first = mother.push(*sent)
    clock.move(days=40)

    assert mother.push(*reversed(sent)) == first[::-1]
    assert words(mother.pull().all("inbox")) == ["一"]


def test_it_does_a_command_once_that_comes_twice_in_one_push(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    sent = note(lin)

    first, second = mother.push(sent, sent)

    assert first == second
    assert words(mother.pull().all("inbox")) == ["好"]


def test_it_does_a_command_once_that_comes_many_times_at_once(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    for ends in ("well", "refused"):
        sent = note(lin, ends=ends)
        together = Barrier(REPEATS)

        def send(sent: dict[str, Any] = sent, together: Barrier = together) -> dict[str, Any]:
            phone = Phone(noting)
            phone.token = str(mother.token)
            together.wait()
            return phone.push(sent)[0]

        with ThreadPoolExecutor(REPEATS) as pool:
            results = [each.result() for each in [pool.submit(send) for _ in range(REPEATS)]]

        assert results == [results[0]] * REPEATS
    assert words(mother.pull().all("inbox")) == ["好"]


def test_it_refuses_other_contents_under_the_same_id(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    sent = note(lin, "一")
    first = mother.push(sent)[0]

    for changes in ({"args": {"word": "二"}}, {"name": "devices.rename"}, {"version": 2}):
        result = mother.push(sent | changes)[0]
        assert (result["status"], result["code"]) == ("rejected", "command_reused")

    assert mother.push(sent) == [first]
    assert words(mother.pull().all("inbox")) == ["一"]


def test_it_knows_a_command_by_what_it_says_and_not_by_how(
    noting: Flask, mother: Phone, lin: Card
) -> None:
    """Neither the order of names, nor when it was made, nor what it waits for."""
    sent = note(lin)
    first = mother.push(sent)
    turned = dict(reversed(sent["args"].items()))

    again = sent | {"args": turned, "made_at": "2026-03-08T00:00:00Z", "after": [sent["id"]]}

    assert mother.push(again) == first


def test_it_knows_a_command_again_after_binding_again(
    noting: Flask, mother: Phone, lin: Card, bind: Callable[..., TestResponse]
) -> None:
    """Unbound in between, the answer is kept back; nothing is done twice."""
    sent = note(lin)
    first = mother.push(sent)
    mother.unbind(lin.policy_id, mother.own_binding(lin.policy_id))
    assert mother.push(sent)[0]["code"] == "not_bound"

    bind(mother, lin)

    assert mother.push(sent) == first
    assert words(r for r in mother.pull().all("inbox") if "word" in r["params"]) == ["好"]


def test_it_knows_a_command_of_a_phone_that_lost_its_cookie(
    noting: Flask, mother: Phone, father: Phone, lin: Card
) -> None:
    """The browser forgot who it is, but not what it wanted to send."""
    sent = note(lin)

    assert mother.push(sent) == father.push(sent)
    assert words(mother.pull().all("inbox")) == ["好"]


def test_it_looks_at_the_bindings_as_they_are_when_a_command_has_its_turn(
    noting: Flask, mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    """Who asks was read before another phone unbound this one."""
    with database() as session:
        stale = member_with(session, device_of(session, mother), [lin.policy_id])
    mother.unbind(lin.policy_id, mother.own_binding(lin.policy_id))

    with database() as session:
        commands = noting.extensions["tongka"].commands
        sent = CommandIn().load(note(lin))
        (answer,) = push(session, stale, commands, [sent], clock.now())

    assert (answer.status, answer.details["code"]) == ("rejected", "not_bound")


def test_it_takes_a_command_that_was_not_bound_once_it_is(
    noting: Flask, mother: Phone, lin: Card, bind: Callable[..., TestResponse]
) -> None:
    sent = note(lin)
    mother.unbind(lin.policy_id, mother.own_binding(lin.policy_id))
    assert mother.push(sent)[0]["status"] == "rejected"

    bind(mother, lin)

    assert mother.push(sent)[0]["status"] == "done"
