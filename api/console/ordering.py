"""How the queue is put in order, and how its times read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.core.actors import StaffActor
from api.core.calendar import WorkingDays, working_days_between
from api.core.clock import china_date
from api.core.work import Turn, WorkItem


class Choice(StrEnum):
    """Which items of the queue are shown."""

    ALL = "all"
    MINE = "mine"  # those in my hands
    FREE = "free"  # those in nobody's hands
    FAMILY = "family"  # those that wait for the family


class Group(StrEnum):
    """Where an item stands in the queue."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"


@dataclass(frozen=True)
class Row:
    """An item as the queue shows it: who has it, its group, and its deadline in words."""

    item: WorkItem
    holder: StaffActor | None
    group: Group
    deadline: str


def rows_of(
    items: Sequence[WorkItem],
    holders: dict[tuple[str, str], StaffActor],
    days: WorkingDays,
    today: date,
) -> list[Row]:
    """The queue: what is late on top, then by deadline; without one, the oldest first."""
    ordered = sorted(items, key=lambda item: (item.due_on or date.max, item.since, item.key))
    return [
        Row(
            item,
            holders.get((item.kind, item.id)),
            group_of(item, today),
            deadline_words(item, days, today),
        )
        for item in ordered
    ]


def group_of(item: WorkItem, today: date) -> Group:
    """Whether an item is late, due today, or due later; what waits for the family is never late."""
    if item.due_on is None or item.turn is Turn.FAMILY or item.due_on > today:
        return Group.LATER
    return Group.LATE if item.due_on < today else Group.TODAY


def deadline_words(item: WorkItem, days: WorkingDays, today: date) -> str:
    """How long there is: 剩2个工作日, 今天, 超1个工作日; without a deadline, how old it is."""
    if item.due_on is None or item.turn is Turn.FAMILY:
        return f"第{(today - china_date(item.since)).days + 1}天"
    left = working_days_between(days, today, item.due_on)
    about = "约" if item.estimated else ""
    if item.due_on < today:
        # Past its day, but on a weekend: the first working day after it is still to come.
        return f"超{about}{-left}个工作日" if left else "刚过期限"
    if item.due_on == today:
        return "今天"
    return f"剩{about}{left}个工作日"


def chosen(rows: Sequence[Row], choice: Choice, actor: StaffActor) -> list[Row]:
    """The rows that somebody wants to see."""
    match choice:
        case Choice.MINE:
            return [row for row in rows if row.holder and row.holder.id == actor.id]
        case Choice.FREE:
            return [row for row in rows if row.holder is None]
        case Choice.FAMILY:
            return [row for row in rows if row.item.turn is Turn.FAMILY]
        case Choice.ALL:
            return list(rows)
