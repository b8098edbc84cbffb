"""Uploads, and the parts of those whose store can't count."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from api.core.db import Base, enum_column
from api.uploads.rules import (
    LONGEST,
    TRANSITIONS,
    MediaType,
    PreviewState,
    RefusedFor,
    UploadState,
)


class Upload(Base):
    """One file of one phone, for one policy.

    `key` is its name in the file store, None once it was removed from there. `received` counts
    what has come where the store can't; `attached_at` says that something of the policy has it.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        sa.CheckConstraint(f"length BETWEEN 1 AND {LONGEST}", name="length"),
        sa.CheckConstraint("received BETWEEN 0 AND length", name="received"),
        sa.CheckConstraint(
            "state <> 'complete' OR (sha256 IS NOT NULL AND media_type IS NOT NULL"
            " AND completed_at IS NOT NULL AND key IS NOT NULL)",
            name="complete",
        ),
        sa.CheckConstraint("(state = 'refused') = (refused_for IS NOT NULL)", name="refused"),
        sa.CheckConstraint("attached_at IS NULL OR state = 'complete'", name="attached"),
        sa.Index("ix_uploads_policy_id_created_at", "policy_id", "created_at"),
        sa.Index(
            "ix_uploads_loose",
            "expires_at",
            sqlite_where=sa.text("attached_at IS NULL"),
            postgresql_where=sa.text("attached_at IS NULL"),
        ),
        sa.Index(
            "ix_uploads_unseen",
            "preview_due_at",
            sqlite_where=sa.text("preview_due_at IS NOT NULL"),
            postgresql_where=sa.text("preview_due_at IS NOT NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(sa.ForeignKey("devices.id"), index=True)
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"))
    filename: Mapped[str]
    length: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)
    state: Mapped[UploadState] = mapped_column(
        enum_column(UploadState), default=UploadState.RECEIVING
    )
    refused_for: Mapped[RefusedFor | None] = mapped_column(enum_column(RefusedFor))
    key: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    media_type: Mapped[MediaType | None] = mapped_column(enum_column(MediaType))
    sha256: Mapped[str | None]
    width: Mapped[int | None]
    height: Mapped[int | None]
    completed_at: Mapped[datetime | None]
    attached_at: Mapped[datetime | None]

    pages: Mapped[int | None]
    encrypted: Mapped[bool | None]
    preview: Mapped[PreviewState] = mapped_column(
        enum_column(PreviewState), default=PreviewState.WAITING
    )
    preview_tries: Mapped[int] = mapped_column(default=0)
    preview_due_at: Mapped[datetime | None]
    previewed_at: Mapped[datetime | None]

    def become(self, state: UploadState) -> None:
        """Moves to a state that follows; raises ValueError for any other."""
        if state not in TRANSITIONS[self.state]:
            raise ValueError(f"an upload that is {self.state} can't become {state}")
        self.state = state


class UploadPart(Base):
    """A chunk that lies apart in the store until its upload is sealed."""

    __tablename__ = "upload_parts"
    __table_args__ = (sa.CheckConstraint("start >= 0 AND length > 0", name="place"),)

    upload_id: Mapped[str] = mapped_column(
        sa.ForeignKey("uploads.id", ondelete="CASCADE"), primary_key=True
    )
    start: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int]
    name: Mapped[str]
