"""What the queue shows of an item, and how its time reads."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

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


class Holder(NamedTuple):
    """Who has an item in hand."""

    id: str
    name: str


@dataclass(frozen=True)
class Row:
    """An item as the queue shows it: who has it, its group, and its deadline in words."""

    item: WorkItem
    holder: Holder | None
    group: Group
    deadline: str


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
