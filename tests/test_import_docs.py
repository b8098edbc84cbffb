"""docs/IMPORTS.md says what the imports take, and its samples go in."""

import re
from pathlib import Path

import pytest
from flask import Flask
from marshmallow import Schema

from api.benefits.import_schemas import PolicyFileRow
from api.claims.payout_files import PaidFileRow
from api.core.sheets import open_sheet
from api.hospitals.import_schemas import HospitalFileRow
from api.policies.models import IdType, PolicyKind, Sex
from api.policies.rules import PolicyStatus, SuspensionReason
from api.visits.rules import VisitMethod
from api.visits.schemas import VisitFileRow

DOCS = Path(__file__).parents[1] / "docs"
SAMPLES = DOCS / "samples"


def documented(section: str) -> dict[str, bool]:
    """The columns of a section's table, and whether each is required."""
    text = (DOCS / "IMPORTS.md").read_text().partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    return {name: need == "required" for name, need in re.findall(r"\| `(\w+)` \| (\w+) \|", text)}


@pytest.mark.parametrize(
    ("section", "schema"),
    [
        ("Policies", PolicyFileRow()),
        ("Visits", VisitFileRow()),
        ("Paid claims", PaidFileRow()),
        ("Hospitals", HospitalFileRow()),
    ],
)
def test_it_documents_every_column(section: str, schema: Schema) -> None:
    expected = {name: field.required for name, field in schema.fields.items()}
    assert documented(section) == expected


@pytest.mark.parametrize(
    "values", [IdType, PolicyKind, Sex, PolicyStatus, SuspensionReason, VisitMethod]
)
def test_it_documents_every_value(values: type) -> None:
    text = (DOCS / "IMPORTS.md").read_text()
    # A bill past its date is no insurer's news.
    wanted = set(values) - {SuspensionReason.PAYMENT_OVERDUE}
    assert [value for value in wanted if f"`{value}`" not in text] == []


def test_it_imports_the_samples(app: Flask) -> None:
    cli = app.test_cli_runner()
    for command, sample, made in (
        ("policies", "policies.csv", "4 new"),
        ("policies", "policies.xlsx", "4 unchanged"),
        ("visits", "visits.csv", "4 new"),
    ):
        result = cli.invoke(args=[command, "import", str(SAMPLES / sample)])
        assert made in result.output
        assert result.exit_code == 0


@pytest.mark.parametrize(
    ("name", "schema"), [("policies", PolicyFileRow()), ("hospitals", HospitalFileRow())]
)
def test_it_has_the_same_rows_in_both_samples(name: str, schema: Schema) -> None:
    columns = list(schema.fields)
    with (
        open_sheet(SAMPLES / f"{name}.csv", columns) as csv,
        open_sheet(SAMPLES / f"{name}.xlsx", columns) as xlsx,
    ):
        assert [row.cells for row in csv.rows()] == [row.cells for row in xlsx.rows()]
