"""hospitals.yaml becomes what phones read: sorted, with pinyin, sources and the calendar."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.building.esbuild import PROJECT
from api.building.seeds import read_seeds
from tests.assets.little_app import change


@pytest.fixture
def directory(seed_dir: Path) -> dict[str, Any]:
    return read_seeds(seed_dir)["hospitals"]


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    """The list that comes with the project."""
    return read_seeds(PROJECT / "seed")["hospitals"]


def test_it_hands_over_a_whole_hospital(directory: dict[str, Any]) -> None:
    assert directory["hospitals"][0] == {
        "id": "cq-morning",
        "name": {"zh": "重庆晨光儿童医院", "en": "Morning Light Children's Hospital"},
        "city": "chongqing",
        "district": {"zh": "渝中区", "en": "Yuzhong District"},
        "kind": "private",
        "department_vip": None,
        "designated_inpatient": True,
        "departments": ["surgery", "paediatrics"],
        "services": ["outpatient", "inpatient"],
        "networks": {"chengzhang": ["outpatient"], "chengzhang_plus": ["outpatient", "inpatient"]},
        "intro": {"zh": "周末也看儿科。", "en": "Sees children on weekends too."},
        "address": {"zh": "渝中区示例路1号", "en": "1 Example Road, Yuzhong District"},
        "phone": "023-60000117",
        "emergency_phone": "400-000-0117",
        "hours": {
            "week": [[(480, 720), (810, 1020)]] * 5 + [[(1200, 1560)], []],
            "holiday": [],
            "note": {"zh": "要先预约", "en": "By appointment only"},
        },
        "emergency_always": True,
        "position": {"lat": 29.5586, "lon": 106.5727, "datum": "gcj02"},
        "confidence": "high",
        "sources": [{"title": "合作协议", "url": "https://example.com/list", "date": "2026-11"}],
        "checked_on": "2026-11-01",
        "pinyin": "chong qing chen guang er tong yi yuan",
        "initials": "cqcgetyy",
    }


def test_it_leaves_open_what_was_not_verified(directory: dict[str, Any]) -> None:
    row = directory["hospitals"][1]

    unknown = ("district", "address", "phone", "emergency_phone", "hours", "emergency_always")
    assert {row[name] for name in (*unknown, "position")} == {None}
    assert (row["departments"], row["services"], row["sources"]) == ([], [], [])
    assert row["checked_on"] == directory["checked_on"] == "2026-11-20"


def test_it_names_only_words_that_occur(directory: dict[str, Any]) -> None:
    words = {
        name: [each["code"] for each in directory[name]] for name in ("departments", "services")
    }

    assert words == {
        "departments": ["paediatrics", "surgery"],
        "services": ["outpatient", "inpatient"],
    }


def test_it_takes_a_reading_from_the_row(seed_dir: Path) -> None:
    change(seed_dir / "hospitals.yaml", "id: xm-oak", "id: xm-oak\n    pinyin: xia men xiang shu")
    row = read_seeds(seed_dir)["hospitals"]["hospitals"][1]

    assert (row["pinyin"], row["initials"]) == ("xia men xiang shu", "xmxs")


def test_it_is_the_same_in_whatever_order_rows_stand(
    seed_dir: Path, sample: dict[str, Any]
) -> None:
    content = yaml.safe_load((PROJECT / "seed" / "hospitals.yaml").read_text(encoding="utf-8"))
    for words in ("hospitals", "cities", "sources"):
        random.Random(7).shuffle(content[words])
    # JSON is YAML.
    text = json.dumps(content, ensure_ascii=False, default=str)
    (seed_dir / "hospitals.yaml").write_text(text, encoding="utf-8")

    assert read_seeds(seed_dir)["hospitals"] == sample


def test_it_takes_the_operators_working_days(seed_dir: Path) -> None:
    change(seed_dir / "operator.yaml", "days_removed: []", "days_removed: [2026-11-23]")

    assert "2026-11-23" in read_seeds(seed_dir)["hospitals"]["calendar"]["holidays"]


def test_it_sorts_by_city_then_by_pinyin(sample: dict[str, Any]) -> None:
    cities = [city["code"] for city in sample["cities"]]
    rows = sample["hospitals"]
    counts = [sum(row["city"] == city for row in rows) for city in cities]

    assert counts == sorted(counts, reverse=True)
    keys = [(cities.index(row["city"]), row["pinyin"]) for row in rows]
    assert keys == sorted(keys)


def test_the_sample_claims_nothing(sample: dict[str, Any]) -> None:
    """No row looks like a network's: both plans alike, no distance, its confidence and source."""
    assert sample["is_sample"] is True
    for row in sample["hospitals"]:
        assert row["networks"] == {"chengzhang": ["outpatient"], "chengzhang_plus": ["outpatient"]}
        assert row["position"] is None
        assert row["designated_inpatient"] is False
        assert row["sources"]
        if row["confidence"] == "low":
            assert "核实" in row["intro"]["zh"]
            assert "n't verified" in row["intro"]["en"]


def test_a_paediatric_clinic_in_shanghai_is_found_by_its_initials(sample: dict[str, Any]) -> None:
    found = [
        row["id"]
        for row in sample["hospitals"]
        if row["city"] == "shanghai"
        and "paediatrics" in row["departments"]
        and "hmj" in row["initials"]
    ]

    assert found == ["sh-ufh-pudong", "sh-ufh-puxi"]
