"""Import files for tests: a sound row of each kind, of which a test changes what it is about."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from openpyxl import Workbook

POLICY = {
    "number": "CZ2026000117",
    "kind": "individual",
    "plan": "chengzhang",
    "child_name": "林小满",
    "child_sex": "girl",
    "child_birthday": "2022-03-05",
    "child_id_type": "birth_certificate",
    "child_id_number": "T310000117",
    "holder_id_type": "passport",
    "holder_id_number": "EJ0000117",
    "holder_phone": "13800000117",
    "holder_email": "",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "status": "",
    "reason": "",
    "reason_note": "",
    "renews": "",
    "used": "",
}
VISIT = {
    "number": "V0001",
    "policy_number": "CZ2026000117",
    "hospital": "晨光儿童医院",
    "department": "儿科",
    "visited_on": "2026-02-14",
    "method": "direct",
    "benefit_code": "outpatient",
    "total_fen": "63000",
    "direct_fen": "56700",
    "self_pay_fen": "6300",
    "due_on": "2026-03-25",
    "paid_on": "",
}

Import = Callable[..., Result]


def write_csv(path: Path, rows: Iterable[dict[str, Any]], encoding: str = "utf-8") -> Path:
    """Writes rows with the first one's columns."""
    rows = list(rows)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Writes rows with the first one's columns; values keep their type."""
    rows = list(rows)
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    book.save(path)
    return path


@pytest.fixture
def import_rows(app: Flask, tmp_path: Path) -> Import:
    """Runs `flask <what> import` on rows, each given as what differs from the sound one."""

    def run(what: str, *rows: dict[str, str], options: tuple[str, ...] = ()) -> Result:
        sound = {"policies": POLICY, "visits": VISIT}[what]
        file = write_csv(tmp_path / f"{what}.csv", [{**sound, **row} for row in rows])
        result = app.test_cli_runner().invoke(args=[what, "import", str(file), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run
