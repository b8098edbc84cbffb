"""What needs the insurer's written yes beforehand, who asks for it by when, and what is cut.

All of it is chapter 8 of the manual (事先授权): a list for private hospitals, and a shorter one for
public ones. Where it is silent: docs/decisions/0007 and 0014.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from api.core.calendar import (
    Deadline,
    WorkingDays,
    day_after_working_days,
    day_before_working_days,
    working_days_between,
)
from api.core.money import WHOLE_BP, portion


class Sector(StrEnum):
    """Which of the manual's two lists a hospital falls under."""

    PRIVATE = "private"  # 私立医院
    PUBLIC = "public"  # 公立医院


class Place(StrEnum):
    """Where a treatment is planned."""

    NETWORK_PRIVATE = "network_private"  # a private hospital of the plan's list
    OTHER_PRIVATE = "other_private"  # a private hospital that isn't on it
    PUBLIC = "public"  # a public hospital


class PlannedItem(StrEnum):
    """What is planned."""

    INPATIENT = "inpatient"  # 住院, with or without surgery
    SURGERY = "surgery"  # 手术 without a stay
    SPECIAL_TREATMENT = "special_treatment"  # 特殊门诊治疗
    TEST = "test"  # 检查, priced each
    TREATMENT = "treatment"  # any other treatment
    TRANSPORT = "transport"  # 紧急医疗转运
    VISIT = "visit"  # a consultation, and no more


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


class Necessity(StrEnum):
    """Whether a written yes is needed."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    DEPENDS = "depends"  # on a price or a sum that isn't known yet


class Applicant(StrEnum):
    """Who asks for it."""

    HOSPITAL = "hospital"  # 由医院协助申请
    FAMILY = "family"  # 由客户自行申请


class Timing(StrEnum):
    """How a planned day stands to the last day for asking."""

    IN_TIME = "in_time"  # that day is still to come
    LAST_DAY = "last_day"  # it is today
    LATE = "late"  # it is over


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

_SECTORS: Final[Mapping[Place, Sector]] = {
    Place.NETWORK_PRIVATE: Sector.PRIVATE,
    Place.OTHER_PRIVATE: Sector.PRIVATE,
    Place.PUBLIC: Sector.PUBLIC,
}
# What an item needs a yes for whatever it costs.
_ALWAYS: Final[Mapping[PlannedItem, Cause]] = {
    PlannedItem.INPATIENT: Cause.INPATIENT,
    PlannedItem.SURGERY: Cause.SURGERY,
    PlannedItem.SPECIAL_TREATMENT: Cause.SPECIAL_TREATMENT,
    PlannedItem.TRANSPORT: Cause.TRANSPORT,
}


@dataclass(frozen=True)
class Planned:
    """What a family plans; a test's unit price and the period's expected total may be unknown.

    The total is all medical cost of the policy's period, this treatment included, in fen.
    """

    place: Place
    item: PlannedItem
    unit_price_fen: int | None = None
    period_total_fen: int | None = None
    starts_on: date | None = None


@dataclass(frozen=True)
class Consent:
    """Whether there was a written yes, and whether a required network was left."""

    authorised: bool = False
    outside_network: bool = False


@dataclass(frozen=True)
class Schedule:
    """The last day for asking, the working days left until then (below 0: since then)."""

    apply_by: Deadline
    timing: Timing
    days_left: int


@dataclass(frozen=True)
class Answer:
    """What holds for what is planned.

    `cause`, `clause` and `terms` are those that hold, or may hold where it depends. `schedule` is
    None without a day or a term, `earliest_start` (asked for today) without a term. `cut`: why and
    by how many basis points the payout is less if nobody asks. `is_on_the_line`: the price is
    exactly the limit, and “以上” may include it (民法典 art. 1259).
    """

    necessity: Necessity
    cause: Cause | None = None
    clause: Clause | None = None
    terms: Terms | None = None
    schedule: Schedule | None = None
    earliest_start: Deadline | None = None
    cut: tuple[Reduction, int] | None = None
    is_on_the_line: bool = False


def is_listed(sector: Sector, cause: Cause) -> bool:
    """Whether the manual asks for a written yes there and for this."""
    return (sector, cause) in CLAUSES


def is_large_test(unit_price_fen: int) -> bool:
    """Whether a test's unit price needs a written yes."""
    return unit_price_fen > LARGE_TEST_FEN


def is_large_sum(period_total_fen: int) -> bool:
    """Whether the period's medical cost makes any treatment or test need a written yes."""
    return period_total_fen > LARGE_SUM_FEN


def answer(planned: Planned, today: date, calendar: WorkingDays) -> Answer:
    """Whether what is planned needs a written yes, and all that follows."""
    necessity, cause = necessity_of(planned)
    is_outside = planned.place is Place.OTHER_PRIVATE
    needed = [cause] if cause else []
    cut = reduction(needed, Consent(outside_network=is_outside))
    on_the_line = (
        necessity is not Necessity.NEEDED
        and planned.place is not Place.PUBLIC
        and planned.item is PlannedItem.TEST
        and planned.unit_price_fen == LARGE_TEST_FEN
    )
    if cause is None:
        return Answer(necessity, cut=cut, is_on_the_line=on_the_line)
    clause = CLAUSES[_SECTORS[planned.place], cause]
    terms = TERMS[clause]
    return Answer(
        necessity,
        cause,
        clause,
        terms,
        _schedule(planned.starts_on, terms, today, calendar),
        _earliest_start(terms, today, calendar),
        cut,
        on_the_line,
    )


def necessity_of(planned: Planned) -> tuple[Necessity, Cause | None]:
    """Whether it needs a written yes, and why it does or may."""
    sector = _SECTORS[planned.place]
    always = _ALWAYS.get(planned.item)
    if always:
        listed = is_listed(sector, always)
        return (Necessity.NEEDED, always) if listed else (Necessity.NOT_NEEDED, None)
    if planned.item is PlannedItem.VISIT or not is_listed(sector, Cause.LARGE_SUM):
        return Necessity.NOT_NEEDED, None
    return _by_amounts(planned)


def _by_amounts(planned: Planned) -> tuple[Necessity, Cause | None]:
    """A test or treatment at a private hospital: by its price, then by the period's total."""
    price, total = planned.unit_price_fen, planned.period_total_fen
    is_test = planned.item is PlannedItem.TEST
    if is_test and price is not None and is_large_test(price):
        return Necessity.NEEDED, Cause.LARGE_TEST
    if total is not None and is_large_sum(total):
        return Necessity.NEEDED, Cause.LARGE_SUM
    if is_test and price is None:
        return Necessity.DEPENDS, Cause.LARGE_TEST
    return (Necessity.DEPENDS, Cause.LARGE_SUM) if total is None else (Necessity.NOT_NEEDED, None)


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


def _schedule(
    starts_on: date | None, terms: Terms, today: date, calendar: WorkingDays
) -> Schedule | None:
    if starts_on is None or terms.working_days is None:
        return None
    apply_by = day_before_working_days(calendar, starts_on, terms.working_days)
    if apply_by.on == today:
        return Schedule(apply_by, Timing.LAST_DAY, 0)
    timing = Timing.IN_TIME if apply_by.on > today else Timing.LATE
    return Schedule(apply_by, timing, working_days_between(calendar, today, apply_by.on))


def _earliest_start(terms: Terms, today: date, calendar: WorkingDays) -> Deadline | None:
    if terms.working_days is None:
        return None
    return day_after_working_days(calendar, today, terms.working_days)
