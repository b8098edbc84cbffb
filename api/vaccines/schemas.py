"""What seed/vaccines.yaml must look like."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.building.shapes import CODE, flag, plain, plain_both, plain_both_or_null
from api.core.words import EMPTY
from api.vaccines.rules import Span, read_span, wrong_doses

CATEGORIES = ("free", "paid")
KINDS = ("vaccine", "antibody")
ROUTES = ("muscle", "under_skin", "into_skin", "mouth", "nose")
SOURCE_KINDS = ("official", "transcription", "journal", "news", "registry", "page")
READ = ("whole", "excerpt", "title", "unread")
ID = validate.Regexp(r"^[a-z][a-z0-9-]*$", error="Use a–z, digits and - only.")


class SpanField(fields.Field[Span]):
    """An age or an interval; written as "6 weeks", and `{"months": 18}` or `{"days": 42}` for the
    phone."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any
    ) -> Span:
        span = read_span(value) if isinstance(value, str) else None
        if span is None:
            raise ValidationError('Write it like "6 weeks", "18 months", "4 years" or "birth".')
        return span

    def _serialize(self, value: Span | None, attr: str | None, obj: Any, **_: Any) -> Any:
        if value is None:
            return None
        return {"days": value.days} if value.days else {"months": value.months}


def one_of(choices: tuple[str, ...], **options: Any) -> fields.String:
    """Return a field for one of a few words."""
    return fields.String(validate=validate.OneOf(choices), **options)


class SourceShape(Schema):
    """Where something is from, and how much of it was read."""

    code = fields.String(required=True, validate=CODE)
    title = plain_both()
    url = fields.Url(required=True, allow_none=True, schemes={"http", "https"})
    kind = one_of(SOURCE_KINDS, required=True)
    read = one_of(READ, required=True)


class PointsShape(Schema):
    """A few points; without sources they are general knowledge, and the app marks them."""

    sources = fields.List(fields.String(), required=True)
    items = fields.List(plain_both(), required=True, validate=validate.Length(min=1, error=EMPTY))


class DoseShape(Schema):
    """One dose of a vaccine."""

    from_ = SpanField(data_key="from", attribute="from", load_default=None, allow_none=True)
    before = SpanField(load_default=None, allow_none=True)
    min_interval = SpanField(load_default=None, allow_none=True)
    max_interval = SpanField(load_default=None, allow_none=True)
    note = plain_both_or_null()


class ReplacedShape(Schema):
    """A vaccine that another stands in for."""

    id = fields.String(required=True)
    doses = plain_both_or_null()


class YearlyShape(Schema):
    """The months of a vaccine that is given every year."""

    from_month = fields.Integer(required=True, strict=True, validate=validate.Range(1, 12))
    to_month = fields.Integer(required=True, strict=True, validate=validate.Range(1, 12))

    @validates_schema(skip_on_field_errors=True)
    def stays_within_a_year(self, row: dict[str, Any], **_: Any) -> None:
        """The season ends in the year it began."""
        if row["to_month"] < row["from_month"]:
            raise ValidationError("It goes backwards: it is before from_month.", "to_month")


class ChangeShape(Schema):
    """A change of schedule, and what it means for children who began before."""

    born_before = fields.Date(required=True)
    text = plain_both()


class VaccineShape(Schema):
    """One vaccine; the file's first lines explain each field."""

    id = fields.String(required=True, validate=ID)
    name = plain_both()
    short = plain_both()
    abbreviation = fields.String(required=True, validate=plain)
    category = one_of(CATEGORIES, required=True)
    kind = one_of(KINDS, load_default="vaccine")
    live = flag(load_default=False)
    diseases = fields.List(
        plain_both(), required=True, validate=validate.Length(min=1, error=EMPTY)
    )
    route = fields.List(one_of(ROUTES), required=True)
    amount = plain_both_or_null()
    sex = one_of(("girl",), load_default=None, allow_none=True)
    born_from = fields.Date(load_default=None, allow_none=True)
    since = fields.Date(load_default=None, allow_none=True)
    for_whom = plain_both_or_null()
    yearly = fields.Nested(YearlyShape, load_default=None, allow_none=True)
    on_timeline = flag(required=True)
    timeline_note = plain_both_or_null()
    alternative_to = fields.String(load_default=None, allow_none=True)
    replaces = fields.List(fields.Nested(ReplacedShape), load_default=list)
    doses = fields.List(fields.Nested(DoseShape), required=True)
    doses_note = plain_both_or_null()
    general_cautions = flag(required=True)
    cautions = fields.Nested(PointsShape, load_default=None, allow_none=True)
    reactions = fields.Nested(PointsShape, load_default=None, allow_none=True)
    notes = fields.List(plain_both(), load_default=list)
    change = fields.Nested(ChangeShape, load_default=None, allow_none=True)
    sources = fields.List(fields.String(), required=True, validate=validate.Length(min=1))
    checked_on = fields.Date(required=True)

    @validates_schema(skip_on_field_errors=True)
    def keeps_the_order_of_doses(self, row: dict[str, Any], **_: Any) -> None:
        """No dose, deadline or interval goes backwards."""
        wrongs: dict[int, dict[str, list[str]]] = {}
        for index, field, sentence in wrong_doses(row["doses"]):
            wrongs.setdefault(index, {}).setdefault(field, []).append(sentence)
        if wrongs:
            raise ValidationError({"doses": wrongs})

    @validates_schema(skip_on_field_errors=True)
    def says_when_it_is_given(self, row: dict[str, Any], **_: Any) -> None:
        """Its doses are listed, or a note says why not; the timeline needs an age."""
        if not row["doses"] and not row["doses_note"]:
            raise ValidationError("List its doses, or say in doses_note when it is given.", "doses")
        if row["on_timeline"] and not any(dose["from"] for dose in row["doses"]):
            raise ValidationError("No dose has an age to show there.", "on_timeline")


class ScheduleShape(Schema):
    """The programme that the free vaccines follow."""

    title = plain_both()
    document = fields.String(required=True, validate=plain)
    version = fields.String(required=True, validate=plain)
    issued_on = fields.Date(required=True)
    checked_on = fields.Date(required=True)
    sources = fields.List(fields.String(), required=True)


class VaccinesShape(Schema):
    """vaccines.yaml."""

    schedule = fields.Nested(ScheduleShape, required=True)
    general_cautions = fields.List(plain_both(), required=True)
    principles = fields.Nested(PointsShape, required=True)
    sources = fields.List(fields.Nested(SourceShape), required=True)
    vaccines = fields.List(
        fields.Nested(VaccineShape), required=True, validate=validate.Length(min=1, error=EMPTY)
    )
