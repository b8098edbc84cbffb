"""What needed the insurer's written yes, as chapter 8 of the manual lists it."""

import pytest

from api.claims.authorisation import Expense, ItemKind, causes
from api.claims.rules import ClaimKind
from api.preauths.rules import CUT_BP, NOTHING_LEFT_BP, Cause, Consent, Reduction, reduction

OUT, IN, NET, PRIVATE = (
    ClaimKind.PUBLIC_OUTPATIENT,
    ClaimKind.PUBLIC_INPATIENT,
    ClaimKind.INTERNET,
    ClaimKind.PRIVATE_PAID,
)
CONSULTATION = Expense(ItemKind.CONSULTATION, 60_000)
MANY = 3_000_001


@pytest.mark.parametrize(
    ("kind", "benefit", "expense", "period_total", "found"),
    [
        # Public hospitals: any stay, with or without surgery, and nothing else.
        (IN, "inpatient", CONSULTATION, 0, [Cause.INPATIENT]),
        (IN, "inpatient", Expense(ItemKind.SURGERY, 100), 0, [Cause.INPATIENT]),
        (OUT, "outpatient", Expense(ItemKind.SURGERY, 100), 0, []),
        (OUT, "outpatient", Expense(ItemKind.TEST, 900_000), MANY, []),
        # Private ones: stays, surgery, special treatment, tests above ¥5,000 each, ¥30,000.
        (PRIVATE, "inpatient", CONSULTATION, 0, [Cause.INPATIENT]),
        (PRIVATE, "outpatient", CONSULTATION, MANY, []),
        (PRIVATE, "outpatient", Expense(ItemKind.SURGERY, 100), 0, [Cause.SURGERY]),
        (PRIVATE, "outpatient", Expense(ItemKind.SPECIAL_TREATMENT, 100), 0,
         [Cause.SPECIAL_TREATMENT]),
        (PRIVATE, "outpatient", Expense(ItemKind.TEST, 500_000), 500_000, []),
        (PRIVATE, "outpatient", Expense(ItemKind.TEST, 500_001), 500_001, [Cause.LARGE_TEST]),
        (PRIVATE, "outpatient", Expense(ItemKind.TREATMENT, 900_000), 900_000, []),
        # The example of the notices: ¥4,800 after ¥26,000.
        (PRIVATE, "outpatient", Expense(ItemKind.TEST, 480_000), 3_080_000, [Cause.LARGE_SUM]),
        (PRIVATE, "outpatient", Expense(ItemKind.TEST, 480_000), 3_000_000, []),
        (PRIVATE, "outpatient", Expense(ItemKind.TEST, 600_000), MANY,
         [Cause.LARGE_TEST, Cause.LARGE_SUM]),
        # Transport, wherever.
        (OUT, "transport", Expense(ItemKind.OTHER, 100), 0, [Cause.TRANSPORT]),
        (PRIVATE, "transport", Expense(ItemKind.OTHER, 100), 0, [Cause.TRANSPORT]),
        # Online there is nothing to ask.
        (NET, "outpatient", Expense(ItemKind.MEDICINE, 900_000), MANY, []),
    ],
)  # fmt: skip
def test_it_is_needed_where_the_manual_says(
    kind: ClaimKind, benefit: str, expense: Expense, period_total: int, found: list[Cause]
) -> None:
    assert causes(kind, benefit, [expense], period_total) == found


@pytest.mark.parametrize(
    ("needed", "consent", "cut"),
    [
        ([], Consent(), None),
        ([Cause.INPATIENT], Consent(authorised=True), None),
        ([Cause.INPATIENT], Consent(), (Reduction.NO_AUTHORISATION, CUT_BP)),
        ([], Consent(outside_network=True), (Reduction.OUTSIDE_NETWORK, CUT_BP)),
        ([Cause.SURGERY], Consent(authorised=True, outside_network=True),
         (Reduction.OUTSIDE_NETWORK, CUT_BP)),
        # Both at once are one cut.
        ([Cause.SURGERY, Cause.INPATIENT], Consent(outside_network=True),
         (Reduction.NO_AUTHORISATION, CUT_BP)),
        ([Cause.TRANSPORT], Consent(), (Reduction.NO_AUTHORISATION, NOTHING_LEFT_BP)),
        ([Cause.TRANSPORT], Consent(authorised=True), None),
    ],
)  # fmt: skip
def test_it_cuts_once_without_it(
    needed: list[Cause], consent: Consent, cut: tuple[Reduction, int] | None
) -> None:
    assert reduction(needed, consent) == cut
