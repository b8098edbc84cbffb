"""A seed folder with a list of two hospitals, short enough to read."""

from pathlib import Path

import pytest

from tests.assets.little_app import copy_seeds

LIST = Path(__file__).with_name("two_hospitals.yaml")


@pytest.fixture
def seed_dir(tmp_path: Path) -> Path:
    """The operator's seed folder, with its own hospitals."""
    folder = copy_seeds(tmp_path / "seed")
    (folder / "hospitals.yaml").write_text(LIST.read_text(encoding="utf-8"), encoding="utf-8")
    return folder
