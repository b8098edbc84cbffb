"""`flask claims export-payouts` and `flask claims import-paid`."""

from pathlib import Path

import click
from flask.cli import AppGroup

from api.claims.paying import export_payouts, payouts_of
from api.claims.payout_files import PaidFileRow, PaidImport, payout_file
from api.core.actors import COMMAND_LINE
from api.core.db import db
from api.core.import_command import run_import
from api.wiring import services

group = AppGroup("claims", help="Payouts of decided claims.")


@group.command("export-payouts")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def export(file: Path) -> None:
    """Writes an XLSX file of all payouts that may leave for the bank (docs/OPERATING.md)."""
    session, now = db.session(), services().clock.now()
    batch = export_payouts(session, COMMAND_LINE, now)
    if batch is None:
        click.echo("Nothing to pay out.")
        return
    batch, payouts = payouts_of(session, COMMAND_LINE, batch.id, now)
    try:
        # Before the commit: a file that can't be written leaves no batch behind.
        file.write_bytes(payout_file(batch, payouts))
    except OSError as problem:
        raise click.ClickException(f"{file} can't be written: {problem.strerror}.") from problem
    click.echo(f"{file}: {batch.number}, {len(payouts)} payouts")
    session.commit()


@group.command("import-paid")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
def import_paid(file: Path, dry_run: bool) -> None:
    """Marks claims paid as FILE says (CSV or XLSX, docs/IMPORTS.md)."""
    session = db.session()
    work = PaidImport(session, COMMAND_LINE, services().clock.now())
    run_import(session, file, PaidFileRow(), work, dry_run)
