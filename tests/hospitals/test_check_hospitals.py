"""A bad row of hospitals.yaml is named by file, line and field, with what is wrong."""

import re
from pathlib import Path

import pytest

from api.building.failure import BuildError
from api.building.seeds import read_seeds
from tests.assets.little_app import change

# What is changed to what, field named, words said; the line is that of the change.
BAD_ROWS = [
    ("id: xm-oak", "id: cq-morning", "id", "重庆晨光儿童医院 has this id already"),
    ("id: xm-oak", "id: Xm Oak", "id", "a–z, digits and -"),
    ("phone: 023-60000117", "phone: 023-636", "phone", "isn't a phone number"),
    ("phone: 023-60000117", "phone: ask at the desk", "phone", "isn't a phone number"),
    ("phone: 023-60000117", "phone: 400-FLOWERS", "phone", "isn't a phone number"),
    ("phone: 023-60000117", 'phone: ""', "phone", "isn't a phone number"),
    ("phone: 023-60000117", "phone: 4000000117", "phone", "quotation marks"),
    ("phone: 400-000-0117", "phone: 400-000-01171", "emergency_phone", "isn't a phone number"),
    ("13:30-17:00", "11:30-17:00", "mon-fri", "overlap"),
    ("13:30-17:00", "17:00-13:30", "mon-fri", "end before they begin"),
    ("13:30-17:00", "13:30-17:65", "mon-fri", "like 08:30"),
    ("13:30-17:00", "afternoon", "mon-fri", "written like 08:00-12:00"),
    ("mon-fri:", "mon-fry:", "mon-fry", "Days are written like"),
    ("mon-fri:", "fri-mon:", "fri-mon", "begins on Monday"),
    ("holidays: closed", "holidays: maybe", "holidays", "written like"),
    ("lat: 29.5586, lon: 106.5727", "lat: 106.5727, lon: 29.5586", "lat", "outside China"),
    ("lon: 106.5727", "lon: 2.35", "lat", "outside China"),
    (", datum: gcj02", "", "datum", "Missing data"),
    ("datum: gcj02", "datum: bd09", "datum", "Must be one of"),
    ("[surgery, paediatrics]", "[surgery, heart]", "departments", "departments has no heart"),
    ("[surgery, paediatrics]", "[surgery, surgery]", "departments", "names surgery twice"),
    ("[outpatient, inpatient]", "[outpatient, spa]", "services", "services has no spa"),
    ("city: xiamen", "city: taipei", "city", "cities has no taipei"),
    ("sources: [own]", "sources: [theirs]", "sources", "sources has no theirs"),
    ("chengzhang: [outpatient]", "gold: [outpatient]", "gold", "plans.yaml has no such plan"),
    ("chengzhang: [outpatient]", "chengzhang: [spa]", "chengzhang", "Must be one of"),
    ("chengzhang: [outpatient]", "chengzhang: []", "chengzhang", "what it covers"),
    ("en: International Department", "en: null", "en", "may not be null"),
    ("zh: 周末也看儿科。", "zh: 周末也看<b>儿科</b>。", "zh", "HTML"),
    ("zh: 周末也看儿科。", "zh: 周末&nbsp;也看儿科。", "zh", "HTML"),
    ("zh: 周末也看儿科。", 'zh: "周末\\a也看儿科。"', "zh", "invisible"),
    ("zh: 周末也看儿科。", 'zh: "周末\\n也看儿科。"', "zh", "line break"),
    ("zh: 周末也看儿科。", 'zh: " "', "zh", "may not be empty"),
    ("kind: private", "kind: clinic", "kind", "Must be one of"),
    (
        "kind: public",
        "kind: public\n    designated_inpatient: true",
        "designated_inpatient",
        "Only",
    ),
    ("emergency_always: true", "emergency_always: yes please", "emergency_always", "boolean"),
    ("confidence: high", "confidence: certain", "confidence", "Must be one of"),
    ("checked_on: 2026-11-01", "checked_on: 2026-11-31", "checked_on", "valid date"),
    ("https://example.com/list", "example", "url", "web address"),
    ('date: "2026-11"', 'date: "last year"', "date", "like 2024"),
    ("code: xiamen", "code: chongqing", "code", "Another row"),
    ("id: cq-morning", "id: cq-morning\n    pinyin: Chóng", "pinyin", "syllables"),
]


