"""The public holidays and made-up working days that are known, as phones read them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from api.core.calendar import (
    is_announced_workday,
    is_public_holiday,
    last_announced_year,
    last_known_year,
)

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
    last = last_announced_year()
    first = min(checked_on.year, last)
    holidays, workdays = set(removed), {day for day in added if day.weekday() >= _SATURDAY}
    for day in _days_of(range(first, last + 1)):
        if is_public_holiday(day) and day not in added:
            holidays.add(day)
        if day.weekday() >= _SATURDAY and is_announced_workday(day) and day not in removed:
            workdays.add(day)
    return {
        "from": date(first, 1, 1).isoformat(),
        "to": date(last_known_year(removed), 12, 31).isoformat(),
        "holidays": sorted(day.isoformat() for day in holidays),
        "workdays": sorted(day.isoformat() for day in workdays),
    }


def _days_of(years: range) -> Iterator[date]:
    day, end = date(years[0], 1, 1), date(years[-1], 12, 31)
    while day <= end:
        yield day
        day += timedelta(days=1)
