"""What a claim pays, step by step: the arithmetic that the claim's page shows.

The order (docs/decisions/0006): what isn't covered, the deductible, the payout rate, the cut
without authorisation, the limits, and last what a person decided otherwise. All money is whole
fen; each multiplication is rounded once, half a fen up.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from api.claims.rules import ClaimOutcome
from api.core.money import WHOLE_BP, portion
from api.preauths.rules import Reduction, paid_after


class StepLabel(StrEnum):
    """A line of the arithmetic: a sum (`=`) or a change of the line before (`±`)."""

    CLAIMED = "claimed"  # = all invoices
    NOT_COVERED = "not_covered"  # − what the plan doesn't cover
    DEDUCTIBLE = "deductible"  # − what the family pays first
    SUBTOTAL = "subtotal"  # = what is left
    PAYOUT_RATE = "payout_rate"  # − the family's share
    BENEFIT = "benefit"  # = 理赔金
    REDUCTION = "reduction"  # − the cut (1 − 40 %)
    LIMIT = "limit"  # − what is above a limit
    OVERRIDE = "override"  # ± what a person decided otherwise
    APPROVED = "approved"  # = the payout


class Limit(StrEnum):
    """Which limit a payout ran into."""

    POLICY_YEAR = "policy_year"  # limit_fen
    COUNT = "count"  # limit_count
    VISIT = "visit"  # per_visit_fen
    DAY = "day"  # per_day_fen × days in hospital


SUMS: Final = frozenset(
    {StepLabel.CLAIMED, StepLabel.SUBTOTAL, StepLabel.BENEFIT, StepLabel.APPROVED}
)


@dataclass(frozen=True)
class Item:
    """One expense: its name, what the invoice says, and what of it the plan covers."""

    name: str
    claimed_fen: int
    covered_fen: int


@dataclass(frozen=True)
class Terms:
    """What a benefit pays, as plans.yaml has it; None: no such limit."""

    limit_fen: int | None
    limit_count: int | None
    per_visit_fen: int | None
    per_day_fen: int | None
    deductible_fen: int
    deductible_per: str | None
    payout_rate_bp: int


@dataclass(frozen=True)
class Used:
    """What others used of the benefit in this policy year: money, times, deductible."""

    fen: int = 0
    count: int = 0
    deductible_fen: int = 0


@dataclass(frozen=True)
class Case:
    """All that the payout of one claim depends on; `cut` is a reason and basis points."""

    items: Sequence[Item]
    terms: Terms
    used: Used
    days: int = 1
    cut: tuple[Reduction, int] | None = None


@dataclass(frozen=True)
class Override:
    """An amount that a person decided instead, and why."""

    amount_fen: int
    reason: str


@dataclass(frozen=True)
class Step:
    """One line: a sum's amount, or how much it changes the line before (below 0: less).

    `words`: the items that aren't covered; `policy_year` or `visit` of a deductible; the
    `Reduction`; the `Limit`; the reason of an override.
    """

    label: StepLabel
    amount_fen: int
    rate_bp: int | None = None
    words: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The step as phones get it: what it lacks is left out."""
        said = {"label": self.label.value, "amount_fen": self.amount_fen}
        more = {"rate_bp": self.rate_bp, "words": self.words}
        return said | {name: value for name, value in more.items() if value is not None}


@dataclass(frozen=True)
class Settlement:
    """What a claim pays, what it takes of the deductible, and how that was reached."""

    approved_fen: int
    deductible_fen: int
    steps: list[Step]
    outcome: ClaimOutcome


