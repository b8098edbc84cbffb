"""What the phone says of authorisation without asking anybody: as the service would."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Playwright

from api.core.calendar import (
    WorkingDays,
    day_after_working_days,
    day_before_working_days,
    last_announced_year,
    working_days_between,
)
from api.hospitals.holidays import holiday_calendar
from tests.browser.modules import bundle, launched, open_page

HELD = json.loads((Path(__file__).parents[1] / "cases" / "preauths.json").read_text("utf-8"))
MODULES = {
    "rules": "lib/preauth-rules.js",
    "form": "lib/preauth-form.js",
    "days": "lib/working-days.js",
}
LAST = last_announced_year()
FIRST_KNOWN = date(2025, 1, 1)
# Both sides of the date line, and a zone with summer time: dates are China's everywhere.
ZONES = ("Asia/Shanghai", "America/New_York", "Pacific/Kiritimati")
ANSWER = """([given, calendar]) => {
  const blank = { unit_price_fen: null, period_total_fen: null, starts_on: null };
  const said = lib.rules.answerFor({ ...blank, ...given }, given.today, calendar);
  const { terms, schedule, earliest_start, cut, ...rest } = said;
  return {
    ...rest,
    applicant: terms && terms.applicant,
    term_is_stated: terms && terms.term_is_stated,
    apply_by: schedule && schedule.apply_by.on,
    is_estimate: schedule && schedule.apply_by.isEstimate,
    timing: schedule && schedule.timing,
    days_left: schedule && schedule.days_left,
    earliest_start: earliest_start && earliest_start.on,
    cut: cut && [cut.reason, cut.rate_bp],
    paid_fen: lib.rules.paidAfter(given.benefit_fen, cut),
  };
}"""

days = st.dates(date(2026, 1, 1), date(LAST + 2, 12, 31))


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture(scope="module", params=ZONES)
def lib(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(timezone_id=request.param)
    yield open_page(context, bundle(**MODULES))
    context.close()


def table_for_phones(name: str | None) -> dict[str, Any]:
    """The working days as the asset pipeline writes them."""
    own = HELD["calendars"][name] if name else {"added": [], "removed": []}
    added, removed = (map(date.fromisoformat, own[each]) for each in ("added", "removed"))
    return holiday_calendar(FIRST_KNOWN, added, removed)


@pytest.mark.parametrize(
    ("case", "expect"),
    [pytest.param(each["given"], each["expect"], id=each["why"]) for each in HELD["cases"]],
)
def test_it_answers_as_the_service_does(
    lib: Page, case: dict[str, Any], expect: dict[str, Any]
) -> None:
    assert lib.evaluate(ANSWER, [case, table_for_phones(case.get("calendar"))]) == expect


def test_it_calls_every_day_an_estimate_before_the_table_is_here(lib: Page) -> None:
    given = {"place": "public", "item": "inpatient", "starts_on": "2026-03-31"}
    said = lib.evaluate(
        "([given, today]) => lib.rules.answerFor(given, today, lib.days.NO_CALENDAR)",
        [given, "2026-03-18"],
    )

    assert said["schedule"]["apply_by"] == {"on": "2026-03-24", "isEstimate": True}


@pytest.mark.parametrize(
    ("given", "price", "total"),
    [
        ({"place": "network_private", "item": "test", "unit_price_fen": 500_000}, True, True),
        ({"place": "network_private", "item": "test", "unit_price_fen": 500_001}, True, False),
        ({"place": "other_private", "item": "test", "unit_price_fen": None}, True, True),
        ({"place": "other_private", "item": "treatment", "unit_price_fen": None}, False, True),
        ({"place": "network_private", "item": "inpatient", "unit_price_fen": None}, False, False),
        ({"place": "network_private", "item": "visit", "unit_price_fen": None}, False, False),
        ({"place": "public", "item": "test", "unit_price_fen": None}, False, False),
        ({"place": "public", "item": "treatment", "unit_price_fen": None}, False, False),
    ],
)
def test_it_asks_only_for_what_decides(
    lib: Page, given: dict[str, Any], price: bool, total: bool
) -> None:
    asked = "(given) => [lib.rules.asksPrice(given), lib.rules.asksTotal(given)]"

    assert lib.evaluate(asked, given) == [price, total]


STAY = {"place": "public", "item": "inpatient"}
TEST = {"place": "network_private", "item": "test"}


@pytest.mark.parametrize(
    ("form", "steps"),
    [
        ({}, ["place", "item", "day"]),
        (STAY, ["place", "item", "day"]),
        ({**STAY, "item": "surgery"}, ["place", "item"]),
        ({**STAY, "item": "transport"}, ["place", "item"]),
        (TEST, ["place", "item", "price", "total", "day"]),
        ({**TEST, "price": "5000.01"}, ["place", "item", "price", "day"]),
        ({**TEST, "price": "5000"}, ["place", "item", "price", "total", "day"]),
        ({**TEST, "price": "5000", "total": "30000"}, ["place", "item", "price", "total"]),
        ({**TEST, "price": "5000", "total": "30000.01"},
         ["place", "item", "price", "total", "day"]),
        ({**TEST, "unknown": ["price"], "total": "30000"},
         ["place", "item", "price", "total", "day"]),
        ({**TEST, "item": "treatment", "price": "9000"}, ["place", "item", "total", "day"]),
        # What was typed for another place or item doesn't count.
        ({**TEST, "place": "public", "price": "9000", "total": "90000"}, ["place", "item"]),
    ],
)  # fmt: skip
def test_it_asks_what_the_answers_lead_to(
    lib: Page, form: dict[str, Any], steps: list[str]
) -> None:
    said = "(form) => lib.form.stepsOf({ ...lib.form.BLANK_PREAUTH, ...form })"

    assert lib.evaluate(said, form) == steps


@pytest.mark.parametrize(
    ("step", "form", "problem"),
    [
        ("place", {}, "missing"),
        ("item", STAY, None),
        ("price", TEST, "missing"),
        ("price", {**TEST, "price": "一千"}, "no_amount"),
        ("price", {**TEST, "price": "-1"}, "no_amount"),
        ("price", {**TEST, "price": "10000000.01"}, "no_amount"),
        ("price", {**TEST, "price": "￥４，８００"}, None),
        ("price", {**TEST, "unknown": ["price"]}, None),
        ("total", {**TEST, "total": "3e4"}, "no_amount"),
        ("day", STAY, "missing"),
        ("day", {**STAY, "day": "2026-03-17"}, "past"),
        ("day", {**STAY, "day": "2026-03-18"}, None),
        ("day", {**STAY, "day": "2028-03-18"}, None),
        ("day", {**STAY, "day": "2028-03-19"}, "far"),
        ("day", {**STAY, "unknown": ["day"]}, None),
    ],
)
def test_it_takes_only_what_is_an_answer(
    lib: Page, step: str, form: dict[str, Any], problem: str | None
) -> None:
    said = """([step, form, today]) =>
      lib.form.problemOf(step, { ...lib.form.BLANK_PREAUTH, ...form }, today)"""

    assert lib.evaluate(said, [step, form, "2026-03-18"]) == problem


@pytest.mark.parametrize(
    ("hospital", "is_sample", "place"),
    [
        ({"kind": "public", "networks": {}}, True, "public"),
        ({"kind": "public", "networks": {}}, False, "public"),
        ({"kind": "private", "networks": {"plus": ["outpatient"]}}, True, ""),
        ({"kind": "private", "networks": {"plus": ["outpatient"]}}, False, "network_private"),
        ({"kind": "private", "networks": {"plus": []}}, False, "other_private"),
        ({"kind": "private", "networks": {"basic": ["inpatient"]}}, False, "other_private"),
    ],
)
def test_it_knows_where_a_hospital_belongs(
    lib: Page, hospital: dict[str, Any], is_sample: bool, place: str
) -> None:
    said = "([hospital, isSample]) => lib.form.placeOf(hospital, 'plus', isSample)"

    assert lib.evaluate(said, [hospital, is_sample]) == place


def test_it_goes_on_to_the_next_that_is_open(lib: Page) -> None:
    said = """([form, from]) => lib.form.openStep(
      { ...lib.form.BLANK_PREAUTH, ...form }, '2026-03-18', from)"""
    answered = {**STAY, "day": "2026-03-31"}

    assert lib.evaluate(said, [{}, None]) == "place"
    assert lib.evaluate(said, [STAY, "place"]) == "day"
    assert lib.evaluate(said, [answered, "place"]) is None
    # What stands before is no matter of the question that one is at.
    assert lib.evaluate(said, [{"item": "inpatient"}, "place"]) == "day"


@given(
    start=days,
    count=st.integers(1, 15),
    ahead=st.integers(0, 40),
    added=st.frozensets(days, max_size=3),
    removed=st.frozensets(days, max_size=3),
)
@settings(max_examples=60)
def test_it_counts_working_days_as_the_service_does(
    lib: Page,
    start: date,
    count: int,
    ahead: int,
    added: frozenset[date],
    removed: frozenset[date],
) -> None:
    removed -= added
    calendar = WorkingDays(added, removed)
    end = start + timedelta(days=ahead)
    before = day_before_working_days(calendar, start, count)
    after = day_after_working_days(calendar, start, count)

    said = lib.evaluate(
        """([calendar, start, end, count]) => [
          lib.days.dayBeforeWorkingDays(calendar, start, count),
          lib.days.dayAfterWorkingDays(calendar, start, count),
          lib.days.workingDaysBetween(calendar, start, end),
        ]""",
        [holiday_calendar(FIRST_KNOWN, added, removed), start.isoformat(), end.isoformat(), count],
    )

    assert said == [
        {"on": before.on.isoformat(), "isEstimate": before.is_estimate},
        {"on": after.on.isoformat(), "isEstimate": after.is_estimate},
        working_days_between(calendar, start, end),
    ]
