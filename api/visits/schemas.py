"""The shape of a visit, and the columns of a visits file."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from api.core.cells import DayCell, FenCell, TextCell
from api.visits.rules import Figures, VisitMethod, wrong_figures


class VisitRow(Schema):
    """A row of the collection `visits`; `direct_fen` null: under review.

    What is still to pay, and until when, stands in its bill (collection `bills`).
    """

    id = fields.UUID(required=True)
    number = fields.String(required=True)
    hospital = fields.String(required=True)
    department = fields.String(required=True)
    visited_on = fields.Date(required=True)
    method = fields.Enum(VisitMethod, by_value=True, required=True)
    benefit = fields.String(required=True)
    total_fen = fields.Integer(required=True)
    direct_fen = fields.Integer(required=True, allow_none=True)
    self_pay_fen = fields.Integer(required=True, allow_none=True)


class VisitFileRow(Schema):
    """One row of a visits file; an empty cell is an absent value."""

    number = TextCell(40, required=True)
    policy_number = TextCell(40, required=True)
    hospital = TextCell(80, required=True)
    department = TextCell(40, required=True)
    visited_on = DayCell(required=True)
    method = fields.Enum(VisitMethod, by_value=True, required=True)
    benefit_code = TextCell(40, required=True)
    total_fen = FenCell(required=True)
    direct_fen = FenCell(load_default=None)
    self_pay_fen = FenCell(load_default=None)
    due_on = DayCell(load_default=None)
    paid_on = DayCell(load_default=None)

    @validates_schema(skip_on_field_errors=True)
    def has_right_figures(self, row: dict[str, Any], **_: Any) -> None:
        """The amounts add up, and only what the family pays is due or paid."""
        figures = Figures(**{name: row[name] for name in Figures.__annotations__})
        wrong: dict[str, list[str]] = {}
        for column, sentence in wrong_figures(figures, row["due_on"], row["paid_on"]):
            wrong.setdefault(column, []).append(sentence)
        if wrong:
            raise ValidationError(dict(wrong))
