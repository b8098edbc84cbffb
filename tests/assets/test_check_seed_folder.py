"""`flask seed check`: what is wrong with a seed folder, before the service starts with it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from api import create_app
from api.building.seeds import SEED_FILES
from api.settings import Settings
from tests.assets.little_app import change

Check = Callable[[Path], Result]


@pytest.fixture(scope="module")
def app(make_settings: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The service with the project's own seeds; nothing here asks its database."""
    var_dir = tmp_path_factory.mktemp("var")
    return create_app(make_settings(var_dir, f"sqlite:///{var_dir}/unused.db"))


@pytest.fixture
def check(app: Flask) -> Check:
    def run(folder: Path) -> Result:
        result = app.test_cli_runner().invoke(args=["seed", "check", str(folder)])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def test_it_says_what_a_good_folder_holds(check: Check, seed_dir: Path) -> None:
    result = check(seed_dir)

    assert result.exit_code == 0
    assert result.output.startswith(f"{seed_dir}: nothing to complain about. 2 plans, operator, ")
    assert re.search(r"\b\d+ hospitals\b", result.output)
    assert result.output.count("\n") == 1


def test_it_names_every_bad_row_of_every_file(check: Check, seed_dir: Path) -> None:
    change(seed_dir / "plans.yaml", "limit_fen: 5000000", "limit_fen: lots")
    change(seed_dir / "operator.yaml", '"021-80209058"', "nobody")
    change(seed_dir / "hospitals.yaml", "kind: private", "kind: clinic")

    result = check(seed_dir)
    assert result.exit_code == 1
    complaints = re.findall(r"^(\w+)\.yaml line \d+, field (\w+): .+$", result.output, re.M)
    assert complaints == [("plans", "limit_fen"), ("operator", "hotline"), ("hospitals", "kind")]
    assert len(result.output.splitlines()) == len(complaints)


def test_it_says_what_is_no_seed_folder(check: Check, seed_dir: Path) -> None:
    for name, why in (("nowhere", "No such file or directory"), ("plans.yaml", "Not a directory")):
        result = check(seed_dir / name)
        assert result.exit_code == 1
        assert result.output == f"{seed_dir / name} can't be read as a folder: {why}.\n"

    empty = seed_dir / "empty"
    empty.mkdir()
    result = check(empty)
    names = ", ".join(seed.file_name for seed in SEED_FILES)
    assert (result.exit_code, result.output) == (
        1,
        f"{empty} is no seed folder: it lacks {names}.\n",
    )


def test_it_names_every_file_that_is_missing(check: Check, seed_dir: Path) -> None:
    for name in ("plans", "hospitals"):
        (seed_dir / f"{name}.yaml").unlink()

    result = check(seed_dir)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"plans.yaml is missing in {seed_dir}.",
        f"hospitals.yaml is missing in {seed_dir}.",
    ]


def test_it_says_what_cannot_be_read(check: Check, seed_dir: Path) -> None:
    (seed_dir / "hospitals.yaml").write_bytes(b"\xff\xfe")
    (seed_dir / "consents.yaml").unlink()
    (seed_dir / "consents.yaml").mkdir()

    result = check(seed_dir)
    assert result.exit_code == 1
    assert [line.partition(" ")[0] for line in result.output.splitlines()] == [
        "consents.yaml",
        "hospitals.yaml",
    ]
