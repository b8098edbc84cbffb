"""Pages for paper: HTML as PDF, with nothing fetched from anywhere."""

from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


class PaperFailed(Exception):
    """Why there is no PDF: one sentence."""


def templates_in(folder: Path) -> Environment:
    """The templates of a folder; what is filled in is text, and a missing value an error."""
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined)


def pdf_of(html: str) -> bytes:
    """A page as PDF; its pictures are `data:` addresses. Raises PaperFailed."""
    try:
        # Not at the top: a server without Pango does everything else.
        weasyprint = import_module("weasyprint")
    except OSError as error:
        raise PaperFailed(
            "A PDF needs the library Pango: install it (Debian: apt-get install"
            " libpangoft2-1.0-0, macOS: brew install pango)."
        ) from error
    fetcher = weasyprint.URLFetcher(allowed_protocols={"data"})
    page: Any = weasyprint.HTML(string=html, url_fetcher=fetcher)
    content: bytes = page.write_pdf()
    return content
