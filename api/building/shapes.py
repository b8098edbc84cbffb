"""What the seed files must look like."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.core.words import EMPTY, BothLanguages

SOME_TEXT = validate.Length(min=1, error=EMPTY)
CODE = validate.Regexp(r"^[a-z][a-z0-9_]*$", error="Use a–z, digits and _ only.")
NOT_NEGATIVE = validate.Range(min=0, error="It may not be below 0.")
RATE = validate.Range(min=0, max=10_000, error="It goes from 0 to 10000 (that is 100 %).")
VERSION = validate.Regexp(
    r"^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$", error="Write it as year-month, like 2026-11."
)
# The names of the icons that a benefit may carry, as in the app's sprite.
ICONS = ("hospital", "steth", "bed", "syringe", "tooth", "ambulance", "shield", "phonecall")


def text(**options: Any) -> fields.String:
    """Return a field for a text that isn't empty."""
    return fields.String(required=True, validate=SOME_TEXT, **options)


def amount() -> fields.Integer:
    """Return a field for a limit: whole fen or times, or null for none."""
    return fields.Integer(required=True, allow_none=True, strict=True, validate=NOT_NEGATIVE)


def both() -> fields.Nested:
    """Return a field for a text in both languages."""
    return fields.Nested(BothLanguages, required=True)


# A tag, a comment or an entity.
_MARKUP = re.compile(r"<[a-zA-Z/!?]|&#?\w+;")


def plain(text: str) -> None:
    """Refuse a text that is empty, or holds HTML or invisible characters."""
    if not text.strip():
        raise ValidationError(EMPTY)
    if _MARKUP.search(text):
        raise ValidationError("It holds HTML: write plain text.")
    if not text.isprintable():
        raise ValidationError("It holds a line break or another invisible character.")


class PlainBoth(Schema):
    """A plain text in Chinese and in English."""

    zh = fields.String(required=True, validate=plain)
    en = fields.String(required=True, validate=plain)


def plain_both() -> fields.Nested:
    """Return a field for a plain text in both languages."""
    return fields.Nested(PlainBoth, required=True)


def plain_both_or_null() -> fields.Nested:
    """Return a field for a plain text in both languages that may be missing."""
    return fields.Nested(PlainBoth, load_default=None, allow_none=True)


def flag(**options: Any) -> fields.Boolean:
    """Return a field for true or false, and nothing that only looks like it."""
    return fields.Boolean(truthy={True}, falsy={False}, **options)


class BenefitShape(Schema):
    """One benefit of a plan; money in fen, the rate in basis points."""

    code = fields.String(required=True, validate=CODE)
    icon = fields.String(required=True, validate=validate.OneOf(ICONS))
    name = both()
    covers = both()
    limit_fen = amount()
    limit_count = amount()
    per_visit_fen = amount()
    per_day_fen = amount()
    deductible_fen = fields.Integer(required=True, strict=True, validate=NOT_NEGATIVE)
    deductible_per = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(("policy_year", "visit"))
    )
    payout_rate_bp = fields.Integer(required=True, strict=True, validate=RATE)
    needs_preauth = fields.Boolean(required=True, truthy={True}, falsy={False})

    @validates_schema(skip_on_field_errors=True)
    def says_what_the_deductible_is_per(self, row: dict[str, Any], **_: Any) -> None:
        """A deductible without its period (or the other way round) means nothing."""
        if (row["deductible_fen"] > 0) != (row["deductible_per"] is not None):
            raise ValidationError(
                "Give it exactly when deductible_fen is above 0.", "deductible_per"
            )


class PlanShape(Schema):
    """One plan with its benefits, in the order they are shown."""

    code = fields.String(required=True, validate=CODE)
    name = both()
    sample = fields.Boolean(required=True, truthy={True}, falsy={False})
    source = both()
    checked_on = fields.Date(required=True)
    benefits = fields.List(
        fields.Nested(BenefitShape),
        required=True,
        validate=validate.Length(min=1, error="A plan has at least one benefit."),
    )

    @validates_schema(skip_on_field_errors=True)
    def names_each_benefit_once(self, row: dict[str, Any], **_: Any) -> None:
        """Two benefits of one plan never share a code."""
        refuse_repeated_codes(row["benefits"], "benefits")


class PlansShape(Schema):
    """plans.yaml."""

    plans = fields.List(
        fields.Nested(PlanShape),
        required=True,
        validate=validate.Length(min=1, error="There must be at least one plan."),
    )

    @validates_schema(skip_on_field_errors=True)
    def names_each_plan_once(self, content: dict[str, Any], **_: Any) -> None:
        """Two plans never share a code."""
        refuse_repeated_codes(content["plans"], "plans")


def refuse_repeated_codes(rows: list[dict[str, Any]], field: str) -> None:
    """Raise a ValidationError at the second row that uses a code."""
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row["code"] in seen:
            raise ValidationError({field: {index: {"code": ["Another row has this code."]}}})
        seen.add(row["code"])


class OperatorShape(Schema):
    """operator.yaml."""

    name = both()
    hotline = fields.String(
        required=True,
        validate=validate.Regexp(r"^\+?[0-9][0-9 -]{2,18}$", error="It isn't a phone number."),
    )
    hotline_hours = both()
    claims_email = fields.Email(required=True)
    complaints_email = fields.Email()
    working_days_added = fields.List(fields.Date(), load_default=list)
    working_days_removed = fields.List(fields.Date(), load_default=list)
    claim_target_working_days = fields.Integer(
        load_default=10,
        strict=True,
        validate=validate.Range(1, 90, error="It goes from 1 to 90."),
    )
    complaint_working_days = fields.Integer(
        load_default=5,
        strict=True,
        validate=validate.Range(1, 10, error="It goes from 1 to 10."),
    )
    second_person_above_fen = fields.Integer(
        load_default=500_000, strict=True, validate=NOT_NEGATIVE
    )


class TextShape(Schema):
    """One consent text in one language."""

    title = text()
    paragraphs = fields.List(
        text(), required=True, validate=validate.Length(min=1, error="The text is missing.")
    )


class ConsentShape(Schema):
    """One consent with its version; a new version asks every family again."""

    version = fields.String(required=True, validate=VERSION)
    zh = fields.Nested(TextShape, required=True)
    en = fields.Nested(TextShape, required=True)


class ConsentsShape(Schema):
    """consents.yaml."""

    privacy = fields.Nested(ConsentShape, required=True)
    guardian = fields.Nested(ConsentShape, required=True)
