"""The shape of a dose that a child got, and what phones say of it."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from api.core.texts import Line, Paragraph
from api.vaccines.rules import FREE_TEXTS, MOST_DOSES, OTHER, DoseGiven, DoseSaid

_IS_SHA256 = validate.Regexp(r"\A[0-9a-f]{64}\Z", error="Not a valid string.")
_IS_NUMBER = validate.Range(
    1, MOST_DOSES, error=f"第几针写 1 到 {MOST_DOSES}。|Write 1 to {MOST_DOSES}."
)


class VaccinationRow(Schema):
    """A row of the collection `vaccinations`; `name` is empty unless `vaccine_id` is "other"."""

    id = fields.UUID(required=True)
    vaccine_id = fields.String(required=True)
    name = fields.String(required=True)
    dose = fields.Integer(required=True, allow_none=True)
    given_on = fields.Date(required=True)
    batch = fields.String(required=True)
    place = fields.String(required=True)
    reaction = fields.String(required=True)
    note = fields.String(required=True)
    upload_id = fields.UUID(required=True, allow_none=True)
    added_by = fields.String(required=True)
    created_at = fields.AwareDateTime(required=True)


def _text(kind: type[Line], name: str) -> Line:
    return kind(load_default="", validate=validate.Length(max=FREE_TEXTS[name]))


class DoseArgs(Schema):
    """A dose as a phone says it; `vaccine_id` is one of vaccines.yaml, or "other" with a name."""

    id = fields.UUID(required=True)
    vaccine_id = fields.String(required=True, validate=validate.Length(1, 60))
    name = _text(Line, "name")
    dose = fields.Integer(strict=True, allow_none=True, load_default=None, validate=_IS_NUMBER)
    given_on = fields.Date(required=True, format="%Y-%m-%d")
    batch = _text(Line, "batch")
    place = _text(Line, "place")
    reaction = _text(Paragraph, "reaction")
    note = _text(Paragraph, "note")


class RecordDoseArgs(Schema):
    """The arguments of `vaccinations.record`; the photo of the booklet is an upload."""

    dose = fields.Nested(DoseArgs, required=True)
    upload_id = fields.UUID(load_default=None, allow_none=True)
    sha256 = fields.String(load_default=None, allow_none=True, validate=_IS_SHA256)

    @post_load
    def makes_a_dose(self, said: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What the operations take."""
        dose = said.pop("dose")
        dose_id = str(dose.pop("id"))
        if dose["vaccine_id"] != OTHER:
            dose["name"] = ""
        if said["upload_id"]:
            said["upload_id"] = str(said["upload_id"])
        return {"said": DoseSaid(dose_id, DoseGiven(**dose), **said)}


class CorrectDoseArgs(RecordDoseArgs):
    """The arguments of `vaccinations.correct`: all that the record is to say from now on.

    Without an upload the photo stays, unless it is to be dropped.
    """

    drop_photo = fields.Boolean(load_default=False)


class RemoveDoseArgs(Schema):
    """The arguments of `vaccinations.remove`."""

    dose_id = fields.UUID(required=True)
