"""`flask seed check`: says of a seed folder whether the service would take it."""

from pathlib import Path

import click
from flask.cli import AppGroup

from api.building.failure import BuildError
from api.building.seeds import Seeds, read_seeds

group = AppGroup("seed", help="The folder of plans, names, hospitals and texts.")


@group.command("check")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def check_folder(folder: Path) -> None:
    """Checks every file of the seed folder DIR as a start of the service does.

    Each bad row is a line that names file, line and field, and the command ends with 1.
    """
    try:
        seeds = read_seeds(folder)
    except BuildError as problem:
        click.echo(str(problem), err=True)
        raise SystemExit(1) from problem
    click.echo(f"{folder}: nothing to complain about. {_counts(seeds)}.")


def _counts(seeds: Seeds) -> str:
    """How many of what each file holds: `2 plans, operator, consents, 92 hospitals`."""
    return ", ".join(
        f"{len(content[name])} {name}" if name in content else name
        for name, content in seeds.items()
    )
