"""The columns of a policies file."""

from datetime import date
from typing import Any

import phonenumbers
from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.core.cells import DayCell, TextCell
from api.policies.documents import Flaw, FlawedNumber, mainland_birthday
from api.policies.models import IdType, PolicyKind, Sex
from api.policies.rules import PolicyStatus, SuspensionReason

# Its last four are asked for when binding.
NUMBER = validate.Regexp(r"\A[0-9A-Za-z-]{0,36}[0-9A-Za-z]{4}\Z", error="It isn't a policy number.")
# One ASCII address that every mail server takes (RFC 5322, dot-atom): a comma would make it two.
_ATOM = r"[0-9A-Za-z!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?"
_EMAIL = validate.Regexp(
    rf"\A(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}\Z",
    error="It isn't an e-mail address.",
)
_ID_NUMBER = validate.Length(4, 40, error="Write 4 to 40 characters.")


class PhoneCell(fields.Field[str]):
    """A phone number, made E.164; one without a region is a mainland one."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        try:
            number = phonenumbers.parse(str(value), "CN")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_possible_number(number):
            raise ValidationError("It isn't a phone number.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class PolicyColumns(Schema):
    """One row of a policies file; an empty cell is an absent value."""

    number = TextCell(40, required=True, validate=NUMBER)
    kind = fields.Enum(PolicyKind, by_value=True, required=True)
    plan = TextCell(40, required=True)
    child_name = TextCell(60, required=True)
    child_sex = fields.Enum(Sex, by_value=True, load_default=None)
    child_birthday = DayCell(required=True)
    child_id_type = fields.Enum(IdType, by_value=True, required=True)
    child_id_number = TextCell(40, required=True, validate=_ID_NUMBER)
    holder_id_type = fields.Enum(IdType, by_value=True, required=True)
    holder_id_number = TextCell(40, required=True, validate=_ID_NUMBER)
    holder_phone = PhoneCell(required=True)
    holder_email = TextCell(254, load_default=None, validate=_EMAIL)
    starts_on = DayCell(required=True)
    ends_on = DayCell(required=True)
    status = fields.Enum(PolicyStatus, by_value=True, load_default=PolicyStatus.ACTIVE)
    reason = fields.Enum(SuspensionReason, by_value=True, load_default=None)
    reason_note = TextCell(200, load_default="")
    renews = TextCell(40, load_default=None)

    @validates_schema(skip_on_field_errors=True)
    def has_a_period(self, row: dict[str, Any], **_: Any) -> None:
        """A policy ends on or after its first day."""
        if row["ends_on"] < row["starts_on"]:
            raise ValidationError("It lies before starts_on.", "ends_on")

    @validates_schema(skip_on_field_errors=True)
    def gives_a_reason_when_suspended(self, row: dict[str, Any], **_: Any) -> None:
        """Exactly a suspended policy has a reason; only a reason has a note."""
        if (row["status"] is PolicyStatus.SUSPENDED) != (row["reason"] is not None):
            raise ValidationError("Give it exactly when status is suspended.", "reason")
        if row["reason"] is SuspensionReason.PAYMENT_OVERDUE:
            raise ValidationError("Tongka knows that from the bills: leave it to them.", "reason")
        if row["reason_note"] and row["reason"] is None:
            raise ValidationError("There is no reason that it could explain.", "reason_note")

    @validates_schema(skip_on_field_errors=True)
    def has_right_mainland_ids(self, row: dict[str, Any], **_: Any) -> None:
        """A mainland ID holds its birthday and a check digit (GB 11643)."""
        if row["holder_id_type"] is IdType.MAINLAND_ID:
            _birthday_in(row["holder_id_number"], "holder_id_number")
        if row["child_id_type"] is not IdType.MAINLAND_ID:
            return
        if _birthday_in(row["child_id_number"], "child_id_number") != row["child_birthday"]:
            raise ValidationError("It isn't the birthday in child_id_number.", "child_birthday")


_SENTENCES = {
    Flaw.LENGTH: "A mainland ID number has 18 characters.",
    Flaw.CHECK_DIGIT: "Its check digit doesn't fit: one character is wrong.",
    Flaw.BIRTHDAY: "There is no such birthday in it.",
}


def _birthday_in(number: str, column: str) -> date:
    try:
        return mainland_birthday(number)
    except FlawedNumber as problem:
        raise ValidationError(_SENTENCES[problem.flaw], column) from None
