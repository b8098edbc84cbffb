"""How the deadlines of the queue and the console's times and amounts read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from api.console.frame import moment_words, yuan
from api.console.ordering import deadline_words
from api.core.calendar import WorkingDays
from api.core.work import Turn, WorkItem

# A Wednesday of a plain week.
TODAY = date(2026, 3, 18)
DAYS = WorkingDays()
ITEM = WorkItem(
    kind="claim",
    id="1",
    policy_id="p",
    child="林**",
    sort="理赔 住院",
    words="安和妇儿医院，¥18,420.00",
    since=datetime(2026, 3, 16, 2, tzinfo=UTC),
    turn=Turn.OURS,
    look="review",
    state="审核中",
    url="/console/claims/1",
)


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 3, 16), "超2个工作日"),
        (date(2026, 3, 17), "超1个工作日"),
        (date(2026, 3, 18), "今天"),
        (date(2026, 3, 19), "剩1个工作日"),
        (date(2026, 3, 23), "剩3个工作日"),
        (None, "第3天"),
    ],
)
def test_it_says_how_long_there_is(due_on: date | None, words: str) -> None:
    assert deadline_words(replace(ITEM, due_on=due_on), DAYS, TODAY) == words


def test_it_counts_the_working_days_of_the_state_council() -> None:
    # The Spring Festival of 2026: off from 15 to 23 February; the 14th and 28th are worked.
    item = replace(ITEM, due_on=date(2026, 2, 25))
    assert deadline_words(item, DAYS, date(2026, 2, 13)) == "剩3个工作日"


def test_it_is_late_on_a_weekend_too() -> None:
    item = replace(ITEM, due_on=date(2026, 3, 20))
    assert deadline_words(item, DAYS, date(2026, 3, 21)) == "刚过期限"


def test_it_says_where_a_deadline_is_an_estimate() -> None:
    item = replace(ITEM, due_on=date(2026, 3, 19), estimated=True)
    assert deadline_words(item, DAYS, TODAY) == "剩约1个工作日"


def test_it_blames_nobody_while_the_family_has_it() -> None:
    item = replace(ITEM, due_on=date(2026, 3, 2), turn=Turn.FAMILY)
    assert deadline_words(item, DAYS, TODAY) == "第3天"


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        (datetime(2026, 3, 18, 1, 12, tzinfo=UTC), "今天 09:12"),
        (datetime(2026, 3, 17, 16, 0, tzinfo=UTC), "今天 00:00"),
        (datetime(2026, 3, 17, 15, 59, tzinfo=UTC), "3月17日 23:59"),
        (datetime(2025, 12, 31, 15, 0, tzinfo=UTC), "2025.12.31"),
    ],
)
def test_it_reads_a_time_as_china_does(instant: datetime, words: str) -> None:
    assert moment_words(instant, datetime(2026, 3, 18, 8, tzinfo=UTC)) == words


@pytest.mark.parametrize(
    ("fen", "words"),
    [(0, "¥0.00"), (5, "¥0.05"), (138_650, "¥1,386.50"), (-12_600, "−¥126.00")],
)
def test_it_writes_amounts_in_yuan(fen: int, words: str) -> None:
    assert yuan(fen) == words
