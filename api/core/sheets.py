"""Reads tables that operators hand over: CSV and XLSX, row by row, however long they are."""

import codecs
import csv
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.exceptions import InvalidFileException

_LONGEST_LINE = 100_000
_CHUNK_BYTES = 1 << 20
# Excel keeps 15 digits of a number; a longer one was rounded when it was typed.
_MOST_EXACT = 10**15
# How spreadsheets write a text of digits into CSV so that they keep its zeros: ="0755…".
_QUOTED = re.compile(r'^="(.*)"$')


class BadFile(Exception):
    """A file that can't be imported at all: one sentence."""


@dataclass(frozen=True)
class Row:
    """One row: its line in the file, its cells by column, and what is wrong with it."""

    line: int
    cells: dict[str, str]
    problems: dict[str, str]


class Sheet(ABC):
    """An open table. Its rows can be read once."""

    columns: list[str]

    @property
    @abstractmethod
    def size(self) -> int:
        """How much there is to read, in bytes or rows; 0 where nobody knows."""

    @property
    @abstractmethod
    def position(self) -> int:
        """How much of that was read."""

    @abstractmethod
    def lines(self) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        """Line number, cells, and what is wrong by cell (-1: with the line), below the header."""

    @abstractmethod
    def close(self) -> None:
        """Lets go of the file."""

    def rows(self) -> Iterator[Row]:
        """All rows that hold anything."""
        for line, cells, wrong in self.lines():
            if not wrong and not any(cells):
                continue
            problems = {self._name(index): sentence for index, sentence in wrong.items()}
            if any(cells[len(self.columns) :]):
                problems = {"-": "It has more cells than the first line has columns."}
            yield Row(line, dict(zip(self.columns, cells, strict=False)), problems)

    def _name(self, index: int) -> str:
        return self.columns[index] if 0 <= index < len(self.columns) else "-"


class CsvSheet(Sheet):
    """Comma-separated text in UTF-8 or GB18030, one row a line."""

    def __init__(self, path: Path) -> None:
        encoding = _encoding(path)
        self._size = path.stat().st_size
        self._bytes = path.open("rb")
        self._text = TextIOWrapper(self._bytes, encoding, newline=None)
        self._line = 0
        cells, problem = self._parse(self._read())
        if problem:
            raise BadFile(f"The first line of {path.name} can't be read: {problem}")
        self.columns = cells

    @property
    def size(self) -> int:
        return self._size

    @property
    def position(self) -> int:
        return self._bytes.tell()

    def lines(self) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        while text := self._read():
            cells, problem = self._parse(text)
            wrong = {-1: problem} if problem else {}
            for index, cell in enumerate(cells):
                if cell.startswith("="):
                    wrong[index] = "It is a formula: write what it shows."
            yield self._line, cells, wrong

    def close(self) -> None:
        self._text.close()

    def _read(self) -> str:
        text = self._text.readline(_LONGEST_LINE)
        self._line += 1
        if len(text) == _LONGEST_LINE:
            raise BadFile(f"Line {self._line} is longer than any row can be.")
        return text

    @staticmethod
    def _parse(text: str) -> tuple[list[str], str]:
        """One line's cells. A quotation mark left open spoils its own line only."""
        try:
            cells = next(csv.reader([text.rstrip("\n")], strict=True), [])
        except csv.Error:
            return [], "A quotation mark is missing or too many."
        return [_QUOTED.sub(r"\1", cell.strip()) for cell in cells], ""


class XlsxSheet(Sheet):
    """The first sheet of an Excel workbook; formulas count as what they last showed."""

    def __init__(self, path: Path) -> None:
        try:
            self._book = load_workbook(path, read_only=True, data_only=True)
            sheet: Any = self._book.worksheets[0]
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as bad:
            raise BadFile(f"{path.name} can't be read as an Excel workbook.") from bad
        self._size = int(sheet.max_row or 0)
        self._cells = sheet.iter_rows(values_only=True)
        self._line = 1
        self.columns = [_cell_text(cell)[0] for cell in next(self._cells, ())]
        while self.columns and not self.columns[-1]:
            self.columns.pop()

    @property
    def size(self) -> int:
        return self._size

    @property
    def position(self) -> int:
        return self._line

    def lines(self) -> Iterator[tuple[int, list[str], dict[int, str]]]:
        for cells in self._cells:
            self._line += 1
            read = [_cell_text(cell) for cell in cells]
            wrong = {index: problem for index, (_, problem) in enumerate(read) if problem}
            yield self._line, [text for text, _ in read], wrong

    def close(self) -> None:
        self._book.close()


@contextmanager
def open_sheet(
    path: Path, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[Sheet]:
    """Opens a table whose first line names its columns, in any order.

    Raises BadFile: unreadable, neither CSV nor XLSX, empty, a column missing, unknown or twice.
    """
    try:
        sheet = _open(path)
    except OSError as error:
        raise BadFile(f"{path} can't be read: {error.strerror or error}.") from error
    try:
        _check_columns(path.name, sheet.columns, required, optional)
        yield sheet
    finally:
        sheet.close()


def _open(path: Path) -> Sheet:
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise BadFile(f"{path.name} is empty.")
    if start.startswith(b"PK\x03\x04"):
        return XlsxSheet(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(f"{path.name} is an old Excel file: save it as .xlsx or as CSV.")
    return CsvSheet(path)


def _check_columns(
    name: str, columns: Sequence[str], required: Sequence[str], optional: Sequence[str]
) -> None:
    if not any(columns):
        raise BadFile(f"{name} has no column names in its first line.")
    for column in columns:
        if column not in required and column not in optional:
            raise BadFile(f"{name} has a column nobody knows: “{column[:40]}”.")
        if columns.count(column) > 1:
            raise BadFile(f"{name} has the column {column} twice.")
    for column in required:
        if column not in columns:
            raise BadFile(f"{name} lacks the column {column}.")


def _encoding(path: Path) -> str:
    """The encoding of a text file, found by decoding all of it strictly."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK_BYTES):
                    if "\0" in decoder.decode(chunk):
                        raise BadFile(f"{path.name} is not a text file: save it as CSV UTF-8.")
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise BadFile(f"{path.name} is neither UTF-8 nor GB18030: save it as CSV UTF-8.")


def _cell_text(cell: Any) -> tuple[str, str]:
    """A cell as text, and what is wrong with it."""
    if cell is None:
        return "", ""
    if isinstance(cell, datetime | date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat(), ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, int) and abs(cell) >= _MOST_EXACT:
        return "", "Excel has rounded this number: make the column text and enter it again."
    if cell in ERROR_CODES:
        return "", "Its formula shows an error."
    return str(cell).strip(), ""
