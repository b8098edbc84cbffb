"""When a phone may call a card valid by its pass, whatever the clocks and the order of news."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

NOON_MS = int(datetime(2026, 3, 9, 4, tzinfo=UTC).timestamp() * 1000)
MINUTE_MS = 60 * 1000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
# What a phone's clock may be off before anything is concluded from it.
TOLERANCE_MS = 5 * MINUTE_MS
spans = st.integers(-3 * DAY_MS, 3 * DAY_MS) | st.sampled_from(
    [edge + more for edge in (0, DAY_MS, TOLERANCE_MS, -TOLERANCE_MS) for more in (-1, 0, 1)]
)


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    """A page with the rules of passes, and where they are kept."""
    modules = {"rules": "lib/pass.js", "passes": "db/passes.js", "rows": "db/collections.js"}
    with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
        yield page


def iso(ms: int) -> str:
    return (datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=ms)).isoformat()


def doubt(
    lib: Page,
    *,
    age: int = 0,
    away: int = 0,
    off: int = 0,
    set_by: int = 0,
    ahead: int = 0,
    heard: bool = False,
    state: str = "active",
    version: int = 7,
    newest: int = 7,
) -> str | None:
    """Why a card is in doubt, `away` after the last contact; all in milliseconds.

    The pass was `age` old at the contact, the phone's clock `off` then and `set_by` since; the
    latest server time ever seen lies `ahead` of that of this card's last contact.
    """
    shown = {"state": state, "version": version, "as_of": iso(NOON_MS - age)}
    clocks = {
        "phoneMs": NOON_MS + off + away + set_by,
        "at": iso(NOON_MS),
        "heardMs": NOON_MS + off,
        "latestMs": NOON_MS + ahead,
        "isHeard": heard,
    }
    found: str | None = lib.evaluate(
        "([shown, card, clocks]) => lib.rules.doubtOf(shown, card, clocks)",
        [shown, {"version": newest}, clocks],
    )
    return found


@given(
    age=st.integers(0, 2 * DAY_MS),
    away=st.integers(0, 3 * DAY_MS),
    off=spans,
    set_by=spans,
    ahead=st.integers(0, DAY_MS),
    heard=st.booleans(),
    state=st.sampled_from(["active", "suspended", "not_started", "expired", "terminated"]),
    versions=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
@settings(max_examples=500)
def test_it_is_never_valid_against_what_the_phone_knows(
    lib: Page,
    age: int,
    away: int,
    off: int,
    set_by: int,
    ahead: int,
    heard: bool,
    state: str,
    versions: tuple[int, int],
) -> None:
    version, newest = versions
    found = doubt(
        lib,
        age=age,
        away=away,
        off=off,
        set_by=set_by,
        ahead=ahead,
        heard=heard,
        state=state,
        version=version,
        newest=newest,
    )

    measured = age + away + set_by
    set_back = away + set_by < -TOLERANCE_MS
    behind = not heard and off + away + set_by < ahead - TOLERANCE_MS
    is_valid = (
        measured <= DAY_MS
        and not set_back
        and not behind
        and state == "active"
        and version >= newest
    )
    assert (found is None) == is_valid


@given(age=st.integers(0, DAY_MS), away=st.integers(0, 2 * DAY_MS), off=spans, heard=st.booleans())
def test_it_is_never_valid_over_a_day_while_nobody_sets_the_clock(
    lib: Page, age: int, away: int, off: int, heard: bool
) -> None:
    """However wrong a clock is: what it is off doesn't make a pass younger."""
    if age + away > DAY_MS:
        assert doubt(lib, age=age, away=away, off=off, heard=heard) in {"old", "clock"}


@pytest.mark.parametrize(
    ("about", "why"),
    [
        ({}, None),
        ({"age": DAY_MS}, None),
        ({"age": DAY_MS + 1}, "old"),
        ({"away": DAY_MS}, None),
        ({"away": DAY_MS + 1}, "old"),
        ({"set_by": -TOLERANCE_MS}, None),
        ({"set_by": -TOLERANCE_MS - 1}, "clock"),
        ({"set_by": -HOUR_MS, "heard": True}, "clock"),
        ({"away": HOUR_MS, "set_by": -2 * HOUR_MS}, "clock"),
        ({"off": -HOUR_MS}, "clock"),
        ({"off": -HOUR_MS, "heard": True}, None),
        ({"off": DAY_MS * 3}, None),
        ({"ahead": HOUR_MS}, "clock"),
        ({"newest": 8}, "overtaken"),
        ({"version": 8}, None),
        ({"state": "suspended", "version": 8}, "overtaken"),
    ],
)
def test_it_says_why(lib: Page, about: dict[str, Any], why: str | None) -> None:
    assert doubt(lib, **about) == why


