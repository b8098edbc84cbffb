"""Devices, their sessions and bindings, consents, and codes asked for."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.crypto import Sealed
from api.core.db import Base, enum_column
from api.policies.models import Policy, Policyholder


class Device(Base):
    """One phone's browser. There are no accounts: this is who asks."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    last_contact_at: Mapped[datetime]


class DeviceSession(Base):
    """A session token of a device, known by its hash only."""

    __tablename__ = "device_sessions"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(
        sa.ForeignKey("devices.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Binding(Base):
    """Ties a device to a policy under a name people chose (妈妈的手机)."""

    __tablename__ = "bindings"
    __table_args__ = (
        sa.Index(
            "uq_bindings_live",
            "device_id",
            "policy_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
        sa.CheckConstraint("length(name) BETWEEN 1 AND 20", name="name_length"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(sa.ForeignKey("devices.id"))
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"), index=True)
    name: Mapped[str]
    bound_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    step_up_until: Mapped[datetime | None]

    device: Mapped[Device] = relationship()
    policy: Mapped[Policy] = relationship()


class Consent(Base):
    """Which versions of the privacy policy and the guardian's consent a device agreed to."""

    __tablename__ = "consents"

    id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(sa.ForeignKey("devices.id"), index=True)
    privacy_version: Mapped[str]
    guardian_version: Mapped[str]
    agreed_at: Mapped[datetime]


class ChallengeKind(StrEnum):
    """What a code is asked for."""

    BIND = "bind"
    STEP_UP = "step_up"


class Challenge(Base):
    """A code asked for by one device.

    The request only writes this row; a job looks for the policy and sends the code. So the
    answer takes the same path and time whether or not anything matched.
    """

    __tablename__ = "challenges"
    __table_args__ = (
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name="tries"),
        sa.Index(
            "ix_challenges_waiting",
            "due_at",
            sqlite_where=sa.text("handled_at IS NULL"),
            postgresql_where=sa.text("handled_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[ChallengeKind] = mapped_column(enum_column(ChallengeKind))
    attempt: Mapped[str | None] = mapped_column(unique=True)
    device_id: Mapped[str] = mapped_column(
        sa.ForeignKey("devices.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(index=True)
    due_at: Mapped[datetime]
    address_index: Mapped[str]
    claim_sealed: Mapped[str | None]
    policy_id: Mapped[str | None] = mapped_column(sa.ForeignKey("policies.id"))
    handled_at: Mapped[datetime | None]
    code_signature: Mapped[str | None]
    tries: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]

    claim = Sealed()


class CorrectionState(StrEnum):
    """What became of a proposal to correct a phone."""

    PROPOSED = "proposed"  # waits for another person
    APPROVED = "approved"  # the phone is the new one
    REFUSED = "refused"  # another person said no
    WITHDRAWN = "withdrawn"  # whoever proposed it took it back


class PhoneCorrection(Base):
    """A proposal to correct a policyholder's phone; the accounts' ids are plain texts."""

    __tablename__ = "phone_corrections"
    __table_args__ = (
        sa.Index(
            "uq_phone_corrections_waiting",
            "policyholder_id",
            unique=True,
            sqlite_where=sa.text("state = 'proposed'"),
            postgresql_where=sa.text("state = 'proposed'"),
        ),
        sa.CheckConstraint("(state = 'proposed') = (decided_at IS NULL)", name="decided_at"),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'refused') OR decided_by_id != proposed_by_id",
            name="second_person",
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"))
    policyholder_id: Mapped[str] = mapped_column(sa.ForeignKey("policyholders.id"), index=True)
    phone_sealed: Mapped[str]
    grounds_sealed: Mapped[str]
    state: Mapped[CorrectionState] = mapped_column(enum_column(CorrectionState))
    proposed_by_id: Mapped[str]
    proposed_by: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by_id: Mapped[str | None]
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]

    phone = Sealed()
    grounds = Sealed()
    policy: Mapped[Policy] = relationship()
    policyholder: Mapped[Policyholder] = relationship()
