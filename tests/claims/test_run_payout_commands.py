"""`flask claims …`: payouts from the command line."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.cast import Card, Phone, on_sqlite
from tests.claims.desks import Desk
from tests.claims.filing import Filed
from tests.claims.test_pay_claims import confirm, decided, fill_in

pytestmark = on_sqlite


@pytest.fixture
def ready(
    mother: Phone, lin: Card, assessor: Desk, step_up: Callable[[Phone, Card], TestResponse]
) -> Filed:
    filed = decided(mother, lin, assessor)
    confirm(mother, filed, step_up)
    return filed


def test_it_exports_and_imports(ready: Filed, app: Flask, tmp_path: Path) -> None:
    run = app.test_cli_runner().invoke
    file = tmp_path / "out.xlsx"

    result = run(args=["claims", "export-payouts", str(file)])
    assert (result.exit_code, "1 payouts" in result.output) == (0, True)
    assert openpyxl.load_workbook(file).sheetnames == ["payouts", "totals"]
    assert "Nothing to pay out." in run(args=["claims", "export-payouts", str(file)]).output

    back = fill_in(file.read_bytes(), file, paid_on="2026-03-09", reference="BK-1")
    result = run(args=["claims", "import-paid", str(back), "--dry-run"])
    assert "1 changed" in result.output
    assert ready.row()["status"] == "decided"
    assert "1 changed" in run(args=["claims", "import-paid", str(back)]).output
    assert ready.row()["status"] == "paid"
    assert "1 unchanged" in run(args=["claims", "import-paid", str(back)]).output


def test_a_file_that_can_not_be_written_leaves_no_batch(
    ready: Filed, app: Flask, tmp_path: Path
) -> None:
    run = app.test_cli_runner().invoke

    result = run(args=["claims", "export-payouts", str(tmp_path / "no" / "out.xlsx")])
    assert (result.exit_code, "can't be written" in result.output) == (1, True)

    result = run(args=["claims", "export-payouts", str(tmp_path / "out.xlsx")])
    assert "1 payouts" in result.output
