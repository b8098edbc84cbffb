"""The bare view: `python -m bench.bare` serves one row by its primary key, and nothing else.

Flask, Flask-SQLAlchemy and gunicorn as the service has them (same processes, same threads, same
database, read by the ORM), without the session, the guards, the shapes and the sync.
"""

import os
from typing import Any

from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from api.web import Web


class BareWeb(Web):
    """gunicorn as the service has it, around an app that opened nothing before it forked."""

    def _forget_connections(self, _server: Any, _worker: Any) -> None:
        pass


class Base(DeclarativeBase):
    """The base of the one table."""


class Policy(Base):
    """A policy's row, as far as the view shows it."""

    __tablename__ = "policies"

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    plan: Mapped[str]
    rev: Mapped[int]


def make_bare_app(database_url: str) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    database = SQLAlchemy(model_class=Base)
    database.init_app(app)

    @app.get("/rows/<row_id>")
    def show(row_id: str) -> Any:
        row = database.get_or_404(Policy, row_id)
        return jsonify(id=row.id, number=row.number, plan=row.plan, rev=row.rev)

    @app.get("/readyz")
    def ready() -> str:
        return "ready"

    return app


if __name__ == "__main__":
    folder = os.environ["TONGKA_VAR_DIR"]
    url = os.environ["TONGKA_DATABASE_URL"] or f"sqlite:///{folder}/tongka.db"
    BareWeb(make_bare_app(url), int(os.environ["PORT"])).run()
