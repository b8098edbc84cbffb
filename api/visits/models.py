"""Visits to hospitals."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, enum_column
from api.core.synced import Synced
from api.visits.rules import Figures, VisitMethod


class Visit(Synced, Base):
    """One visit as the insurer's system reports it, known by its number."""

    __tablename__ = "visits"
    __collection__ = "visits"
    __table_args__ = (
        sa.CheckConstraint(
            "total_fen >= 0 AND direct_fen >= 0 AND self_pay_fen >= 0", name="amounts"
        ),
        sa.CheckConstraint(
            "coalesce(direct_fen, 0) + coalesce(self_pay_fen, 0) <= total_fen", name="adds_up"
        ),
        sa.Index("ix_visits_policy_id_rev", "policy_id", "rev"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    hospital: Mapped[str]
    department: Mapped[str]
    visited_on: Mapped[date]
    method: Mapped[VisitMethod] = mapped_column(enum_column(VisitMethod))
    benefit: Mapped[str]
    total_fen: Mapped[int] = mapped_column(sa.BigInteger())
    direct_fen: Mapped[int | None] = mapped_column(sa.BigInteger())
    self_pay_fen: Mapped[int | None] = mapped_column(sa.BigInteger())

    @property
    def figures(self) -> Figures:
        """The visit's money."""
        return Figures(self.method, self.total_fen, self.direct_fen, self.self_pay_fen)


class VisitCharge(Base):
    """What the insurer's file says of a visit's self-pay amount: its date, and when it was paid.

    `payments` makes the visit's bill of it, and notes when it did; apart from the visit, because
    no phone has to hear of it.
    """

    __tablename__ = "visit_charges"
    __table_args__ = (
        sa.Index(
            "ix_visit_charges_to_follow",
            "visit_id",
            sqlite_where=sa.text("followed_at IS NULL"),
            postgresql_where=sa.text("followed_at IS NULL"),
        ),
    )

    visit_id: Mapped[str] = mapped_column(sa.ForeignKey("visits.id"), primary_key=True)
    due_on: Mapped[date | None]
    paid_on: Mapped[date | None]
    followed_at: Mapped[datetime | None]
