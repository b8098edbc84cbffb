"""What a family is told of a treatment that it plans: ask first or not, by when, and what else.

The phone answers by the same rules without asking anybody (pwa/lib/preauth-rules.js).
"""

from collections.abc import Mapping
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
from api.preauths.rules import (
    CLAUSES,
    LARGE_TEST_FEN,
    TERMS,
    Cause,
    Clause,
    Consent,
    Reduction,
    Sector,
    Terms,
    is_large_sum,
    is_large_test,
    is_listed,
    reduction,
)


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


class Necessity(StrEnum):
    """Whether a written yes is needed."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    DEPENDS = "depends"  # on a price or a sum that isn't known yet


class Timing(StrEnum):
    """How a planned day stands to the last day for asking."""

    IN_TIME = "in_time"  # that day is still to come
    LAST_DAY = "last_day"  # it is today
    LATE = "late"  # it is over


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
