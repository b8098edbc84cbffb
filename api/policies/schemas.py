"""What a phone gets of a policy."""

from marshmallow import Schema, fields

from api.core.words import BothLanguages
from api.policies.models import PolicyKind, Sex
from api.policies.rules import PolicyStatus, SuspensionReason


class CardRow(Schema):
    """A row of the collection `cards`: one policy as its card shows it.

    `version` is the revision of its last change: an older pass may say what is no longer true.
    """

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    kind = fields.Enum(PolicyKind, by_value=True, required=True)
    child_id = fields.UUID(required=True)
    child_name = fields.String(required=True)
    sex = fields.Enum(Sex, by_value=True, allow_none=True, required=True)
    birthday = fields.Date(required=True)
    plan = fields.String(required=True)
    plan_name = fields.Nested(BothLanguages, required=True)
    starts_on = fields.Date(required=True)
    ends_on = fields.Date(required=True)
    status = fields.Enum(PolicyStatus, by_value=True, required=True)
    reason = fields.Enum(SuspensionReason, by_value=True, allow_none=True, required=True)
    reason_note = fields.String(required=True)
    renews = fields.UUID(allow_none=True, required=True)
    phone_tail = fields.String(required=True)
    demo = fields.Boolean(required=True)
    version = fields.Integer(required=True)
