"""Who has which open item in hand: take it, put it back, hand it over."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from api.core import audit
from api.core.actors import Role, StaffActor
from api.core.db import Base
from api.core.errors import NOT_FOUND, Problem, Refusal, Text
from api.staff.models import StaffAccount, StaffRole

TAKEN = Problem(
    "taken",
    409,
    Text("同事已经领走了。", "A colleague has taken it already."),
    Text("回到待办看看是谁在办。", "Go back to the queue to see who."),
)
NOT_YOURS = Problem(
    "not_yours",
    409,
    Text("这一件现在不在您手上。", "It is not in your hands now."),
    Text("回到待办看看是谁在办。", "Go back to the queue to see who."),
)
UNFIT_COLLEAGUE = Problem(
    "unfit_colleague",
    422,
    Text("这位同事办不了这一类。", "This colleague can't work on items of this kind."),
)


class WorkHolding(Base):
    """An open item in somebody's hands; a job forgets those of items that are done."""

    __tablename__ = "work_holdings"

    kind: Mapped[str] = mapped_column(primary_key=True)
    item_id: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[str] = mapped_column(
        sa.ForeignKey("staff_accounts.id", ondelete="CASCADE"), index=True
    )
    since: Mapped[datetime]

    account: Mapped[StaffAccount] = relationship()


def holder_of(session: Session, kind: str, item_id: str) -> StaffActor | None:
    """Who has an item, if anybody."""
    found = session.get(WorkHolding, (kind, item_id))
    return found.account.actor if found else None


def take(session: Session, actor: StaffActor, about: audit.Subject, now: datetime) -> None:
    """Takes an item that nobody has; of two at once one gets it. Raises Refusal(taken)."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = postgresql.insert if is_postgresql else sqlite.insert
    statement = insert(WorkHolding).values(
        kind=about.kind, item_id=about.id, account_id=actor.id, since=now
    )
    statement = statement.on_conflict_do_nothing(index_elements=["kind", "item_id"])
    if session.execute(statement.returning(WorkHolding.kind)).first() is None:
        holder = holder_of(session, about.kind, about.id)
        if holder is None or holder.id != actor.id:
            raise Refusal(TAKEN)
        return
    audit.record(session, actor, "work.taken", about, now)


def put_back(session: Session, actor: StaffActor, about: audit.Subject, now: datetime) -> None:
    """Puts back an item that one has in hand. Raises Refusal(not_yours)."""
    session.delete(_own(session, actor, about))
    session.flush()
    audit.record(session, actor, "work.put_back", about, now)


def hand_over(
    session: Session,
    actor: StaffActor,
    about: audit.Subject,
    to_id: str,
    roles: frozenset[Role],
    now: datetime,
) -> None:
    """Hands an item that one has, or that nobody has, to a colleague with one of these roles.

    Raises Refusal(not_yours, not_found, unfit_colleague).
    """
    colleague = session.get(StaffAccount, to_id)
    if colleague is None or colleague.disabled_at is not None:
        raise Refusal(NOT_FOUND)
    if not colleague.actor.has(*roles):
        raise Refusal(UNFIT_COLLEAGUE)
    if holder_of(session, about.kind, about.id) is None:
        take(session, actor, about, now)
    holding = _own(session, actor, about)
    holding.account, holding.since = colleague, now
    session.flush()
    audit.record(session, actor, "work.handed_over", about, now, to=colleague.name)


def colleagues(session: Session, roles: Collection[Role], but: str) -> list[StaffActor]:
    """Who else may sign in and has one of these roles, by name."""
    found = session.scalars(
        sa.select(StaffAccount)
        .where(
            StaffAccount.disabled_at.is_(None),
            StaffAccount.id != but,
            StaffAccount.id.in_(sa.select(StaffRole.account_id).where(StaffRole.role.in_(roles))),
        )
        .order_by(StaffAccount.name)
    )
    return [account.actor for account in found]


def _own(session: Session, actor: StaffActor, about: audit.Subject) -> WorkHolding:
    holding = session.get(WorkHolding, (about.kind, about.id), with_for_update=True)
    if holding is None or holding.account_id != actor.id:
        raise Refusal(NOT_YOURS)
    return holding
