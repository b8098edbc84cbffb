"""The one pull."""

from typing import Any

from flask import Response, jsonify

from api.core import http, sessions
from api.core.clock import instant_text
from api.core.db import db
from api.devices.sessions import note_contact
from api.sync import operations, schemas
from api.wiring import MIN_BUILD, services

blueprint = http.member_blueprint("sync", reading=frozenset({"pull"}))


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
