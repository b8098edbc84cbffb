"""Where payouts go, what was decided, and what was paid."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.claims.models import Claim
from api.claims.rules import ACCOUNT_TRANSITIONS, AccountState, ClaimOutcome, DeclineReason
from api.core.crypto import Sealed
from api.core.db import Base, enum_column
from api.core.synced import Synced


class PayoutAccount(Synced, Base):
    """A guardian's bank account; a policy has one confirmed account at most."""

    __tablename__ = "payout_accounts"
    __collection__ = "payout_accounts"
    __table_args__ = (
        sa.CheckConstraint("length(last4) = 4", name="last4"),
        sa.Index("ix_payout_accounts_policy_id_rev", "policy_id", "rev"),
        sa.Index(
            "uq_payout_accounts_confirmed",
            "policy_id",
            unique=True,
            sqlite_where=sa.text("state = 'confirmed'"),
            postgresql_where=sa.text("state = 'confirmed'"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    holder_sealed: Mapped[str]
    bank: Mapped[str]
    number_sealed: Mapped[str]
    number_index: Mapped[str]
    last4: Mapped[str]
    state: Mapped[AccountState] = mapped_column(enum_column(AccountState))
    added_by: Mapped[str]
    binding_id: Mapped[str] = mapped_column(sa.ForeignKey("bindings.id"))
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    holder = Sealed()
    number = Sealed()

    def become(self, state: AccountState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if state not in ACCOUNT_TRANSITIONS[self.state]:
            raise ValueError(f"an account that is {self.state} never becomes {state}")
        self.state = state


class DecisionState(StrEnum):
    """Whether a decision holds."""

    PROPOSED = "proposed"  # waits for a second person
    IN_FORCE = "in_force"  # the family was told
    RETURNED = "returned"  # the second person sent it back
    OVERTAKEN = "overtaken"  # the claim was changed, withdrawn or looked at again


class ClaimDecision(Base):
    """One decision about a claim, by one person or two."""

    __tablename__ = "claim_decisions"
    __table_args__ = (
        sa.CheckConstraint("approved_fen >= 0 AND deductible_fen >= 0", name="amounts"),
        sa.CheckConstraint("(outcome = 'declined') = (reason IS NOT NULL)", name="reason"),
        sa.CheckConstraint(
            "(override_fen IS NULL) = (override_reason_sealed IS NULL)", name="override"
        ),
        sa.CheckConstraint("second_id != proposed_by_id", name="two_people"),
        sa.Index(
            "uq_claim_decisions_open",
            "claim_id",
            unique=True,
            sqlite_where=sa.text("state IN ('proposed', 'in_force')"),
            postgresql_where=sa.text("state IN ('proposed', 'in_force')"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"), index=True)
    state: Mapped[DecisionState] = mapped_column(enum_column(DecisionState))
    outcome: Mapped[ClaimOutcome] = mapped_column(enum_column(ClaimOutcome))
    reason: Mapped[DeclineReason | None] = mapped_column(enum_column(DeclineReason))
    benefit: Mapped[str]
    approved_fen: Mapped[int] = mapped_column(sa.BigInteger())
    deductible_fen: Mapped[int] = mapped_column(sa.BigInteger())
    override_fen: Mapped[int | None] = mapped_column(sa.BigInteger())
    override_reason_sealed: Mapped[str | None]
    steps_sealed: Mapped[str]
    explanation_sealed: Mapped[str]
    proposed_by_id: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    second_id: Mapped[str | None]
    second: Mapped[str | None]
    second_words_sealed: Mapped[str | None]
    settled_at: Mapped[datetime | None]

    override_reason = Sealed()
    steps = Sealed()
    explanation = Sealed()
    second_words = Sealed()

    claim: Mapped[Claim] = relationship()


class PayoutBatch(Base):
    """Payouts that left for the bank together, as one file."""

    __tablename__ = "payout_batches"

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]
    made_by_id: Mapped[str]
    made_by: Mapped[str]


class Payout(Base):
    """One claim's payout: to which account, and whether the bank says it was paid."""

    __tablename__ = "payouts"
    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint(
            "(paid_on IS NULL) = (paid_at IS NULL) AND (paid_on IS NULL) = (reference IS NULL)",
            name="paid",
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    batch_id: Mapped[str] = mapped_column(sa.ForeignKey("payout_batches.id"), index=True)
    claim_id: Mapped[str] = mapped_column(sa.ForeignKey("claims.id"), unique=True)
    account_id: Mapped[str] = mapped_column(sa.ForeignKey("payout_accounts.id"))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    paid_on: Mapped[date | None]
    paid_at: Mapped[datetime | None]
    reference: Mapped[str | None]

    claim: Mapped[Claim] = relationship()
    account: Mapped[PayoutAccount] = relationship()