def settle(case: Case, override: Override | None = None) -> Settlement:
    """The payout of a claim and its steps.

    An override is kept within what the plan covers and what is left of its limits. A payout of
    nothing is still no decline: the steps say where it went.
    """
    covered = sum(item.covered_fen for item in case.items)
    deductible = min(covered, deductible_left(case.terms, case.used))
    subtotal = covered - deductible
    benefit = portion(subtotal, case.terms.payout_rate_bp)
    after_cut = paid_after(benefit, case.cut)
    limit = tightest_limit(case.terms, case.used, case.days)
    computed = after_cut if limit is None else min(after_cut, limit[1])
    approved = computed if override is None else _within(override, covered, limit)
    steps = [
        *_coverage(case, covered, deductible, subtotal),
        *_share(case.terms, subtotal, benefit),
    ]
    if case.cut and after_cut != benefit:
        reason, rate = case.cut
        steps.append(Step(StepLabel.REDUCTION, after_cut - benefit, rate, reason.value))
    if limit and computed != after_cut:
        steps.append(Step(StepLabel.LIMIT, computed - after_cut, words=limit[0].value))
    if override and approved != computed:
        steps.append(Step(StepLabel.OVERRIDE, approved - computed, words=override.reason))
    steps.append(Step(StepLabel.APPROVED, approved))
    return Settlement(approved, deductible, steps, _outcome(steps, approved))


def deductible_left(terms: Terms, used: Used) -> int:
    """What the family still pays first: of the whole policy year, or of this visit."""
    if terms.deductible_per == "policy_year":
        return max(0, terms.deductible_fen - used.deductible_fen)
    return terms.deductible_fen


def tightest_limit(terms: Terms, used: Used, days: int) -> tuple[Limit, int] | None:
    """The limit that leaves least, and what it leaves; None: there is no limit."""
    left: list[tuple[Limit, int]] = []
    if terms.limit_fen is not None:
        left.append((Limit.POLICY_YEAR, max(0, terms.limit_fen - used.fen)))
    if terms.limit_count is not None and used.count >= terms.limit_count:
        left.append((Limit.COUNT, 0))
    if terms.per_visit_fen is not None:
        left.append((Limit.VISIT, terms.per_visit_fen))
    if terms.per_day_fen is not None:
        left.append((Limit.DAY, terms.per_day_fen * max(1, days)))
    return min(left, key=lambda each: each[1], default=None)


def most_payable(total_fen: int, terms: Terms, used: Used, days: int) -> int:
    """What a claim may come to at most, before anybody has looked at it."""
    return settle(Case([Item("", total_fen, total_fen)], terms, used, days)).approved_fen


def _within(override: Override, covered: int, limit: tuple[Limit, int] | None) -> int:
    most = covered if limit is None else min(covered, limit[1])
    return max(0, min(override.amount_fen, most))


def _coverage(case: Case, covered: int, deductible: int, subtotal: int) -> Iterator[Step]:
    claimed = sum(item.claimed_fen for item in case.items)
    yield Step(StepLabel.CLAIMED, claimed)
    if covered != claimed:
        names = [item.name for item in case.items if item.covered_fen < item.claimed_fen]
        words = "、".join(names) or None
        yield Step(StepLabel.NOT_COVERED, covered - claimed, words=words)
    if deductible:
        yield Step(StepLabel.DEDUCTIBLE, -deductible, words=case.terms.deductible_per)
    if subtotal != claimed:
        yield Step(StepLabel.SUBTOTAL, subtotal)


def _share(terms: Terms, subtotal: int, benefit: int) -> Iterator[Step]:
    if terms.payout_rate_bp != WHOLE_BP and subtotal:
        yield Step(StepLabel.PAYOUT_RATE, benefit - subtotal, terms.payout_rate_bp)
        yield Step(StepLabel.BENEFIT, benefit)


def _outcome(steps: Sequence[Step], approved: int) -> ClaimOutcome:
    """Approved where only the plan's own deductible and rate made it less."""
    own = {*SUMS, StepLabel.DEDUCTIBLE, StepLabel.PAYOUT_RATE}
    whole = approved > 0 and all(step.label in own for step in steps)
    return ClaimOutcome.APPROVED if whole else ClaimOutcome.PARTLY


def days_in_hospital(admitted_on: date, discharged_on: date | None) -> int:
    """The days of a stay as hospitals count them: the day of admission, not that of discharge."""
    return max(1, (discharged_on - admitted_on).days) if discharged_on else 1
