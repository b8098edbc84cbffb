"""Texts that people type: marshmallow fields that keep out what nobody can see."""

from collections.abc import Iterator
from typing import Any

from marshmallow import ValidationError, fields

INVISIBLE = "有看不见的字符，删掉再试。|It holds invisible characters."

# What a text of several lines may hold.
LINES = "\n\r\t"
_DELETE = "\x7f"


def is_storable(text: str) -> bool:
    """Whether every database stores a text: no null character, no half of a surrogate pair.

    JSON can carry both.
    """
    return not any(each == "\0" or "\ud800" <= each <= "\udfff" for each in text)


def is_readable(text: str, may_hold: str = "") -> bool:
    """Whether a text is storable and holds no control characters but these."""
    controls = (each < " " or each == _DELETE for each in text if each not in may_hold)
    return is_storable(text) and not any(controls)


def unstorable_texts(value: Any, path: str = "") -> Iterator[str]:
    """Where in JSON, by its path with dots, a text or a name is not storable."""
    if isinstance(value, str):
        if not is_storable(value):
            yield path
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, inner in pairs:
            yield from unstorable_texts(name, path)
            yield from unstorable_texts(inner, f"{path}.{name}".strip("."))


class Line(fields.String):
    """A text in one line, without the space around it and without control characters."""

    may_hold = ""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **options).strip()
        if not is_readable(text, self.may_hold):
            raise ValidationError(INVISIBLE)
        return text


class Paragraph(Line):
    """A text that may have several lines, and is otherwise a `Line`."""

    may_hold = LINES
