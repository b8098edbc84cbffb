"""The bare insert: `python -m bench.bare_insert` stores what it is sent as one row.

Flask, Flask-SQLAlchemy and gunicorn as the service has them, on the same database with the same
durability: it answers with the row's id once that is committed. Nobody is asked who they are, and
nothing is checked.
"""

import os
from typing import Any

import sqlalchemy as sa
from flask import Flask, jsonify, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bench.bare import BareWeb

# Made beforehand: a server opens no connection before it forks.
TABLE = sa.text("CREATE TABLE bench_rows (id TEXT PRIMARY KEY, said TEXT NOT NULL)")


class Base(DeclarativeBase):
    """The base of the one table."""


class Row(Base):
    """What was sent."""

    __tablename__ = "bench_rows"

    id: Mapped[str] = mapped_column(primary_key=True)
    said: Mapped[str]


def make_bare_app(database_url: str) -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config["SQLALCHEMY_DATABASE_URI"] = database_url
    database = SQLAlchemy(model_class=Base)
    database.init_app(app)

    if database_url.startswith("sqlite"):
        with app.app_context():
            sa.event.listen(database.engine, "connect", _sync_fully)

    @app.post("/rows")
    def add() -> Any:
        (command,) = request.get_json()["commands"]
        database.session.add(Row(id=command["id"], said=request.get_data(as_text=True)))
        database.session.commit()
        return jsonify(id=command["id"])

    @app.get("/readyz")
    def ready() -> str:
        return "ready"

    return app


def _sync_fully(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous = FULL")


if __name__ == "__main__":
    folder = os.environ["TONGKA_VAR_DIR"]
    url = os.environ["TONGKA_DATABASE_URL"] or f"sqlite:///{folder}/tongka.db"
    BareWeb(make_bare_app(url), int(os.environ["PORT"])).run()
