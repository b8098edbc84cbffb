"""What waits for somebody of the service: open items, as each feature offers its own.

A feature's `console.py` exports `WORK`, a tuple of sources, and `NAV`, its entries of the top bar;
`create_app` collects both.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import Role, StaffActor


class Turn(StrEnum):
    """Whose turn it is."""

    OURS = "ours"  # somebody of the service
    FAMILY = "family"  # the family has to send or answer something
    SECOND = "second"  # another person of the service has to look


@dataclass(frozen=True)
class WorkItem:
    """One open item of the queue.

    `sort` and `words` say to people what it is (理赔 住院; the hospital, the amount), `child` is
    the masked name, `look` names a pill of the console, `facts` are label and value for the side
    panel. `due_on` is a China date that was counted in working days; `estimated`: not all of the
    holidays in between are known.
    """

    kind: str
    id: str
    policy_id: str
    child: str
    sort: str
    words: str
    since: datetime
    turn: Turn
    look: str
    state: str
    url: str
    due_on: date | None = None
    estimated: bool = False
    facts: tuple[tuple[str, str], ...] = field(default=())

    @property
    def key(self) -> str:
        """What tells this item from all others."""
        return f"{self.kind}:{self.id}"


OpenSelect = sa.Select[tuple[str, datetime, date | None, str]]


@dataclass(frozen=True)
class WorkSource:
    """Where items of one kind come from, and which roles work on them.

    `open` selects what is open for somebody, or for anybody (`open_select`): the queue counts and
    orders it in the database, whatever its length. `items` makes those of a page, by their ids.
    """

    kind: str
    roles: frozenset[Role]
    open: Callable[[StaffActor | None, datetime], OpenSelect]
    items: Callable[[Session, Collection[str], datetime], list[WorkItem]]


def open_select(
    id_: Any, since: Any, turn: Turn | sa.ColumnElement[str], due_on: Any = None
) -> OpenSelect:
    """A select of open items, still without its conditions: their ids, since when they wait, by
    when they are due, and whose turn it is.
    """
    return sa.select(
        id_.label("id"),
        since.label("since"),
        (sa.cast(sa.null(), sa.Date()) if due_on is None else due_on).label("due_on"),
        (sa.literal(turn.value) if isinstance(turn, Turn) else turn).label("turn"),
    )


@dataclass(frozen=True)
class NavEntry:
    """An entry of the console's top bar; `kind` names the work items it counts (all: `all`)."""

    words: str
    url: str
    roles: frozenset[Role]
    kind: str | None = None
