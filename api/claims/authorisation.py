"""What a claim needed the insurer's written yes for (manual, chapter 8).

The lists and the cut are those of `preauths.rules`; here they are held against what was done. The
lists name no online visits: nothing is needed there. See docs/decisions/0007.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.claims.rules import ClaimKind
from api.preauths.rules import Cause, Sector, is_large_sum, is_large_test, is_listed


class ItemKind(StrEnum):
    """What an expense was for, as far as the rules tell things apart."""

    CONSULTATION = "consultation"  # 诊察费
    TEST = "test"  # 检查、检验, priced each
    TREATMENT = "treatment"  # 治疗
    SPECIAL_TREATMENT = "special_treatment"  # 特殊门诊治疗
    SURGERY = "surgery"  # 手术
    MEDICINE = "medicine"  # 药品
    WARD = "ward"  # 床位、护理
    OTHER = "other"  # anything else


# The codes of the benefits, as in plans.yaml, that stand for a stay and for transport.
_INPATIENT = "inpatient"
_TRANSPORT = "transport"

_SECTORS: Final[Mapping[ClaimKind, Sector]] = {
    ClaimKind.PUBLIC_OUTPATIENT: Sector.PUBLIC,
    ClaimKind.PUBLIC_INPATIENT: Sector.PUBLIC,
    ClaimKind.PRIVATE_PAID: Sector.PRIVATE,
}


@dataclass(frozen=True)
class Expense:
    """One expense as far as authorisation goes; a test's price is its unit price in fen."""

    kind: ItemKind
    claimed_fen: int


def causes(
    kind: ClaimKind, benefit: str, expenses: Collection[Expense], period_total_fen: int
) -> list[Cause]:
    """Why a claim needed a written yes; empty: it needed none.

    `period_total_fen` is all medical cost of the policy's period known so far, this claim
    included.
    """
    kinds = {expense.kind for expense in expenses}
    found = {
        Cause.INPATIENT: kind is ClaimKind.PUBLIC_INPATIENT or benefit == _INPATIENT,
        Cause.SURGERY: ItemKind.SURGERY in kinds,
        Cause.SPECIAL_TREATMENT: ItemKind.SPECIAL_TREATMENT in kinds,
        Cause.LARGE_TEST: any(
            each.kind is ItemKind.TEST and is_large_test(each.claimed_fen) for each in expenses
        ),
        Cause.LARGE_SUM: bool(kinds & {ItemKind.TEST, ItemKind.TREATMENT})
        and is_large_sum(period_total_fen),
        Cause.TRANSPORT: benefit == _TRANSPORT,
    }
    sector = _SECTORS.get(kind)
    if sector is None:
        return []
    return [cause for cause, applies in found.items() if applies and is_listed(sector, cause)]
