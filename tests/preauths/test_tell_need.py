"""What needs a written yes and by when, as chapter 8 of the manual has it."""

import json
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.calendar import (
    WorkingDays,
    day_after_working_days,
    day_before_working_days,
    last_announced_year,
)
from api.preauths.answers import Answer, Necessity, Place, Planned, PlannedItem, Timing, answer
from api.preauths.rules import CUT_BP, NOTHING_LEFT_BP, paid_after

HELD = json.loads((Path(__file__).parents[1] / "cases" / "preauths.json").read_text("utf-8"))
LAST = last_announced_year()
CHINA = WorkingDays()
TERM = 5
DAY = timedelta(days=1)

days = st.dates(date(2024, 3, 1), date(LAST + 2, 12, 31))
calendars = st.builds(
    WorkingDays,
    added=st.frozensets(days, max_size=4),
    removed=st.frozensets(days, max_size=4),
)
amounts = st.none() | st.integers(0, 10_000_000)
plans = st.builds(
    Planned,
    place=st.sampled_from(Place),
    item=st.sampled_from(PlannedItem),
    unit_price_fen=amounts,
    period_total_fen=amounts,
    starts_on=st.none() | days,
)


def calendar_named(name: str | None) -> WorkingDays:
    own = HELD["calendars"][name] if name else {"added": [], "removed": []}
    return WorkingDays(
        frozenset(map(date.fromisoformat, own["added"])),
        frozenset(map(date.fromisoformat, own["removed"])),
    )


def asked(case: dict[str, Any]) -> Answer:
    starts_on = case.get("starts_on")
    planned = Planned(
        Place(case["place"]),
        PlannedItem(case["item"]),
        case.get("unit_price_fen"),
        case.get("period_total_fen"),
        date.fromisoformat(starts_on) if starts_on else None,
    )
    today = date.fromisoformat(case["today"])
    return answer(planned, today, calendar_named(case.get("calendar")))


def told(found: Answer, benefit_fen: int) -> dict[str, Any]:
    """An answer as the cases write it."""
    terms, schedule, earliest = found.terms, found.schedule, found.earliest_start
    return {
        "necessity": found.necessity,
        "cause": found.cause,
        "clause": found.clause,
        "applicant": terms and terms.applicant,
        "term_is_stated": terms and terms.term_is_stated,
        "apply_by": schedule and schedule.apply_by.on.isoformat(),
        "timing": schedule and schedule.timing,
        "days_left": schedule and schedule.days_left,
        "earliest_start": earliest and earliest.on.isoformat(),
        "is_estimate": schedule and schedule.apply_by.is_estimate,
        "cut": found.cut and list(found.cut),
        "paid_fen": paid_after(benefit_fen, found.cut),
        "is_on_the_line": found.is_on_the_line,
    }


@pytest.mark.parametrize(
    ("case", "expect"),
    [pytest.param(each["given"], each["expect"], id=each["why"]) for each in HELD["cases"]],
)
def test_it_answers_as_the_manual_does(case: dict[str, Any], expect: dict[str, Any]) -> None:
    assert told(asked(case), case["benefit_fen"]) == expect


def test_its_cases_cover_every_item_everywhere() -> None:
    covered = {(each["given"]["place"], each["given"]["item"]) for each in HELD["cases"]}

    assert covered == {(*pair,) for pair in product(Place, PlannedItem)}


def worked(calendar: WorkingDays, start: date, end: date) -> int:
    """How many working days lie from `start` on and before `end`."""
    return sum(calendar.include(start + DAY * number) for number in range((end - start).days))


@given(calendars, days)
def test_exactly_the_term_lies_before_the_start(calendar: WorkingDays, start: date) -> None:
    last = day_before_working_days(calendar, start, TERM).on

    assert calendar.include(last)
    assert last < start
    assert worked(calendar, last, start) == TERM


@given(calendars, days, st.integers(0, 40))
def test_a_later_start_never_has_an_earlier_last_day(
    calendar: WorkingDays, start: date, more: int
) -> None:
    last = day_before_working_days(calendar, start, TERM).on

    assert last <= day_before_working_days(calendar, start + DAY * more, TERM).on


@given(calendars, days)
def test_the_earliest_start_is_the_first_that_keeps_the_term(
    calendar: WorkingDays, today: date
) -> None:
    earliest = day_after_working_days(calendar, today, TERM).on

    assert worked(calendar, today, earliest) == TERM
    assert day_before_working_days(calendar, earliest, TERM).on >= today
    assert day_before_working_days(calendar, earliest - DAY, TERM).on < today


@given(days)
def test_a_last_day_is_sure_only_where_every_year_is_known(start: date) -> None:
    deadline = day_before_working_days(CHINA, start, TERM)

    assert deadline.is_estimate == (start.year > LAST)


@pytest.mark.parametrize("count", [0, -1])
def test_it_refuses_a_term_without_days(count: int) -> None:
    for count_days in (day_before_working_days, day_after_working_days):
        with pytest.raises(ValueError, match="at least one day"):
            count_days(CHINA, date(2026, 3, 9), count)


@given(plans, days, calendars)
def test_an_answer_holds_together(planned: Planned, today: date, calendar: WorkingDays) -> None:
    found = answer(planned, today, calendar)

    assert (found.cause is None) == (found.necessity is Necessity.NOT_NEEDED)
    assert (found.clause is None) == (found.terms is None) == (found.cause is None)
    if found.schedule:
        assert (found.schedule.timing is Timing.LATE) == (found.schedule.apply_by.on < today)
        # Whoever keeps the earliest start is in time, and the other way round.
        assert found.earliest_start
        assert planned.starts_on
        late = planned.starts_on < found.earliest_start.on
        assert late == (found.schedule.timing is Timing.LATE)


@given(plans, st.integers(0, 5_000_000))
def test_more_money_never_needs_less(planned: Planned, more: int) -> None:
    """A dearer test or a larger total never turns a yes into a no."""
    ranks = [Necessity.NOT_NEEDED, Necessity.DEPENDS, Necessity.NEEDED]
    price, total = planned.unit_price_fen, planned.period_total_fen
    dearer = Planned(
        planned.place,
        planned.item,
        None if price is None else price + more,
        None if total is None else total + more,
    )
    before, after = (answer(each, date(2026, 3, 9), CHINA) for each in (planned, dearer))

    assert ranks.index(after.necessity) >= ranks.index(before.necessity)


@given(plans, st.integers(0, 10**10))
def test_it_pays_six_tenths_or_nothing_or_all(planned: Planned, benefit_fen: int) -> None:
    cut = answer(planned, date(2026, 3, 9), CHINA).cut
    paid = paid_after(benefit_fen, cut)

    assert (cut and cut[1]) in {None, CUT_BP, NOTHING_LEFT_BP}
    if planned.item is PlannedItem.TRANSPORT:
        assert paid == 0
    elif cut:
        assert abs(paid * 10 - benefit_fen * 6) <= 5
    else:
        assert paid == benefit_fen
