"""TONGKA_SEED_DIR: an operator's own network reaches phones, and the sample is gone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from api import create_app
from api.building.failure import BuildError
from api.settings import Settings
from tests.assets.little_app import change

Serve = Callable[[], dict[str, bytes]]


@pytest.fixture
def serve(make_settings: Callable[..., Settings], seed_dir: Path, tmp_path: Path) -> Serve:
    """Starts a service with the operator's folder; returns its data files by address."""

    def start() -> dict[str, bytes]:
        folders = {"TONGKA_SEED_DIR": str(seed_dir), "TONGKA_BUILD_DIR": str(tmp_path / "build")}
        settings = make_settings(tmp_path / "var", f"sqlite:///{tmp_path}/unused.db", **folders)
        client = create_app(settings).test_client()
        files = (tmp_path / "build" / "current" / "data").glob("*.json")
        return {f"/data/{file.name}": client.get(f"/data/{file.name}").data for file in files}

    return start


def test_it_serves_the_networks_of_two_plans(serve: Serve) -> None:
    [content] = [body for path, body in serve().items() if path.startswith("/data/hospitals.")]

    directory = json.loads(content)
    assert directory["is_sample"] is False
    assert {row["id"]: row["networks"] for row in directory["hospitals"]} == {
        "cq-morning": {
            "chengzhang": ["outpatient"],
            "chengzhang_plus": ["outpatient", "inpatient"],
        },
        "xm-oak": {"chengzhang_plus": ["outpatient"]},
    }


def test_a_changed_list_is_a_download_of_its_own(serve: Serve, seed_dir: Path) -> None:
    before = serve()
    change(seed_dir / "hospitals.yaml", "周末也看儿科。", "周末不看儿科。")
    after = serve()

    # The list, and a patch from the one before.
    assert {path.partition(".")[0] for path in after.keys() - before.keys()} == {"/data/hospitals"}


def test_it_does_not_start_with_a_bad_row(serve: Serve, seed_dir: Path) -> None:
    change(seed_dir / "hospitals.yaml", "chengzhang: [outpatient]", "gold: [outpatient]")

    with pytest.raises(BuildError, match=r"^hospitals\.yaml line \d+, field gold: plans.yaml has"):
        serve()
