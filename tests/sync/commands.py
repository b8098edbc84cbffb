"""A command of the tests' own: it adds a line to the inbox, and fails when it is told to."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from flask import Flask
from marshmallow import Schema, fields, validate
from sqlalchemy.exc import OperationalError

from api.core.errors import NOT_FOUND, UNAVAILABLE, Problem, Refusal, Text
from api.core.synced import Command, Order
from api.notifications.operations import add_inbox
from tests.cast import Card
from tests.commands import make_command

COUNTED = Problem("counted", 422, Text("记下了", "Noted"), keeps_changes=True)


class NoteArgs(Schema):
    """A word to note, and how the handler is to end."""

    word = fields.String(required=True, validate=validate.Length(1, 20))
    ends = fields.String(load_default="well")


def _note(order: Order) -> dict[str, Any]:
    params = {"word": order.args["word"]}
    add_inbox(order.session, order.policy_id, "card_restored", params, order.now, None)
    order.session.flush()
    failures: dict[str, Exception] = {
        "refused": Refusal(NOT_FOUND, {"word": ["没有这个词。|There is no such word."]}),
        "counted": Refusal(COUNTED),
        "busy": Refusal(UNAVAILABLE),
        "locked": OperationalError("UPDATE", {}, Exception("database is locked")),
        "broken": ZeroDivisionError("a mistake of ours"),
    }
    if order.args["ends"] in failures:
        raise failures[order.args["ends"]]
    return {"word": order.args["word"], "made_at": order.made_at.isoformat()}


def add_note_command(app: Flask, *more: Command) -> None:
    """Lets phones send `notes.add` to this app too."""
    services = app.extensions["tongka"]
    commands = (*services.commands, Command("notes.add", 1, NoteArgs, _note), *more)
    app.extensions["tongka"] = replace(services, commands=commands)


def note(card: Card, word: str = "好", ends: str = "well", **given: Any) -> dict[str, Any]:
    """Returns a new `notes.add`."""
    return make_command(card.policy_id, "notes.add", {"word": word, "ends": ends}, **given)


def words(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Returns the words noted, of inbox rows as a phone pulled them."""
    return [row["params"]["word"] for row in sorted(rows, key=lambda row: str(row["id"]))]
