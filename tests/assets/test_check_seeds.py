"""A bad row of a seed file stops the build and is named by file, line and field."""

import re
from pathlib import Path

import pytest

from api.assets import BuildError, build
from api.building.esbuild import PROJECT
from api.building.seeds import read_seeds
from api.building.shapes import ICONS
from tests.assets.little_app import change

# file, what is changed to what, field named, words said; the line is that of the change.
BAD_ROWS = [
    ("plans", "limit_fen: 5000000", "limit_fen: lots", "limit_fen", "Not a valid integer"),
    ("plans", "limit_fen: 5000000", "limit_fen: -1", "limit_fen", "below 0"),
    ("plans", "limit_fen: 5000000", "limit_fen: 1.5", "limit_fen", "Not a valid integer"),
    ("plans", "limit_fen: 5000000", "limit_yuan: 5", "limit_yuan", "Unknown field"),
    ("plans", "payout_rate_bp: 8000", "payout_rate_bp: 10001", "payout_rate_bp", "10000"),
    ("plans", "deductible_per: visit", "deductible_per: month", "deductible_per", "Must be one"),
    ("plans", "deductible_per: visit", "deductible_per: null", "deductible_per", "exactly when"),
    ("plans", "needs_preauth: false", "needs_preauth: maybe", "needs_preauth", "boolean"),
    ("plans", "code: outpatient", "code: Out patient", "code", "a–z"),
    ("plans", "code: inpatient", "code: outpatient", "code", "Another row"),
    ("plans", "code: chengzhang_plus", "code: chengzhang", "code", "Another row"),
    ("plans", "icon: hospital", "icon: heart", "icon", "Must be one of"),
    ("plans", "zh: 门诊", 'zh: ""', "zh", "may not be empty"),
    ("plans", "checked_on: 2026-11-22", "checked_on: 2026-11-31", "checked_on", "valid date"),
    ("plans", "sample: true", "sample: true\n    sample: false", "sample", "twice"),
    ("operator", '"021-80209058"', "nobody", "hotline", "phone number"),
    ("operator", "service@windstoneservice.com", "service", "claims_email", "email"),
    ("operator", "working_days_added: []", "working_days_added: [soon]", "working_days_added", ""),
    ("consents", 'version: "2026-11"', 'version: "new"', "version", "year-month"),
    ("consents", "title: 隐私政策", "titel: 隐私政策", "titel", "Unknown field"),
]


@pytest.mark.parametrize(("name", "old", "new", "field", "said"), BAD_ROWS)
def test_it_names_file_line_and_field_of_a_bad_row(
    name: str, old: str, new: str, field: str, said: str, seed_dir: Path
) -> None:
    path = seed_dir / f"{name}.yaml"
    line = path.read_text(encoding="utf-8").partition(old)[0].count("\n") + 1 + new.count("\n")
    change(path, old, new)

    with pytest.raises(BuildError) as problem:
        read_seeds(seed_dir)
    assert re.search(
        rf"^{name}.yaml line {line}, field {field}: .*{said}", str(problem.value), re.M
    )


def test_it_names_the_row_that_lacks_a_field(seed_dir: Path) -> None:
    path = seed_dir / "plans.yaml"
    row = path.read_text(encoding="utf-8").partition("- code: inpatient")[0].count("\n") + 1
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("        per_day_fen: 200000\n", ""), encoding="utf-8")

    with pytest.raises(BuildError, match=f"plans.yaml line {row}, field per_day_fen: Missing"):
        read_seeds(seed_dir)


def test_it_names_every_bad_row_in_the_order_of_lines(seed_dir: Path) -> None:
    change(seed_dir / "plans.yaml", "limit_fen: 5000000", "limit_fen: lots")
    change(seed_dir / "plans.yaml", "limit_fen: 30000000", "limit_fen: more")

    with pytest.raises(BuildError) as problem:
        read_seeds(seed_dir)
    lines = [int(line) for line in re.findall(r"^plans.yaml line (\d+)", str(problem.value), re.M)]
    assert len(lines) == 2
    assert lines == sorted(lines)


UNREADABLE = [
    (b"plans: [", "plans.yaml line 1: "),
    (b"plans:\n  - code: x\n   name: y\n", "plans.yaml line 3: "),
    (b"", "plans.yaml line 1: it must hold fields"),
    (b"- 1\n- 2\n", "plans.yaml line 1: it must hold fields"),
    (b"plans: &a [*a]\n", "plans.yaml line 1"),
    (b"plans: !!python/name:os.system\n", "plans.yaml line 1: "),
    ("plans: 计划".encode("gb18030"), "plans.yaml can't be read as UTF-8 text"),
    (b"plans: []\n", "plans.yaml line 1, field plans: There must be at least one plan"),
]


@pytest.mark.parametrize(("content", "said"), UNREADABLE)
def test_it_says_why_a_file_cannot_be_read(content: bytes, said: str, seed_dir: Path) -> None:
    (seed_dir / "plans.yaml").write_bytes(content)

    with pytest.raises(BuildError, match=said):
        read_seeds(seed_dir)


def test_it_stops_the_build_for_a_missing_file(source: Path, seed_dir: Path, target: Path) -> None:
    (seed_dir / "consents.yaml").unlink()

    with pytest.raises(BuildError, match=r"consents\.yaml is missing in"):
        build(source, seed_dir, target)


def test_it_stops_the_build_for_a_bad_row(source: Path, seed_dir: Path, target: Path) -> None:
    change(seed_dir / "plans.yaml", "limit_fen: 5000000", "limit_fen: lots")

    with pytest.raises(BuildError, match=r"plans.yaml line \d+, field limit_fen: "):
        build(source, seed_dir, target)
    assert not (target / "current").exists()


def test_it_accepts_the_two_plans_of_the_project() -> None:
    plans = read_seeds(PROJECT / "seed")["plans"]["plans"]

    assert list(plans) == ["chengzhang", "chengzhang_plus"]
    for plan in plans.values():
        assert plan["sample"] is True
        benefits = {benefit["code"]: benefit for benefit in plan["benefits"]}
        assert list(benefits) == [
            "outpatient",
            "inpatient",
            "vaccination",
            "dental",
            "checkup",
            "transport",
        ]
        # The manual's chapter 8: every hospital stay and every transport is asked for first.
        asked_first = {code for code, benefit in benefits.items() if benefit["needs_preauth"]}
        assert asked_first == {"inpatient", "transport"}


def test_it_only_offers_icons_that_the_app_can_draw() -> None:
    drawn = (PROJECT / "pwa" / "components" / "icon-paths.js").read_text(encoding="utf-8")

    assert set(ICONS) <= set(re.findall(r"^  (\w+):", drawn, re.M))
