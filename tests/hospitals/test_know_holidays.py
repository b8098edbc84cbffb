"""The days on which weekly hours may not hold."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from api.core.calendar import last_announced_year
from api.hospitals.holidays import holiday_calendar

LAST = last_announced_year()
days = st.dates(date(LAST, 1, 1), date(LAST, 12, 31))


def test_it_knows_the_holidays_of_2026() -> None:
    """As the State Council's notice for 2026 says: Spring Festival is 15 to 23 February."""
    calendar = holiday_calendar(date(2026, 11, 22), (), ())

    assert calendar["from"] == "2026-01-01"
    assert calendar["to"] == f"{LAST}-12-31"
    spring = [day for day in calendar["holidays"] if day.startswith("2026-02")]
    assert spring == [f"2026-02-{day}" for day in range(15, 24)]
    assert [day for day in calendar["workdays"] if day.startswith("2026-02")] == [
        "2026-02-14",
        "2026-02-28",
    ]


def test_it_knows_no_year_that_was_not_announced() -> None:
    """A list checked in a year that the calendar doesn't know keeps the last one that it does."""
    calendar = holiday_calendar(date(LAST + 3, 1, 1), (), ())

    assert (calendar["from"], calendar["to"]) == (f"{LAST}-01-01", f"{LAST}-12-31")


def test_it_takes_a_later_year_from_the_operator() -> None:
    after = holiday_calendar(
        date(LAST, 1, 1), [date(LAST + 1, 2, 6)], [date(LAST + 1, 1, 1), date(LAST + 1, 2, 8)]
    )

    assert after["to"] == f"{LAST + 1}-12-31"
    assert after["holidays"][-2:] == [f"{LAST + 1}-01-01", f"{LAST + 1}-02-08"]


@given(st.sets(days, max_size=5), st.sets(days, max_size=5))
def test_it_believes_the_operator(added: set[date], removed: set[date]) -> None:
    added -= removed
    calendar = holiday_calendar(date(LAST, 6, 1), added, removed)
    holidays, workdays = set(calendar["holidays"]), set(calendar["workdays"])

    assert {day.isoformat() for day in removed} <= holidays
    assert not holidays & {day.isoformat() for day in added}
    assert {day.isoformat() for day in added if day.weekday() >= 5} <= workdays
    assert not holidays & workdays
    assert all(date.fromisoformat(day).weekday() >= 5 for day in workdays)
    assert calendar["holidays"] == sorted(holidays)
