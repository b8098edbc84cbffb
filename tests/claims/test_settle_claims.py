"""What a claim pays: the manual's numbers, then what must hold for all numbers."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.claims.rules import ClaimOutcome
from api.claims.settlement import (
    SUMS,
    Case,
    Item,
    Override,
    Step,
    StepLabel,
    Terms,
    Used,
    days_in_hospital,
    deductible_left,
    most_payable,
    settle,
    tightest_limit,
)
from api.preauths.rules import CUT_BP, NOTHING_LEFT_BP, Reduction

UNLIMITED = Terms(
    limit_fen=None,
    limit_count=None,
    per_visit_fen=None,
    per_day_fen=None,
    deductible_fen=0,
    deductible_per=None,
    payout_rate_bp=10_000,
)
# The plan of the worked example: ¥1,000 a policy year first, then 90 %.
INPATIENT = replace(
    UNLIMITED,
    limit_fen=30_000_000,
    per_day_fen=200_000,
    deductible_fen=100_000,
    deductible_per="policy_year",
    payout_rate_bp=9_000,
)
NO_YES = (Reduction.NO_AUTHORISATION, CUT_BP)


def case(claimed: int, covered: int | None = None, **given: Any) -> Case:
    item = Item("陪护餐费", claimed, claimed if covered is None else covered)
    return Case(**{"items": [item], "terms": UNLIMITED, "used": Used(), **given})


def lines(case: Case, override: Override | None = None) -> list[tuple[str, int]]:
    return [(step.label.value, step.amount_fen) for step in settle(case, override).steps]


def test_it_comes_to_what_the_worked_example_says() -> None:
    """9,206.80 − 206.80 − 1,000.00 = 8,000.00 × 90 % = 7,200.00 × (1 − 40 %) = 4,320.00."""
    items = [
        Item("床位、手术、用药", 900_000, 900_000),
        Item("陪护餐费", 12_680, 0),
        Item("营养品", 8_000, 0),
    ]

    settled = settle(Case(items, INPATIENT, Used(), days=5, cut=NO_YES))

    assert settled.approved_fen == 432_000
    assert settled.deductible_fen == 100_000
    assert settled.outcome is ClaimOutcome.PARTLY
    assert settled.steps == [
        Step(StepLabel.CLAIMED, 920_680),
        Step(StepLabel.NOT_COVERED, -20_680, words="陪护餐费、营养品"),
        Step(StepLabel.DEDUCTIBLE, -100_000, words="policy_year"),
        Step(StepLabel.SUBTOTAL, 800_000),
        Step(StepLabel.PAYOUT_RATE, -80_000, 9_000),
        Step(StepLabel.BENEFIT, 720_000),
        Step(StepLabel.REDUCTION, -288_000, 4_000, "no_authorisation"),
        Step(StepLabel.APPROVED, 432_000),
    ]


def test_it_pays_the_manuals_formula() -> None:
    """“理赔金×（1 - 40%）” (manual, chapter 8); notices.md has ¥8,000 and ¥4,800."""
    assert settle(case(800_000, cut=NO_YES)).approved_fen == 480_000
    assert settle(case(800_000)).approved_fen == 800_000
    # Emergency transport without a written yes.
    nothing = settle(case(320_000, cut=(Reduction.NO_AUTHORISATION, NOTHING_LEFT_BP)))
    assert nothing.approved_fen == 0
    assert nothing.outcome is ClaimOutcome.PARTLY


@pytest.mark.parametrize(
    ("terms", "used", "left"),
    [
        (INPATIENT, Used(), 100_000),
        (INPATIENT, Used(deductible_fen=60_000), 40_000),
        (INPATIENT, Used(deductible_fen=100_000), 0),
        (INPATIENT, Used(deductible_fen=120_000), 0),
        (replace(INPATIENT, deductible_per="visit"), Used(deductible_fen=100_000), 100_000),
        (UNLIMITED, Used(), 0),
    ],
)
def test_it_takes_what_is_left_of_the_deductible(terms: Terms, used: Used, left: int) -> None:
    assert deductible_left(terms, used) == left
    settled = settle(case(500_000, terms=replace(terms, payout_rate_bp=10_000), used=used, days=3))
    assert settled.deductible_fen == left
    assert settled.approved_fen == 500_000 - left


def test_a_small_claim_goes_into_the_deductible() -> None:
    settled = settle(case(30_000, terms=INPATIENT))

    assert (settled.approved_fen, settled.deductible_fen) == (0, 30_000)
    assert settled.outcome is ClaimOutcome.PARTLY


@pytest.mark.parametrize(
    ("terms", "used", "days", "limit"),
    [
        ({"limit_fen": 500_000}, Used(fen=420_000), 1, ("policy_year", 80_000)),
        ({"limit_fen": 500_000}, Used(fen=600_000), 1, ("policy_year", 0)),
        ({"limit_count": 1}, Used(count=1), 1, ("count", 0)),
        ({"limit_count": 2}, Used(count=1), 1, None),
        ({"per_visit_fen": 60_000}, Used(), 1, ("visit", 60_000)),
        ({"per_day_fen": 200_000}, Used(), 3, ("day", 600_000)),
        ({"limit_fen": 500_000, "per_visit_fen": 60_000}, Used(fen=450_000), 1,
         ("policy_year", 50_000)),
        ({}, Used(), 1, None),
    ],
)  # fmt: skip
def test_it_stops_at_the_tightest_limit(
    terms: dict[str, int], used: Used, days: int, limit: tuple[str, int] | None
) -> None:
    limited = replace(UNLIMITED, **terms)  # type: ignore[arg-type] # ints, as named
    found = tightest_limit(limited, used, days)

    assert found == limit
    paid = settle(case(1_000_000, terms=limited, used=used, days=days)).approved_fen
    assert paid == (limit[1] if limit else 1_000_000)


def test_it_cuts_before_it_limits() -> None:
    """The reading that leaves the family more (保险法, art. 30)."""
    limited = replace(UNLIMITED, limit_fen=500_000)

    assert lines(case(800_000, terms=limited, cut=NO_YES)) == [
        ("claimed", 800_000),
        ("reduction", -320_000),
        ("approved", 480_000),
    ]
    assert lines(case(1_000_000, terms=limited, cut=NO_YES)) == [
        ("claimed", 1_000_000),
        ("reduction", -400_000),
        ("limit", -100_000),
        ("approved", 500_000),
    ]


@pytest.mark.parametrize(
    ("amount", "rate", "paid"),
    [(5, 9_000, 5), (5, 5_000, 3), (15, 9_000, 14), (1, 4_999, 0), (3, 8_000, 2)],
)
def test_it_rounds_half_a_fen_up(amount: int, rate: int, paid: int) -> None:
    assert settle(case(amount, terms=replace(UNLIMITED, payout_rate_bp=rate))).approved_fen == paid


def test_it_is_approved_where_only_the_plans_own_terms_make_it_less() -> None:
    assert settle(case(920_680, terms=INPATIENT, days=5)).outcome is ClaimOutcome.APPROVED
    assert settle(case(920_680, 900_000, days=5)).outcome is ClaimOutcome.PARTLY
    assert settle(case(920_680, terms=INPATIENT, days=1)).outcome is ClaimOutcome.PARTLY


def test_a_person_may_decide_otherwise_within_the_limits() -> None:
    waived = Override(720_000, "急诊入院，来不及申请")

    assert lines(case(900_000, terms=INPATIENT, days=5, cut=NO_YES), waived)[-3:] == [
        ("reduction", -288_000),
        ("override", 288_000),
        ("approved", 720_000),
    ]
    above = settle(case(900_000, terms=INPATIENT, days=2), Override(900_000, "…"))
    assert above.approved_fen == 400_000
    assert settle(case(900_000), Override(-5, "…")).approved_fen == 0
    assert settle(case(900_000, 800_000), Override(900_000, "…")).approved_fen == 800_000


@pytest.mark.parametrize(
    ("admitted", "discharged", "days"),
    [("2026-02-09", "2026-02-14", 5), ("2026-02-09", "2026-02-09", 1), ("2026-02-09", None, 1)],
)
def test_it_counts_days_as_hospitals_do(admitted: str, discharged: str | None, days: int) -> None:
    left = date.fromisoformat(discharged) if discharged else None
    assert days_in_hospital(date.fromisoformat(admitted), left) == days


money = st.integers(0, 10_000_000)
limits = st.none() | money
all_terms = st.builds(
    Terms,
    limit_fen=limits,
    limit_count=st.none() | st.integers(0, 3),
    per_visit_fen=limits,
    per_day_fen=limits,
    deductible_fen=money,
    deductible_per=st.sampled_from(["policy_year", "visit"]),
    payout_rate_bp=st.integers(0, 10_000),
)
all_used = st.builds(Used, fen=money, count=st.integers(0, 3), deductible_fen=money)
all_items = st.lists(
    st.builds(
        lambda claimed, part: Item("项目", claimed, claimed * part // 100),
        money,
        st.integers(0, 100),
    ),
    min_size=1,
    max_size=5,
)
all_cuts = st.sampled_from(
    [None, NO_YES, (Reduction.OUTSIDE_NETWORK, CUT_BP), (Reduction.NO_AUTHORISATION, 10_000)]
)
all_cases = st.builds(
    Case, items=all_items, terms=all_terms, used=all_used, days=st.integers(1, 30), cut=all_cuts
)
overrides = st.none() | st.builds(Override, st.integers(-100, 10**8), st.just("急诊"))


@given(all_cases, overrides)
def test_it_stays_within_what_is_left(case: Case, override: Override | None) -> None:
    settled = settle(case, override)
    limit = tightest_limit(case.terms, case.used, case.days)

    assert 0 <= settled.approved_fen <= sum(item.covered_fen for item in case.items)
    assert limit is None or settled.approved_fen <= limit[1]
    assert 0 <= settled.deductible_fen <= case.terms.deductible_fen


@given(all_cases, overrides)
def test_its_steps_add_up(case: Case, override: Override | None) -> None:
    settled = settle(case, override)
    running = 0

    assert settled.steps[0].label is StepLabel.CLAIMED
    for step in settled.steps:
        if step.label in SUMS and step.label is not StepLabel.CLAIMED:
            assert step.amount_fen == running
        else:
            running += step.amount_fen
    assert settled.steps[-1] == Step(StepLabel.APPROVED, settled.approved_fen)
    assert running == settled.approved_fen


@given(all_cases, st.data())
def test_more_covered_never_pays_less(case: Case, data: st.DataObject) -> None:
    more = [
        replace(item, covered_fen=data.draw(st.integers(item.covered_fen, item.claimed_fen)))
        for item in case.items
    ]
    richer = replace(case, items=more)

    assert settle(richer).approved_fen >= settle(case).approved_fen


@given(all_cases, money)
def test_more_used_before_never_pays_more_of_a_limit(case: Case, more: int) -> None:
    later = replace(case, used=replace(case.used, fen=case.used.fen + more))

    assert settle(later).approved_fen <= settle(case).approved_fen


@given(all_cases)
def test_a_cut_never_pays_more(case: Case) -> None:
    uncut = settle(replace(case, cut=None))

    assert settle(case).approved_fen <= uncut.approved_fen


@given(all_cases)
def test_nobody_is_paid_more_than_was_held_back(case: Case) -> None:
    total = sum(item.claimed_fen for item in case.items)

    assert settle(case).approved_fen <= most_payable(total, case.terms, case.used, case.days)
