"""What trials with a dying server share."""

from collections.abc import Iterator

import pytest
from flask import Flask

from api.settings import Settings
from tests.faults.lives import Cradle, Lives


@pytest.fixture(scope="session")
def cradle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cradle]:
    cradle = Cradle(tmp_path_factory.mktemp("lives"))
    yield cradle
    cradle.end()


@pytest.fixture
def lives(cradle: Cradle, app: Flask, settings: Settings) -> Iterator[Lives]:
    lives = Lives(cradle, settings)
    yield lives
    lives.kill()
