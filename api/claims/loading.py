"""Loaded arguments as what operations take."""

from collections.abc import Sequence
from typing import Any

from api.claims.said import (
    AccountSaid,
    Announcement,
    ClaimSaid,
    Delivery,
    DocumentSaid,
    HeaderSaid,
    InvoiceSaid,
)


def claim_said(args: dict[str, Any]) -> ClaimSaid:
    """What `OpenClaimArgs` loads, as a new claim."""
    header = dict(args["claim"])
    invoices = [InvoiceSaid(**invoice) for invoice in header.pop("invoices")]
    internet = header.pop("internet")
    answers = (internet["follow_up"], internet["licensed"]) if internet else None
    header["id"] = str(header["id"])
    account = args["account"]
    return ClaimSaid(
        header=HeaderSaid(**header, invoices=invoices, internet=answers),
        account=AccountSaid(**{**account, "id": str(account["id"])}) if account else None,
        documents=_documents_said(args["documents"]),
    )


def delivery(args: dict[str, Any]) -> Delivery:
    """What `AttachDocumentArgs` loads."""
    return Delivery(**{name: str(value) for name, value in args.items()})


def announcement(args: dict[str, Any]) -> Announcement:
    """What `AnnounceDocumentsArgs` loads."""
    return Announcement(
        claim_id=str(args["claim_id"]),
        documents=_documents_said(args["documents"]),
        request_id=_text_or_none(args["request_id"]),
        note=args["note"],
    )


def _documents_said(documents: Sequence[dict[str, Any]]) -> list[DocumentSaid]:
    return [
        DocumentSaid(
            id=str(document["id"]),
            kind=document["kind"],
            filename=document["filename"],
            size=document["size"],
            replaces=_text_or_none(document.get("replaces")),
        )
        for document in documents
    ]


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)
