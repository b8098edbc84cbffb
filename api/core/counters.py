"""Counters that protect codes, money and SMS: rows, each changed by one atomic statement."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from api.core.db import Base

FOREVER = timedelta(days=36_500)


class Counter(Base):
    """How often something happened under a key since its window began."""

    __tablename__ = "counters"

    key: Mapped[str] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    count: Mapped[int]


def take(session: Session, key: str, limit: int, window: timedelta, now: datetime) -> bool:
    """Counts one use under a key, and says whether it was within the limit of its window.

    Any number of processes may ask at once: exactly `limit` of them hear yes.
    """
    insert: Any = postgresql.insert if _is_postgresql(session) else sqlite.insert
    over = Counter.began_at <= now - window
    statement = insert(Counter).values(key=key, began_at=now, count=1)
    statement = statement.on_conflict_do_update(
        index_elements=[Counter.key],
        set_={
            "count": sa.case((over, 1), else_=Counter.count + 1),
            "began_at": sa.case((over, now), else_=Counter.began_at),
        },
        where=sa.or_(over, Counter.count < limit),
    )
    return session.execute(statement.returning(Counter.count)).first() is not None


def used(session: Session, key: str) -> int:
    """How often a key was taken since its window began."""
    return session.scalar(sa.select(Counter.count).where(Counter.key == key)) or 0


def clear(session: Session, key: str) -> None:
    """Forgets a key's count."""
    session.execute(sa.delete(Counter).where(Counter.key == key))


def forget(session: Session, prefix: str, before: datetime) -> None:
    """Forgets the keys that begin like this and whose windows began before an instant."""
    session.execute(
        sa.delete(Counter).where(
            Counter.key.startswith(prefix, autoescape=True), Counter.began_at < before
        )
    )


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
