"""Fen and basis points."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.core.money import portion, yuan


@given(st.integers(0, 10**15), st.integers(0, 10_000))
def test_it_rounds_half_a_fen_up(amount: int, rate: int) -> None:
    exact = Fraction(amount * rate, 10_000)

    assert -Fraction(1, 2) < portion(amount, rate) - exact <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (920_680, "9,206.80"),
        (5, "0.05"),
        (0, "0.00"),
        (-288_000, "-2,880.00"),
        (10**9, "10,000,000.00"),
    ],
)
def test_it_writes_amounts_as_people_do(fen: int, text: str) -> None:
    assert yuan(fen) == text
