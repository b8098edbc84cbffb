"""`flask policies import`: policies with the use of their benefits.

It stands here and not with policies because it writes benefits, which lie to their right.
"""

from pathlib import Path

import click
from flask.cli import AppGroup

from api.benefits.import_schemas import PolicyFileRow
from api.benefits.importing import PolicyImport
from api.benefits.rules import read_plans
from api.core.db import db
from api.core.import_command import run_import
from api.wiring import services

group = AppGroup("policies", help="Policies from the insurer's system.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
def import_policies(file: Path, dry_run: bool) -> None:
    """Makes and changes policies, by number, as FILE says (CSV or XLSX, docs/IMPORTS.md)."""
    session = db.session()
    plans = read_plans(services().seeds["plans"])
    work = PolicyImport(session, plans, services().clock.now())
    run_import(session, file, PolicyFileRow(), work, dry_run)
