"""What needs the insurer's written yes beforehand, and what is cut without it (manual, chapter 8).

The manual names different things for private and for public hospitals. Online visits it doesn't
name at all: there it is silent, and nothing is needed. See docs/decisions/0007.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.claims.rules import ClaimKind


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


class Cause(StrEnum):
    """Why a written yes was needed."""

    INPATIENT = "inpatient"  # 任何住院
    SURGERY = "surgery"  # 手术
    SPECIAL_TREATMENT = "special_treatment"  # 特殊门诊治疗
    LARGE_TEST = "large_test"  # 单价在人民币5000元以上的检查项目
    LARGE_SUM = "large_sum"  # 预期保险期间内累计医疗费用超过3万元的任何治疗、检查项目
    TRANSPORT = "transport"  # 紧急医疗转运


class Reduction(StrEnum):
    """Why a payout is cut."""

    NO_AUTHORISATION = "no_authorisation"  # 未获得书面许可回复
    OUTSIDE_NETWORK = "outside_network"  # 要求在网络医疗机构接受治疗但未在网络医疗机构接受治疗


LARGE_TEST_FEN: Final = 500_000
LARGE_SUM_FEN: Final = 3_000_000
# “理赔金×（1 - 40%）”; emergency transport without a written yes isn't paid at all.
CUT_BP: Final = 4_000
NOTHING_LEFT_BP: Final = 10_000

# The codes of the benefits, as in plans.yaml, that stand for a stay and for transport.
_INPATIENT = "inpatient"
_TRANSPORT = "transport"

_ASKED_OF: Final[Mapping[ClaimKind, frozenset[Cause]]] = {
    # “公立医院，由客户自行申请：任何住院治疗（包括手术住院）”
    ClaimKind.PUBLIC_OUTPATIENT: frozenset({Cause.INPATIENT, Cause.TRANSPORT}),
    ClaimKind.PUBLIC_INPATIENT: frozenset({Cause.INPATIENT, Cause.TRANSPORT}),
    ClaimKind.INTERNET: frozenset(),
    # “私立医院，由医院协助申请”, items 1 to 3
    ClaimKind.PRIVATE_PAID: frozenset(Cause),
}


@dataclass(frozen=True)
class Expense:
    """One expense as far as authorisation goes; a test's price is its unit price in fen."""

    kind: ItemKind
    claimed_fen: int


@dataclass(frozen=True)
class Consent:
    """What the assessor found: the written yes, and whether a required network was used."""

    authorised: bool = False
    outside_network: bool = False


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
            each.kind is ItemKind.TEST and each.claimed_fen > LARGE_TEST_FEN for each in expenses
        ),
        Cause.LARGE_SUM: bool(kinds & {ItemKind.TEST, ItemKind.TREATMENT})
        and period_total_fen > LARGE_SUM_FEN,
        Cause.TRANSPORT: benefit == _TRANSPORT,
    }
    return [cause for cause, applies in found.items() if applies and cause in _ASKED_OF[kind]]


def reduction(needed: Collection[Cause], consent: Consent) -> tuple[Reduction, int] | None:
    """Why the payout is cut, and by how much in basis points: once, whatever came together."""
    missing = bool(needed) and not consent.authorised
    if missing and Cause.TRANSPORT in needed:
        return Reduction.NO_AUTHORISATION, NOTHING_LEFT_BP
    if missing:
        return Reduction.NO_AUTHORISATION, CUT_BP
    if consent.outside_network:
        return Reduction.OUTSIDE_NETWORK, CUT_BP
    return None
