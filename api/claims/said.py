"""What families say of a claim, as values: what the commands' arguments load to."""

from dataclasses import dataclass
from datetime import date

from api.claims.rules import ClaimKind, DocumentKind


@dataclass(frozen=True)
class AccountSaid:
    """An account as a phone names it: by its id alone, or a new one with all its values."""

    id: str
    holder: str | None = None
    bank: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class DocumentSaid:
    """A document that a phone has; `replaces`: the one that is taken again."""

    id: str
    kind: DocumentKind
    filename: str
    size: int
    replaces: str | None = None


@dataclass(frozen=True)
class InvoiceSaid:
    """One invoice as the family gives it."""

    number: str
    amount_fen: int
    issued_on: date | None


@dataclass(frozen=True)
class HeaderSaid:
    """What was paid for; `internet`: a follow-up visit? a licensed institution?"""

    id: str
    kind: ClaimKind
    hospital_id: str | None
    hospital: str
    department: str
    visited_on: date
    discharged_on: date | None
    diagnosis: str
    note: str
    total_fen: int
    invoices: list[InvoiceSaid]
    internet: tuple[bool, bool] | None


@dataclass(frozen=True)
class ClaimSaid:
    """All that a phone says of a new claim."""

    header: HeaderSaid
    account: AccountSaid | None
    documents: list[DocumentSaid]


@dataclass(frozen=True)
class Delivery:
    """A finished upload for an announced document, and the hash of what the phone holds."""

    claim_id: str
    document_id: str
    upload_id: str
    sha256: str


@dataclass(frozen=True)
class Announcement:
    """More documents or words for a claim; `request_id`: the request that this answers."""

    claim_id: str
    documents: list[DocumentSaid]
    request_id: str | None = None
    note: str = ""
