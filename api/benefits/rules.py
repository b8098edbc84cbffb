"""What is left of a benefit, and what its uses add up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class UseState(StrEnum):
    """Whether a use is decided."""

    USED = "used"  # paid for
    REVIEWING = "reviewing"  # being checked; the amount is what may be used at most


# A hospital's or the insurer's second look takes a decided use back under review.
TRANSITIONS: dict[UseState, frozenset[UseState]] = {
    UseState.REVIEWING: frozenset({UseState.USED}),
    UseState.USED: frozenset({UseState.REVIEWING}),
}


@dataclass(frozen=True)
class Benefit:
    """A benefit's limits in a policy year; None: no such limit."""

    code: str
    limit_fen: int | None
    limit_count: int | None


Plans = Mapping[str, Mapping[str, Benefit]]


def read_plans(seed: Mapping[str, Any]) -> Plans:
    """Benefits by plan code and benefit code, from the checked content of plans.yaml."""
    return {
        code: {
            each["code"]: Benefit(each["code"], each["limit_fen"], each["limit_count"])
            for each in plan["benefits"]
        }
        for code, plan in seed["plans"].items()
    }


@dataclass(frozen=True)
class Use:
    """One use of a benefit: an amount, how many times, and whether it is decided."""

    amount_fen: int
    count: int
    state: UseState


@dataclass(frozen=True)
class Balance:
    """What is used and under review of a benefit, in fen and in times."""

    used_fen: int = 0
    reviewing_fen: int = 0
    used_count: int = 0
    reviewing_count: int = 0


def add_up(uses: Iterable[Use]) -> Balance:
    """The balance that uses come to."""
    fen = dict.fromkeys(UseState, 0)
    count = dict.fromkeys(UseState, 0)
    for use in uses:
        fen[use.state] += use.amount_fen
        count[use.state] += use.count
    return Balance(
        used_fen=fen[UseState.USED],
        reviewing_fen=fen[UseState.REVIEWING],
        used_count=count[UseState.USED],
        reviewing_count=count[UseState.REVIEWING],
    )


def remaining(limit: int | None, used: int, reviewing: int) -> int | None:
    """What is left of a limit; what is under review counts as used until it is decided.

    The same cases run in the browser: tests/cases/benefits.json.
    """
    return None if limit is None else max(0, limit - used - reviewing)
