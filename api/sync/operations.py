"""The pull: what changed for one phone since it last asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.synced import Collection, Feed, Tombstone
from api.sync.models import SyncEpoch
from api.sync.rules import PAGE, Cookie, end_of_page, read_cookie, start_of


@dataclass(frozen=True)
class _Change:
    """A row put or deleted at a revision; `row` is None for a deleted one."""

    rev: int
    collection: str
    row_id: str
    row: dict[str, Any] | None


@dataclass(frozen=True)
class _Span:
    """The changes of one policy after `since` and up to `last`."""

    policy_id: str
    since: int
    last: int


def pull(
    session: Session,
    member: Member,
    collections: Sequence[Collection],
    cookies: Mapping[str, str],
    page: int = PAGE,
) -> dict[str, Any]:
    """The answer for each policy of a phone, and `gone` for each it asks about but isn't bound to.

    Every policy's revision is read before its rows: a row that changes in between carries a
    higher revision and comes with the next pull.
    """
    epoch, revs = _revisions(session, member)
    answers: dict[str, Any] = {
        policy_id: {"gone": True} for policy_id in cookies if policy_id not in revs
    }
    for policy_id, last in revs.items():
        since, reset = start_of(read_cookie(cookies.get(policy_id)), epoch, last)
        span = _Span(policy_id, since, last)
        answers[policy_id] = _answer(session, member, collections, span, epoch, reset, page)
    return answers


def _revisions(session: Session, member: Member) -> tuple[str, dict[str, int]]:
    asked = {"ids": list(member.bindings)}
    rows = session.connection().execute(_revisions_statement(), asked).all()
    if not rows:
        raise LookupError("the database has no sync epoch; run its migrations")
    return rows[0].epoch, {row.id: row.rev for row in rows if row.id is not None}


@cache
def _revisions_statement() -> sa.Select[Any]:
    # Made once, but only after the feature that owns the feed was imported.
    policies: Any = Feed.model
    asked = policies.id.in_(sa.bindparam("ids", expanding=True))
    return sa.select(SyncEpoch.epoch, policies.id, policies.rev).outerjoin(policies, asked)


def _answer(
    session: Session,
    member: Member,
    collections: Sequence[Collection],
    span: _Span,
    epoch: str,
    reset: bool,
    page: int,
) -> dict[str, Any]:
    if span.since == span.last:
        return {"cookie": str(Cookie(epoch, span.last)), "reset": reset, "more": False}
    changes = _changes(session, member, collections, span, page + 1)
    end, more = end_of_page([change.rev for change in changes], page, span.last)
    if len(changes) > page and changes[page].rev == end:
        # One revision larger than a page: all of it.
        span = _Span(span.policy_id, span.since, end)
        changes = _changes(session, member, collections, span, None)
    answer = {"cookie": str(Cookie(epoch, end)), "reset": reset, "more": more}
    put: dict[str, list[Any]] = {}
    deleted: dict[str, list[str]] = {}
    for change in changes:
        if change.rev > end:
            break
        if change.row is not None:
            put.setdefault(change.collection, []).append(change.row)
        elif not reset:
            deleted.setdefault(change.collection, []).append(change.row_id)
    return answer | {"put": put, "del": deleted}


def _changes(
    session: Session,
    member: Member,
    collections: Sequence[Collection],
    span: _Span,
    limit: int | None,
) -> list[_Change]:
    """The next changes in the order of their revisions; `limit` of each kind at most."""
    found: list[_Change] = []
    for kind in collections:
        rows = sa.select(kind.model).where(
            kind.policy_id == span.policy_id, kind.rev > span.since, kind.rev <= span.last
        )
        if kind.hidden_from:
            rows = rows.where(sa.not_(kind.hidden_from(member)))
        for row in session.scalars(rows.order_by(kind.rev).limit(limit)):
            rev = row.row_rev if isinstance(row, Feed) else row.rev
            found.append(_Change(rev, kind.name, row.id, kind.dump(row)))
    deleted = (
        sa.select(Tombstone)
        .where(
            Tombstone.policy_id == span.policy_id,
            Tombstone.rev > span.since,
            Tombstone.rev <= span.last,
        )
        .order_by(Tombstone.rev)
        .limit(limit)
    )
    found += [
        _Change(stone.rev, stone.collection, stone.row_id, None)
        for stone in session.scalars(deleted)
    ]
    return sorted(found, key=lambda change: change.rev)
