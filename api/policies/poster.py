"""The binding poster: one A4 page with the QR code of the binding page."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined

_TEMPLATES = Path(__file__).parent / "templates"
_QR_INK = "#0a1512"


class PosterFailed(Exception):
    """Why there is no poster: one sentence."""


def write_poster(output: Path, bind_url: str, operator: Mapping[str, Any]) -> None:
    """Writes the poster as PDF; `operator` is the checked content of operator.yaml.

    Raises PosterFailed.
    """
    try:
        # Not at the top: a server without Pango does everything else.
        weasyprint = import_module("weasyprint")
    except OSError as error:
        raise PosterFailed(
            "The poster needs the library Pango: install it (Debian: apt-get install"
            " libpangoft2-1.0-0, macOS: brew install pango)."
        ) from error
    page = weasyprint.HTML(string=poster_html(bind_url, operator), base_url=str(_TEMPLATES))
    try:
        page.write_pdf(output)
    except OSError as error:
        raise PosterFailed(f"{output} can't be written: {error.strerror}.") from error


def poster_html(bind_url: str, operator: Mapping[str, Any]) -> str:
    """The poster as HTML for WeasyPrint."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    # Error level H: a poster gets scratched.
    code = segno.make(bind_url, error="h", micro=False)
    parts = urlsplit(bind_url)
    return environment.get_template("poster.html").render(
        qr=code.svg_data_uri(border=0, dark=_QR_INK, scale=10),
        address=f"{parts.netloc}{parts.path}",
        operator=operator,
    )
