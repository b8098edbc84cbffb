"""`flask phones …`: what the hotline needs before the console has it."""

import click
from flask.cli import AppGroup

from api.core.db import db
from api.devices.operations import unlock_binding

group = AppGroup("phones", help="The phones of families.")


@group.command("unlock")
@click.argument("number")
def unlock(number: str) -> None:
    """Lets the policy NUMBER be bound again after too many wrong codes."""
    if not unlock_binding(db.session(), number):
        raise click.ClickException(f"There is no policy {number}.")
    db.session.commit()
    click.echo(f"Policy {number} can be bound again.")
