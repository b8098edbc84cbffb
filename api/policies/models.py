"""Policyholders, insured children and the policies between them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.crypto import Sealed
from api.core.db import Base, enum_column
from api.core.synced import Feed
from api.policies.rules import PolicyStatus, SuspensionReason


class PolicyKind(StrEnum):
    """Who took the policy out."""

    INDIVIDUAL = "individual"  # a parent (权益绑卡)
    GROUP = "group"  # an employer, for an employee's child (团单绑卡)


class Sex(StrEnum):
    """The child's sex as on the policy."""

    GIRL = "girl"
    BOY = "boy"


class IdType(StrEnum):
    """The documents an identity may be given with."""

    MAINLAND_ID = "mainland_id"
    PASSPORT = "passport"
    HK_MACAU_PERMIT = "hk_macau_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    BIRTH_CERTIFICATE = "birth_certificate"


class Policyholder(Base):
    """Who took the policy out, and the phone that codes go to."""

    __tablename__ = "policyholders"
    __table_args__ = (sa.UniqueConstraint("id_type", "id_number_index"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    id_type: Mapped[IdType] = mapped_column(enum_column(IdType))
    id_number_sealed: Mapped[str]
    id_number_index: Mapped[str]
    phone_sealed: Mapped[str]
    phone_index: Mapped[str] = mapped_column(index=True)

    id_number = Sealed()
    phone = Sealed()


class Child(Base):
    """An insured child; what belongs to the child outlives a policy."""

    __tablename__ = "children"
    __table_args__ = (sa.UniqueConstraint("id_type", "id_number_index"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    sex: Mapped[Sex | None] = mapped_column(enum_column(Sex))
    birthday: Mapped[date]
    id_type: Mapped[IdType] = mapped_column(enum_column(IdType))
    id_number_sealed: Mapped[str]
    id_number_index: Mapped[str]

    id_number = Sealed()


class Policy(Feed, Base):
    """One insured child, one plan, one period. Its `rev` counts all that phones see of it."""

    __tablename__ = "policies"
    __collection__ = "cards"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="period"),
        sa.CheckConstraint(
            "(status = 'suspended') = (reason IS NOT NULL)", name="reason_of_suspension"
        ),
        sa.CheckConstraint("renews_id != id", name="renews_another"),
        sa.Index("ix_policies_policyholder_id_last4", "policyholder_id", "number_last4"),
        sa.Index(
            "ix_policies_renewals_to_follow",
            "renews_id",
            sqlite_where=sa.text("renews_id IS NOT NULL AND followed_at IS NULL"),
            postgresql_where=sa.text("renews_id IS NOT NULL AND followed_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    number_last4: Mapped[str]
    kind: Mapped[PolicyKind] = mapped_column(enum_column(PolicyKind))
    plan: Mapped[str]
    policyholder_id: Mapped[str] = mapped_column(sa.ForeignKey("policyholders.id"))
    child_id: Mapped[str] = mapped_column(sa.ForeignKey("children.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    status: Mapped[PolicyStatus] = mapped_column(enum_column(PolicyStatus))
    reason: Mapped[SuspensionReason | None] = mapped_column(enum_column(SuspensionReason))
    reason_note: Mapped[str] = mapped_column(default="")
    renews_id: Mapped[str | None] = mapped_column(sa.ForeignKey("policies.id"), unique=True)
    followed_at: Mapped[datetime | None] = mapped_column(index=True)
    demo: Mapped[bool] = mapped_column(default=False)

    policyholder: Mapped[Policyholder] = relationship()
    child: Mapped[Child] = relationship()