@pytest.mark.parametrize(("old", "new", "field", "said"), BAD_ROWS)
def test_it_names_file_line_and_field_of_a_bad_row(
    old: str, new: str, field: str, said: str, seed_dir: Path
) -> None:
    path = seed_dir / "hospitals.yaml"
    line = path.read_text(encoding="utf-8").partition(old)[0].count("\n") + 1 + new.count("\n")
    change(path, old, new)

    with pytest.raises(BuildError) as problem:
        read_seeds(seed_dir)
    assert re.search(
        rf"^hospitals.yaml line {line}, field {field}: .*{said}", str(problem.value), re.M
    )


# What is taken out, and the row or field at whose line the lack is reported.
LACKS = [
    ("    department_vip: {zh: 国际部, en: International Department}\n", "- id: xm-oak",
     "department_vip: A public hospital names"),
    ("      en: Sees children on weekends too.\n", "intro:", "en: Missing data"),
    ("    confidence: high\n", "- id: cq-morning", "confidence: Missing data"),
    ("    kind: private\n", "- id: cq-morning", "kind: Missing data"),
]  # fmt: skip


@pytest.mark.parametrize(("gone", "at", "said"), LACKS)
def test_it_names_the_row_that_lacks_a_field(gone: str, at: str, said: str, seed_dir: Path) -> None:
    path = seed_dir / "hospitals.yaml"
    change(path, gone, "")
    line = path.read_text(encoding="utf-8").partition(at)[0].count("\n") + 1

    with pytest.raises(BuildError, match=f"hospitals.yaml line {line}, field {said}"):
        read_seeds(seed_dir)


# Hours that are sound one by one: weekly, and what is said of them together.
CLASHES = [
    ("{mon-fri: 08:00-12:00, fri: 13:00-17:00}", "hours of fri twice"),
    ("{fri: 20:00-26:00, sat: 01:00-05:00}", "overlap with the next day"),
    ("{mon: 01:00-05:00, sun: 20:00-26:00}", "overlap with the next day"),
    ("{}", "at least one day"),
]


@pytest.mark.parametrize(("weekly", "said"), CLASHES)
def test_it_refuses_days_that_clash(weekly: str, said: str, seed_dir: Path) -> None:
    path = seed_dir / "hospitals.yaml"
    quoted = re.sub(r"(\w+(?:-\w+)?): (\d[^,}]*)", r'\1: "\2"', weekly)
    change(
        path, "\n        mon-fri: 08:00-12:00, 13:30-17:00\n        sat: 20:00-26:00", f" {quoted}"
    )

    with pytest.raises(BuildError, match=rf"hospitals.yaml line \d+, field weekly: .*{said}"):
        read_seeds(seed_dir)


def test_it_names_every_bad_row_of_every_file(seed_dir: Path) -> None:
    change(seed_dir / "plans.yaml", "limit_fen: 5000000", "limit_fen: lots")
    change(seed_dir / "hospitals.yaml", "city: xiamen", "city: taipei")
    change(seed_dir / "hospitals.yaml", "phone: 023-60000117", "phone: none")

    with pytest.raises(BuildError) as problem:
        read_seeds(seed_dir)
    assert re.findall(r"^(\w+\.yaml) line \d+, field (\w+)", str(problem.value), re.M) == [
        ("plans.yaml", "limit_fen"),
        ("hospitals.yaml", "phone"),
    ]

    # Once rows are sound by themselves they are compared with each other, unknown plans aside.
    change(seed_dir / "hospitals.yaml", "phone: none", "phone: 023-60000117")
    change(seed_dir / "hospitals.yaml", "chengzhang: [outpatient]", "gold: [outpatient]")
    with pytest.raises(BuildError) as problem:
        read_seeds(seed_dir)
    assert re.findall(r"^(\w+\.yaml) line \d+, field (\w+)", str(problem.value), re.M) == [
        ("plans.yaml", "limit_fen"),
        ("hospitals.yaml", "city"),
    ]


def test_it_counts_the_complaints_that_it_does_not_show(seed_dir: Path) -> None:
    path = seed_dir / "hospitals.yaml"
    row = path.read_text(encoding="utf-8").partition("  - id: xm-oak")[2]
    more = "".join(f"  - id: xm-oak{row}" for _ in range(25))
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")

    with pytest.raises(BuildError, match=r"hospitals\.yaml: … and 5 more\."):
        read_seeds(seed_dir)
