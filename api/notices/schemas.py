"""What notices.md must hold, and what only shows across its parts."""

from typing import Any

from marshmallow import Schema, fields, validate

from api.building.shapes import VERSION, text
from api.building.yaml_lines import Place, Wrongs
from api.notices.rules import GROUPS, first_difference, noticed_in, texts_in

ID = validate.Regexp(r"^[a-z][a-z0-9-]*$", error="Use a–z, digits and - only.")
# The chapters of the user manual.
CHAPTERS = validate.Range(min=1, max=9, error="The manual has chapters 1 to 9.")
NO_NOTICE = "No notice has this id."


class PartShape(Schema):
    """One language of a notice; its nodes come from the reader, which makes no others."""

    title = text()
    summary = fields.List(fields.Raw(), required=True)
    nodes = fields.List(fields.Raw(), required=True)


def _part() -> fields.Nested:
    return fields.Nested(
        PartShape, required=True, error_messages={"required": "This language is missing."}
    )


class NoticeShape(Schema):
    """One notice; a new version of an important one asks to be read again."""

    id = fields.String(required=True, validate=ID)
    group = fields.String(required=True, validate=validate.OneOf(GROUPS))
    important = fields.Boolean(
        required=True,
        truthy={"yes"},
        falsy={"no"},
        error_messages={"invalid": "Write yes or no."},
    )
    version = fields.String(required=True, validate=VERSION)
    chapters = fields.List(
        fields.Integer(validate=CHAPTERS),
        required=True,
        validate=validate.Length(min=1, error="Name at least one chapter."),
    )
    related = fields.List(fields.String(), load_default=list)
    zh = _part()
    en = _part()


class NoticesShape(Schema):
    """notices.md."""

    sections = fields.List(
        fields.Nested(NoticeShape),
        required=True,
        validate=validate.Length(min=1, error="There must be at least one notice."),
    )


def check_notices(content: dict[str, Any], seeds: dict[str, dict[str, Any]]) -> Wrongs:
    """Find ids used twice or leading nowhere, languages that differ, and numbers written out."""
    ids = [section["id"] for section in content["sections"]]
    # Where operator.yaml is bad itself, its numbers are not known.
    written = _operators_own(seeds.get("operator", {}))
    for index, section in enumerate(content["sections"]):
        place = ("sections", index)
        if section["id"] in ids[:index]:
            yield (*place, "id"), "Another notice has this id."
        for other in section["related"]:
            if other not in ids or other == section["id"]:
                yield (*place, "related"), f"{other}: {NO_NOTICE}"
        if difference := first_difference(*(_whole(section[name]) for name in ("zh", "en"))):
            at, words = difference
            yield (*place, "en", at - 1), words
        for language in ("zh", "en"):
            yield from _part_wrongs((*place, language), section[language], ids, written)


def _part_wrongs(place: Place, part: dict[str, Any], ids: list[str], written: list[str]) -> Wrongs:
    for at, block in enumerate(_whole(part), -1):
        for other in noticed_in(block):
            if other not in ids:
                yield (*place, at), f"/notices/{other}: {NO_NOTICE}"
        for value in written:
            if any(value in piece for piece in texts_in(block)):
                yield (*place, at), f"{value} is in operator.yaml: write its slot."


def _whole(part: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a part's blocks, its summary first."""
    return [{"node": "paragraph", "nodes": part["summary"]}, *part["nodes"]]


def _operators_own(operator: dict[str, Any]) -> list[str]:
    names = ("hotline", "claims_email", "complaints_email")
    return [operator[name] for name in names if operator.get(name)]
