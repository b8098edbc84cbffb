"""What is open, as the database counts, orders and cuts it: a page costs the same however long
the queue is."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.console.ordering import Choice, Group, Holder, Row, deadline_words
from api.core.actors import StaffActor
from api.core.calendar import WorkingDays
from api.core.clock import china_date
from api.core.db import UtcInstant
from api.core.work import Turn, WorkItem, WorkSource, open_select
from api.staff.holdings import WorkHolding
from api.staff.models import StaffAccount

PAGE: Final = 50

_GROUPS: Final = tuple(Group)
# What is open for somebody who works on nothing.
_NOTHING: Final = (
    open_select(sa.literal(""), sa.literal(None, UtcInstant()), Turn.OURS)
    .add_columns(sa.literal("").label("kind"))
    .where(sa.false())
)


@dataclass(frozen=True)
class Counted:
    """How many open items there are, by kind, group, turn, and whose hands they are in."""

    _found: Counter[tuple[str, Group, Turn, Choice | None]]

    def chosen(self, choice: Choice) -> Counter[Group]:
        """How many are shown under a choice, by group."""
        counts: Counter[Group] = Counter()
        for (_, group, turn, hands), count in self._found.items():
            if choice in {Choice.ALL, hands} or (choice is Choice.FAMILY and turn is Turn.FAMILY):
                counts[group] += count
        return counts

    def by_kind(self) -> Counter[str]:
        """How many there are of each kind."""
        counts: Counter[str] = Counter()
        for (kind, *_), count in self._found.items():
            counts[kind] += count
        return counts

    def by_turn(self) -> Counter[Turn]:
        """How many there are by whose turn it is."""
        counts: Counter[Turn] = Counter()
        for (_, _, turn, _), count in self._found.items():
            counts[turn] += count
        return counts


class Queue:
    """The open items of some kinds, as one person sees them."""

    def __init__(
        self,
        session: Session,
        sources: Collection[WorkSource],
        who: StaffActor,
        days: WorkingDays,
        now: datetime,
    ) -> None:
        self._session = session
        self._sources = {source.kind: source for source in sources}
        self._who = who
        self._days = days
        self._now = now
        self._today = china_date(now)
        self._open = open_items(sources, who, now)

    def counted(self) -> Counted:
        """How many there are."""
        opened = self._open.c
        group = _group(self._open, self._today).label("place")
        hands = sa.case(
            (WorkHolding.account_id.is_(None), Choice.FREE.value),
            (WorkHolding.account_id == self._who.id, Choice.MINE.value),
        ).label("hands")
        found = self._session.execute(
            sa.select(opened.kind, group, opened.turn, hands, sa.func.count())
            .select_from(_with_holdings(self._open))
            .group_by(opened.kind, group, opened.turn, hands)
        )
        return Counted(
            Counter(
                {
                    (kind, _GROUPS[place], Turn(turn), hands and Choice(hands)): count
                    for kind, place, turn, hands, count in found
                }
            )
        )

    def page(self, choice: Choice, number: int = 1, turn: Turn | None = None) -> list[Row]:
        """The rows of a page, counted from 1: what is late on top, then by deadline; without one,
        the oldest first.
        """
        opened, place = self._open.c, _group(self._open, self._today)
        with_names = _with_holdings(self._open).outerjoin(
            StaffAccount, StaffAccount.id == WorkHolding.account_id
        )
        found = self._session.execute(
            sa.select(opened.kind, opened.id, place, StaffAccount.id, StaffAccount.name)
            .select_from(with_names)
            .where(*self._conditions(choice, turn))
            .order_by(*_order(self._open, self._today))
            .limit(PAGE)
            .offset((number - 1) * PAGE)
        ).all()
        items = self._items((kind, id_) for kind, id_, *_ in found)
        return [
            Row(
                item,
                Holder(holder, name) if holder else None,
                _GROUPS[place],
                deadline_words(item, self._days, self._today),
            )
            for kind, id_, place, holder, name in found
            if (item := items.get((kind, id_)))
        ]

    def page_of(self, kind: str, item_id: str) -> int:
        """Which page an item is on; the first where it isn't open."""
        opened = self._open
        place = sa.func.row_number().over(order_by=_order(opened, self._today)).label("place")
        placed = sa.select(opened.c.kind, opened.c.id, place).subquery()
        found = self._session.scalars(
            sa.select(placed.c.place).where(placed.c.kind == kind, placed.c.id == item_id)
        ).first()
        return (found - 1) // PAGE + 1 if found else 1

    def find(self, kind: str, item_id: str) -> tuple[WorkSource, WorkItem] | None:
        """An open item of a kind that whoever asks works on."""
        source = self._sources.get(kind)
        if source is None:
            return None
        opened = source.open(self._who, self._now).subquery()
        if not self._session.execute(sa.select(opened.c.id).where(opened.c.id == item_id)).first():
            return None
        found = self._items([(kind, item_id)])
        return (source, found[kind, item_id]) if found else None

    def _conditions(self, choice: Choice, turn: Turn | None) -> list[sa.ColumnElement[bool]]:
        wanted: list[sa.ColumnElement[bool]] = []
        match choice:
            case Choice.MINE:
                wanted.append(WorkHolding.account_id == self._who.id)
            case Choice.FREE:
                wanted.append(WorkHolding.account_id.is_(None))
            case Choice.FAMILY:
                turn = Turn.FAMILY
        if turn:
            wanted.append(self._open.c.turn == turn.value)
        return wanted

    def _items(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], WorkItem]:
        ids: dict[str, list[str]] = {}
        for kind, id_ in keys:
            ids.setdefault(kind, []).append(id_)
        return {
            (kind, item.id): item
            for kind, wanted in ids.items()
            for item in self._sources[kind].items(self._session, wanted, self._now)
        }


def open_items(
    sources: Collection[WorkSource], who: StaffActor | None, now: datetime
) -> sa.Subquery:
    """All that is open of some kinds: kind, id, since, due_on, turn."""
    selected = [
        source.open(who, now).add_columns(sa.literal(source.kind).label("kind"))
        for source in sources
    ]
    return sa.union_all(*(selected or [_NOTHING])).subquery("opened")


def _with_holdings(opened: sa.Subquery) -> Any:
    return opened.outerjoin(
        WorkHolding,
        sa.and_(WorkHolding.kind == opened.c.kind, WorkHolding.item_id == opened.c.id),
    )


def _group(opened: sa.Subquery, today: date) -> sa.Case[int]:
    """Where an item stands, as its place in Group: what waits for the family is never late."""
    due_on = opened.c.due_on
    is_later = sa.or_(due_on.is_(None), opened.c.turn == Turn.FAMILY.value, due_on > today)
    return sa.case(
        (is_later, _GROUPS.index(Group.LATER)),
        (due_on < today, _GROUPS.index(Group.LATE)),
        else_=_GROUPS.index(Group.TODAY),
    )


def _order(opened: sa.Subquery, today: date) -> tuple[Any, ...]:
    due_on = opened.c.due_on
    place = _group(opened, today)
    return place, due_on.is_(None), due_on, opened.c.since, opened.c.kind, opened.c.id
