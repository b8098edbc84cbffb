"""Deadlines in working days, as the State Council's calendar and the operator have them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.calendar import (
    WorkingDays,
    add_working_days,
    last_announced_year,
    read_working_days,
    working_days_between,
)

LAST = last_announced_year()
CHINA = WorkingDays()
days = st.dates(date(2003, 1, 1), date(LAST + 3, 12, 31))
calendars = st.builds(
    WorkingDays,
    added=st.frozensets(days, max_size=4),
    removed=st.frozensets(days, max_size=4),
)


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        # An ordinary fortnight.
        ("2026-03-09", 10, "2026-03-23"),
        # A Friday, and a Saturday nobody works on: the same.
        ("2026-03-06", 1, "2026-03-09"),
        ("2026-03-07", 1, "2026-03-09"),
        # Spring Festival 2026 is 15 to 23 February; Saturdays 14 and 28 are worked.
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-02-13", 10, "2026-03-05"),
        # National Day 2026 is 1 to 7 October; Sunday 20 September and Saturday 10 October are.
        ("2026-09-30", 3, "2026-10-10"),
    ],
)
def test_it_counts_the_days_that_people_work(start: str, count: int, due: str) -> None:
    deadline = add_working_days(CHINA, date.fromisoformat(start), count)

    assert deadline.on.isoformat() == due
    assert not deadline.is_estimate


def test_it_calls_a_year_that_nobody_announced_an_estimate() -> None:
    into = add_working_days(CHINA, date(LAST, 12, 30), 10)
    before = add_working_days(CHINA, date(LAST, 12, 1), 3)

    assert into.is_estimate
    assert into.on.year == LAST + 1
    assert not before.is_estimate


def test_it_believes_the_operator() -> None:
    new_year = date(LAST + 1, 1, 1)
    own = WorkingDays(added=frozenset({date(2026, 3, 14)}), removed=frozenset({new_year}))

    assert add_working_days(own, date(2026, 3, 13), 1).on == date(2026, 3, 14)
    assert not own.include(new_year)
    # A year whose holidays the operator names is known.
    assert not add_working_days(own, date(LAST, 12, 30), 10).is_estimate
    assert add_working_days(own, date(LAST + 1, 12, 30), 10).is_estimate


def test_it_reads_the_operators_file() -> None:
    content = {"working_days_added": ["2027-02-14"], "working_days_removed": ["2027-02-15"]}

    assert read_working_days(content) == WorkingDays(
        frozenset({date(2027, 2, 14)}), frozenset({date(2027, 2, 15)})
    )


def test_it_says_how_late_something_is() -> None:
    due = date(2026, 3, 20)

    assert working_days_between(CHINA, date(2026, 3, 18), due) == 2
    assert working_days_between(CHINA, due, due) == 0
    # Over the weekend nothing becomes later.
    assert working_days_between(CHINA, date(2026, 3, 22), due) == 0
    assert working_days_between(CHINA, date(2026, 3, 23), due) == -1


@given(calendars, days, st.integers(1, 30))
def test_a_deadline_is_as_far_as_it_says(calendar: WorkingDays, start: date, count: int) -> None:
    deadline = add_working_days(calendar, start, count)

    assert calendar.include(deadline.on)
    assert working_days_between(calendar, start, deadline.on) == count
    assert working_days_between(calendar, start, deadline.on - timedelta(days=1)) == count - 1


@pytest.mark.parametrize("count", [0, -3])
def test_it_refuses_a_period_without_days(count: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        add_working_days(CHINA, date(2026, 3, 9), count)
