"""What phones send and get about binding, step-up and each other."""

from datetime import date
from typing import Any

import phonenumbers
from marshmallow import (
    EXCLUDE,
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from api.core.texts import Line
from api.devices.matching import BindClaim
from api.policies.documents import FlawedNumber, mainland_birthday
from api.policies.models import IdType, PolicyKind

# A check's sentence is `中文|English`; core/words.py picks.
_NAME = validate.Length(1, 60, error="名字写 1 到 60 个字。|Write 1 to 60 characters.")
_LAST4 = validate.Regexp(r"\A[0-9A-Za-z]{4}\Z", error="一共 4 位。|Exactly 4 characters.")
_ID = validate.Length(4, 40, error="证件号写 4 到 40 位。|Write 4 to 40 characters.")
_VERSION = validate.Length(1, 40)
_CODE = validate.Regexp(r"\A[0-9]{6}\Z", error="验证码是 6 位数字。|The code has 6 digits.")
_PHONE_NAME = validate.Length(1, 20, error="名字写 1 到 20 个字。|Write 1 to 20 characters.")


def is_e164(text: str) -> None:
    """Raises ValidationError unless a text is a possible phone number in E.164."""
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        number = None
    if (
        number is None
        or not phonenumbers.is_possible_number(number)
        or phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) != text
    ):
        raise ValidationError("手机号不对，看看位数和地区。|Check the number and its region.")


def is_a_childs_birthday(day: date) -> None:
    """Raises ValidationError for a birthday no insured child can have."""
    if day.year < 1990:
        raise ValidationError("生日看着不对。|This birthday looks wrong.")


class BindCodeIn(Schema):
    """A request for a binding code; `attempt` is a UUID of the phone's own for repeats."""

    child_name = Line(required=True, validate=_NAME)
    policy_last4 = Line(required=True, validate=_LAST4)
    id_type = fields.Enum(IdType, by_value=True, required=True)
    id_number = Line(required=True, validate=_ID)
    birthday = fields.Date(required=True, format="%Y-%m-%d", validate=is_a_childs_birthday)
    phone = Line(required=True, validate=is_e164)
    kind = fields.Enum(PolicyKind, by_value=True, required=True)
    privacy_version = fields.String(required=True, validate=_VERSION)
    guardian_version = fields.String(required=True, validate=_VERSION)
    attempt = fields.UUID(load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def checks_the_mainland_number(self, said: dict[str, Any], **_: Any) -> None:
        """A mainland ID carries its birthday and a check digit (GB 11643)."""
        if said["id_type"] is not IdType.MAINLAND_ID:
            return
        try:
            mainland_birthday(said["id_number"])
        except FlawedNumber:
            raise ValidationError(
                "身份证号对不上校验位，看看有没有写错。|The check digit of this ID does not fit.",
                "id_number",
            ) from None

    @post_load
    def makes_a_claim(self, said: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Separates the claim from the consents and the attempt."""
        claim = BindClaim(**{name: said[name] for name in BindClaim.__annotations__})
        return {
            "claim": claim,
            "versions": (said["privacy_version"], said["guardian_version"]),
            "attempt": str(said["attempt"]) if said["attempt"] else None,
        }


class ChallengeOut(Schema):
    """Where to send the code to, and after how many seconds another may be asked for."""

    challenge = fields.String(required=True)
    resend_after_s = fields.Integer(required=True)


class BindIn(Schema):
    """A code from the policyholder's phone, and the name people chose for this one."""

    challenge = fields.UUID(required=True)
    code = fields.String(required=True, validate=_CODE)
    device_name = Line(required=True, validate=_PHONE_NAME)


class BindOut(Schema):
    """The policy this phone is bound to now."""

    policy_id = fields.String(required=True)


class RenamePhoneArgs(Schema):
    """The arguments of `devices.rename`: which phone of the card, and its name from now on."""

    binding_id = fields.UUID(required=True)
    name = Line(required=True, validate=_PHONE_NAME)


class StepUpCodeIn(Schema):
    """The policy whose policyholder is to confirm."""

    policy_id = fields.UUID(required=True)


class StepUpIn(Schema):
    """The code that confirms."""

    challenge = fields.UUID(required=True)
    code = fields.String(required=True, validate=_CODE)


class StepUpOut(Schema):
    """Until when this phone counts as confirmed (UTC)."""

    until = fields.String(required=True)


class ConsentIn(Schema):
    """The versions of the two texts that were read and agreed to."""

    privacy_version = fields.String(required=True, validate=_VERSION)
    guardian_version = fields.String(required=True, validate=_VERSION)


class SessionOut(Schema):
    """What this browser is bound to, and which texts and builds are current."""

    bound = fields.List(fields.String(), required=True)
    privacy_version = fields.String(required=True)
    guardian_version = fields.String(required=True)
    min_build = fields.String(required=True)


class PhoneOut(Schema):
    """One phone of a policy; `this` is the one that asks."""

    binding_id = fields.String(required=True)
    name = fields.String(required=True)
    bound_at = fields.String(required=True)
    last_contact_at = fields.String(required=True)
    this = fields.Boolean(required=True)


class PhonesOut(Schema):
    """All phones of a policy."""

    phones = fields.List(fields.Nested(PhoneOut), required=True)


class Nothing(Schema):
    """An empty JSON object; whatever else it holds is not looked at."""

    class Meta:
        """Unknown fields pass."""

        unknown = EXCLUDE
