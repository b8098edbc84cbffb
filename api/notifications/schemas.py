"""The shape of an inbox line."""

from marshmallow import Schema, fields


class InboxRow(Schema):
    """A row of the collection `inbox`; `params` fills the words of its template on the phone."""

    id = fields.UUID(required=True)
    template = fields.String(required=True)
    params = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    created_at = fields.AwareDateTime(required=True)
