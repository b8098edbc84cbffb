"""Tables that operators hand over, and what is said of those that can't be read."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from api.core.sheets import BadFile, Row, open_sheet
from tests.sheets import write_csv, write_xlsx

COLUMNS = ("number", "name", "day")
ROW = {"number": "A1", "name": "林小满", "day": "2026-03-05"}


def read(path: Path) -> list[Row]:
    with open_sheet(path, required=COLUMNS[:2], optional=COLUMNS[2:]) as sheet:
        return list(sheet.rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_it_reads_csv_in_the_encodings_of_the_trade(tmp_path: Path, encoding: str) -> None:
    file = write_csv(tmp_path / "a.csv", [ROW, {**ROW, "number": "A2", "name": "𠮷野"}], encoding)
    assert read(file) == [Row(2, ROW, {}), Row(3, {**ROW, "number": "A2", "name": "𠮷野"}, {})]


def test_it_reads_a_character_cut_by_a_block(tmp_path: Path) -> None:
    rows = [{**ROW, "number": f"A{number}", "name": "满" * 60} for number in range(8000)]
    file = write_csv(tmp_path / "a.csv", rows)
    assert [row.cells for row in read(file)] == rows


def test_it_reads_xlsx_with_dates_and_numbers(tmp_path: Path) -> None:
    values: list[dict[str, Any]] = [
        {"number": 117, "name": " 林小满 ", "day": date(2026, 3, 5)},
        {"number": 118.0, "name": None, "day": datetime(2026, 3, 6)},  # noqa: DTZ001 # as Excel has it
    ]
    first, second = read(write_xlsx(tmp_path / "a.xlsx", values))
    assert first == Row(2, {"number": "117", "name": "林小满", "day": "2026-03-05"}, {})
    assert second == Row(3, {"number": "118", "name": "", "day": "2026-03-06"}, {})


def test_it_tells_rounded_numbers_of_excel(tmp_path: Path) -> None:
    (row,) = read(write_xlsx(tmp_path / "a.xlsx", [{**ROW, "name": 110101199003071233}]))
    assert list(row.problems) == ["name"]
    assert "rounded" in row.problems["name"]


def test_it_tells_a_formula_that_failed(tmp_path: Path) -> None:
    (row,) = read(write_xlsx(tmp_path / "a.xlsx", [{**ROW, "name": "#N/A"}]))
    assert row.problems == {"name": "Its formula shows an error."}


def test_it_reads_texts_that_spreadsheets_write_as_formulas(tmp_path: Path) -> None:
    rows = [{**ROW, "name": '="0755117"'}, {**ROW, "name": "=A1&B1"}]
    text, formula = read(write_csv(tmp_path / "a.csv", rows))
    assert text.cells["name"] == "0755117"
    assert not text.problems
    assert formula.problems == {"name": "It is a formula: write what it shows."}


def test_it_skips_empty_lines_and_keeps_count(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("number,name\n\n,\nA1,林\n")
    assert [row.line for row in read(file)] == [4]


def test_it_keeps_an_open_quotation_mark_to_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('number,name\nA1,"林\nA2,"陈, 一诺"\nA3,周\n')
    bad, quoted, last = read(file)
    assert bad.problems == {"-": "A quotation mark is missing or too many."}
    assert quoted.cells["name"] == "陈, 一诺"
    assert last.cells["number"] == "A3"


def test_it_tells_a_line_with_too_many_cells(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("number,name\nA1,林,more\nA2,陈,\n")
    bad, good = read(file)
    assert list(bad.problems) == ["-"]
    assert good.problems == {}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "a.csv is empty."),
        (b"\n\n", "has no column names"),
        (b"number\nA1\n", "lacks the column name."),
        (b"number,name,colour\n", "has a column nobody knows: “colour”."),
        (b"number,name,name\n", "has the column name twice."),
        (b"number;name\n", "has a column nobody knows"),
        ("number,name\nA1,林".encode("utf-16"), "is neither UTF-8 nor GB18030"),
        ("number,name\n".encode("utf-16-le"), "is not a text file"),
        (b"number,name\nA1,\xff\xff\n", "is neither UTF-8 nor GB18030"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx or as CSV"),
        (b"PK\x03\x04 broken", "can't be read as an Excel workbook."),
    ],
)
def test_it_says_in_one_sentence_why_a_file_is_no_table(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(BadFile) as refused:
        read(file)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_it_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=r"nothing\.csv can't be read: No such file"):
        read(tmp_path / "nothing.csv")


def test_it_refuses_a_line_without_end(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("number,name\n" + "x" * 200_000)
    with pytest.raises(BadFile, match="Line 2 is longer"):
        read(file)
