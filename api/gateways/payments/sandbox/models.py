"""The sandbox's own books: orders, refunds, and the reports it owes. Keys hold its name."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, enum_column
from api.gateways.payments import CheckoutKind, OrderState
from api.gateways.payments.sandbox.rules import order_state

_ORDER = ["sandbox_orders.gateway", "sandbox_orders.number"]


class SandboxOrder(Base):
    """An order. Its state follows from its times: one paid slowly has a `paid_at` to come."""

    __tablename__ = "sandbox_orders"
    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint("(paid_at IS NULL) = (transaction_number IS NULL)", name="paid"),
        sa.CheckConstraint("paid_at IS NULL OR closed_at IS NULL", name="one_end"),
        sa.Index("ix_sandbox_orders_gateway_paid_at", "gateway", "paid_at"),
    )

    gateway: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    amount_fen: Mapped[int]
    words: Mapped[str]
    kind: Mapped[CheckoutKind] = mapped_column(enum_column(CheckoutKind))
    notify_url: Mapped[str]
    return_url: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    transaction_number: Mapped[str | None] = mapped_column(unique=True)

    def state(self, now: datetime) -> OrderState:
        """Where it stands at an instant."""
        return order_state(self.paid_at, self.closed_at, self.expires_at, now)

    def is_being_paid(self, now: datetime) -> bool:
        """Whether somebody has paid it and the payment has not taken effect yet."""
        return self.paid_at is not None and self.paid_at > now


class SandboxRefund(Base):
    """Money given back of an order; `done_at` is when it is back."""

    __tablename__ = "sandbox_refunds"
    __table_args__ = (
        sa.ForeignKeyConstraint(["gateway", "order_number"], _ORDER),
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.Index("ix_sandbox_refunds_gateway_order_number", "gateway", "order_number"),
        sa.Index("ix_sandbox_refunds_gateway_requested_at", "gateway", "requested_at"),
    )

    gateway: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    order_number: Mapped[str]
    amount_fen: Mapped[int]
    reason: Mapped[str]
    requested_at: Mapped[datetime]
    done_at: Mapped[datetime]


class SandboxCallback(Base):
    """A report to the service, once; two of one event tell it twice.

    `due_at` is None once it was taken (`sent_at`) or given up.
    """

    __tablename__ = "sandbox_callbacks"
    __table_args__ = (
        sa.ForeignKeyConstraint(["gateway", "order_number"], _ORDER),
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        sa.CheckConstraint("due_at IS NULL OR sent_at IS NULL", name="one_end"),
        sa.Index("ix_sandbox_callbacks_gateway_order_number", "gateway", "order_number"),
        sa.Index(
            "ix_sandbox_callbacks_due",
            "gateway",
            "due_at",
            sqlite_where=sa.text("due_at IS NOT NULL"),
            postgresql_where=sa.text("due_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    gateway: Mapped[str]
    order_number: Mapped[str]
    event_id: Mapped[str]
    due_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
