"""What phones send about claims: the arguments of the commands. A check says `中文|English`."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from api.claims.bank_numbers import BankNumberFlaw, bank_number_flaw, plain_bank_number
from api.claims.rules import MOST_DOCUMENTS, MOST_INVOICES, ClaimKind, DocumentKind
from api.core.texts import Line, Paragraph

_MOST_FEN = 10**9
_MOST_BYTES = 10**9
_AMOUNT = validate.Range(
    1, _MOST_FEN, error="金额写 0.01 到 1000 万元。|Write ¥0.01 to ¥10,000,000."
)
_SHA256 = validate.Regexp(r"\A[0-9a-f]{64}\Z", error="校验值不对。|This is no checksum.")
_BANK_FLAWS = {
    BankNumberFlaw.NOT_DIGITS: "只写数字。|Write digits only.",
    BankNumberFlaw.LENGTH: "银行卡号是 13 到 19 位数字。|A bank number has 13 to 19 digits.",
    BankNumberFlaw.CHECK_DIGIT: "卡号对不上，看看有没有写错。|One digit of the number is wrong.",
}


def _length(least: int, most: int) -> validate.Length:
    said = f"写 {least} 到 {most} 个字。|Write {least} to {most} characters."
    return validate.Length(least, most, error=said)


def _at_most(most: int) -> validate.Length:
    return validate.Length(0, most, error=f"最多 {most} 个字。|Write {most} characters at most.")


def _day(**options: Any) -> fields.Date:
    return fields.Date(format="%Y-%m-%d", **options)


class InvoiceArgs(Schema):
    """One invoice; its number may be unknown."""

    number = Line(load_default="", validate=_at_most(40))
    amount_fen = fields.Integer(required=True, strict=True, validate=_AMOUNT)
    issued_on = _day(load_default=None, allow_none=True)


class InternetArgs(Schema):
    """What the family answers to the two conditions of internet claims."""

    follow_up = fields.Boolean(required=True, truthy={True}, falsy={False})
    licensed = fields.Boolean(required=True, truthy={True}, falsy={False})


class ClaimHeaderArgs(Schema):
    """What was paid for, where and when."""

    id = fields.UUID(required=True)
    kind = fields.Enum(ClaimKind, by_value=True, required=True)
    hospital_id = Line(load_default=None, allow_none=True, validate=_at_most(80))
    hospital = Line(load_default="", validate=_at_most(80))
    department = Line(load_default="", validate=_at_most(40))
    visited_on = _day(required=True)
    discharged_on = _day(load_default=None, allow_none=True)
    diagnosis = Line(required=True, validate=_length(1, 200))
    note = Paragraph(load_default="", validate=_at_most(500))
    total_fen = fields.Integer(required=True, strict=True, validate=_AMOUNT)
    invoices = fields.List(
        fields.Nested(InvoiceArgs),
        required=True,
        validate=validate.Length(
            1, MOST_INVOICES, error="写 1 到 40 张发票。|Give 1 to 40 invoices."
        ),
    )
    internet = fields.Nested(InternetArgs, load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def says_where(self, said: dict[str, Any], **_: Any) -> None:
        """A hospital of the list, or one that is typed."""
        if not said["hospital"] and not said["hospital_id"]:
            raise ValidationError(
                "选一家医院，或写上名字。|Choose a hospital, or type it.", "hospital"
            )

    @validates_schema(skip_on_field_errors=True)
    def says_until_when(self, said: dict[str, Any], **_: Any) -> None:
        """A stay has its last day, not before its first."""
        left = said["discharged_on"]
        if left is None and said["kind"] is ClaimKind.PUBLIC_INPATIENT:
            raise ValidationError("写上出院那天。|Give the day of discharge.", "discharged_on")
        if left is not None and left < said["visited_on"]:
            raise ValidationError("出院不会早于入院。|It lies before the visit.", "discharged_on")

    @validates_schema(skip_on_field_errors=True)
    def answers_for_the_internet(self, said: dict[str, Any], **_: Any) -> None:
        """An internet claim, and no other, answers the manual's two conditions."""
        if (said["internet"] is None) == (said["kind"] is ClaimKind.INTERNET):
            raise ValidationError(
                "互联网问诊要回答两个问题，别的不用。|Only internet claims answer these.",
                "internet",
            )

    @validates_schema(skip_on_field_errors=True)
    def claims_what_the_invoices_say(self, said: dict[str, Any], **_: Any) -> None:
        """No more is claimed than the invoices add up to."""
        if said["total_fen"] > sum(invoice["amount_fen"] for invoice in said["invoices"]):
            raise ValidationError(
                "申请金额比发票加起来还多。|It is more than the invoices add up to.", "total_fen"
            )


