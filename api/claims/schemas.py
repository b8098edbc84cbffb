"""The rows that phones pull: claims, their documents, and payout accounts."""

from marshmallow import Schema, fields

from api.claims.rules import (
    AccountState,
    ClaimEventKind,
    ClaimKind,
    ClaimOutcome,
    ClaimStatus,
    DocumentKind,
    DocumentState,
)
from api.claims.settlement import StepLabel


class ClaimInvoiceShape(Schema):
    """One invoice; `number` is empty where the family didn't give it."""

    number = fields.String(required=True)
    amount_fen = fields.Integer(required=True)
    issued_on = fields.Date(required=True, allow_none=True)


class ClaimStepShape(Schema):
    """One line of the arithmetic.

    `claimed`, `subtotal`, `benefit` and `approved` are sums; the others say how much they change
    the sum before, below 0 for less. `words` depends on the label: the items that aren't covered;
    `policy_year` or `visit` of a deductible; `no_authorisation` or `outside_network` of a
    reduction; `policy_year`, `count`, `visit` or `day` of a limit; the reason of an override.
    """

    label = fields.Enum(StepLabel, by_value=True, required=True)
    amount_fen = fields.Integer(required=True)
    rate_bp = fields.Integer()
    words = fields.String()


class ClaimEventShape(Schema):
    """One step of a claim; `params` holds what its kind has to tell, as texts.

    `phone` of a family's step; `note` of its words; `outcome` and, of a decline, `reason` of a
    decision.
    """

    kind = fields.Enum(ClaimEventKind, by_value=True, required=True)
    at = fields.AwareDateTime(required=True)
    params = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class ClaimRequestShape(Schema):
    """What the family is asked for: kinds of documents, or documents to take again."""

    id = fields.UUID(required=True)
    kinds = fields.List(fields.Enum(DocumentKind, by_value=True), required=True)
    document_ids = fields.List(fields.UUID(), required=True)
    note = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


class ClaimRow(Schema):
    """A row of the collection `claims`. `due_on` is null where the manual promises nothing."""

    id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    kind = fields.Enum(ClaimKind, by_value=True, required=True)
    status = fields.Enum(ClaimStatus, by_value=True, required=True)
    outcome = fields.Enum(ClaimOutcome, by_value=True, required=True, allow_none=True)
    hospital = fields.String(required=True)
    hospital_id = fields.String(required=True, allow_none=True)
    department = fields.String(required=True)
    visited_on = fields.Date(required=True)
    discharged_on = fields.Date(required=True, allow_none=True)
    diagnosis = fields.String(required=True)
    note = fields.String(required=True)
    total_fen = fields.Integer(required=True)
    invoices = fields.List(fields.Nested(ClaimInvoiceShape), required=True)
    benefit = fields.String(required=True)
    account_id = fields.UUID(required=True, allow_none=True)
    opened_by = fields.String(required=True)
    announced_at = fields.AwareDateTime(required=True)
    completed_at = fields.AwareDateTime(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)
    due_is_estimate = fields.Boolean(required=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    paid_at = fields.AwareDateTime(required=True, allow_none=True)
    approved_fen = fields.Integer(required=True, allow_none=True)
    steps = fields.List(fields.Nested(ClaimStepShape), required=True)
    explanation = fields.String(required=True)
    events = fields.List(fields.Nested(ClaimEventShape), required=True)
    requests = fields.List(fields.Nested(ClaimRequestShape), required=True)


class RetakeMarkShape(Schema):
    """A place on a photo, as shares of its width and height from 0 to 1."""

    x = fields.Float(required=True)
    y = fields.Float(required=True)
    w = fields.Float(required=True)
    h = fields.Float(required=True)


class RetakeShape(Schema):
    """Why a photo is asked for again, and where to look."""

    note = fields.String(required=True)
    mark = fields.Nested(RetakeMarkShape, required=True, allow_none=True)


class ClaimDocumentRow(Schema):
    """A row of `claim_documents`; `phone` is the name of the phone that has it."""

    id = fields.UUID(required=True)
    claim_id = fields.UUID(required=True)
    kind = fields.Enum(DocumentKind, by_value=True, required=True)
    state = fields.Enum(DocumentState, by_value=True, required=True)
    position = fields.Integer(required=True)
    filename = fields.String(required=True)
    size = fields.Integer(required=True)
    sha256 = fields.String(required=True, allow_none=True)
    upload_id = fields.UUID(required=True, allow_none=True)
    phone = fields.String(required=True)
    binding_id = fields.UUID(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True, allow_none=True)
    request = fields.Nested(RetakeShape, required=True, allow_none=True)
    replaces = fields.UUID(required=True, allow_none=True)


class PayoutAccountRow(Schema):
    """A row of `payout_accounts`: of the number only its last four digits."""

    id = fields.UUID(required=True)
    holder = fields.String(required=True)
    bank = fields.String(required=True)
    last4 = fields.String(required=True)
    state = fields.Enum(AccountState, by_value=True, required=True)
    added_by = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)
