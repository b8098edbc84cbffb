"""A small app, its seeds and an empty target, in folders of their own."""

from pathlib import Path

import pytest

from tests.assets.little_app import copy_seeds, write_little_app


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder of the app's sources."""
    return write_little_app(tmp_path / "pwa")


@pytest.fixture
def seed_dir(tmp_path: Path) -> Path:
    """The operator's seed folder."""
    return copy_seeds(tmp_path / "seed")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Where builds go."""
    return tmp_path / "build"
