"""`flask visits import`."""

from pathlib import Path

import click
from flask.cli import AppGroup

from api.benefits.rules import read_plans
from api.core.db import db
from api.core.import_command import run_import
from api.visits.importing import VisitImport
from api.visits.schemas import VisitFileRow
from api.wiring import services

group = AppGroup("visits", help="Visits to hospitals, from the insurer's system.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
def import_visits(file: Path, dry_run: bool) -> None:
    """Makes and changes visits, by number, as FILE says (CSV or XLSX, docs/IMPORTS.md)."""
    session = db.session()
    plans = read_plans(services().seeds["plans"])
    run_import(session, file, VisitFileRow(), VisitImport(session, plans), dry_run)
