"""A bad row of vaccines.yaml stops the build and is named by file, line and field."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.building.failure import BuildError
from api.building.seeds import read_seeds
from tests.assets.little_app import PROJECT, change, copy_seeds

BEFORE = "from: birth\n        before: 3 months"
LLR = '{zh: 2月龄到3岁，每年1剂。, en: "One dose a year, from 2 months to 3 years."}'

# what is changed to what, field named, words said; the line is that of the change's last line.
BAD_ROWS = [
    ("  - id: bcg", "  - id: hepb", "id", "Another row has this id"),
    ("  - id: bcg", "  - id: BCG 1", "id", "a–z"),
    ("  - code: cdc2026pdf", "  - code: ndcpa2026", "code", "Another row has this code"),
    ("category: free", "category: cheap", "category", "Must be one of"),
    ("kind: antibody", "kind: serum", "kind", "Must be one of"),
    ("route: [under_skin]", "route: [toe]", "route", "Must be one of"),
    ("min_interval: 28 days", "min_interval: 4", "min_interval", "Write it like"),
    ("min_interval: 28 days", "min_interval: 0 days", "min_interval", "Write it like"),
    ("min_interval: 28 days", "min_interval: -28 days", "min_interval", "Write it like"),
    ("min_interval: 28 days", "min_interval: 9 months", "min_interval", "less than that"),
    ("max_interval: 10 days", "max_interval: 6 days", "max_interval", "goes backwards"),
    (BEFORE, "from: birth\n        before: birth", "before", "after the age"),
    ("from: 13 years\n        before: 14 years", "from: 13 years\n        before: 156 months",
     "before", "after the age"),
    ("from: 162 months", "from: 12 years", "from", "goes backwards"),
    ("- from: birth\n        before: 3 months", "- min_interval: 28 days", "min_interval",
     "no dose before"),
    ("to_month: 10", "to_month: 8", "to_month", "goes backwards"),
    ("to_month: 10", "to_month: 13", "to_month", "between|Must be"),
    ("replaces:\n      - {id: hpv2}", "replaces:\n      - {id: hpv3}", "id", "no other vaccine"),
    ("alternative_to: je-l", "alternative_to: je-x", "alternative_to", "no other vaccine"),
    ("alternative_to: je-l", "alternative_to: je-i", "alternative_to", "no other vaccine"),
    ("sources: [minhai4]", "sources: [minhai5]", "sources", "no source minhai5"),
    ("sources: [minhai4]", "sources: []", "sources", "minimum length|Shorter"),
    ("reactions:\n      sources: [whoaefi]", "reactions:\n      sources: [who]", "sources", "who"),
    ("name: {zh: 卡介苗, en: BCG vaccine}", "name: {zh: 卡介苗}", "en", "Missing"),
    ("name: {zh: 卡介苗, en: BCG vaccine}", 'name: {zh: " ", en: BCG}', "zh", "may not be empty"),
    ("name: {zh: 卡介苗, en: BCG vaccine}", "name: {zh: <b>卡</b>, en: BCG}", "zh", "HTML"),
    ("name: {zh: 卡介苗, en: BCG vaccine}", "name: {zh: 卡&nbsp;介, en: BCG}", "zh", "HTML"),
    ("name: {zh: 卡介苗, en: BCG vaccine}", 'name: {zh: "卡\\a", en: BCG}', "zh", "invisible"),
    ("name: {zh: 卡介苗, en: BCG vaccine}", 'name: {zh: "卡\\u202e", en: BCG}', "zh", "invisible"),
    ("    live: true", "    live: perhaps", "live", "boolean"),
    ("born_from: 2011-11-10", "born_from: 2011-11-31", "born_from", "valid date"),
    ("on_timeline: true", "on_timelin: true", "on_timelin", "Unknown field"),
    ("url: https://www.ndcpa", "url: javascript:www.ndcpa", "url", "valid URL"),
    (f"doses: []\n    doses_note: {LLR}", "doses: []", "doses", "doses_note"),
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """vaccines.yaml in a seed folder of its own."""
    return copy_seeds(tmp_path / "seed") / "vaccines.yaml"


@pytest.mark.parametrize(("old", "new", "field", "said"), BAD_ROWS)
def test_it_names_line_and_field_of_a_bad_row(
    old: str, new: str, field: str, said: str, file: Path
) -> None:
    line = file.read_text(encoding="utf-8").partition(old)[0].count("\n") + 1 + new.count("\n")
    change(file, old, new)

    with pytest.raises(BuildError) as problem:
        read_seeds(file.parent)
    assert re.search(
        rf"^vaccines.yaml line {line}, field {field}: .*({said})", str(problem.value), re.M
    ), str(problem.value)


def test_it_holds_the_whole_programme_and_the_paid_products() -> None:
    vaccines = read_seeds(PROJECT / "seed")["vaccines"]["vaccines"]

    categories = [vaccine["category"] for vaccine in vaccines]
    assert (categories.count("free"), categories.count("paid")) == (12, 23)


@pytest.mark.parametrize(
    ("vaccine_id", "starts", "deadlines"),
    [
        ("hepb", [0, 1, 6], [None, None, 12]),
        ("polio", [2, 3, 4, 48], [None, None, 12, 60]),
        ("dtap", [2, 4, 6, 18, 72], [None, None, 12, 24, 84]),
        ("mmr", [8, 18], [12, 24]),
        ("je-l", [8, 24], [12, 36]),
        ("mpsv-a", [6, 9], [None, 24]),
        ("mpsv-ac", [36, 72], [48, 84]),
        ("hepa-l", [18], [24]),
        ("hepa-i", [18, 24], [24, 36]),
        ("hpv2-nip", [156, 162], [168, None]),
    ],
)
def test_it_keeps_the_ages_of_the_programme_of_2026(
    vaccine_id: str, starts: list[int], deadlines: list[int | None]
) -> None:
    vaccines = read_seeds(PROJECT / "seed")["vaccines"]["vaccines"]
    doses = next(one for one in vaccines if one["id"] == vaccine_id)["doses"]

    assert [dose["from"]["months"] for dose in doses] == starts
    assert [dose["before"] and dose["before"]["months"] for dose in doses] == deadlines


def test_it_names_the_schedule_and_a_source_of_every_vaccine() -> None:
    book = read_seeds(PROJECT / "seed")["vaccines"]

    assert book["schedule"]["version"] == "2026"
    assert book["schedule"]["document"] == "国疾控卫免发〔2026〕16号"
    for vaccine in book["vaccines"]:
        assert vaccine["checked_on"] == "2026-11-22"
        assert set(vaccine["sources"]) <= set(book["sources"])


def test_it_explains_every_field_in_its_first_lines() -> None:
    text = (PROJECT / "seed" / "vaccines.yaml").read_text(encoding="utf-8")
    explained = set(re.findall(r"\w+", "\n".join(re.findall(r"^#.*", text, re.M))))

    assert set(_field_names(yaml.safe_load(text))) - {"zh", "en"} <= explained


def _field_names(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _field_names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _field_names(inner)
