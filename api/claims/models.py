"""Claims: their headers, invoices, documents, requests and what happened to them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.claims.rules import (
    ClaimEventKind,
    ClaimKind,
    ClaimOutcome,
    ClaimStatus,
    DocumentKind,
    DocumentState,
    may_become,
    may_turn,
)
from api.core.crypto import Sealed
from api.core.db import Base, enum_column
from api.core.synced import Synced


class Claim(Synced, Base):
    """One visit that a family paid for and claims. `version` counts all changes of it.

    What was decided stands here only while it holds; earlier decisions are `ClaimDecision`s.
    """

    __tablename__ = "claims"
    __collection__ = "claims"
    __table_args__ = (
        sa.CheckConstraint("total_fen > 0", name="total"),
        sa.CheckConstraint("visited_on <= discharged_on", name="stay"),
        sa.CheckConstraint(
            "(kind = 'internet') = (follow_up IS NOT NULL)"
            " AND (follow_up IS NULL) = (licensed IS NULL)",
            name="internet",
        ),
        sa.CheckConstraint(
            "status = 'withdrawn' OR (status = 'announced') = (completed_at IS NULL)",
            name="completed",
        ),
        sa.CheckConstraint(
            "(status IN ('decided', 'paid')) = (outcome IS NOT NULL)"
            " AND (outcome IS NULL) = (decided_at IS NULL)"
            " AND (outcome IS NULL) = (approved_fen IS NULL)",
            name="decided",
        ),
        sa.CheckConstraint("approved_fen >= 0", name="approved"),
        sa.CheckConstraint("outcome != 'declined' OR approved_fen = 0", name="declined"),
        sa.CheckConstraint("(status = 'paid') = (paid_at IS NOT NULL)", name="paid"),
        sa.Index("ix_claims_policy_id_rev", "policy_id", "rev"),
        sa.Index("ix_claims_status_target_on", "status", "target_on"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    receipt: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ClaimKind] = mapped_column(enum_column(ClaimKind))
    status: Mapped[ClaimStatus] = mapped_column(enum_column(ClaimStatus))

    hospital: Mapped[str]
    hospital_id: Mapped[str | None]
    department: Mapped[str]
    visited_on: Mapped[date]
    discharged_on: Mapped[date | None]
    diagnosis_sealed: Mapped[str]
    note_sealed: Mapped[str]
    total_fen: Mapped[int] = mapped_column(sa.BigInteger())
    follow_up: Mapped[bool | None]
    licensed: Mapped[bool | None]

    benefit: Mapped[str]
    account_id: Mapped[str | None] = mapped_column(sa.ForeignKey("payout_accounts.id"), index=True)
    opened_by: Mapped[str]
    binding_id: Mapped[str] = mapped_column(sa.ForeignKey("bindings.id"))
    announced_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]
    due_on: Mapped[date | None]
    due_is_estimate: Mapped[bool] = mapped_column(default=False)
    target_on: Mapped[date | None]

    assessment_sealed: Mapped[str | None]

    outcome: Mapped[ClaimOutcome | None] = mapped_column(enum_column(ClaimOutcome))
    decided_at: Mapped[datetime | None]
    approved_fen: Mapped[int | None] = mapped_column(sa.BigInteger())
    steps_sealed: Mapped[str | None]
    explanation_sealed: Mapped[str | None]
    paid_at: Mapped[datetime | None]

    diagnosis = Sealed()
    note = Sealed()
    assessment = Sealed()
    steps = Sealed()
    explanation = Sealed()

    invoices: Mapped[list["ClaimInvoice"]] = relationship(
        order_by="ClaimInvoice.position", lazy="selectin"
    )
    events: Mapped[list["ClaimEvent"]] = relationship(
        order_by="ClaimEvent.position", lazy="selectin"
    )
    requests: Mapped[list["ClaimRequest"]] = relationship(
        order_by="ClaimRequest.position", lazy="selectin"
    )
    documents: Mapped[list["ClaimDocument"]] = relationship(order_by="ClaimDocument.position")

    def become(self, status: ClaimStatus) -> None:
        """Takes a status. Raises ValueError where the transition table has none."""
        if not may_become(self.status, status):
            raise ValueError(f"a claim that is {self.status} never becomes {status}")
        self.status = status


class ClaimFormDue(Base):
    """A claim whose form has to be made (again): apart, because no phone has to hear of it."""

    __tablename__ = "claim_forms_due"

    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"), primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)


class ClaimReceipt(Base):
    """A receipt number that was given out; the key makes it the only one."""

    __tablename__ = "claim_receipts"

    receipt: Mapped[str] = mapped_column(primary_key=True)


class ClaimInvoice(Base):
    """One invoice of a claim. A live one's number is the family's only one of that number."""

    __tablename__ = "claim_invoices"
    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.UniqueConstraint("claim_id", "position"),
        sa.Index(
            "uq_claim_invoices_live",
            "policyholder_id",
            "number_key",
            unique=True,
            sqlite_where=sa.text("live AND number_key IS NOT NULL"),
            postgresql_where=sa.text("live AND number_key IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"))
    policyholder_id: Mapped[str] = mapped_column(sa.ForeignKey("policyholders.id"))
    position: Mapped[int]
    number: Mapped[str]
    number_key: Mapped[str | None]
    live: Mapped[bool]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    issued_on: Mapped[date | None]


class ClaimDocument(Synced, Base):
    """One document of a claim: announced by a phone, and here once its upload is attached."""

    __tablename__ = "claim_documents"
    __collection__ = "claim_documents"
    __table_args__ = (
        sa.CheckConstraint("size > 0", name="size"),
        sa.CheckConstraint(
            "(upload_id IS NULL) = (state IN ('expected', 'dropped'))"
            " AND (upload_id IS NULL) = (received_at IS NULL)"
            " AND (upload_id IS NULL) = (sha256 IS NULL)",
            name="here",
        ),
        sa.CheckConstraint("replaces_id != id", name="replaces_another"),
        sa.UniqueConstraint("claim_id", "position"),
        sa.Index("ix_claim_documents_policy_id_rev", "policy_id", "rev"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"))
    kind: Mapped[DocumentKind] = mapped_column(enum_column(DocumentKind))
    state: Mapped[DocumentState] = mapped_column(enum_column(DocumentState))
    position: Mapped[int]
    filename: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger())
    # None: the service made it.
    binding_id: Mapped[str | None] = mapped_column(sa.ForeignKey("bindings.id"))
    phone: Mapped[str]
    upload_id: Mapped[str | None] = mapped_column(sa.ForeignKey("uploads.id"), unique=True)
    sha256: Mapped[str | None]
    received_at: Mapped[datetime | None]
    replaces_id: Mapped[str | None] = mapped_column(sa.ForeignKey("claim_documents.id"))
    retake_sealed: Mapped[str | None]

    # Note and mark of a retake, as JSON: a note may tell of the illness.
    retake = Sealed()

    def become(self, state: DocumentState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if not may_turn(self.state, state):
            raise ValueError(f"a document that is {self.state} never becomes {state}")
        self.state = state


class ClaimRequest(Base):
    """Something the family is asked for: kinds of documents, or documents to take again."""

    __tablename__ = "claim_requests"
    __table_args__ = (sa.UniqueConstraint("claim_id", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"))
    position: Mapped[int]
    kinds: Mapped[list[str]] = mapped_column(sa.JSON())
    document_ids: Mapped[list[str]] = mapped_column(sa.JSON())
    note_sealed: Mapped[str]
    at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    note = Sealed()


class ClaimEvent(Base):
    """One step of a claim, as its page tells it."""

    __tablename__ = "claim_events"
    __table_args__ = (sa.UniqueConstraint("claim_id", "position"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"))
    position: Mapped[int]
    kind: Mapped[ClaimEventKind] = mapped_column(enum_column(ClaimEventKind))
    at: Mapped[datetime]
    params_sealed: Mapped[str]

    # JSON: a family's words may tell of the illness.
    params = Sealed()
