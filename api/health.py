"""Whether the process lives, and whether it can serve."""

import sqlalchemy as sa
from flask import Blueprint
from flask.typing import ResponseReturnValue

from api.core.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def live() -> ResponseReturnValue:
    """The process answers."""
    return {"status": "ok"}


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers too; otherwise the error handler says 503."""
    db.session.execute(sa.text("SELECT 1"))
    return {"status": "ok"}
