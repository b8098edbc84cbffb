"""Every database test starts on a migrated database without rows, on both kinds."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from api.core.clock import MovableClock
from api.core.counters import take, used
from api.core.db import db
from api.devices.rules import PHONE_MINUTE


@pytest.mark.parametrize("turn", ["first", "second"])
def test_it_is_empty_for_every_test(app: Flask, clock: MovableClock, turn: str) -> None:
    with app.app_context():
        assert used(db.session(), turn) == 0
        for each in ("first", "second"):
            assert take(db.session(), each, 1, PHONE_MINUTE.window, clock.now())
        db.session.commit()


def test_it_runs_on_both_kinds(app: Flask, database_url: str) -> None:
    with app.app_context():
        assert database_url.startswith(db.engine.dialect.name)
        tables = set(sa.inspect(db.engine).get_table_names())
        assert tables == set(db.metadata.tables) | {"alembic_version"}


def test_it_is_ready_and_has_nothing_to_do(
    client: FlaskClient, run_jobs: Callable[..., int]
) -> None:
    assert client.get("/readyz").status_code == 200
    assert run_jobs() == 0