class AccountArgs(Schema):
    """An account that is known, by its id alone, or a new one."""

    id = fields.UUID(required=True)
    holder = Line(load_default=None, validate=_length(1, 60))
    bank = Line(load_default=None, validate=_length(1, 60))
    number = Line(load_default=None, validate=_at_most(40))

    @validates_schema(skip_on_field_errors=True)
    def is_whole(self, said: dict[str, Any], **_: Any) -> None:
        """A new account says all there is to say, with a number that can be one."""
        given = [name for name in ("holder", "bank", "number") if said[name] is not None]
        missing = [name for name in ("holder", "bank", "number") if said[name] is None]
        if given and missing:
            raise ValidationError({name: ["还没填。|It is missing."] for name in missing})
        flaw = bank_number_flaw(said["number"]) if given else None
        if flaw:
            raise ValidationError(_BANK_FLAWS[flaw], "number")
        if given:
            said["number"] = plain_bank_number(said["number"])


class DocumentArgs(Schema):
    """One document that a phone has: its name and size in bytes."""

    id = fields.UUID(required=True)
    kind = fields.Enum(DocumentKind, by_value=True, required=True)
    filename = Line(load_default="", validate=_at_most(120))
    size = fields.Integer(
        required=True,
        strict=True,
        validate=validate.Range(1, _MOST_BYTES, error="文件是空的。|The file is empty."),
    )


class MoreDocumentArgs(DocumentArgs):
    """One more document; `replaces`: the one that is taken again."""

    replaces = fields.UUID(load_default=None, allow_none=True)


def _documents(shape: type[Schema]) -> fields.List[Any]:
    most = f"最多 {MOST_DOCUMENTS} 张。|{MOST_DOCUMENTS} at most."
    return fields.List(
        fields.Nested(shape), required=True, validate=validate.Length(0, MOST_DOCUMENTS, error=most)
    )


class OpenClaimArgs(Schema):
    """A new claim: its header, the account, and the documents that follow."""

    claim = fields.Nested(ClaimHeaderArgs, required=True)
    account = fields.Nested(AccountArgs, load_default=None, allow_none=True)
    documents = _documents(DocumentArgs)
    agreed = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        validate=validate.Equal(True, error="要先同意。|Please agree first."),
    )


class AttachDocumentArgs(Schema):
    """A finished upload for a document; the hash is of the bytes as the phone has them."""

    claim_id = fields.UUID(required=True)
    document_id = fields.UUID(required=True)
    upload_id = fields.UUID(required=True)
    sha256 = fields.String(required=True, validate=_SHA256)


class AnnounceDocumentsArgs(Schema):
    """More documents, retakes, or the answer to a request."""

    claim_id = fields.UUID(required=True)
    request_id = fields.UUID(load_default=None, allow_none=True)
    documents = _documents(MoreDocumentArgs)
    note = Paragraph(load_default="", validate=_at_most(500))

    @validates_schema(skip_on_field_errors=True)
    def says_something(self, said: dict[str, Any], **_: Any) -> None:
        """Documents or words, else there is nothing to announce."""
        if not said["documents"] and not said["note"]:
            raise ValidationError("加一份材料，或写几个字。|Add a document or a word.", "documents")


class DropDocumentArgs(Schema):
    """An announced document that will not come."""

    claim_id = fields.UUID(required=True)
    document_id = fields.UUID(required=True)


class WithdrawClaimArgs(Schema):
    """A claim that the family takes back."""

    claim_id = fields.UUID(required=True)
    reason = Paragraph(load_default="", validate=_at_most(200))


class ConfirmAccountArgs(Schema):
    """An account that the phone confirms within its step-up."""

    account_id = fields.UUID(required=True)
