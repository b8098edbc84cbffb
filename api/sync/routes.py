"""The one pull and the one push."""

from typing import Any

from flask import Response, current_app, jsonify, request

from api.core import http, sessions
from api.core.clock import instant_text
from api.core.db import db
from api.devices.sessions import note_contact
from api.sync import operations, schemas
from api.sync.push import push as push_commands
from api.sync.rules import MOST_PUSH_BYTES
from api.wiring import MIN_BUILD, services

# A push reads who asks; each of its commands then begins a transaction that writes.
blueprint = http.member_blueprint("sync", reading=frozenset({"pull", "push"}))


@blueprint.before_request
def _take_long_pushes() -> None:
    if request.endpoint == "sync.push":
        request.max_content_length = MOST_PUSH_BYTES


@blueprint.post("/sync/pull")
@blueprint.arguments(schemas.PullIn())
@blueprint.response(200, schemas.PullOut)
def pull(said: dict[str, Any]) -> Response:
    """What changed since the phone's cookies, for all its policies in one answer."""
    member = http.member()
    now = services().clock.now()
    answers = operations.pull(db.session(), member, services().collections, said["cookies"])
    http.then_write(lambda: note_contact(db.session(), member, sessions.sent_hash(), now))
    # Dumped already: the shapes are only checked by tests, this is the busiest answer.
    return jsonify(at=instant_text(now), min_build=MIN_BUILD, policies=answers)


@blueprint.post("/sync/push")
@blueprint.arguments(schemas.PushIn())
@blueprint.response(200, schemas.PushOut)
def push(said: dict[str, Any]) -> Response:
    """What became of the commands a phone sends, each by itself."""
    member = http.member()
    now = services().clock.now()
    sent = said["commands"]
    answers = push_commands(db.session(), member, services().commands, sent, now)
    http.then_write(lambda: note_contact(db.session(), member, sessions.sent_hash(), now))
    words = (http.language(), current_app.config["HOTLINE"])
    results = [
        {"id": each.id, **answer.worded(*words)} for each, answer in zip(sent, answers, strict=True)
    ]
    return jsonify(at=instant_text(now), min_build=MIN_BUILD, results=results)
