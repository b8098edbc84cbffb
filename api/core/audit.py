"""Who looked at or changed what: entries in a chain, each holding the hash of the one before.

An operation records; the entry joins the chain as the last thing of its transaction, so that the
chain's row, which every entry passes through one at a time, is held for the length of a commit
only. What was rolled back leaves no entry.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, SessionTransaction, mapped_column

from api.core.actors import StaffActor
from api.core.crypto import Sealed
from api.core.db import Base
from api.core.ids import new_id

# The head of a chain without entries.
NO_HEAD = "0" * 64
_PENDING = "audit entries to chain"


class AuditEntry(Base):
    """One look or change. `seq` counts from 1 without a gap."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        sa.Index("ix_audit_entries_policy_id_seq", "policy_id", "seq"),
        sa.Index("ix_audit_entries_subject", "kind", "subject_id", "seq"),
        sa.CheckConstraint("seq >= 1", name="seq"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(sa.BigInteger(), unique=True)
    at: Mapped[datetime]
    who_id: Mapped[str]
    who: Mapped[str]
    roles: Mapped[str]
    verb: Mapped[str]
    kind: Mapped[str]
    subject_id: Mapped[str]
    # Plain texts: an entry outlives what it is about.
    policy_id: Mapped[str | None]
    reason_sealed: Mapped[str | None]
    details_sealed: Mapped[str | None]
    hash: Mapped[str]

    reason = Sealed()
    details = Sealed()

    def hash_after(self, previous: str) -> str:
        """The hash of this entry behind one with the hash `previous` (SHA-256, 64 hex)."""
        said = [
            previous,
            self.seq,
            self.at.astimezone(UTC).isoformat(),
            self.who_id,
            self.who,
            self.roles,
            self.verb,
            self.kind,
            self.subject_id,
            self.policy_id,
            self.reason_sealed,
            self.details_sealed,
        ]
        return sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


class AuditChain(Base):
    """How long the chain is, and the hash of its last entry. One row."""

    __tablename__ = "audit_chain"

    id: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(sa.BigInteger())
    head: Mapped[str]


@dataclass(frozen=True)
class Subject:
    """What an entry is about, and the policy it belongs to, if any."""

    kind: str
    id: str
    policy_id: str | None = None


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are asked for: of one person, from before an instant, below a `seq`."""

    who_id: str | None = None
    before: datetime | None = None
    below: int | None = None


def record(
    session: Session,
    who: StaffActor,
    verb: str,
    about: Subject,
    now: datetime,
    reason: str = "",
    **details: Any,
) -> None:
    """Notes who does what to which thing, in the transaction that does it.

    `verb` is a word of code (`policy.looked_at`); `reason` what the person gave; `details` is
    JSON. Reason and details are stored encrypted.
    """
    entry = AuditEntry(
        id=new_id(),
        at=now,
        who_id=who.id,
        who=who.name,
        roles=" ".join(sorted(who.roles)),
        verb=verb,
        kind=about.kind,
        subject_id=about.id,
        policy_id=about.policy_id,
    )
    entry.reason = reason or None
    entry.details = json.dumps(details, ensure_ascii=False) if details else None
    if not session.in_transaction():
        session.begin()
    savepoint = session.get_nested_transaction()
    session.info.setdefault(_PENDING, []).append((savepoint, entry))


def entries_of_policy(session: Session, policy_id: str, most: int) -> list[AuditEntry]:
    """The latest entries about a policy and all that belongs to it, newest first."""
    latest = sa.select(AuditEntry).where(AuditEntry.policy_id == policy_id)
    return list(session.scalars(latest.order_by(AuditEntry.seq.desc()).limit(most)))


def entries_about(session: Session, about: Subject, most: int) -> list[AuditEntry]:
    """The latest entries about one thing, newest first."""
    latest = sa.select(AuditEntry).where(
        AuditEntry.kind == about.kind, AuditEntry.subject_id == about.id
    )
    return list(session.scalars(latest.order_by(AuditEntry.seq.desc()).limit(most)))


def trail(session: Session, asked: AuditFilter, most: int) -> list[AuditEntry]:
    """The latest entries of all, newest first."""
    latest = sa.select(AuditEntry)
    if asked.who_id is not None:
        latest = latest.where(AuditEntry.who_id == asked.who_id)
    if asked.before is not None:
        latest = latest.where(AuditEntry.at < asked.before)
    if asked.below is not None:
        latest = latest.where(AuditEntry.seq < asked.below)
    return list(session.scalars(latest.order_by(AuditEntry.seq.desc()).limit(most)))


def people_in_trail(session: Session) -> list[tuple[str, str]]:
    """The id and the latest name of whoever stands in the trail, by name."""
    named = sa.select(AuditEntry.who_id, sa.func.max(AuditEntry.who)).group_by(AuditEntry.who_id)
    return sorted(((id_, name) for id_, name in session.execute(named)), key=lambda one: one[1])


@event.listens_for(Session, "before_commit")
def _append(session: Session) -> None:
    if session.in_nested_transaction() or not session.info.get(_PENDING):
        return
    # All other locks first: two transactions never wait for each other with the chain between.
    session.flush()
    chain = session.scalars(
        sa.select(AuditChain).with_for_update().execution_options(populate_existing=True)
    ).one()
    for _, entry in session.info.pop(_PENDING):
        entry.seq = chain.length + 1
        entry.hash = entry.hash_after(chain.head)
        chain.length, chain.head = entry.seq, entry.hash
        session.add(entry)


@event.listens_for(Session, "after_soft_rollback")
def _forget_savepoint(session: Session, ended: SessionTransaction) -> None:
    """Drops what was recorded inside a savepoint that was rolled back."""
    if ended.nested:
        pending = session.info.get(_PENDING, [])
        session.info[_PENDING] = [each for each in pending if not _within(each[0], ended)]


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, ended: SessionTransaction) -> None:
    if ended.parent is None:
        session.info.pop(_PENDING, None)


def _within(savepoint: SessionTransaction | None, ended: SessionTransaction) -> bool:
    while savepoint is not None:
        if savepoint is ended:
            return True
        savepoint = savepoint.parent
    return False
