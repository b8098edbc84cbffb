"""`flask hospitals convert`: an operator's table becomes hospitals.yaml."""

from pathlib import Path
from typing import Any

import click
import yaml
from flask.cli import AppGroup

from api.building.failure import BuildError
from api.building.yaml_lines import read_document
from api.core.clock import china_date
from api.core.import_command import columns_of, tell_complaints
from api.core.imports import Report, checked_rows
from api.core.sheets import BadFile, open_sheet
from api.hospitals.converting import Conversion
from api.hospitals.import_schemas import HospitalFileRow
from api.wiring import Services, services

HEAD = """# The hospital directory (适用医院), written by `flask hospitals convert {file}`.
# What each field means stands at the top of Tongka's own seed/hospitals.yaml.

"""

group = AppGroup("hospitals", help="The list of hospitals, in the seed folder's hospitals.yaml.")


@group.command("convert")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("hospitals.yaml"),
    show_default=True,
    help="Where the list goes; a file that is there is replaced.",
)
@click.option("--partly", is_flag=True, help="Write the good rows although others are bad.")
@click.option("--sample", is_flag=True, help="Mark the list as a sample, not a network.")
@click.option("--source-zh", help="Where the list comes from, in Chinese; families read it.")
@click.option("--source-en", help="The same in English.")
def convert(
    file: Path,
    out: Path,
    partly: bool,
    sample: bool,
    source_zh: str | None,
    source_en: str | None,
) -> None:
    """Makes hospitals.yaml from FILE (CSV or XLSX, docs/IMPORTS.md).

    Cities, departments and services are those of the hospitals.yaml now in the seed folder.
    """
    here = services()
    source = {**_source(here, sample), **_given(zh=source_zh, en=source_en)}
    conversion, report = _convert(here, file)
    tell_complaints(file, report)
    made, refused = len(conversion.hospitals), report.bad_rows
    if not made or (refused and not partly):
        click.echo(f"{file.name}: {made} good, {refused} refused. Nothing was written.")
        if made:
            click.echo("Mend the rows and run it again, or write the good ones with --partly.")
        raise SystemExit(1)
    checked_on = china_date(here.clock.now()).isoformat()
    content = conversion.content(sample, source, checked_on)
    _write(out, HEAD.format(file=file.name), content)
    click.echo(f"{file.name}: {made} written to {out}, {refused} refused.")
    if refused:
        raise SystemExit(1)


def _convert(here: Services, file: Path) -> tuple[Conversion, Report]:
    schema, report = HospitalFileRow(), Report()
    try:
        words = read_document(here.settings.seed_dir / "hospitals.yaml").content
        conversion = Conversion(words, here.seeds["plans"]["plans"])
        with open_sheet(file, *columns_of(schema)) as sheet:
            for line, row in checked_rows(sheet, schema, report):
                conversion.take(line, row, report)
    except (BadFile, BuildError) as problem:
        raise click.ClickException(str(problem)) from problem
    return conversion, report


def _source(here: Services, sample: bool) -> dict[str, str]:
    if sample:
        return {
            "zh": "示例名单，不是保险公司的网络医院名单。",
            "en": "A sample, not an insurer's network list.",
        }
    name = here.seeds["operator"]["name"]
    return {"zh": f"{name['zh']}的网络医院名单", "en": f"Network list of {name['en']}"}


def _given(**texts: str | None) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}


def _write(out: Path, head: str, content: dict[str, Any]) -> None:
    """Puts the whole file in place, or leaves what was there."""
    text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000)
    part = out.with_name(f".{out.name}.part")
    try:
        part.write_text(head + text, encoding="utf-8")
        part.replace(out)
    except OSError as problem:
        raise click.ClickException(f"{out} can't be written: {problem.strerror}.") from problem
