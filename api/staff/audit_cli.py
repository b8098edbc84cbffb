"""`flask audit verify`."""

import click
from flask.cli import AppGroup

from api.core.audit_heads import FILE, BadHeads, read_heads, wrongs_of
from api.core.db import db
from api.wiring import services

group = AppGroup("audit", help="Who looked at or changed what.")


@group.command("verify")
def verify() -> None:
    """Goes through the audit chain and the kept heads; ends with 1 where anything is wrong."""
    try:
        heads = read_heads(services().settings.var_dir / FILE)
    except BadHeads as problem:
        raise click.ClickException(str(problem)) from problem
    wrongs = list(wrongs_of(db.session(), heads))
    for sentence in wrongs:
        click.echo(sentence, err=True)
    if wrongs:
        raise SystemExit(1)
    click.echo(f"The audit chain is whole, and agrees with {len(heads)} kept heads.")
