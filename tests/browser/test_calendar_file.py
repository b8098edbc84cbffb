"""The calendar file of a child's doses, as another program reads it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.cal import Component
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

MADE_AT = "2026-11-22T02:30:05.123Z"
WORDS = "林小满打疫苗：百白破 第5剂"


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    with (
        launched(playwright, chromium) as browser,
        page_with(browser, calendar="lib/calendar-file.js") as page,
    ):
        yield page


def write(lib: Page, *days: dict[str, str]) -> str:
    """Return the file of these days."""
    text: str = lib.evaluate(
        "([days, at]) => lib.calendar.calendarFile(days, at)", [list(days), MADE_AT]
    )
    return text


def day(**changes: str) -> dict[str, str]:
    """A day of the calendar."""
    entry = {"uid": "child-dtap-5@tongka", "on": "2028-12-31", "summary": WORDS}
    return entry | {"description": "以接种门诊为准。\n带接种证。"} | changes


def events(text: str) -> list[Component]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_it_is_a_whole_day_that_another_program_reads(lib: Page) -> None:
    (event,) = events(write(lib, day()))

    assert event["UID"] == "child-dtap-5@tongka"
    assert event["SUMMARY"] == WORDS
    assert event["DESCRIPTION"] == "以接种门诊为准。\n带接种证。"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2028, 12, 31), date(2029, 1, 1))
    assert event["DTSTAMP"].dt == datetime(2026, 11, 22, 2, 30, 5, tzinfo=UTC)


def test_it_reminds_at_nine_on_the_day_before(lib: Page) -> None:
    (alarm,) = Calendar.from_ical(write(lib, day())).walk("VALARM")

    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["TRIGGER"].dt == -timedelta(hours=15)
    assert alarm["DESCRIPTION"] == WORDS


def test_it_holds_every_day_in_one_file(lib: Page) -> None:
    written = events(write(lib, *(day(uid=f"{number}@tongka") for number in range(30))))

    assert [event["UID"] for event in written] == [f"{number}@tongka" for number in range(30)]


def test_it_is_the_same_file_each_time(lib: Page) -> None:
    assert write(lib, day()) == write(lib, day())


@settings(deadline=None, max_examples=80)
@given(
    summary=st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=120),
    lines=st.lists(st.text('一剂,;\\:"nN é😀', max_size=60), max_size=4),
)
def test_it_gives_any_text_back_in_lines_of_75_octets(
    lib: Page, summary: str, lines: list[str]
) -> None:
    description = "\n".join(lines)
    text = write(lib, day(summary=summary, description=description))

    assert "\n" not in text.replace("\r\n", "")
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # no character is cut in two
    (event,) = events(text)
    assert event["SUMMARY"] == summary
    assert event["DESCRIPTION"] == description


@pytest.mark.parametrize("letter", ["a", "é", "剂", "😀"])
def test_it_folds_a_long_line_at_75_octets(lib: Page, letter: str) -> None:
    text = write(lib, day(description=letter * 300))

    lengths = [len(line) for line in text.encode().split(b"\r\n")]
    # The next character would have been too much.
    assert 75 - len(letter.encode()) < max(lengths) <= 75
    assert events(text)[0]["DESCRIPTION"] == letter * 300


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x7f"])
def test_it_leaves_out_what_no_calendar_may_hold(lib: Page, bad: str) -> None:
    (event,) = events(write(lib, day(summary=f"林{bad}小满\r\n打疫苗")))

    assert event["SUMMARY"] == "林小满\n打疫苗"