def test_it_is_missing_before_one_was_brought(lib: Page) -> None:
    assert lib.evaluate("() => lib.rules.doubtOf(undefined, { version: 1 }, {})") == "missing"


@pytest.mark.parametrize(
    ("age", "newest", "due"),
    [
        (0, 7, False),
        (3 * HOUR_MS, 7, False),
        (6 * HOUR_MS, 7, False),
        (6 * HOUR_MS + 1, 7, True),
        (0, 8, True),
        # 04:00 UTC is noon in China.
        (12 * HOUR_MS + 1, 7, True),
    ],
)
def test_it_brings_another_when_one_is_due(lib: Page, age: int, newest: int, due: bool) -> None:
    given = [{"version": 7, "as_of": iso(NOON_MS - age)}, {"version": newest}, NOON_MS]
    assert lib.evaluate("(given) => lib.rules.isPassDue(...given)", given) is due


def test_it_brings_another_on_the_next_day_in_china(lib: Page) -> None:
    midnight = NOON_MS + 12 * HOUR_MS
    shown = {"version": 7, "as_of": iso(midnight - MINUTE_MS)}
    for now, due in ((midnight - 1, False), (midnight, True)):
        given = [shown, {"version": 7}, now]
        assert lib.evaluate("(given) => lib.rules.isPassDue(...given)", given) is due


def test_it_brings_one_where_there_is_none(lib: Page) -> None:
    assert lib.evaluate("() => lib.rules.isPassDue(undefined, { version: 1 }, 0)") is True


@given(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(0, 5)).map(
            lambda said: {"policy_id": "a", "version": said[0], "as_of": iso(said[1] * MINUTE_MS)}
        ),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=60)
def test_it_never_goes_back_to_an_older_pass(lib: Page, news: list[dict[str, Any]]) -> None:
    """In whatever order the answers of two pages arrive."""
    kept = lib.evaluate(
        """async (news) => {
          const contact = { at: '2026-03-09T04:00:00Z', heardMs: 0 };
          const answer = { cookie: '', reset: true, more: false };
          const put = { ...answer, put: { cards: [{ id: 'a', version: 1 }] } };
          await lib.rows.writeAnswer('a', put, contact);
          const kept = [];
          for (const pass of news) {
            await lib.passes.keepPasses([pass]);
            kept.push((await lib.passes.readPasses())[0].pass);
          }
          return kept;
        }""",
        news,
    )
    places = [(each["version"], each["as_of"]) for each in kept]
    assert [version for version, _at in places] == sorted(version for version, _at in places)
    assert [at for _version, at in places] == sorted(at for _version, at in places)
    assert all(each in news for each in kept)


def test_it_forgets_a_pass_with_its_card_and_with_a_new_life_of_the_server(lib: Page) -> None:
    held = lib.evaluate(
        """async () => {
          const contact = { at: '2026-03-09T04:00:00Z', heardMs: 0 };
          const answer = { cookie: '', reset: false, more: false };
          const card = { put: { cards: [{ id: 'b', version: 1 }] } };
          const pass = { policy_id: 'b', version: 9, as_of: '2026-03-09T04:00:00Z' };
          const has = async () => (await lib.passes.readPasses()).some(({ pass }) => pass);
          const found = [];
          await lib.rows.erasePolicy('a');
          await lib.rows.writeAnswer('b', { ...answer, ...card }, contact);
          await lib.passes.keepPasses([pass]);
          found.push(await has());
          await lib.rows.writeAnswer('b', { ...answer, ...card }, contact);
          found.push(await has());
          await lib.rows.writeAnswer('b', { ...answer, ...card, reset: true }, contact);
          found.push(await has());
          await lib.passes.keepPasses([{ ...pass, version: 1 }]);
          found.push(await has());
          await lib.rows.erasePolicy('b');
          await lib.passes.keepPasses([pass]);
          await lib.rows.writeAnswer('b', { ...answer, ...card }, contact);
          found.push(await has());
          return found;
        }"""
    )
    assert held == [True, True, False, True, False]


@pytest.mark.parametrize(
    ("code", "spaced"), [("4821093762", "4821 0937 62"), ("00a7093762", "00a7 0937 62")]
)
def test_it_spaces_a_code(lib: Page, code: str, spaced: str) -> None:
    assert lib.evaluate("(code) => lib.rules.spacedCode(code)", code) == spaced
