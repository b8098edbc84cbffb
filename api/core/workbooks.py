"""Writes tables that people open in a spreadsheet: every cell is text, and none is a formula."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import WriteOnlyCell as TextCell
from openpyxl.styles import Font

_WIDEST = 60


@dataclass(frozen=True)
class Table:
    """One sheet: its columns, and rows of as many texts."""

    columns: Sequence[str]
    rows: Iterable[Sequence[str]]


def write_workbook(tables: Mapping[str, Table]) -> bytes:
    """An XLSX file with a sheet for each table, in their order.

    A text that looks like a formula or a number stays the text it is: its cell says so, and
    carries the mark (quotePrefix) that keeps a spreadsheet from reading it anew when edited.
    """
    book = Workbook(write_only=True)
    for name, table in tables.items():
        sheet: Any = book.create_sheet(name)
        rows = [list(row) for row in table.rows]
        for index, column in enumerate(table.columns):
            longest = max(len(text) for text in (column, *(row[index] for row in rows)))
            letter = chr(ord("A") + index)
            sheet.column_dimensions[letter].width = min(longest * 1.3 + 3, _WIDEST)
        sheet.freeze_panes = "A2"
        sheet.append([_cell(sheet, column, bold=True) for column in table.columns])
        for row in rows:
            sheet.append([_cell(sheet, text) for text in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = TextCell(sheet, value="")
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    # What begins like a formula would be taken for one.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    cell.font = Font(bold=bold)
    return cell
