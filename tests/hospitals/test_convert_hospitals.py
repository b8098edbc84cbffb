"""`flask hospitals convert`: a table becomes a list that the service takes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from flask import Flask

from api import create_app
from api.building.seeds import read_seeds
from api.settings import ROOT, Settings
from tests.assets.little_app import copy_seeds
from tests.sheets import write_csv, write_xlsx

SAMPLES = ROOT / "docs" / "samples"
ROW = {
    "id": "cd-morning",
    "name_zh": "成都晨光儿童医院",
    "name_en": "Morning Light Children's Hospital",
    "city": "成都",
    "kind": "private",
    "networks": "chengzhang:outpatient",
    "intro_zh": "私立儿童医院。",
    "intro_en": "A private children's hospital.",
}

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def app(make_settings: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The service with the project's own seeds; nothing here asks its database."""
    var_dir = tmp_path_factory.mktemp("var")
    return create_app(make_settings(var_dir, f"sqlite:///{var_dir}/unused.db"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return copy_seeds(tmp_path / "seed") / "hospitals.yaml"


@pytest.fixture
def convert(app: Flask, out: Path) -> Run:
    """Runs the command; the list goes into a seed folder whose other files are good."""

    def run(file: Path, *options: str) -> Result:
        args = ["hospitals", "convert", str(file), "--out", str(out), *options]
        result = app.test_cli_runner().invoke(args=args)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


def rows(*differences: dict[str, Any]) -> list[dict[str, Any]]:
    """Sound rows with all columns that are named, each given as what differs."""
    columns = list(dict.fromkeys([*ROW, *(name for each in differences for name in each)]))
    numbered = [{**ROW, "id": f"cd-{number}"} for number in range(1, len(differences) + 1)]
    return [
        {name: {**sound, **each}.get(name, "") for name in columns}
        for sound, each in zip(numbered, differences, strict=True)
    ]


@pytest.mark.parametrize("sample", ["hospitals.csv", "hospitals.xlsx"])
def test_it_makes_a_list_that_the_service_takes(convert: Run, out: Path, sample: str) -> None:
    result = convert(SAMPLES / sample)

    assert result.exit_code == 0
    assert f"{sample}: 3 written to {out}, 0 refused." in result.output
    directory = read_seeds(out.parent)["hospitals"]
    assert directory["is_sample"] is False
    assert directory["source"]["zh"] == "童卡服务中心的网络医院名单"
    assert directory["cities"][1] == {
        "code": "taizhou",
        "name": {"zh": "台州", "en": "Taizhou (Zhejiang)"},
    }
    first, dental, public = directory["hospitals"][0], *directory["hospitals"][1:]
    assert first == {
        "id": "cd-morning",
        "name": {"zh": "成都晨光儿童医院", "en": "Chengdu Morning Light Children's Hospital"},
        "city": "chengdu",
        "district": {"zh": "锦江区", "en": "Jinjiang District"},
        "kind": "private",
        "department_vip": None,
        "designated_inpatient": True,
        "departments": ["paediatrics", "ent", "emergency"],
        "services": ["outpatient", "emergency", "inpatient"],
        "networks": {
            "chengzhang": ["outpatient", "inpatient"],
            "chengzhang_plus": ["outpatient", "inpatient"],
        },
        "intro": {
            "zh": "私立儿童医院，周末也开。",
            "en": "A private children's hospital, open on weekends too.",
        },
        "address": {"zh": "锦江区示例路1号", "en": "1 Example Road, Jinjiang District"},
        "phone": "028-80000117",
        "emergency_phone": "028-80000118",
        "hours": {
            "week": [[(480, 720), (810, 1050)]] * 5 + [[(540, 720)]] * 2,
            "holiday": [],
            "note": None,
        },
        "emergency_always": True,
        "position": {"lat": 30.6571, "lon": 104.0817, "datum": "gcj02"},
        "confidence": "high",
        "sources": [{"title": "2026 年合作协议", "url": None, "date": "2026-11"}],
        "checked_on": "2026-11-20",
        "pinyin": "cheng du chen guang er tong yi yuan",
        "initials": "cdcgetyy",
    }
    assert dental["address"] == {"zh": "武侯区示例路2号", "en": "武侯区示例路2号"}
    assert dental["sources"] == first["sources"]
    assert dental["hours"]["note"] == {"zh": "要先预约", "en": "By appointment only"}
    assert (public["kind"], public["confidence"]) == ("public", "medium")
    assert public["phone"] is public["hours"] is public["position"] is None


def test_it_reads_the_encodings_of_the_trade(convert: Run, out: Path, tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "gb18030"):
        assert convert(write_csv(tmp_path / "list.csv", rows({}), encoding)).exit_code == 0
        assert read_seeds(out.parent)["hospitals"]["hospitals"][0]["name"]["zh"] == ROW["name_zh"]


def test_it_reads_what_excel_makes_of_cells(convert: Run, out: Path, tmp_path: Path) -> None:
    cells = {"name_zh": " 成都晨光儿童医院\t", "phone": 4000000117, "lat": 30.65, "lon": 104}
    table = rows({**cells, "datum": "gcj02", "checked_on": "2026/11/3", "source": "协议"})
    assert convert(write_xlsx(tmp_path / "list.xlsx", table)).exit_code == 0

    [row] = read_seeds(out.parent)["hospitals"]["hospitals"]
    assert row["name"]["zh"] == "成都晨光儿童医院"
    assert row["phone"] == "4000000117"
    assert row["position"] == {"lat": 30.65, "lon": 104.0, "datum": "gcj02"}
    assert row["checked_on"] == "2026-11-03"


def test_it_tells_cities_of_one_reading_apart(convert: Run, out: Path, tmp_path: Path) -> None:
    table = rows({"city": "台州"}, {"city": "泰州市"}, {"city": "台州市"}, {"city": "shanghai"})
    assert convert(write_csv(tmp_path / "list.csv", table)).exit_code == 0

    content = yaml.safe_load(out.read_text(encoding="utf-8"))
    cities = {row["id"]: row["city"] for row in content["hospitals"]}
    assert cities == {
        "cd-1": "taizhou", "cd-2": "taizhou_2", "cd-3": "taizhou", "cd-4": "shanghai"
    }  # fmt: skip
    assert content["cities"][-1]["name"] == {"zh": "泰州", "en": "Taizhou"}


def test_it_marks_a_sample_and_names_the_source(convert: Run, out: Path, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "list.csv", rows({}))
    convert(file, "--sample")
    directory = read_seeds(out.parent)["hospitals"]
    assert directory["is_sample"] is True
    assert "示例" in directory["source"]["zh"]

    convert(file, "--source-zh", "网络部", "--source-en", "The network team")
    directory = read_seeds(out.parent)["hospitals"]
    assert directory["is_sample"] is False
    assert directory["source"] == {"zh": "网络部", "en": "The network team"}


# What differs from a sound row, the column named, words said.
BAD_ROWS: list[tuple[dict[str, Any], str, str]] = [
    ({"id": "CD 1"}, "id", "a–z, digits and -"),
    ({"name_en": ""}, "name_en", "Missing data"),
    ({"intro_zh": "<b>好</b>"}, "intro_zh", "HTML"),
    ({"district_zh": "锦江区"}, "district_en", "Missing data"),
    ({"kind": "clinic"}, "kind", "private or public"),
    ({"kind": "public"}, "department_vip_zh", "names its special-needs"),
    ({"designated_inpatient": "maybe"}, "designated_inpatient", "yes or no"),
    ({"departments": "儿科;心脏科"}, "departments", "Nobody knows “心脏科”. There is: 儿科"),
    ({"networks": "gold:outpatient"}, "networks", "No plan has the code gold"),
    ({"networks": "chengzhang"}, "networks", "Must be one of"),
    ({"networks": "chengzhang:outpatient;chengzhang:inpatient"}, "networks", "twice"),
    ({"phone": "call us"}, "phone", "isn't a phone number"),
    ({"hours": "mon-fri 08:00-12:00, 11:00-14:00"}, "hours", "overlap"),
    ({"hours": "mon-fri 17:00-08:00"}, "hours", "end before they begin"),
    ({"hours": "mon-fri 08:00-12:00; fri 13:00-14:00"}, "hours", "hours of fri twice"),
    ({"hours": "daily 08:00-12:00"}, "hours", "Days are written like"),
    ({"holiday_hours": "closed"}, "hours", "Missing data"),
    ({"hours": "sat all day", "holiday_hours": "perhaps"}, "holiday_hours", "written like"),
    ({"hours": "sat all day", "hours_note_zh": "要先预约"}, "hours_note_en", "Missing data"),
    ({"lat": "48.85", "lon": "2.35", "datum": "wgs84"}, "lat", "outside China"),
    ({"lat": "30.6", "lon": "104.1"}, "datum", "Missing data"),
    ({"lat": "north"}, "lat", "Not a valid number"),
    ({"confidence": "sure"}, "confidence", "Must be one of"),
    ({"source_url": "https://example.com"}, "source", "Missing data"),
    ({"source": "协议", "source_url": "example"}, "source_url", "web address"),
    ({"checked_on": "yesterday"}, "checked_on", "2026-03-05"),
    ({"phone": "=A1"}, "phone", "It is a formula"),
]


@pytest.mark.parametrize(("bad", "column", "said"), BAD_ROWS)
def test_it_names_line_and_column_of_a_bad_row(
    bad: dict[str, Any], column: str, said: str, convert: Run, out: Path, tmp_path: Path
) -> None:
    before = out.read_bytes()
    result = convert(write_csv(tmp_path / "list.csv", rows({}, bad, {})))

    assert result.exit_code == 1
    [complaint] = [line for line in result.output.splitlines() if " line " in line]
    assert complaint.startswith(f"list.csv line 3, {column}: ")
    assert said in complaint
    assert "list.csv: 2 good, 1 refused. Nothing was written." in result.output
    assert out.read_bytes() == before


def test_it_writes_the_good_rows_when_asked(convert: Run, out: Path, tmp_path: Path) -> None:
    table = rows({}, {"phone": "call us"}, {"id": "cd-1"}, {"city": "", "phone": "1"}, {})
    result = convert(write_csv(tmp_path / "list.csv", table), "--partly")

    assert result.exit_code == 1
    assert "list.csv line 4, id: Line 2 has this id." in result.output
    assert f"2 written to {out}, 3 refused." in result.output
    directory = read_seeds(out.parent)["hospitals"]
    assert [row["id"] for row in directory["hospitals"]] == ["cd-1", "cd-5"]


def test_it_never_writes_an_empty_list(convert: Run, out: Path, tmp_path: Path) -> None:
    result = convert(write_csv(tmp_path / "list.csv", rows({"phone": "none"})), "--partly")

    assert result.exit_code == 1
    assert "0 good, 1 refused. Nothing was written." in result.output
    assert "--partly" not in result.output


def test_it_says_in_one_sentence_why_it_cannot_begin(
    convert: Run, app: Flask, tmp_path: Path
) -> None:
    result = convert(tmp_path / "no.csv")
    assert (result.exit_code, "No such file" in result.output) == (1, True)

    file = write_csv(tmp_path / "list.csv", [{**ROW, "beds": "7"}])
    assert "a column nobody knows: “beds”" in convert(file).output

    good = write_csv(tmp_path / "good.csv", rows({}))
    nowhere = str(tmp_path / "nowhere" / "list.yaml")
    result = app.test_cli_runner().invoke(
        args=["hospitals", "convert", str(good), "--out", nowhere]
    )
    assert "can't be written: No such file" in result.output
    assert result.exit_code == 1
