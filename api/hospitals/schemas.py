"""What hospitals.yaml must look like."""

import re
from typing import Any

import phonenumbers
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.building.shapes import (
    CODE,
    flag,
    plain,
    plain_both,
    plain_both_or_null,
    refuse_repeated_codes,
)
from api.hospitals.rules import BadHours, is_in_china, read_days, read_spans, read_week

KINDS = ("private", "public")
COVERS = ("outpatient", "inpatient")
CONFIDENCES = ("high", "medium", "low")
DATUMS = ("wgs84", "gcj02")

_CALLABLE = re.compile(r"\+?[0-9][0-9 ()-]+")
_SLUG = validate.Regexp(r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", error="Use a–z, digits and - only.")
_PINYIN = validate.Regexp(
    r"\A[a-z0-9]+( [a-z0-9]+)*\Z", error="Write syllables like: chang geng yi yuan."
)
_ONE_DAY = validate.Regexp(
    r"\A\d{4}(-\d{2}(-\d{2})?)?\Z", error="Write it like 2024, 2024-12 or 2024-12-16."
)
# YAML takes bare digits for a number.
_QUOTED: dict[str, Any] = {"invalid": "Put it into quotation marks."}
_URL = validate.URL(schemes={"http", "https"}, error="It isn't a web address.")


def callable_in_china(text: str) -> None:
    """Refuse what no phone can dial; a number without a country is a Chinese one."""
    try:
        number = phonenumbers.parse(text, "CN")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not _CALLABLE.fullmatch(text) or not phonenumbers.is_valid_number(number):
        raise ValidationError("It isn't a phone number that can be called.")


def codes(**options: Any) -> fields.List[str]:
    """Return a field for a list of codes, each once."""
    return fields.List(fields.String(validate=CODE), validate=_once, **options)


def _once(codes: list[str]) -> None:
    for code in codes:
        if codes.count(code) > 1:
            raise ValidationError(f"It names {code} twice.")


def phone_or_null() -> fields.String:
    """Return a field for a phone number that may be missing: not verified."""
    return fields.String(
        load_default=None, allow_none=True, validate=callable_in_china, error_messages=_QUOTED
    )


class NamedShape(Schema):
    """A word of a list: a city, a department, a service."""

    code = fields.String(required=True, validate=CODE)
    name = plain_both()


class SourceShape(Schema):
    """Where a fact comes from."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=plain)
    url = fields.String(load_default=None, allow_none=True, validate=_URL)
    date = fields.String(
        load_default=None, allow_none=True, validate=_ONE_DAY, error_messages=_QUOTED
    )


def hours_of_day(text: str) -> None:
    """Refuse hours that overlap, end before they begin, or can't be read."""
    try:
        read_spans(text)
    except BadHours as problem:
        raise ValidationError(str(problem)) from None


def days_of_week(text: str) -> None:
    """Refuse days that can't be read."""
    try:
        read_days(text)
    except BadHours as problem:
        raise ValidationError(str(problem)) from None


class HoursShape(Schema):
    """Weekly opening hours, and those on public holidays where they are known."""

    weekly = fields.Dict(
        keys=fields.String(validate=days_of_week),
        values=fields.String(validate=hours_of_day),
        required=True,
        validate=validate.Length(min=1, error="Give the hours of at least one day."),
    )
    holidays = fields.String(load_default=None, allow_none=True, validate=hours_of_day)
    note = plain_both_or_null()

    @validates_schema(skip_on_field_errors=True)
    def makes_a_week(self, row: dict[str, Any], **_: Any) -> None:
        """No day stands twice, and no night runs into the next day's hours."""
        try:
            read_week(row["weekly"])
        except BadHours as problem:
            raise ValidationError(str(problem), "weekly") from None


class PositionShape(Schema):
    """Where the entrance is, in degrees, and by which datum."""

    lat = fields.Float(required=True)
    lon = fields.Float(required=True)
    datum = fields.String(required=True, validate=validate.OneOf(DATUMS))

    @validates_schema(skip_on_field_errors=True)
    def lies_in_china(self, row: dict[str, Any], **_: Any) -> None:
        """A position outside China is a slip, mostly latitude and longitude exchanged."""
        if not is_in_china(row["lat"], row["lon"]):
            raise ValidationError("It lies outside China (latitude 4–54, longitude 73–135).", "lat")


class HospitalShape(Schema):
    """One hospital; what is missing wasn't verified."""

    id = fields.String(required=True, validate=_SLUG)
    name = plain_both()
    city = fields.String(required=True, validate=CODE)
    district = plain_both_or_null()
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    department_vip = plain_both_or_null()
    designated_inpatient = flag(load_default=False)
    departments = codes(load_default=list)
    services = codes(load_default=list)
    networks = fields.Dict(
        keys=fields.String(validate=CODE),
        values=fields.List(
            fields.String(validate=validate.OneOf(COVERS)),
            validate=[validate.Length(min=1, error="Say what it covers."), _once],
        ),
        required=True,
    )
    intro = plain_both()
    address = plain_both_or_null()
    phone = phone_or_null()
    emergency_phone = phone_or_null()
    hours = fields.Nested(HoursShape, load_default=None, allow_none=True)
    emergency_always = flag(load_default=None, allow_none=True)
    position = fields.Nested(PositionShape, load_default=None, allow_none=True)
    confidence = fields.String(required=True, validate=validate.OneOf(CONFIDENCES))
    sources = codes(load_default=list)
    checked_on = fields.Date(load_default=None, allow_none=True)
    pinyin = fields.String(load_default=None, allow_none=True, validate=_PINYIN)

    @validates_schema(skip_on_field_errors=True)
    def fits_its_kind(self, row: dict[str, Any], **_: Any) -> None:
        """A public hospital is there for its special-needs department; only private ones differ."""
        if row["kind"] == "private":
            return
        if row["department_vip"] is None:
            raise ValidationError(
                "A public hospital names its special-needs or international department.",
                "department_vip",
            )
        if row["designated_inpatient"]:
            raise ValidationError("Only a private hospital can be one.", "designated_inpatient")


class DirectoryShape(Schema):
    """hospitals.yaml."""

    is_sample = flag(required=True)
    source = plain_both()
    checked_on = fields.Date(required=True)
    cities = fields.List(fields.Nested(NamedShape), required=True)
    departments = fields.List(fields.Nested(NamedShape), required=True)
    services = fields.List(fields.Nested(NamedShape), required=True)
    sources = fields.List(fields.Nested(SourceShape), load_default=list)
    hospitals = fields.List(
        fields.Nested(HospitalShape),
        required=True,
        validate=validate.Length(min=1, error="There must be at least one hospital."),
    )

    @validates_schema(skip_on_field_errors=True)
    def names_each_word_once(self, content: dict[str, Any], **_: Any) -> None:
        """Two words of one list never share a code."""
        for field in ("cities", "departments", "services", "sources"):
            refuse_repeated_codes(content[field], field)
