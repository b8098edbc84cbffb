"""The pull: what changed for one phone since it last asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.synced import Collection, Feed, Tombstone
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

    The member's heads were read before any row is: a row that changes in between carries a
    higher revision and comes with the next pull.
    """
    heads = member.heads
    answers: dict[str, Any] = {
        policy_id: {"gone": True} for policy_id in cookies if policy_id not in heads.revs
    }
    for policy_id, last in heads.revs.items():
        since, reset = start_of(read_cookie(cookies.get(policy_id)), heads.epoch, last)
        span = _Span(policy_id, since, last)
        answers[policy_id] = _answer(session, member, collections, span, reset, page)
    return answers


def _answer(
    session: Session,
    member: Member,
    collections: Sequence[Collection],
    span: _Span,
    reset: bool,
    page: int,
) -> dict[str, Any]:
    epoch = member.heads.epoch
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
