"""What gateways say of a day, and where that differs from what stands here."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.db import Base, enum_column
from api.payments.rules import DifferenceKind, DifferenceState


class Statement(Base):
    """One gateway's statement of one China date, as it was imported last."""

    __tablename__ = "statements"
    __table_args__ = (sa.UniqueConstraint("gateway", "day"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    gateway: Mapped[str]
    day: Mapped[date]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]
    captures: Mapped[int]
    captured_fen: Mapped[int] = mapped_column(sa.BigInteger())
    refunds: Mapped[int]
    refunded_fen: Mapped[int] = mapped_column(sa.BigInteger())

    differences: Mapped[list["StatementDifference"]] = relationship(
        order_by="StatementDifference.number", cascade="all, delete-orphan"
    )


class StatementDifference(Base):
    """One order or refund of which a statement says something else than stands here."""

    __tablename__ = "statement_differences"
    __table_args__ = (
        sa.UniqueConstraint("statement_id", "number"),
        sa.CheckConstraint("(state = 'explained') = (note IS NOT NULL)", name="note"),
        sa.Index(
            "ix_statement_differences_open",
            "statement_id",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    statement_id: Mapped[str] = mapped_column(sa.ForeignKey("statements.id"))
    # Of the order, or of the refund, at the gateway.
    number: Mapped[str]
    kind: Mapped[DifferenceKind] = mapped_column(enum_column(DifferenceKind))
    state: Mapped[DifferenceState] = mapped_column(enum_column(DifferenceState))
    bill_id: Mapped[str | None] = mapped_column(sa.ForeignKey("bills.id"))
    transaction: Mapped[str]
    at: Mapped[datetime]
    ours_fen: Mapped[int] = mapped_column(sa.BigInteger())
    theirs_fen: Mapped[int] = mapped_column(sa.BigInteger())
    note: Mapped[str | None]
    settled_by: Mapped[str | None]
    settled_at: Mapped[datetime | None]

    statement: Mapped[Statement] = relationship(back_populates="differences")
