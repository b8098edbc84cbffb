"""The shapes of bills, and of what a phone says and hears about paying."""

from marshmallow import Schema, fields, validate

from api.gateways.payments import CheckoutKind
from api.payments.paying import QuoteAnswer
from api.payments.rules import BillSource, BillState, RefundCause, RefundState

_FEN = validate.Range(1, 10**12)


class PayingRow(Schema):
    """Who is paying a bill: `phone` is its name, nobody else may pay before `until`."""

    phone = fields.String(required=True)
    binding_id = fields.UUID(required=True)
    since = fields.String(required=True)
    until = fields.String(required=True)


class RefundRow(Schema):
    """Money that goes back, or went."""

    amount_fen = fields.Integer(required=True)
    cause = fields.Enum(RefundCause, by_value=True, required=True)
    state = fields.Enum(RefundState, by_value=True, required=True)
    at = fields.String(required=True)


class BillRow(Schema):
    """A row of the collection `bills`: what is to pay for the visit `source_id`.

    `due_fen` is the bill, `paid_fen` what was kept of payments, `owed_fen` what is left. A
    `receipt` is there once it was paid here.
    """

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    source = fields.Enum(BillSource, by_value=True, required=True)
    source_id = fields.UUID(required=True)
    state = fields.Enum(BillState, by_value=True, required=True)
    hospital = fields.String(required=True)
    visited_on = fields.Date(required=True)
    due_fen = fields.Integer(required=True)
    paid_fen = fields.Integer(required=True)
    owed_fen = fields.Integer(required=True)
    due_on = fields.Date(required=True)
    opened_at = fields.String(required=True)
    paid_at = fields.String(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    paying = fields.Nested(PayingRow, required=True, allow_none=True)
    refunds = fields.List(fields.Nested(RefundRow), required=True)
    read = fields.Boolean(required=True)


class AttemptIn(Schema):
    """What a phone wants to pay: `id` is made by it, `amount_fen` is what the parent saw."""

    id = fields.UUID(required=True)
    bill_id = fields.UUID(required=True)
    amount_fen = fields.Integer(required=True, strict=True, validate=_FEN)
    kind = fields.Enum(CheckoutKind, by_value=True, required=True)


class QuoteOut(Schema):
    """What is owed now; `phone` and `until` (UTC) say who is paying while another phone is."""

    answer = fields.Enum(QuoteAnswer, by_value=True, required=True)
    amount_fen = fields.Integer(required=True)
    phone = fields.String(required=True, allow_none=True)
    until = fields.String(required=True, allow_none=True)


class CheckoutOut(Schema):
    """Where to pay: `url` is opened, or shown as a QR (`kind`)."""

    kind = fields.Enum(CheckoutKind, by_value=True, required=True)
    url = fields.String(required=True)


class AttemptOut(Schema):
    """A quote, and a checkout where the quote says `confirm`."""

    quote = fields.Nested(QuoteOut, required=True)
    checkout = fields.Nested(CheckoutOut, required=True, allow_none=True)


class LookIn(Schema):
    """Which bill to look into."""

    bill_id = fields.UUID(required=True)


class LookOut(Schema):
    """How a bill stands after the gateway was asked; the row itself comes with the next pull."""

    state = fields.Enum(BillState, by_value=True, required=True)
    owed_fen = fields.Integer(required=True)


class IntendPaymentArgs(Schema):
    """`payments.intend`: a tap on 支付 without signal; never a charge.

    Its result is a `QuoteOut` without `until` and `phone`.
    """

    bill_id = fields.UUID(required=True)
    amount_fen = fields.Integer(required=True, strict=True, validate=_FEN)


class ReadBillsArgs(Schema):
    """`payments.read`: bills that somebody of the family has seen."""

    bill_ids = fields.List(fields.UUID(), required=True, validate=validate.Length(1, 100))
