"""Uses of benefits, and what they add up to."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.benefits.rules import UseState
from api.core.db import Base, enum_column
from api.core.synced import Synced


class UseSource(StrEnum):
    """What used a benefit."""

    OPENING = "opening"  # what the policies file says was used besides visits; id: benefit code
    VISIT = "visit"  # a visit; id: the visit's
    CLAIM = "claim"  # a claim; id: the claim's


class BenefitUse(Base):
    """One use of one benefit; its source writes it once and corrects it."""

    __tablename__ = "benefit_uses"
    __table_args__ = (
        sa.UniqueConstraint("policy_id", "source", "source_id"),
        sa.CheckConstraint("amount_fen >= 0", name="amount"),
        sa.CheckConstraint("count >= 0", name="count"),
        sa.Index("ix_benefit_uses_policy_id_benefit", "policy_id", "benefit"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"))
    benefit: Mapped[str]
    source: Mapped[UseSource] = mapped_column(enum_column(UseSource))
    source_id: Mapped[str]
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    count: Mapped[int]
    state: Mapped[UseState] = mapped_column(enum_column(UseState))
    used_on: Mapped[date]


class BenefitBalance(Synced, Base):
    """What is used and under review of one benefit of one policy: the sum of its uses."""

    __tablename__ = "benefit_balances"
    __collection__ = "benefits"
    __table_args__ = (
        sa.UniqueConstraint("policy_id", "benefit"),
        sa.CheckConstraint(
            "used_fen >= 0 AND reviewing_fen >= 0 AND used_count >= 0 AND reviewing_count >= 0",
            name="amounts",
        ),
        sa.Index("ix_benefit_balances_policy_id_rev", "policy_id", "rev"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    benefit: Mapped[str]
    used_fen: Mapped[int] = mapped_column(sa.BigInteger())
    reviewing_fen: Mapped[int] = mapped_column(sa.BigInteger())
    used_count: Mapped[int]
    reviewing_count: Mapped[int]
