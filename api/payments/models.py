"""Bills, attempts to pay them, what gateways reported, refunds, and changes by two people."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.clock import china_date
from api.core.db import Base, enum_column
from api.core.synced import Synced
from api.gateways.payments import CheckoutKind
from api.payments.rules import (
    ATTEMPT_TRANSITIONS,
    BILL_TRANSITIONS,
    REFUND_TRANSITIONS,
    AttemptState,
    BillSource,
    BillState,
    ChangeKind,
    ChangeState,
    Money,
    RefundCause,
    RefundState,
    is_due,
    order_number,
)


class Bill(Synced, Base):
    """What a family owes for one visit: the only truth of what is due and paid.

    `billed_fen` is what the insurer says, `reduced_fen` what finance gave back of it since. All
    that changes it holds its policy's row.
    """

    __tablename__ = "bills"
    __collection__ = "bills"
    __table_args__ = (
        sa.CheckConstraint(
            "billed_fen >= 0 AND reduced_fen >= 0 AND outside_fen >= 0", name="amounts"
        ),
        sa.CheckConstraint("captured_fen >= returned_fen AND returned_fen >= 0", name="returned"),
        sa.CheckConstraint("(state = 'paying') = (paying_since IS NOT NULL)", name="paying"),
        sa.CheckConstraint("(state = 'paid') = (paid_at IS NOT NULL)", name="paid"),
        sa.UniqueConstraint("source", "source_id"),
        sa.Index("ix_bills_policy_id_rev", "policy_id", "rev"),
        sa.Index("ix_bills_state_due_on", "state", "due_on"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    source: Mapped[BillSource] = mapped_column(enum_column(BillSource))
    source_id: Mapped[str]
    state: Mapped[BillState] = mapped_column(enum_column(BillState))
    hospital: Mapped[str]
    visited_on: Mapped[date]
    billed_fen: Mapped[int] = mapped_column(sa.BigInteger())
    reduced_fen: Mapped[int] = mapped_column(sa.BigInteger(), default=0)
    captured_fen: Mapped[int] = mapped_column(sa.BigInteger(), default=0)
    returned_fen: Mapped[int] = mapped_column(sa.BigInteger(), default=0)
    outside_fen: Mapped[int] = mapped_column(sa.BigInteger(), default=0)
    due_on: Mapped[date]
    # What the insurer's file said last: staff may have postponed it since.
    insurers_due_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    paid_at: Mapped[datetime | None]
    receipt: Mapped[str | None] = mapped_column(unique=True)
    # Who is paying: since when, until when nobody else may, on which phone.
    paying_since: Mapped[datetime | None]
    paying_until: Mapped[datetime | None]
    paying_phone: Mapped[str | None]
    paying_binding_id: Mapped[str | None]
    read_at: Mapped[datetime | None]
    called_at: Mapped[datetime | None]
    # The last reminder: days before the date.
    reminded: Mapped[int | None]

    refunds: Mapped[list["Refund"]] = relationship(order_by="Refund.created_at", lazy="selectin")

    @property
    def money(self) -> Money:
        """The bill's figures."""
        due_fen = max(0, self.billed_fen - self.reduced_fen)
        if self.state in {BillState.WAIVED, BillState.CANCELLED}:
            due_fen = 0
        return Money(due_fen, self.captured_fen, self.returned_fen, self.outside_fen)

    def is_due(self, today: date) -> bool:
        """Whether this bill greys the card on a China date."""
        since = china_date(self.paying_since) if self.paying_since else None
        return is_due(self.state, self.due_on, since, today)

    def become(self, state: BillState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if state not in BILL_TRANSITIONS[self.state]:
            raise ValueError(f"a bill that is {self.state} never becomes {state}")
        self.state = state


class PaymentAttempt(Base):
    """One order at a gateway; of a bill's attempts one at most is started."""

    __tablename__ = "payment_attempts"
    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint("(state = 'captured') = (captured_fen IS NOT NULL)", name="captured"),
        sa.CheckConstraint(
            "(state = 'captured') = (captured_at IS NOT NULL)", name="captured_when"
        ),
        sa.Index("ix_payment_attempts_bill_id", "bill_id"),
        sa.Index(
            "uq_payment_attempts_started",
            "bill_id",
            unique=True,
            sqlite_where=sa.text("state = 'started'"),
            postgresql_where=sa.text("state = 'started'"),
        ),
        sa.Index(
            "ix_payment_attempts_look_at",
            "look_at",
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    bill_id: Mapped[str] = mapped_column(sa.ForeignKey("bills.id"))
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"))
    state: Mapped[AttemptState] = mapped_column(enum_column(AttemptState))
    gateway: Mapped[str]
    kind: Mapped[CheckoutKind] = mapped_column(enum_column(CheckoutKind))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    device_id: Mapped[str]
    binding_id: Mapped[str]
    phone: Mapped[str]
    began_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    # When the gateway is asked next; None: no reason to.
    look_at: Mapped[datetime | None]
    looks: Mapped[int] = mapped_column(default=0)
    looked_at: Mapped[datetime | None]
    captured_fen: Mapped[int | None] = mapped_column(sa.BigInteger())
    captured_at: Mapped[datetime | None]
    transaction: Mapped[str | None]

    @property
    def number(self) -> str:
        """The order's number at the gateway: 32 hex digits."""
        return order_number(self.id)

    def become(self, state: AttemptState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if state not in ATTEMPT_TRANSITIONS[self.state]:
            raise ValueError(f"an attempt that is {self.state} never becomes {state}")
        self.state = state


class PaymentCallback(Base):
    """One event that a gateway reported, however often."""

    __tablename__ = "payment_callbacks"

    gateway: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class Refund(Base):
    """Money that goes back for one captured attempt."""

    __tablename__ = "refunds"
    __table_args__ = (
        sa.CheckConstraint("amount_fen > 0", name="amount"),
        sa.CheckConstraint("second_id != proposed_by_id", name="second_person"),
        sa.Index("ix_refunds_bill_id", "bill_id"),
        sa.Index(
            "ix_refunds_next_at",
            "next_at",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    bill_id: Mapped[str] = mapped_column(sa.ForeignKey("bills.id"))
    attempt_id: Mapped[str] = mapped_column(sa.ForeignKey("payment_attempts.id"))
    state: Mapped[RefundState] = mapped_column(enum_column(RefundState))
    cause: Mapped[RefundCause] = mapped_column(enum_column(RefundCause))
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger())
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    proposed_by_id: Mapped[str]
    proposed_by: Mapped[str]
    second_id: Mapped[str | None]
    second: Mapped[str | None]
    # When the gateway is asked next; None: no reason to.
    next_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    # When the gateway first said that it has it: statements list it on that day.
    taken_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    failure: Mapped[str | None]

    @property
    def number(self) -> str:
        """The refund's number at the gateway: 32 hex digits."""
        return order_number(self.id)

    def become(self, state: RefundState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if state not in REFUND_TRANSITIONS[self.state]:
            raise ValueError(f"a refund that is {self.state} never becomes {state}")
        self.state = state


class BillChange(Base):
    """A bill to be waived or postponed: one person proposes it, another one agrees."""

    __tablename__ = "bill_changes"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'postpone') = (due_on IS NOT NULL)", name="due_on"),
        sa.CheckConstraint("second_id != proposed_by_id", name="second_person"),
        sa.Index(
            "uq_bill_changes_proposed",
            "bill_id",
            unique=True,
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    bill_id: Mapped[str] = mapped_column(sa.ForeignKey("bills.id"))
    kind: Mapped[ChangeKind] = mapped_column(enum_column(ChangeKind))
    state: Mapped[ChangeState] = mapped_column(enum_column(ChangeState))
    due_on: Mapped[date | None]
    reason: Mapped[str]
    proposed_by_id: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    second_id: Mapped[str | None]
    second: Mapped[str | None]
    settled_at: Mapped[datetime | None]

    bill: Mapped[Bill] = relationship()
