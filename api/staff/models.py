"""Accounts of the service's people, their roles and sessions."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.actors import Role, StaffActor
from api.core.crypto import Sealed
from api.core.db import Base, enum_column


class StaffAccount(Base):
    """Somebody who may sign in to the console."""

    __tablename__ = "staff_accounts"
    __table_args__ = (
        sa.CheckConstraint("length(name) BETWEEN 1 AND 20", name="name_length"),
        sa.CheckConstraint("wrongs >= 0", name="wrongs"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    totp_secret_sealed: Mapped[str]
    # The last 30 seconds whose code was used: no code is good twice.
    totp_step: Mapped[int] = mapped_column(sa.BigInteger(), default=0)
    wrongs: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(default=False)

    totp_secret = Sealed()
    role_rows: Mapped[list["StaffRole"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )

    @property
    def roles(self) -> frozenset[Role]:
        """What this person does."""
        return frozenset(row.role for row in self.role_rows)

    @property
    def actor(self) -> StaffActor:
        """This person as operations know them."""
        return StaffActor(self.id, self.name, self.roles)


class StaffRole(Base):
    """One role of an account."""

    __tablename__ = "staff_roles"

    account_id: Mapped[str] = mapped_column(
        sa.ForeignKey("staff_accounts.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[Role] = mapped_column(enum_column(Role), primary_key=True)


class StaffSession(Base):
    """A session token of an account, known by its hash only."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(
        sa.ForeignKey("staff_accounts.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(index=True)
    seen_at: Mapped[datetime]

    account: Mapped[StaffAccount] = relationship()
