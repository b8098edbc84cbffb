"""Complaints, the photos that came with them, and what happened to them."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.complaints.rules import (
    WAITING,
    Closer,
    ComplaintEventKind,
    ComplaintState,
    ComplaintTopic,
    PaperState,
    may_become,
    may_turn,
)
from api.core.crypto import Sealed
from api.core.db import Base, enum_column
from api.core.synced import Synced


class Complaint(Synced, Base):
    """What one family complains of. `version` counts all changes of it."""

    __tablename__ = "complaints"
    __collection__ = "complaints"
    __table_args__ = (
        sa.CheckConstraint(
            "(state IN ('received', 'reopened')) = (due_on IS NOT NULL)", name="due"
        ),
        sa.CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)"
            " AND (closed_at IS NULL) = (closed_by IS NULL)",
            name="closed",
        ),
        sa.Index("ix_complaints_policy_id_rev", "policy_id", "rev"),
        sa.Index("ix_complaints_state_due_on", "state", "due_on"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    receipt: Mapped[str] = mapped_column(unique=True)
    topic: Mapped[ComplaintTopic] = mapped_column(enum_column(ComplaintTopic))
    state: Mapped[ComplaintState] = mapped_column(enum_column(ComplaintState))
    text_sealed: Mapped[str]
    wish_sealed: Mapped[str]
    call_back: Mapped[bool]
    # Of `visits`, where the family named one; it may be gone from there.
    visit_id: Mapped[str | None]
    written_by: Mapped[str]
    binding_id: Mapped[str] = mapped_column(sa.ForeignKey("bindings.id"))
    received_at: Mapped[datetime]
    due_on: Mapped[date | None]
    due_is_estimate: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[Closer | None] = mapped_column(enum_column(Closer))

    # What was written may tell of an illness.
    text = Sealed()
    wish = Sealed()

    events: Mapped[list["ComplaintEvent"]] = relationship(
        order_by="ComplaintEvent.position", lazy="selectin"
    )
    papers: Mapped[list["ComplaintPaper"]] = relationship(
        order_by="ComplaintPaper.position", lazy="selectin"
    )

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for somebody of the service."""
        return self.state in WAITING

    @property
    def was_reopened(self) -> bool:
        """Whether the family has had its second look."""
        return any(event.kind is ComplaintEventKind.REOPENED for event in self.events)

    @property
    def answered_by(self) -> set[str]:
        """The ids of those who answered it."""
        answers = (each for each in self.events if each.kind is ComplaintEventKind.ANSWERED)
        return {each.staff_id for each in answers if each.staff_id}

    def become(self, state: ComplaintState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if not may_become(self.state, state):
            raise ValueError(f"a complaint that is {self.state} never becomes {state}")
        self.state = state


class ComplaintEvent(Base):
    """One step of a complaint, as its page tells it: by a phone, or by somebody of the service."""

    __tablename__ = "complaint_events"
    __table_args__ = (
        sa.UniqueConstraint("complaint_id", "position"),
        sa.CheckConstraint("(phone IS NULL) != (staff_id IS NULL)", name="one_side"),
        sa.CheckConstraint("(staff_id IS NULL) = (staff IS NULL)", name="staff"),
        sa.Index(
            "uq_complaint_events_reopened",
            "complaint_id",
            unique=True,
            sqlite_where=sa.text("kind = 'reopened'"),
            postgresql_where=sa.text("kind = 'reopened'"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    complaint_id: Mapped[str] = mapped_column(sa.ForeignKey("complaints.id"))
    position: Mapped[int]
    kind: Mapped[ComplaintEventKind] = mapped_column(enum_column(ComplaintEventKind))
    at: Mapped[datetime]
    phone: Mapped[str | None]
    staff_id: Mapped[str | None] = mapped_column(sa.ForeignKey("staff_accounts.id"))
    staff: Mapped[str | None]
    words_sealed: Mapped[str]

    # An answer, or a reason.
    words = Sealed()


class ComplaintPaper(Base):
    """A photo or document of a complaint: announced, and here once its upload is attached."""

    __tablename__ = "complaint_papers"
    __table_args__ = (
        sa.CheckConstraint("size > 0", name="size"),
        sa.CheckConstraint(
            "(state = 'received') = (upload_id IS NOT NULL)"
            " AND (upload_id IS NULL) = (sha256 IS NULL)",
            name="here",
        ),
        sa.UniqueConstraint("complaint_id", "position"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    complaint_id: Mapped[str] = mapped_column(sa.ForeignKey("complaints.id"))
    state: Mapped[PaperState] = mapped_column(enum_column(PaperState))
    position: Mapped[int]
    filename: Mapped[str]
    size: Mapped[int] = mapped_column(sa.BigInteger())
    upload_id: Mapped[str | None] = mapped_column(sa.ForeignKey("uploads.id"), unique=True)
    sha256: Mapped[str | None]

    def become(self, state: PaperState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if not may_turn(self.state, state):
            raise ValueError(f"a paper that is {self.state} never becomes {state}")
        self.state = state
