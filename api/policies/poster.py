"""The binding poster: one A4 page with the QR code of the binding page."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import segno

from api.core.paper import PaperFailed, pdf_of, templates_in

_TEMPLATES = Path(__file__).parent / "templates"
_QR_INK = "#0a1512"


def write_poster(output: Path, bind_url: str, operator: Mapping[str, Any]) -> None:
    """Writes the poster as PDF; `operator` is the checked content of operator.yaml.

    Raises PaperFailed.
    """
    content = pdf_of(poster_html(bind_url, operator))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise PaperFailed(f"{output} can't be written: {error.strerror}.") from error


def poster_html(bind_url: str, operator: Mapping[str, Any]) -> str:
    """The poster as HTML for WeasyPrint."""
    # Error level H: a poster gets scratched.
    code = segno.make(bind_url, error="h", micro=False)
    parts = urlsplit(bind_url)
    return (
        templates_in(_TEMPLATES)
        .get_template("poster.html")
        .render(
            qr=code.svg_data_uri(border=0, dark=_QR_INK, scale=10),
            address=f"{parts.netloc}{parts.path}",
            operator=operator,
        )
    )
