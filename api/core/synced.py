"""Rows that travel to phones, and the per-policy revision that says what changed.

A feed (a policy) owns an integer `rev`. The first change of any of its rows in a transaction
raises it with one UPDATE, which holds the feed's row lock until commit: revisions of one feed
become visible in their order. Every row changed carries the new value, every deletion leaves
a tombstone, and so does a row in the feed that it moved away from. No clock takes part.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from marshmallow import Schema
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from api.core.actors import Member
from api.core.db import Base

_RAISED = "raised feeds"


class Stamped:
    """A row that phones hold a copy of."""

    __collection__: ClassVar[str]

    id: Mapped[str]

    def feed_id(self) -> str:
        """The policy this row travels with."""
        raise TypeError("Synced or Feed says it")

    def stamp(self, rev: int) -> None:
        """Notes the revision of this row's last change."""
        raise TypeError("Synced or Feed does it")


class Synced(Stamped):
    """A row that belongs to one policy."""

    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"))
    rev: Mapped[int]

    def feed_id(self) -> str:
        return self.policy_id

    def stamp(self, rev: int) -> None:
        self.rev = rev


class Feed(Stamped):
    """The policy itself: it owns the counter, and is a synced row of its own feed."""

    model: ClassVar[type["Feed"]]

    rev: Mapped[int]
    row_rev: Mapped[int]

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        Feed.model = cls

    def feed_id(self) -> str:
        return self.id

    def stamp(self, rev: int) -> None:
        self.row_rev = rev


class SyncEpoch(Base):
    """Which life of the database this is: a restored backup gets a new one.

    One row. With another epoch every phone starts over.
    """

    __tablename__ = "sync_epochs"

    id: Mapped[int] = mapped_column(primary_key=True)
    epoch: Mapped[str]


class Tombstone(Base):
    """What remains of a synced row in a feed that it was deleted from, or moved away from."""

    __tablename__ = "tombstones"
    __table_args__ = (sa.Index("ix_tombstones_policy_id_rev", "policy_id", "rev"),)

    collection: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[str] = mapped_column(primary_key=True)
    policy_id: Mapped[str] = mapped_column(sa.ForeignKey("policies.id"), primary_key=True)
    rev: Mapped[int]


@dataclass(frozen=True)
class Collection:
    """One kind of row that phones pull.

    `dump` makes the row's JSON, which has the shape `shape`; `hidden_from`, where given, is the
    condition under which one phone does not get a row.
    """

    name: str
    model: type[Any]
    rev: sa.ColumnElement[int]
    policy_id: sa.ColumnElement[str]
    shape: type[Schema]
    dump: Callable[[Any], dict[str, Any]]
    hidden_from: Callable[[Member], sa.ColumnElement[bool]] | None = None


def collection(
    model: type[Any],
    shape: type[Schema],
    dump: Callable[[Any], dict[str, Any]],
    hidden_from: Callable[[Member], sa.ColumnElement[bool]] | None = None,
) -> Collection:
    """The collection of a synced model."""
    of_feed = issubclass(model, Feed)
    rev = model.row_rev if of_feed else model.rev
    policy_id = model.id if of_feed else model.policy_id
    return Collection(model.__collection__, model, rev, policy_id, shape, dump, hidden_from)


@dataclass(frozen=True)
class Order:
    """What the handler of a command is given.

    The member sees the policy: that was checked in the same transaction. `now` is the server's;
    `made_at` comes from the phone, whose clock proves nothing, and is for display.
    """

    session: Session
    member: Member
    policy_id: str
    command_id: str
    args: dict[str, Any]
    now: datetime
    made_at: datetime


@dataclass(frozen=True)
class Command:
    """One verb that phones send: `handle` does it in one transaction and returns its result.

    `args` loads the arguments, and is a named component of the OpenAPI document. The result is
    JSON without personal data; `receipt` in it, where there is one, is the number people see.
    A handler flushes and never commits. Refusal is its way to reject; one with a status of 500
    or more says that a later try may succeed.
    """

    name: str
    version: int
    args: type[Schema]
    handle: Callable[[Order], dict[str, Any]]


def touch(row: Feed | Synced) -> None:
    """Sends a row again because something it shows changed elsewhere."""
    flag_modified(row, "row_rev" if isinstance(row, Feed) else "rev")


@event.listens_for(Session, "before_flush")
def _stamp_changes(session: Session, _context: Any, _instances: Any) -> None:
    new = [row for row in session.new if isinstance(row, Stamped)]
    changed = [
        row for row in session.dirty if isinstance(row, Stamped) and session.is_modified(row)
    ]
    deleted = [row for row in session.deleted if isinstance(row, Stamped)]
    moved = [(row, left) for row in changed if (left := _feed_left(row)) is not None]
    raised: dict[str, int] = session.info.setdefault(_RAISED, {})
    for feed in new:
        if isinstance(feed, Feed):
            feed.rev = raised[feed.id] = 1
    gone = moved + [(row, _feed_left(row) or row.feed_id()) for row in deleted]
    feeds = {row.feed_id() for row in (*new, *changed)} | {feed_id for _, feed_id in gone}
    for feed_id in sorted(feeds - raised.keys()):
        raised[feed_id] = _raise(session, feed_id)
    for row in (*new, *changed):
        row.stamp(raised[row.feed_id()])
    for row, feed_id in gone:
        _bury(session, row, feed_id, raised[feed_id])


def _feed_left(row: Stamped) -> str | None:
    """The feed that a changed row moves away from, or none where it stays."""
    if not isinstance(row, Synced):
        return None
    history = sa.inspect(row).attrs.policy_id.load_history()
    before = history.deleted[0] if history.deleted else row.policy_id
    return None if before == row.policy_id else str(before)


def _raise(session: Session, feed_id: str) -> int:
    """Raises a feed's revision past the session's cache and returns it; holds its row lock."""
    table: Any = Feed.model.__table__  # type: ignore[attr-defined] # a mapped class has one
    statement = sa.update(table).where(table.c.id == feed_id).values(rev=table.c.rev + 1)
    return int(session.connection().execute(statement.returning(table.c.rev)).scalar_one())


def _bury(session: Session, row: Stamped, feed_id: str, rev: int) -> None:
    """Leaves a tombstone in the feed that a row is gone from, and none where it lives now.

    Past the session's cache, since a row may move to and fro in one transaction.
    """
    table: Any = Tombstone.__table__
    key = {"collection": row.__collection__, "row_id": row.id}
    outdated = (
        sa.delete(table).filter_by(**key).where(table.c.policy_id.in_([feed_id, row.feed_id()]))
    )
    session.connection().execute(outdated)
    session.connection().execute(sa.insert(table).values(**key, policy_id=feed_id, rev=rev))


@event.listens_for(Session, "after_commit")
@event.listens_for(Session, "after_soft_rollback")
def _forget_raised(session: Session, *_previous: Any) -> None:
    session.info.pop(_RAISED, None)
