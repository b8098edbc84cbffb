"""Opening hours as people write them."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.hospitals.rules import DAY, DAYS, BadHours, read_days, read_spans, read_week

DAYS_READ = [
    ("mon", [0]),
    ("mon-fri", [0, 1, 2, 3, 4]),
    ("mon, wed-fri", [0, 2, 3, 4]),
    (" Sat - Sun ", [5, 6]),
    ("周一至周五", [0, 1, 2, 3, 4]),
    ("周一至五", [0, 1, 2, 3, 4]),
    ("星期六、周日", [5, 6]),
    ("周天", [6]),
]
SPANS_READ = [
    ("08:00-17:00", [(480, 1020)]),
    ("8:00-12:00, 13:30-17:00", [(480, 720), (810, 1020)]),
    ("13:30-17:00,08:00-12:00", [(480, 720), (810, 1020)]),
    ("08:00-12:00, 12:00-13:00", [(480, 720), (720, 780)]),
    ("08：00–12：00，13：30～17：00", [(480, 720), (810, 1020)]),
    ("20:00-26:00", [(1200, 1560)]),
    ("00:00-24:00", [(0, 1440)]),
    ("All day", [(0, 1440)]),
    ("24小时", [(0, 1440)]),
    ("closed", []),
    ("休息", []),
]
NO_SPANS = [
    ("08:00", "written like"),
    ("08:00-", "like 08:30"),
    ("8-12", "like 08:30"),
    ("08:60-09:00", "like 08:30"),
    ("24:00-25:00", "begin before 24:00"),
    ("12:00-08:00", "end before they begin"),
    ("08:00-08:00", "end before they begin"),
    ("08:00-33:00", "longer than a day"),
    ("08:00-12:00, 11:59-13:00", "overlap"),
    ("08:00-12:00, all day", "written like"),
    ("", "written like"),
]

minutes = st.integers(0, DAY - 1)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@pytest.mark.parametrize(("text", "days"), DAYS_READ)
def test_it_reads_days(text: str, days: list[int]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["", "mon-", "mon,,tue", "montag", "sun-mon", "mon, mon", "8"])
def test_it_refuses_days_that_are_none(text: str) -> None:
    with pytest.raises(BadHours):
        read_days(text)


@pytest.mark.parametrize(("text", "spans"), SPANS_READ)
def test_it_reads_spans(text: str, spans: list[tuple[int, int]]) -> None:
    assert read_spans(text) == spans


@pytest.mark.parametrize(("text", "said"), NO_SPANS)
def test_it_says_why_spans_cannot_be(text: str, said: str) -> None:
    with pytest.raises(BadHours, match=said):
        read_spans(text)


def test_it_makes_a_week() -> None:
    week = read_week({"mon-fri": "08:00-12:00", "sun": "20:00-26:00"})

    assert week == [[(480, 720)]] * 5 + [[], [(1200, 1560)]]


def test_it_lets_every_day_be_open_all_day() -> None:
    assert read_week({"mon-sun": "all day"}) == [[(0, DAY)]] * 7


@pytest.mark.parametrize(
    "weekly",
    [
        {"mon-fri": "08:00-12:00", "fri": "13:00-17:00"},
        {"fri": "20:00-26:00", "sat": "01:00-05:00"},
        {"mon": "01:00-05:00", "sun": "20:00-26:00"},
        {"mon": "08:00-31:00, 09:00-10:00"},
    ],
)
def test_it_refuses_a_week_that_overlaps(weekly: dict[str, str]) -> None:
    with pytest.raises(BadHours):
        read_week(weekly)


@given(st.lists(minutes, unique=True, min_size=2, max_size=8), st.randoms())
def test_it_reads_what_it_would_write(edges: list[int], chance: st.randoms) -> None:
    spans = list(zip(*[iter(sorted(edges))] * 2, strict=False))
    written = [f"{clock(begin)}-{clock(end)}" for begin, end in spans]
    chance.shuffle(written)

    assert read_spans(", ".join(written)) == spans


@given(st.lists(st.tuples(minutes, st.integers(0, 2 * DAY)), min_size=1, max_size=4))
def test_it_reads_spans_in_order_or_refuses_them(ends: list[tuple[int, int]]) -> None:
    text = ", ".join(f"{clock(begin)}-{clock(end)}" for begin, end in ends)
    try:
        spans = read_spans(text)
    except BadHours:
        return
    assert all(0 <= begin < DAY and begin < end <= begin + DAY for begin, end in spans)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


@given(
    st.dictionaries(
        st.sampled_from(DAYS), st.tuples(minutes, st.integers(1, DAY)), min_size=1, max_size=7
    )
)
def test_it_never_has_a_minute_in_two_spans(opening: dict[str, tuple[int, int]]) -> None:
    weekly = {
        day: f"{clock(begin)}-{clock(begin + length)}" for day, (begin, length) in opening.items()
    }
    open_minutes = [
        (DAYS.index(day) * DAY + begin + minute) % (7 * DAY)
        for day, (begin, length) in opening.items()
        for minute in range(length)
    ]
    clash = len(set(open_minutes)) < len(open_minutes)
    try:
        week = read_week(weekly)
    except BadHours:
        assert clash
    else:
        assert not clash
        assert {DAYS[day]: spans for day, spans in enumerate(week) if spans} == {
            day: [(begin, begin + length)] for day, (begin, length) in opening.items()
        }


@given(st.text(max_size=30))
def test_it_only_ever_complains_as_bad_hours(text: str) -> None:
    for read in (read_days, read_spans):
        with suppress(BadHours):
            read(text)
