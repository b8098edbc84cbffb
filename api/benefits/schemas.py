"""The shape of a benefit's balance."""

from marshmallow import Schema, fields


class BenefitRow(Schema):
    """A row of the collection `benefits`: one benefit of one policy."""

    id = fields.UUID(required=True)
    code = fields.String(required=True)
    used_fen = fields.Integer(required=True)
    reviewing_fen = fields.Integer(required=True)
    used_count = fields.Integer(required=True)
    reviewing_count = fields.Integer(required=True)
