"""What a visit's figures may be, what it uses of a benefit, and what of it the family owes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class VisitMethod(StrEnum):
    """How a visit is paid."""

    DIRECT = "direct"  # 直付: the plan pays the hospital
    REIMBURSEMENT = "reimbursement"  # 事后理赔: the family pays first and claims


@dataclass(frozen=True)
class Figures:
    """A visit's money; `direct_fen` None: under review."""

    method: VisitMethod
    total_fen: int
    direct_fen: int | None
    self_pay_fen: int | None


def is_under_review(figures: Figures) -> bool:
    """Whether it isn't known yet what the plan pays."""
    return figures.direct_fen is None


def wrong_figures(
    figures: Figures, due_on: date | None, paid_on: date | None
) -> Iterator[tuple[str, str]]:
    """What can't be in a visit's figures: column and sentence."""
    parts = (figures.direct_fen or 0) + (figures.self_pay_fen or 0)
    if parts > figures.total_fen:
        yield "total_fen", "It is less than direct_fen and self_pay_fen together."
    if due_on is not None and not figures.self_pay_fen:
        yield "due_on", "There is no self_pay_fen that could be due."
    if paid_on is not None and not figures.self_pay_fen:
        yield "paid_on", "There is no self_pay_fen that could be paid."


def at_most_used(figures: Figures) -> int:
    """The fen a visit takes of its benefit; while under review, all that may still be paid."""
    if figures.direct_fen is not None:
        return figures.direct_fen
    return figures.total_fen - (figures.self_pay_fen or 0)


def billed_fen(figures: Figures) -> int:
    """What the family is billed: the self-pay amount of a visit that the plan has paid.

    One that is still under review may yet change, and a family that paid the hospital itself
    owes nobody.
    """
    if figures.method is not VisitMethod.DIRECT or is_under_review(figures):
        return 0
    return figures.self_pay_fen or 0
