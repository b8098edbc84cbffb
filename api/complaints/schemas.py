"""The row that phones pull, and the arguments of what they send. A check says `中文|English`."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.complaints.rules import (
    MOST_PAPERS,
    MOST_REASON,
    MOST_TEXT,
    MOST_WISH,
    Closer,
    ComplaintEventKind,
    ComplaintState,
    ComplaintTopic,
    PaperState,
)
from api.core.texts import Line, Paragraph

_MOST_BYTES = 10**9
_SHA256 = validate.Regexp(r"\A[0-9a-f]{64}\Z", error="校验值不对。|This is no checksum.")


class ComplaintEventShape(Schema):
    """One step; `phone` of a family's, `words` of an answer or a reason."""

    kind = fields.Enum(ComplaintEventKind, by_value=True, required=True)
    at = fields.AwareDateTime(required=True)
    phone = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)


class ComplaintPaperShape(Schema):
    """A photo or document, and where it is."""

    id = fields.UUID(required=True)
    state = fields.Enum(PaperState, by_value=True, required=True)
    filename = fields.String(required=True)
    upload_id = fields.UUID(required=True, allow_none=True)


class ComplaintRow(Schema):
    """A row of `complaints`; `due_on` while it waits for the service's answer."""

    id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    topic = fields.Enum(ComplaintTopic, by_value=True, required=True)
    state = fields.Enum(ComplaintState, by_value=True, required=True)
    text = fields.String(required=True)
    wish = fields.String(required=True)
    call_back = fields.Boolean(required=True)
    visit_id = fields.UUID(required=True, allow_none=True)
    written_by = fields.String(required=True)
    binding_id = fields.UUID(required=True)
    received_at = fields.AwareDateTime(required=True)
    due_on = fields.Date(required=True, allow_none=True)
    due_is_estimate = fields.Boolean(required=True)
    closed_by = fields.Enum(Closer, by_value=True, required=True, allow_none=True)
    events = fields.List(fields.Nested(ComplaintEventShape), required=True)
    papers = fields.List(fields.Nested(ComplaintPaperShape), required=True)


def _length(least: int, most: int) -> validate.Length:
    said = f"写 {least} 到 {most} 个字。|Write {least} to {most} characters."
    return validate.Length(least, most, error=said)


def _at_most(most: int) -> validate.Length:
    return validate.Length(0, most, error=f"最多 {most} 个字。|Write {most} characters at most.")


class PaperArgs(Schema):
    """One photo or document that the phone has: its name and size in bytes."""

    id = fields.UUID(required=True)
    filename = Line(load_default="", validate=_at_most(120))
    size = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, _MOST_BYTES, error="文件是空的。|The file is empty."),
    )


class OpenComplaintArgs(Schema):
    """A new complaint, and the photos that follow."""

    id = fields.UUID(required=True)
    topic = fields.Enum(ComplaintTopic, by_value=True, required=True)
    text = Paragraph(required=True, validate=_length(1, MOST_TEXT))
    wish = Paragraph(load_default="", validate=_at_most(MOST_WISH))
    call_back = fields.Boolean(load_default=False, truthy={True}, falsy={False})
    visit_id = fields.UUID(load_default=None, allow_none=True)
    papers = fields.List(
        fields.Nested(PaperArgs),
        load_default=list,
        validate=validate.Length(
            0, MOST_PAPERS, error=f"最多 {MOST_PAPERS} 张。|{MOST_PAPERS} at most."
        ),
    )

    @validates_schema(skip_on_field_errors=True)
    def names_each_paper_once(self, said: dict[str, Any], **_: Any) -> None:
        """Two papers never share an id."""
        ids = [paper["id"] for paper in said["papers"]]
        if len(set(ids)) < len(ids):
            raise ValidationError("有两张是同一个编号。|Two of them share an id.", "papers")


class AttachPaperArgs(Schema):
    """A finished upload for a paper; the hash is of the bytes as the phone has them."""

    complaint_id = fields.UUID(required=True)
    paper_id = fields.UUID(required=True)
    upload_id = fields.UUID(required=True)
    sha256 = fields.String(required=True, validate=_SHA256)


class DropPaperArgs(Schema):
    """An announced paper that will not come."""

    complaint_id = fields.UUID(required=True)
    paper_id = fields.UUID(required=True)


class ReopenComplaintArgs(Schema):
    """A complaint that the answer didn't settle, and why."""

    complaint_id = fields.UUID(required=True)
    reason = Paragraph(required=True, validate=_length(1, MOST_REASON))


class CloseComplaintArgs(Schema):
    """A complaint that is settled for the family."""

    complaint_id = fields.UUID(required=True)
