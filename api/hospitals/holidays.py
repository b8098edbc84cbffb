"""The public holidays and made-up working days that are known."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from chinese_calendar import get_holiday_detail, is_workday

_SATURDAY = 5


def holiday_calendar(
    checked_on: date, added: Iterable[date], removed: Iterable[date]
) -> dict[str, Any]:
    """Return the days on which weekly hours may not hold, as ISO dates, from `checked_on`'s year.

    `added` and `removed` are the operator's own working days: they win over the calendar, and a
    year that it doesn't know yet is known when `removed` names its holidays (State Council
    notices bring a year's holidays in the November before).
    """
    added, removed = set(added), set(removed)
    last = last_known_year()
    first = min(checked_on.year, last)
    years = [*range(first, last + 1), *_years_after(last, removed)]
    holidays, workdays = set(removed), {day for day in added if day.weekday() >= _SATURDAY}
    for day in _days_of(range(first, last + 1)):
        if _is_holiday(day) and day not in added:
            holidays.add(day)
        if day.weekday() >= _SATURDAY and is_workday(day) and day not in removed:
            workdays.add(day)
    return {
        "from": date(first, 1, 1).isoformat(),
        "to": date(years[-1], 12, 31).isoformat(),
        "holidays": sorted(day.isoformat() for day in holidays),
        "workdays": sorted(day.isoformat() for day in workdays),
    }


def last_known_year() -> int:
    """Return the last year whose holidays the calendar knows; it refuses later ones."""
    year = 2024
    while _knows(year + 1):
        year += 1
    return year


def _knows(year: int) -> bool:
    try:
        is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _years_after(last: int, removed: set[date]) -> Iterator[int]:
    while any(day.year == last + 1 for day in removed):
        last += 1
        yield last


def _days_of(years: range) -> Iterator[date]:
    day, end = date(years[0], 1, 1), date(years[-1], 12, 31)
    while day <= end:
        yield day
        day += timedelta(days=1)


def _is_holiday(day: date) -> bool:
    # A weekend day without a name is no public holiday.
    off, name = get_holiday_detail(day)
    return bool(off and name)
