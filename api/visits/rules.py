"""What a visit's figures may be, and what it uses of a benefit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VisitMethod(StrEnum):
    """How a visit is paid."""

    DIRECT = "direct"  # 直付: the plan pays the hospital
    REIMBURSEMENT = "reimbursement"  # 事后理赔: the family pays first and claims


class VisitState(StrEnum):
    """Where a visit's money stands."""

    REVIEWING = "reviewing"  # what the plan pays is not known yet
    DUE = "due"  # the family has an amount to pay
    SETTLED = "settled"  # nothing is open


@dataclass(frozen=True)
class Figures:
    """A visit's money; `direct_fen` None: under review."""

    total_fen: int
    direct_fen: int | None
    self_pay_fen: int | None
    due_on: date | None
    paid_on: date | None


def visit_state(figures: Figures) -> VisitState:
    """Where a visit's money stands."""
    if figures.direct_fen is None:
        return VisitState.REVIEWING
    if figures.self_pay_fen and figures.paid_on is None:
        return VisitState.DUE
    return VisitState.SETTLED


def wrong_figures(figures: Figures) -> Iterator[tuple[str, str]]:
    """What can't be in a visit's figures: column and sentence."""
    parts = (figures.direct_fen or 0) + (figures.self_pay_fen or 0)
    if parts > figures.total_fen:
        yield "total_fen", "It is less than direct_fen and self_pay_fen together."
    if figures.due_on is not None and not figures.self_pay_fen:
        yield "due_on", "There is no self_pay_fen that could be due."
    if figures.paid_on is not None and not figures.self_pay_fen:
        yield "paid_on", "There is no self_pay_fen that could be paid."


def at_most_used(figures: Figures) -> int:
    """The fen a visit takes of its benefit; while under review, all that may still be paid."""
    if figures.direct_fen is not None:
        return figures.direct_fen
    return figures.total_fen - (figures.self_pay_fen or 0)
