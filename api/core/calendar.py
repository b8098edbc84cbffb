"""Working days in China: the State Council's holidays and made-up days, and the operator's own.

The calendar of holidays knows the years that were announced. A later one is taken as Monday to
Friday, and what is counted through it is an estimate; once `removed` names that year's holidays,
it is known.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from chinese_calendar import get_holiday_detail, is_workday

_SATURDAY = 5
_DAY = timedelta(days=1)
# The calendar refuses years before this one.
_FIRST_YEAR = 2004


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a service; what its operator says wins over the calendar."""

    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()

    def include(self, day: date) -> bool:
        """Whether people work on a day."""
        if day in self.added:
            return True
        if day in self.removed:
            return False
        if _FIRST_YEAR <= day.year <= last_announced_year():
            return bool(is_workday(day))
        return day.weekday() < _SATURDAY

    def know(self, year: int) -> bool:
        """Whether the holidays of a year are known."""
        return _FIRST_YEAR <= year <= last_known_year(self.removed)


@dataclass(frozen=True)
class Deadline:
    """A day, and whether it was counted through a year whose holidays nobody knows yet."""

    on: date
    is_estimate: bool


def read_working_days(operator: Mapping[str, Any]) -> WorkingDays:
    """The working days that the checked content of operator.yaml describes (ISO dates)."""
    return WorkingDays(
        added=frozenset(map(date.fromisoformat, operator["working_days_added"])),
        removed=frozenset(map(date.fromisoformat, operator["working_days_removed"])),
    )


def add_working_days(calendar: WorkingDays, start: date, count: int) -> Deadline:
    """The last of `count` working days; the first day itself doesn't count (民法典 art. 201).

    Raises ValueError for a count below 1.
    """
    if count < 1:
        raise ValueError("a period has at least one day")
    day, left = start, count
    while left:
        day += _DAY
        left -= calendar.include(day)
    return Deadline(day, _is_estimate(calendar, start, day))


def day_before_working_days(calendar: WorkingDays, end: date, count: int) -> Deadline:
    """The last day from which `count` working days lie before `end`, itself one of them.

    It is a working day; `end` isn't counted. Raises ValueError for a count below 1.
    """
    if count < 1:
        raise ValueError("a period has at least one day")
    day, left = end, count
    while left:
        day -= _DAY
        left -= calendar.include(day)
    return Deadline(day, _is_estimate(calendar, day, end))


def day_after_working_days(calendar: WorkingDays, start: date, count: int) -> Deadline:
    """The first day before which `count` working days lie, `start` being one where it is worked.

    The other way round than `day_before_working_days`; it may be a day off. Raises ValueError
    for a count below 1.
    """
    if count < 1:
        raise ValueError("a period has at least one day")
    day, left = start, count
    while left:
        left -= calendar.include(day)
        day += _DAY
    return Deadline(day, _is_estimate(calendar, start, day))


def working_days_between(calendar: WorkingDays, start: date, end: date) -> int:
    """How many working days lie after `start` and up to `end`; below 0 where `end` is past."""
    if end < start:
        return -working_days_between(calendar, end, start)
    days = (start + _DAY * number for number in range(1, (end - start).days + 1))
    return sum(map(calendar.include, days))


def is_public_holiday(day: date) -> bool:
    """Whether an announced year has a holiday on a day; a weekend without a name is none."""
    off, name = get_holiday_detail(day)
    return bool(off and name)


def is_announced_workday(day: date) -> bool:
    """Whether people work on a day of an announced year."""
    return bool(is_workday(day))


@cache
def last_announced_year() -> int:
    """The last year whose holidays the calendar knows; it refuses later ones."""
    year = _FIRST_YEAR
    while _is_announced(year + 1):
        year += 1
    return year


def last_known_year(removed: Iterable[date]) -> int:
    """The last year whose holidays are known, counting those that the operator names."""
    named: Collection[int] = {day.year for day in removed}
    year = last_announced_year()
    while year + 1 in named:
        year += 1
    return year


def _is_estimate(calendar: WorkingDays, start: date, end: date) -> bool:
    """Whether a period runs through a year whose holidays nobody knows yet."""
    return not all(map(calendar.know, range(start.year, end.year + 1)))


def _is_announced(year: int) -> bool:
    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True
