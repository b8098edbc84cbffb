"""Policyholders, insured children and the policies between them."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.core.crypto import Sealed, vault
from api.core.db import Base, enum_column
from api.core.synced import Feed
from api.policies.rules import PolicyStatus, SuspensionReason

# What the blind indexes are made for.
INDEXED, LAST4 = "id_number", "last four"


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


class WithDocument:
    """Somebody who is known by an identity document."""

    id_type: Mapped[IdType]
    id_number_index: Mapped[str]
    id_last4_index: Mapped[str | None]

    id_number = Sealed()

    def write_document(self, id_type: IdType, number: str) -> None:
        """Sets the document (its number as it is compared), and what it is found by."""
        self.id_type, self.id_number = id_type, number
        self.id_number_index = vault().blind_index(number, INDEXED)
        self.id_last4_index = vault().blind_index(number[-4:], LAST4)


class Policyholder(WithDocument, Base):
    """Who took the policy out, the phone that codes go to, and where mail may be sent."""

    __tablename__ = "policyholders"
    __table_args__ = (sa.UniqueConstraint("id_type", "id_number_index"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    id_type: Mapped[IdType] = mapped_column(enum_column(IdType))
    id_number_sealed: Mapped[str]
    id_number_index: Mapped[str]
    id_last4_index: Mapped[str | None] = mapped_column(index=True)
    phone_sealed: Mapped[str]
    phone_index: Mapped[str] = mapped_column(index=True)
    phone_last4_index: Mapped[str | None] = mapped_column(index=True)
    email_sealed: Mapped[str | None]

    phone = Sealed()
    email = Sealed()

    def write_phone(self, phone: str) -> None:
        """Sets the phone (E.164), and what it is found by."""
        self.phone = phone
        self.phone_index = vault().blind_index(phone, "phone")
        self.phone_last4_index = vault().blind_index(phone[-4:], LAST4)


class Child(WithDocument, Base):
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
    id_last4_index: Mapped[str | None] = mapped_column(index=True)


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
        sa.Index("ix_policies_number_last4", "number_last4"),
        sa.Index(
            "ix_policies_overdue",
            "id",
            sqlite_where=sa.text("payment_overdue"),
            postgresql_where=sa.text("payment_overdue"),
        ),
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
    # Whether a bill is past its date, as `payments` last told the family.
    payment_overdue: Mapped[bool] = mapped_column(default=False)

    policyholder: Mapped[Policyholder] = relationship()
    child: Mapped[Child] = relationship()
