"""The database: one declarative base, column types, and how a transaction begins."""

import sqlite3
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

import sqlalchemy as sa
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase

# SQLite asks for its lock ever more seldom, up to every 100 ms: whoever has waited for long
# would wait longest, behind a job that writes one item after the other (measured: 3.3 s).
_ASKS_EVERY_MS = 5

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# The database can't be reached, is locked, full, or all connections to it are taken.
DATABASE_AWAY = (OperationalError, InterfaceError, PoolTimeout)
# Whether a transaction begun now leaves the writers' lock of SQLite alone.
only_reads: ContextVar[bool] = ContextVar("only_reads", default=False)
# How long a transaction begun now waits for another writer of SQLite.
patience_ms: ContextVar[int] = ContextVar("patience_ms", default=10_000)


class UtcInstant(sa.TypeDecorator[datetime]):
    """An aware UTC datetime on both databases; a naive one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_column(kind: type[StrEnum]) -> sa.Enum:
    """A StrEnum stored as its value, with a check constraint that refuses all others."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        name=kind.__name__.lower(),
    )


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcInstant(), str: sa.Text()}


db = SQLAlchemy(metadata=Base.metadata)
migrate = Migrate(db=db, directory="migrations", render_as_batch=True)


def init_database(app: Flask) -> None:
    """Binds the database to the app and sets how its connections behave."""
    # An error that is logged must not carry people's names and numbers.
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"hide_parameters": True})
    db.init_app(app)
    migrate.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            sa.event.listen(db.engine, "connect", _set_up_sqlite)
            sa.event.listen(db.engine, "begin", _begin_sqlite)
        else:
            sa.event.listen(db.engine, "handle_error", _leave_out_the_row)


def _leave_out_the_row(context: sa.ExceptionContext) -> None:
    """PostgreSQL adds the whole row that broke a constraint to what it says, names and all."""
    original, wrapped = context.original_exception, context.sqlalchemy_exception
    said = getattr(getattr(original, "diag", None), "message_primary", None)
    if said and wrapped is not None:
        original.args = (said,)
        wrapped.args = (f"({type(original).__name__}) {said}",)


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own BEGIN comes too late for IMMEDIATE; `_begin_sqlite` sends it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # NORMAL lost acknowledged rows under power loss, FULL none
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: sa.Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    if only_reads.get():
        driver.execute(f"PRAGMA busy_timeout = {patience_ms.get()}")
        # Waits for nobody and can't fail, so it goes straight to the driver: half the time.
        driver.execute("BEGIN")
        return
    driver.execute(f"PRAGMA busy_timeout = {_ASKS_EVERY_MS}")
    if not any(_is_writer(driver) for _ in range(patience_ms.get() // _ASKS_EVERY_MS)):
        # Once more, for SQLAlchemy's own error.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    driver.execute(f"PRAGMA busy_timeout = {patience_ms.get()}")


def _is_writer(driver: Any) -> bool:
    """Whether this connection has the writers' lock now."""
    with suppress(sqlite3.OperationalError):
        driver.execute("BEGIN IMMEDIATE")
    return bool(driver.in_transaction)
