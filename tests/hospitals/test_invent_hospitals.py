"""The lists that measurements use are sound, and always the same."""

from pathlib import Path

from api.building.seeds import read_seeds
from bench.hospitals_list import hospitals_list, write_hospitals


def test_it_invents_a_list_that_the_service_takes(seed_dir: Path) -> None:
    write_hospitals(seed_dir, 200)
    directory = read_seeds(seed_dir)["hospitals"]

    assert directory["is_sample"] is False
    assert len(directory["hospitals"]) == 200
    plans = [set(row["networks"]) for row in directory["hospitals"]]
    assert {"chengzhang_plus"} in plans
    assert {"chengzhang", "chengzhang_plus"} in plans
    assert {row["kind"] for row in directory["hospitals"]} == {"private", "public"}
    assert None in [row["hours"] for row in directory["hospitals"]]


def test_it_always_invents_the_same() -> None:
    assert hospitals_list(50) == hospitals_list(50)
    assert hospitals_list(60)["hospitals"][:50] == hospitals_list(50)["hospitals"]
