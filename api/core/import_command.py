"""What every `flask … import FILE` does: a progress bar, complaints by line, a closing count."""

import sys
from pathlib import Path
from typing import NoReturn

import click
from marshmallow import Schema
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.core.imports import Outcome, Report, Work, import_rows
from api.core.sheets import BadFile, open_sheet


def run_import(session: Session, path: Path, schema: Schema, work: Work, dry_run: bool) -> None:
    """Imports a file and says what became of its rows; ends with 1 where a row was refused.

    Raises ClickException with one sentence where the file or the database can't be used.
    """
    try:
        with open_sheet(path, *columns_of(schema)) as sheet:
            bar = click.progressbar(length=sheet.size, label=path.name, file=sys.stderr)
            with bar:
                report = import_rows(
                    session, sheet, schema, work, dry_run, lambda at: bar.update(at - bar.pos)
                )
    except BadFile as problem:
        raise click.ClickException(str(problem)) from problem
    except DBAPIError as problem:
        _refuse_database(problem)
    _tell(path, report, dry_run)


def _refuse_database(problem: DBAPIError) -> NoReturn:
    raise click.ClickException(
        f"The database stopped the import ({type(problem.orig).__name__}). What was imported"
        " stays; run it again for the rest."
    ) from problem


def tell_complaints(path: Path, report: Report) -> None:
    """Says what is wrong with a file's rows, one line each."""
    for bad in report.shown:
        click.echo(f"{path.name} line {bad.line}, {bad.column}: {bad.sentence}", err=True)
    if report.not_shown:
        click.echo(f"… and {report.not_shown} more complaints.", err=True)


def columns_of(schema: Schema) -> tuple[list[str], list[str]]:
    """The required columns of a file, and the optional ones."""
    required = [name for name, field in schema.fields.items() if field.required]
    return required, [name for name in schema.fields if name not in required]


def _tell(path: Path, report: Report, dry_run: bool) -> None:
    tell_complaints(path, report)
    counts = report.counts
    click.echo(
        f"{path.name}: {counts[Outcome.NEW]} new, {counts[Outcome.CHANGED]} changed,"
        f" {counts[Outcome.SAME]} unchanged, {report.bad_rows} refused."
        + (" A dry run: nothing was written." if dry_run else "")
    )
    if report.bad_rows:
        raise SystemExit(1)
