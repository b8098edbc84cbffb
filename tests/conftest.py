"""What all tests share: a fresh service on each database, its clock, its jobs, its messages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings

from api import create_app
from api.core.clock import MovableClock
from api.core.db import db
from api.jobs import SCHEDULE
from api.settings import ROOT, Settings, read_settings
from tests.assets.little_app import write_little_app
from tests.databases import PostgresDatabases, SqliteDatabases, shared_server
from tests.outbox import Outbox

# The families and phones that play in most tests.
pytest_plugins = (
    "tests.cast",
    "tests.desks",
    "tests.payments.bills",
    "tests.sheets",
    "tests.stores",
)

# CI takes the first, `make faults` the second.
hypothesis_settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True)
hypothesis_settings.register_profile("long", max_examples=2000, deadline=None)
hypothesis_settings.load_profile("ci")

# A Monday, 10:00 in China.
MORNING = datetime(2026, 3, 9, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def make_settings(
    run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Settings]:
    """Makes settings whose files stay in a given folder.

    The service serves a little app, built once for all: the real one has the journeys.
    """
    little_app = write_little_app(tmp_path_factory.mktemp("little-app"))

    def make(var_dir: Path, database_url: str, **more: str) -> Settings:
        environment = {
            "TONGKA_VAR_DIR": str(var_dir),
            "TONGKA_DATABASE_URL": database_url,
            "TONGKA_BUILD_DIR": str(run_folder / "little-build"),
        }
        return replace(read_settings(environment | more), app_dir=little_app)

    return make


@pytest.fixture(scope="session")
def migrate(
    make_settings: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], None]:
    """Brings the database at a URL to the newest schema, as a start of the service does."""

    def migrate(url: str) -> None:
        app = create_app(make_settings(tmp_path_factory.mktemp("migration"), url))
        with app.app_context():
            flask_migrate.upgrade(directory=str(ROOT / "migrations"))
            db.engine.dispose()

    return migrate


@pytest.fixture(scope="session")
def sqlite_databases(
    tmp_path_factory: pytest.TempPathFactory, migrate: Callable[[str], None]
) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"), migrate)


@pytest.fixture(scope="session")
def postgres_databases(
    run_folder: Path, worker_id: str, migrate: Callable[[str], None]
) -> PostgresDatabases:
    return PostgresDatabases(shared_server(run_folder), worker_id, migrate)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a migrated database without rows; the test runs once on each kind."""
    if request.param == "sqlite":
        sqlite: SqliteDatabases = request.getfixturevalue("sqlite_databases")
        return sqlite.fresh(tmp_path)
    postgres: PostgresDatabases = request.getfixturevalue("postgres_databases")
    return postgres.fresh()


@pytest.fixture
def settings(
    make_settings: Callable[..., Settings], tmp_path: Path, database_url: str, files_url: str
) -> Settings:
    return make_settings(tmp_path / "var", database_url, TONGKA_FILES_URL=files_url)


@pytest.fixture
def clock() -> MovableClock:
    """A clock that stands at `MORNING` until the test moves it."""
    return MovableClock(MORNING)


@pytest.fixture
def app(settings: Settings, clock: MovableClock) -> Iterator[Flask]:
    app = create_app(settings, clock=clock)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """One browser; `app.test_client()` makes further ones."""
    return app.test_client()


@pytest.fixture
def outbox(settings: Settings) -> Outbox:
    """The text messages sent so far."""
    return Outbox(settings.var_dir)


@pytest.fixture
def run_jobs(app: Flask) -> Callable[..., int]:
    """Runs all jobs, or the named ones, until none finds anything; returns how many items.

    Unlike the schedule it lets a job's exception through to the test.
    """

    def run(*names: str) -> int:
        chosen = [job for job in SCHEDULE if not names or job.name in names]
        services = app.extensions["tongka"]
        handled = 0
        with app.app_context():
            while found := sum(job.step(services) for job in chosen):
                handled += found
        return handled

    return run
