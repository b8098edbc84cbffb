"""Ages and intervals as an operator writes them, and their order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.vaccines.rules import Span, read_span, wrong_doses


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("birth", Span()),
        ("1 day", Span(days=1)),
        ("6 weeks", Span(days=42)),
        ("1 month", Span(months=1)),
        ("18 months", Span(months=18)),
        ("4 years", Span(months=48)),
        ("0 days", None),
        ("06 weeks", None),
        ("-1 days", None),
        ("6", None),
        ("6 Weeks", None),
        ("six weeks", None),
        ("6 weeks ", None),
        ("", None),
    ],
)
def test_it_reads_an_age(text: str, span: Span | None) -> None:
    assert read_span(text) == span


months = st.integers(0, 200)


@given(st.lists(months, min_size=1, max_size=6))
def test_it_finds_nothing_wrong_with_rising_ages(ages: list[int]) -> None:
    doses = [{"from": Span(months=age)} for age in sorted(ages)]
    assert list(wrong_doses(doses)) == []


@given(months, st.integers(1, 200))
def test_it_names_an_age_that_goes_backwards(age: int, more: int) -> None:
    doses = [{"from": Span(months=age + more)}, {"from": Span(months=age)}]
    assert [(index, field) for index, field, _ in wrong_doses(doses)] == [(1, "from")]


@given(months, months)
def test_it_wants_a_deadline_after_the_age(start: int, end: int) -> None:
    dose = {"from": Span(months=start), "before": Span(months=end)}
    assert bool(list(wrong_doses([dose]))) is (end <= start)


@given(months, st.integers(1, 60), st.integers(1, 60))
def test_it_wants_room_for_the_interval(start: int, apart: int, least: int) -> None:
    doses = [
        {"from": Span(months=start)},
        {"from": Span(months=start + apart), "min_interval": Span(months=least)},
    ]
    assert bool(list(wrong_doses(doses))) is (apart < least)


def test_it_takes_28_days_for_a_month() -> None:
    doses = [
        {"from": Span(months=2)},
        {"from": Span(months=3), "min_interval": Span(days=28)},
    ]
    assert list(wrong_doses(doses)) == []


def test_it_asks_for_an_age_or_an_interval() -> None:
    found = list(wrong_doses([{"from": Span()}, {}]))
    assert [(index, field) for index, field, _ in found] == [(1, "from")]
