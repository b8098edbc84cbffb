"""People of the service for the tests of claims."""

import pytest
from flask import Flask

from api.core.actors import Role
from api.core.clock import MovableClock
from tests.cast import OpenDatabase
from tests.claims.desks import Desk, MakeDesk, desk_maker


@pytest.fixture
def new_desk(app: Flask, database: OpenDatabase, clock: MovableClock) -> MakeDesk:
    """Makes desks of people with some roles."""
    return desk_maker(app, database, clock)


@pytest.fixture
def assessor(new_desk: MakeDesk) -> Desk:
    return new_desk(Role.ASSESSOR, name="许静")


@pytest.fixture
def colleague(new_desk: MakeDesk) -> Desk:
    """Another assessor."""
    return new_desk(Role.ASSESSOR, name="周明")


@pytest.fixture
def cashier(new_desk: MakeDesk) -> Desk:
    return new_desk(Role.FINANCE, name="吴敏")
