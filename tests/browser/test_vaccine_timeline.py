"""A child's vaccine dates as the app decides them, from the project's own seed."""

import json
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Playwright

from api.building.seeds import read_seeds
from tests.assets.little_app import PROJECT
from tests.browser.modules import launched, page_with

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "vaccine_timeline.json").read_text(encoding="utf-8")
)["cases"]
MODULES = {
    "timeline": "lib/vaccine-timeline.js",
    "search": "lib/vaccine-search.js",
    "days": "lib/days.js",
}
SHORT = """({birthday, sex, today}) => lib.timeline.timeline({birthday, sex}, today, vaccines)
  .map(({vaccine, dose, id, number, state, earliest, before, ends, isForSome}) =>
    ({vaccine: vaccine.id, dose, id, number, state, earliest, before, ends, isForSome}))"""


@pytest.fixture(scope="module")
def book() -> dict[str, Any]:
    return read_seeds(PROJECT / "seed")["vaccines"]


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str, book: dict[str, Any]) -> Iterator[Page]:
    """A page that holds the modules as `lib` and the seed's vaccines as `vaccines`."""
    with launched(playwright, chromium) as browser, page_with(browser, **MODULES) as page:
        page.evaluate("(known) => { globalThis.vaccines = known; }", book["vaccines"])
        yield page


@pytest.mark.parametrize(
    ("given_", "expect"), [pytest.param(c["given"], c["expect"], id=c["why"]) for c in CASES]
)
def test_it_puts_doses_on_the_childs_dates(
    lib: Page, given_: dict[str, Any], expect: dict[str, Any]
) -> None:
    doses = {one["id"]: one for one in lib.evaluate(SHORT, given_)}
    shown = {
        dose_id: (one := doses.get(dose_id)) and [one["state"], one["earliest"], one["before"]]
        for dose_id in expect
    }
    assert shown == expect


def test_it_says_when_it_does_not_know_whether_a_dose_is_for_a_child(lib: Page) -> None:
    given_ = {"birthday": "2020-01-20", "today": "2026-06-22"}
    unknown = {one["vaccine"] for one in lib.evaluate(SHORT, given_ | {"sex": None})
               if one["isForSome"]}  # fmt: skip
    known = [one for one in lib.evaluate(SHORT, given_ | {"sex": "girl"}) if one["isForSome"]]
    assert (unknown, known) == ({"hpv2-nip"}, [])


@pytest.mark.parametrize(
    ("birthday", "today", "changed"),
    [
        ("2024-12-31", "2026-11-22", ["dtap"]),
        ("2025-01-01", "2026-11-22", []),
        ("2015-06-21", "2026-11-22", []),
    ],
)
def test_it_names_a_schedule_that_changed_under_way(
    lib: Page, birthday: str, today: str, changed: list[str]
) -> None:
    found = lib.evaluate(
        """([birthday, today]) => {
          const doses = lib.timeline.timeline({birthday, sex: 'boy'}, today, vaccines);
          const ahead = doses.filter(({state}) => state !== 'past');
          return lib.timeline.changedFor(ahead, birthday).map(({id}) => id);
        }""",
        [birthday, today],
    )
    assert found == changed


BIRTHDAYS = st.dates(date(2008, 1, 1), date(2027, 12, 31)) | st.sampled_from(
    [date(2012, 2, 29), date(2020, 2, 29), date(2024, 2, 29), date(2025, 12, 31)]
)


@settings(deadline=None, max_examples=60)
@given(birthday=BIRTHDAYS, lived=st.integers(0, 6700), sex=st.sampled_from(["girl", "boy", None]))
def test_it_keeps_order_and_never_dates_a_dose_too_early(
    lib: Page, birthday: date, lived: int, sex: str | None
) -> None:
    today = (birthday + timedelta(days=lived)).isoformat()
    given_ = {"birthday": birthday.isoformat(), "sex": sex, "today": today}
    doses = lib.evaluate(SHORT, given_)

    assert doses == lib.evaluate(SHORT, given_)
    assert len({one["id"] for one in doses}) == len(doses)
    assert [one["earliest"] for one in doses] == sorted(one["earliest"] for one in doses)
    last: dict[str, dict[str, Any]] = {}
    for one in doses:
        earliest = date.fromisoformat(one["earliest"])
        assert earliest >= age_on(birthday, one["dose"]["from"])
        assert one["before"] is None or one["before"] > one["earliest"]
        assert one["state"] == state_on(today, one)
        previous = last.get(one["vaccine"])
        if previous:
            assert one["number"] > previous["number"]
            least = one["dose"]["min_interval"] or {}
            assert earliest >= age_on(date.fromisoformat(previous["earliest"]), least)
        last[one["vaccine"]] = one


def age_on(birthday: date, span: dict[str, int]) -> date:
    """The day an age is reached; a month without that day gives its last one."""
    months = birthday.year * 12 + birthday.month - 1 + span.get("months", 0)
    year, month = divmod(months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(birthday.day, last)) + timedelta(days=span.get("days", 0))


def state_on(today: str, dose: dict[str, Any]) -> str:
    """The state that follows from a dose's own dates."""
    if dose["ends"] and today >= dose["ends"]:
        return "past"
    if today >= dose["earliest"]:
        return "next"
    away = date.fromisoformat(dose["earliest"]) - date.fromisoformat(today)
    return "soon" if away.days <= 60 else "later"


@settings(deadline=None, max_examples=60)
@given(birthday=BIRTHDAYS, months=st.integers(0, 220))
def test_it_counts_months_to_the_same_day_or_the_months_last(
    lib: Page, birthday: date, months: int
) -> None:
    found = lib.evaluate("(given) => lib.days.after(...given)", [birthday.isoformat(),
                                                                 {"months": months}])  # fmt: skip
    assert date.fromisoformat(found) == age_on(birthday, {"months": months})


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("乙肝", "hepb"),
        ("yigan", "hepb"),
        ("YG", "hepb"),
        ("bbp", "dtap"),
        ("DTaP-IPV", "dtap-ipv-hib"),
        ("五联", "dtap-ipv-hib"),
        ("小儿麻痹", "polio"),
        ("宫颈癌", "hpv2-nip"),
        ("hand foot", "ev71"),
        ("szk", "ev71"),
        ("13价", "pcv13"),
        ("水痘", "varicella"),
    ],
)
def test_it_finds_a_vaccine(lib: Page, query: str, first: str) -> None:
    find = "(query) => lib.search.findVaccines(vaccines, query).map(({id}) => id)"
    assert lib.evaluate(find, query)[0] == first


@pytest.mark.parametrize("query", ["", "   ", "！？", "奥特曼"])
def test_it_finds_nothing_for_nothing(lib: Page, query: str) -> None:
    assert lib.evaluate("(query) => lib.search.findVaccines(vaccines, query)", query) == []
