"""`flask poster`: one page that leads to the binding page."""

import sys
from io import BytesIO
from pathlib import Path

import pytest
import segno
from flask import Flask
from pypdf import PdfReader

from api.policies import poster

OPERATOR = {
    "name": {"zh": "童卡服务中心", "en": "Tongka Service Centre"},
    "hotline": "021-80209058",
    "hotline_hours": {"zh": "全天 24 小时", "en": "24 hours a day"},
}


def test_it_writes_one_a4_page_with_the_steps_and_the_hotline(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "poster.pdf"
    result = app.test_cli_runner().invoke(args=["poster", "--output", str(file)])
    assert result.output == f"{file}: the QR code leads to http://127.0.0.1:8000/bind\n"

    (page,) = PdfReader(BytesIO(file.read_bytes())).pages
    assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
    text = page.extract_text()
    for words in ("扫这个码", "照着保单填", "021-80209058", "127.0.0.1:8000/bind"):
        assert words in text.replace("\n", "")


def test_it_leads_to_the_public_address() -> None:
    html = poster.poster_html("https://card.example/bind", OPERATOR)
    code = segno.make("https://card.example/bind", error="h", micro=False)
    assert code.svg_data_uri(border=0, dark="#0a1512", scale=10).split(",")[1][:40] in html
    assert "card.example/bind" in html


def test_it_shows_names_as_text_only() -> None:
    operator = {**OPERATOR, "name": {"zh": "<b>童卡</b>", "en": "&"}}
    assert "&lt;b&gt;童卡" in poster.poster_html("https://card.example/bind", operator)


def test_it_says_in_one_sentence_that_the_file_cannot_be_written(
    app: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "no-such-folder" / "poster.pdf"
    result = app.test_cli_runner().invoke(args=["poster", "--output", str(file)])
    assert result.output == f"Error: {file} can't be written: No such file or directory.\n"


def test_it_says_in_one_sentence_that_pango_is_missing(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What WeasyPrint does at import on a machine without Pango.
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library pango')")
    monkeypatch.syspath_prepend(tmp_path)
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    result = app.test_cli_runner().invoke(args=["poster", "--output", str(tmp_path / "a.pdf")])
    assert result.output.startswith("Error: A PDF needs the library Pango: install it")
    assert result.exit_code == 1
