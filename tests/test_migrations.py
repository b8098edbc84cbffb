"""Migrations make the tables that the models describe, and can be undone one by one."""

from pathlib import Path

import flask_migrate
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from api.core.db import db
from api.settings import ROOT

FOLDER = str(ROOT / "migrations")
REVISIONS = sorted(path.stem for path in Path(FOLDER, "versions").glob("*.py"))


def test_it_makes_what_the_models_describe(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_it_makes_the_primary_keys_that_the_models_describe(app: Flask) -> None:
    """Alembic compares all but these."""
    with app.app_context():
        inspector = sa.inspect(db.engine)
        for table in db.metadata.sorted_tables:
            made = inspector.get_pk_constraint(table.name)["constrained_columns"]
            assert (table.name, made) == (table.name, [c.name for c in table.primary_key])


def test_it_goes_down_to_nothing_and_up_again(app: Flask) -> None:
    with app.app_context():
        before = columns()
        for _ in REVISIONS:
            flask_migrate.downgrade(directory=FOLDER)
        assert columns().keys() == {"alembic_version"}
        flask_migrate.upgrade(directory=FOLDER)
        assert columns() == before


def columns() -> dict[str, set[str]]:
    inspector = sa.inspect(db.engine)
    return {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
    }
