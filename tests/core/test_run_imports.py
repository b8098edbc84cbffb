"""The import runner: batches, bad rows, dry runs, whatever is imported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from marshmallow import Schema, fields

from api.core.cells import FenCell, TextCell
from api.core.counters import Counter
from api.core.errors import INVALID, Refusal
from api.core.imports import BATCH, Outcome, Report, Values, import_rows
from api.core.sheets import open_sheet
from tests.cast import OpenDatabase
from tests.conftest import MORNING
from tests.sheets import write_csv

Run = Callable[..., Report]


class CounterRow(Schema):
    """A row of this test's own table."""

    key = TextCell(20, required=True)
    count = FenCell(required=True)
    note = fields.String(load_default="")


class CounterWork:
    """Writes counters; refuses the count 13."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.batches: list[int] = []

    def prepare(self, rows: list[Values]) -> None:
        self.batches.append(len(rows))

    def take(self, row: Values) -> Outcome:
        if row["count"] == 13:
            raise Refusal(INVALID, {"count": ["Thirteen."]})
        self._session.add(Counter(key=row["key"], count=row["count"], began_at=MORNING))
        return Outcome.NEW

    def finish(self) -> None:
        self._session.flush()


@pytest.fixture
def run(database: OpenDatabase, tmp_path: Path) -> Run:
    def run(rows: list[dict[str, Any]], **options: Any) -> Report:
        file = write_csv(tmp_path / "counters.csv", rows)
        with database() as session, open_sheet(file, ["key", "count"], ["note"]) as sheet:
            return import_rows(session, sheet, CounterRow(), CounterWork(session), **options)

    return run


def row(number: int, **given: Any) -> dict[str, Any]:
    return {"key": f"k{number}", "count": 1, **given}


def stored(database: OpenDatabase) -> int:
    with database() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Counter)) or 0


def test_it_commits_batch_by_batch(run: Run, database: OpenDatabase) -> None:
    heard: list[int] = []
    report = run([row(number) for number in range(2 * BATCH + 1)], progress=heard.append)
    assert report.counts[Outcome.NEW] == stored(database) == 2 * BATCH + 1
    assert len(heard) == 3
    assert heard == sorted(heard)


def test_it_takes_the_rest_of_a_batch_without_the_refused_row(
    run: Run, database: OpenDatabase
) -> None:
    report = run([row(1), row(2, count=13), row(3)])
    assert stored(database) == 2
    assert [(bad.line, bad.column, bad.sentence) for bad in report.shown] == [
        (3, "count", "Thirteen.")
    ]


def test_it_takes_the_rest_without_the_row_the_database_refuses(
    run: Run, database: OpenDatabase
) -> None:
    report = run([row(1), row(1), row(2)])
    assert stored(database) == 2
    assert [bad.line for bad in report.shown] == [3]


def test_it_keeps_earlier_batches_when_a_later_row_is_refused(
    run: Run, database: OpenDatabase
) -> None:
    rows = [row(number) for number in range(BATCH)] + [row(0)]
    assert run(rows).bad_rows == 1
    assert stored(database) == BATCH


def test_it_writes_nothing_in_a_dry_run_but_lets_rows_see_each_other(
    run: Run, database: OpenDatabase
) -> None:
    rows = [row(number) for number in range(BATCH)] + [row(0)]
    report = run(rows, dry_run=True)
    assert (report.counts[Outcome.NEW], report.bad_rows) == (BATCH, 1)
    assert stored(database) == 0


def test_it_counts_a_row_with_several_faults_once(run: Run) -> None:
    report = run([row(1, key="", count="x")])
    assert report.bad_rows == 1
    assert {bad.column for bad in report.shown} == {"key", "count"}
