"""What is left of a benefit, and what its uses add up to."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.benefits.rules import TRANSITIONS, Balance, Use, UseState, add_up, read_plans, remaining

CASES = Path(__file__).parents[1] / "cases" / "benefits.json"
FEN = st.integers(0, 10**12)
USES = st.lists(st.builds(Use, FEN, st.integers(0, 9), st.sampled_from(UseState)))


@pytest.mark.parametrize("case", json.loads(CASES.read_text())["cases"], ids=lambda it: it["why"])
def test_it_leaves_what_the_browser_leaves(case: dict[str, Any]) -> None:
    given, expected = case["given"], case["expect"]
    for unit in ("fen", "count"):
        figures = (given[f"{part}_{unit}"] for part in ("limit", "used", "reviewing"))
        assert remaining(*figures) == expected[f"remaining_{unit}"]


def test_it_adds_up_uses_by_state() -> None:
    uses = [
        Use(100, 1, UseState.USED),
        Use(50, 1, UseState.REVIEWING),
        Use(7, 2, UseState.USED),
    ]
    assert add_up(uses) == Balance(used_fen=107, reviewing_fen=50, used_count=3, reviewing_count=1)


@given(USES, st.randoms())
def test_it_adds_up_the_same_in_any_order(uses: list[Use], random: Any) -> None:
    shuffled = random.sample(uses, len(uses))
    assert add_up(shuffled) == add_up(uses)
    total = add_up(uses)
    assert total.used_fen + total.reviewing_fen == sum(use.amount_fen for use in uses)


def test_it_knows_where_each_state_may_go() -> None:
    assert set(TRANSITIONS) == set(UseState)


def test_it_reads_the_limits_of_a_plan() -> None:
    benefit = {"code": "dental", "limit_fen": 1, "limit_count": None, "icon": "tooth"}
    plans = read_plans({"plans": {"gold": {"name": {}, "benefits": [benefit]}}})
    assert plans["gold"]["dental"].limit_fen == 1
