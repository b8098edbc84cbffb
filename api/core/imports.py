"""Runs an import: checks each row, hands good ones to an operation, commits batch by batch.

The only committer beside HTTP, push and the job runner. One bad row never stops a good one,
and memory does not grow with the file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from marshmallow import Schema, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.core.errors import Refusal
from api.core.sheets import Sheet
from api.core.words import field_words

BATCH = 500
MOST_SHOWN = 100

Values = dict[str, Any]


class Outcome(StrEnum):
    """What a row did."""

    NEW = "new"  # a record that wasn't there
    CHANGED = "changed"  # a record that says something else now
    SAME = "same"  # nothing: the record says that already


class Work(Protocol):
    """What is done with the rows: an operation that looks things up for many of them at once."""

    def prepare(self, rows: list[Values]) -> None:
        """Reads what a batch needs, in a few queries."""
        ...

    def take(self, row: Values) -> Outcome:
        """Makes one row's record so; raises Refusal naming columns, before it changes anything."""
        ...

    def finish(self) -> None:
        """Does what is done once a batch, after its rows."""
        ...


@dataclass(frozen=True)
class BadRow:
    """One complaint: a line, the column it is about (`-`: the line), a sentence."""

    line: int
    column: str
    sentence: str


@dataclass
class Report:
    """What became of the rows; only the first complaints are kept."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    bad_rows: int = 0
    shown: list[BadRow] = field(default_factory=list)
    not_shown: int = 0

    def complain(self, line: int, problems: dict[str, list[str]]) -> None:
        """Counts a bad row and notes what is wrong with it."""
        self.bad_rows += 1
        for column, sentences in problems.items():
            for sentence in sentences:
                if len(self.shown) < MOST_SHOWN:
                    self.shown.append(BadRow(line, column or "-", sentence))
                else:
                    self.not_shown += 1


Checked = tuple[int, Values]


def import_rows(
    session: Session,
    sheet: Sheet,
    schema: Schema,
    work: Work,
    dry_run: bool = False,
    progress: Callable[[int], None] = lambda _position: None,
) -> Report:
    """Imports all rows of a sheet; `progress` hears the sheet's position after each batch.

    A dry run does everything in one transaction and rolls it back: a row may need an earlier one.
    """
    report = Report()
    for batch in _batches(checked_rows(sheet, schema, report)):
        for outcome in _take_batch(session, work, batch, report):
            report.counts[outcome] += 1
        if not dry_run:
            session.commit()
        session.expunge_all()
        progress(sheet.position)
    session.rollback()
    return report


def checked_rows(sheet: Sheet, schema: Schema, report: Report) -> Iterator[Checked]:
    """Line and values of each row that is sound by itself; the report hears of the others."""
    for row in sheet.rows():
        if row.problems:
            report.complain(row.line, {name: [said] for name, said in row.problems.items()})
            continue
        try:
            # An empty cell is an absent value.
            yield row.line, schema.load({name: text for name, text in row.cells.items() if text})
        except ValidationError as error:
            report.complain(row.line, field_words({"row": error.messages}, "en"))


def _batches(rows: Iterator[Checked]) -> Iterator[list[Checked]]:
    batch: list[Checked] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _take_batch(
    session: Session, work: Work, batch: list[Checked], report: Report
) -> list[Outcome]:
    """Takes a batch at once; where one of its rows is refused, again row by row."""
    try:
        return _take(session, work, [values for _line, values in batch])
    except (Refusal, IntegrityError):
        return [outcome for row in batch for outcome in _take_one(session, work, row, report)]


def _take_one(session: Session, work: Work, row: Checked, report: Report) -> list[Outcome]:
    line, values = row
    try:
        return _take(session, work, [values])
    except Refusal as refusal:
        report.complain(line, field_words({"row": refusal.fields}, "en"))
    except IntegrityError:
        report.complain(line, {"-": ["It contradicts a record that is there already."]})
    return []


def _take(session: Session, work: Work, rows: list[Values]) -> list[Outcome]:
    with session.begin_nested():
        work.prepare(rows)
        outcomes = [work.take(values) for values in rows]
        work.finish()
    return outcomes
