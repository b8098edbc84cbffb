"""Cells of an import file as values: marshmallow fields that read what people type."""

import re
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

_DAY = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_MOST_FEN = 10**12


class DayCell(fields.Field[date]):
    """A date: 2026-03-05, 2026/3/5 as Excel writes it, or 20260305."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> date:
        match = _DAY.fullmatch(str(value).removesuffix(" 00:00:00"))
        if match is None or (not match[2] and len(match[0]) != 8):
            raise ValidationError("Write the date like 2026-03-05.")
        try:
            return date(int(match[1]), int(match[3]), int(match[4]))
        except ValueError:
            raise ValidationError("There is no such day.") from None


class FenCell(fields.Field[int]):
    """An amount in whole fen (¥1 = 100), not below 0."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> int:
        text = str(value)
        if not text.isascii() or not text.isdigit() or int(text) > _MOST_FEN:
            raise ValidationError("Write a whole number of fen: ¥12.50 is 1250.")
        return int(text)


class TextCell(fields.String):
    """A text of a length, without invisible characters."""

    def __init__(self, most: int, **options: Any) -> None:
        super().__init__(**options)
        self._most = most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text = str(value)
        if len(text) > self._most:
            raise ValidationError(f"Write {self._most} characters at most.")
        if not text.isprintable():
            raise ValidationError("It holds invisible characters.")
        return text
