"""Passes as phones get them, and what a reception asks and hears."""

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from api.core.words import BothLanguages
from api.passes.rules import LONGEST_TOKEN, Verdict
from api.policies.models import Sex
from api.policies.rules import CardState

_CODE = re.compile(r"[0-9A-Za-z]{4}[0-9]{6}", re.ASCII)


class PassesIn(Schema):
    """The cards that a phone wants passes of."""

    policy_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 50))


class PassOut(Schema):
    """One card's pass: `token` goes into the QR, `code` is typed instead of it.

    `version` is the revision of the policy that it speaks of, `state` the card's state then; both
    times are UTC instants.
    """

    policy_id = fields.UUID(required=True)
    token = fields.String(required=True)
    code = fields.String(required=True)
    state = fields.Enum(CardState, by_value=True, required=True)
    version = fields.Integer(required=True)
    as_of = fields.String(required=True)
    expires_at = fields.String(required=True)


class PassesOut(Schema):
    """The passes of the cards that were asked for."""

    passes = fields.List(fields.Nested(PassOut), required=True)


class VerifyIn(Schema):
    """What the QR holds, or the ten characters under it."""

    token = fields.String(validate=validate.Length(1, LONGEST_TOKEN))
    code = fields.String(validate=validate.Length(1, 40))

    @validates_schema(skip_on_field_errors=True)
    def says_one_of_both(self, said: dict[str, Any], **_: Any) -> None:
        """A token or a code, not both."""
        if len(said) != 1:
            raise ValidationError("扫码，或者输入卡下面的码。|Scan, or type the code.", "code")

    @post_load
    def reads_the_code(self, said: dict[str, Any], **_: Any) -> dict[str, Any]:
        """Takes out spaces and hyphens, with which people part digits."""
        if "code" not in said:
            return said
        code = re.sub(r"[\s-]", "", said["code"])
        if not _CODE.fullmatch(code):
            raise ValidationError("一共 10 位，在二维码下面。|10 digits, under the QR.", "code")
        return {"code": code}


class VerifyOut(Schema):
    """How a card stands now; all but `state` and `asked_at` is null where that is `unknown`.

    `name` shows one letter. No reason is ever told.
    """

    state = fields.Enum(Verdict, by_value=True, required=True)
    asked_at = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    sex = fields.Enum(Sex, by_value=True, required=True, allow_none=True)
    years = fields.Integer(required=True, allow_none=True)
    plan_name = fields.Nested(BothLanguages, required=True, allow_none=True)
    number_tail = fields.String(required=True, allow_none=True)
    ends_on = fields.Date(required=True, allow_none=True)


class KeyOut(Schema):
    """A public Ed25519 key and its id, as base64url without padding."""

    id = fields.String(required=True)
    key = fields.String(required=True)


class KeysOut(Schema):
    """The keys that passes are signed with, the one in use first; all of them are believed."""

    keys = fields.List(fields.Nested(KeyOut), required=True)
