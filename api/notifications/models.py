"""What is sent out, and the lines in a family's inbox."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.core.crypto import Sealed
from api.core.db import Base, enum_column
from api.core.synced import Synced
from api.notifications.rules import SendingState, may_become


class Channel(StrEnum):
    """What a message is sent through."""

    SMS = "sms"  # a text message
    MAIL = "mail"  # an e-mail, to policyholders who gave an address


class Notification(Base):
    """One outgoing message; sent at least once, and queued once a dedupe key."""

    __tablename__ = "notifications"
    __table_args__ = (
        sa.CheckConstraint("attempts >= 0", name="attempts"),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent_at"),
        sa.Index(
            "ix_notifications_due",
            "channel",
            "next_try_at",
            sqlite_where=sa.text("state IN ('queued', 'sending')"),
            postgresql_where=sa.text("state IN ('queued', 'sending')"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel] = mapped_column(enum_column(Channel))
    template: Mapped[str]
    recipient_sealed: Mapped[str]
    params_sealed: Mapped[str | None]
    state: Mapped[SendingState] = mapped_column(enum_column(SendingState))
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]

    recipient = Sealed()
    params = Sealed()

    def become(self, state: SendingState) -> None:
        """Takes a state. Raises ValueError where the transition table has none."""
        if not may_become(self.state, state):
            raise ValueError(f"{self.state} never becomes {state}")
        self.state = state


class InboxItem(Synced, Base):
    """A line in the inbox of every phone of a policy, but the one that caused it."""

    __tablename__ = "inbox_items"
    __collection__ = "inbox"
    __table_args__ = (sa.Index("ix_inbox_items_policy_id_rev", "policy_id", "rev"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    template: Mapped[str]
    params: Mapped[dict[str, Any]] = mapped_column(sa.JSON())
    # Plain text, no foreign key: devices lie to the right of notifications.
    caused_by_device_id: Mapped[str | None]
    created_at: Mapped[datetime]
