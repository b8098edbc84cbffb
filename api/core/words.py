"""The sentences of input checks, by field, in both languages."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from marshmallow import Schema, fields, validate

EMPTY = "It may not be empty."

_ENGLISH_TO_CHINESE = [
    (r"Missing data for required field\.|Field may not be null\.", "还没填。"),
    (r"Unknown field\.", "不认识这一项。"),
    (r"Not a valid date\.", "日期写成 2023-01-09 这样。"),
    (r"Not a valid (string|integer|boolean|mapping type|list|UUID)\.", "这一项的格式不对。"),
    (r"Invalid input type\.", "这一项的格式不对。"),
    (r"Invalid JSON body\.", "发来的不是 JSON。"),
    (r"Must be one of: (.+)\.", r"只能是其中之一：\1。"),
    (r"Shorter than minimum length (\d+)\.", r"至少 \1 个字。"),
    (r"Longer than maximum length (\d+)\.", r"最多 \1 个字。"),
    (r"Length must be between (\d+) and (\d+)\.", r"\1 到 \2 个字。"),
    (r"Length must be (\d+)\.", r"要正好 \1 位。"),
]


class BothLanguages(Schema):
    """A text in Chinese and in English."""

    zh = fields.String(required=True, validate=validate.Length(min=1, error=EMPTY))
    en = fields.String(required=True, validate=validate.Length(min=1, error=EMPTY))


def field_words(messages: Any, language: str) -> dict[str, list[str]]:
    """marshmallow's messages as field → sentences; nested fields as `outer.inner`.

    A check of ours writes its sentence as `中文|English`.
    """
    return in_language(flat_fields(messages), language)


def flat_fields(messages: Any) -> dict[str, list[str]]:
    """marshmallow's messages as field → sentences of every language, as they were written."""
    flat: dict[str, list[str]] = {}
    for source in messages.values():
        _flatten(source, "", flat)
    return flat


def in_language(sentences: Mapping[str, Sequence[str]], language: str) -> dict[str, list[str]]:
    """What `flat_fields` returns, in the asked language."""
    return {name: [_say(each, language) for each in said] for name, said in sentences.items()}


def _flatten(messages: Any, name: str, flat: dict[str, list[str]]) -> None:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            _flatten(inner, f"{name}.{key}".strip("."), flat)
    else:
        flat.setdefault(name.removesuffix("_schema").strip("."), []).extend(map(str, messages))


def _say(message: str, language: str) -> str:
    zh, bar, en = message.partition("|")
    if bar:
        return en if language == "en" else zh
    if language == "en":
        return message
    for pattern, chinese in _ENGLISH_TO_CHINESE:
        if re.fullmatch(pattern, message):
            return re.sub(pattern, chinese, message)
    return message
