"""Runs the migrations on the app's own connection: `flask db upgrade`."""

from typing import Any

from alembic import context

from api.core.db import UtcInstant, db


def render_type(kind: str, column_type: Any, _context: Any) -> str | bool:
    """A migration must not change with the code: our own types are written as what they store."""
    if kind == "type" and isinstance(column_type, UtcInstant):
        return "sa.DateTime(timezone=True)"
    return False


with db.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render_type,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
