"""What needs the insurer's written yes beforehand, who asks for it by when, and what is cut.

All of it is chapter 8 of the manual (事先授权): a list for private hospitals, and a shorter one for
public ones. What a family is told of it is in answers.py, what it means for a claim in
claims/authorisation.py. Where the manual is silent: docs/decisions/0007 and 0015.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.core.money import WHOLE_BP, portion


class Sector(StrEnum):
    """Which of the manual's two lists a hospital falls under."""

    PRIVATE = "private"  # 私立医院
    PUBLIC = "public"  # 公立医院


class Cause(StrEnum):
    """Why a written yes is needed."""

    INPATIENT = "inpatient"  # 任何住院
    SURGERY = "surgery"  # 手术
    SPECIAL_TREATMENT = "special_treatment"  # 特殊门诊治疗
    LARGE_TEST = "large_test"  # 单价在人民币5000元以上的检查项目
    LARGE_SUM = "large_sum"  # 预期保险期间内累计医疗费用超过3万元的任何治疗、检查项目
    TRANSPORT = "transport"  # 紧急医疗转运


class Clause(StrEnum):
    """The sentence of chapter 8 that says so."""

    PRIVATE_1 = "private_1"  # 所有住院和手术治疗，特殊门诊治疗
    PRIVATE_2 = "private_2"  # 大型检查检验项目，单价在人民币5000元以上的检查项目
    PRIVATE_3 = "private_3"  # 虽不符合上述医疗项目，但预期…累计医疗费用超过3万元
    PUBLIC = "public"  # 任何住院治疗（包括手术住院）
    TRANSPORT = "transport"  # 在未获得书面许可回复被保险人接受紧急医疗转运的，…不承担保险责任


class Applicant(StrEnum):
    """Who asks for it."""

    HOSPITAL = "hospital"  # 由医院协助申请
    FAMILY = "family"  # 由客户自行申请


class Reduction(StrEnum):
    """Why a payout is cut."""

    NO_AUTHORISATION = "no_authorisation"  # 未获得书面许可回复
    OUTSIDE_NETWORK = "outside_network"  # 要求在网络医疗机构接受治疗但未在网络医疗机构接受治疗


LARGE_TEST_FEN: Final = 500_000
LARGE_SUM_FEN: Final = 3_000_000
# “理赔金×（1 - 40%）”; emergency transport without a written yes isn't paid at all.
CUT_BP: Final = 4_000
NOTHING_LEFT_BP: Final = 10_000
# “在预定开始治疗日期前至少5个工作日”
TERM_WORKING_DAYS: Final = 5

# The two lists; what isn't here needs no written yes.
CLAUSES: Final[Mapping[tuple[Sector, Cause], Clause]] = {
    # “私立医院，由医院协助申请”, items 1 to 3
    (Sector.PRIVATE, Cause.INPATIENT): Clause.PRIVATE_1,
    (Sector.PRIVATE, Cause.SURGERY): Clause.PRIVATE_1,
    (Sector.PRIVATE, Cause.SPECIAL_TREATMENT): Clause.PRIVATE_1,
    (Sector.PRIVATE, Cause.LARGE_TEST): Clause.PRIVATE_2,
    (Sector.PRIVATE, Cause.LARGE_SUM): Clause.PRIVATE_3,
    (Sector.PRIVATE, Cause.TRANSPORT): Clause.TRANSPORT,
    # “公立医院，由客户自行申请：任何住院治疗（包括手术住院）”
    (Sector.PUBLIC, Cause.INPATIENT): Clause.PUBLIC,
    (Sector.PUBLIC, Cause.TRANSPORT): Clause.TRANSPORT,
}


@dataclass(frozen=True)
class Terms:
    """Who asks, how many working days before the start, and whether the manual says that term."""

    applicant: Applicant
    working_days: int | None
    term_is_stated: bool


_ASSISTED: Final = Terms(Applicant.HOSPITAL, TERM_WORKING_DAYS, term_is_stated=True)
TERMS: Final[Mapping[Clause, Terms]] = {
    Clause.PRIVATE_1: _ASSISTED,
    Clause.PRIVATE_2: _ASSISTED,
    Clause.PRIVATE_3: _ASSISTED,
    # The manual names the term in the private list only; the public one keeps it to be safe.
    Clause.PUBLIC: Terms(Applicant.FAMILY, TERM_WORKING_DAYS, term_is_stated=False),
    # An emergency has no term, and the manual doesn't say who asks: before it starts, by phone.
    Clause.TRANSPORT: Terms(Applicant.FAMILY, None, term_is_stated=False),
}


@dataclass(frozen=True)
class Consent:
    """Whether there was a written yes, and whether a required network was left."""

    authorised: bool = False
    outside_network: bool = False


def is_listed(sector: Sector, cause: Cause) -> bool:
    """Whether the manual asks for a written yes there and for this."""
    return (sector, cause) in CLAUSES


def is_large_test(unit_price_fen: int) -> bool:
    """Whether a test's unit price needs a written yes."""
    return unit_price_fen > LARGE_TEST_FEN


def is_large_sum(period_total_fen: int) -> bool:
    """Whether the period's medical cost makes any treatment or test need a written yes."""
    return period_total_fen > LARGE_SUM_FEN


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


def paid_after(benefit_fen: int, cut: tuple[Reduction, int] | None) -> int:
    """What is paid of a benefit in fen: “理赔金×（1 - 40%）”, or nothing of a transport."""
    return portion(benefit_fen, WHOLE_BP - cut[1]) if cut else benefit_fen
