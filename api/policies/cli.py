"""`flask poster`: a sheet of paper that takes families to the binding page."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from api.core.paper import PaperFailed
from api.policies.poster import write_poster
from api.wiring import services


@click.command("poster")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("poster.pdf"),
    show_default=True,
    help="Where the PDF goes.",
)
@with_appcontext
def group(output: Path) -> None:
    """Writes an A4 poster with the QR code of the binding page (manual, chapter 1)."""
    here = services()
    bind_url = f"{here.settings.public_url}/bind"
    try:
        write_poster(output, bind_url, here.seeds["operator"])
    except PaperFailed as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"{output}: the QR code leads to {bind_url}")
