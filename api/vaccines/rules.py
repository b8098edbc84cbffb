"""Ages and intervals, the order that a vaccine's doses keep, and the doses a child got."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

DAYS_A_MONTH = 365.25 / 12
BIRTH = "birth"
_SPAN = re.compile(r"^([1-9]\d{0,2}) (day|week|month|year)s?$")
_IN_DAYS = {"day": 1, "week": 7}
_IN_MONTHS = {"month": 1, "year": 12}


@dataclass(frozen=True)
class Span:
    """An age or an interval: whole months, or whole days where months would be too coarse."""

    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        if self == Span():
            return BIRTH
        return f"{self.months} months" if self.months else f"{self.days} days"

    @property
    def about_days(self) -> float:
        """Its length in days, a month taken at its average: to compare, never to count."""
        return self.months * DAYS_A_MONTH + self.days


def read_span(text: str) -> Span | None:
    """Read "6 weeks", "18 months", "4 years" or "birth"; None when it is none of them."""
    if text == BIRTH:
        return Span()
    found = _SPAN.match(text)
    if not found:
        return None
    number, unit = int(found[1]), found[2]
    if unit in _IN_MONTHS:
        return Span(months=number * _IN_MONTHS[unit])
    return Span(days=number * _IN_DAYS[unit])


def wrong_doses(doses: list[Mapping[str, Any]]) -> Iterator[tuple[int, str, str]]:
    """Say what is out of order in a vaccine's doses: index, field and sentence.

    Spans by the names of the seed file: from, before, min_interval, max_interval.
    """
    reached: Span | None = None
    for index, dose in enumerate(doses):
        start, end = dose.get("from"), dose.get("before")
        if start is not None and reached is not None and _is_shorter(start, reached):
            yield index, "from", f"It goes backwards: the dose before may be given from {reached}."
        if end is not None and not _is_shorter(start or reached or Span(), end):
            yield index, "before", "It must be after the age it may be given from."
        for field, sentence in _wrong_interval(index, dose):
            yield index, field, sentence
        if start is not None and (short := _too_soon(reached, dose, start)):
            yield index, "min_interval", short
        reached = start or reached


def _wrong_interval(index: int, dose: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    least, most = dose.get("min_interval"), dose.get("max_interval")
    if index == 0 and (least or most):
        yield "min_interval" if least else "max_interval", "There is no dose before this one."
    if least and most and _is_shorter(most, least):
        yield "max_interval", "It goes backwards: it is shorter than min_interval."
    if index and not (dose.get("from") or least or dose.get("note")):
        yield "from", "Say when it is given: from, min_interval or note."


def _too_soon(reached: Span | None, dose: Mapping[str, Any], start: Span) -> str:
    least = dose.get("min_interval")
    if reached is None or least is None or _is_shorter(reached, start, by=least):
        return ""
    return f"From {reached} to {start} it is less than that."


def _is_shorter(one: Span, other: Span, by: Span | None = None) -> bool:
    # A "month" of an interval has at least 28 days: nobody is told of a day's difference.
    if by is None:
        return one.about_days < other.about_days
    return other.about_days - one.about_days >= by.about_days - 3


OTHER = "other"
MOST_DOSES = 20
# What is said of a dose in free words, and how long each may be.
FREE_TEXTS = {"name": 40, "batch": 40, "place": 60, "reaction": 200, "note": 500}


@dataclass(frozen=True)
class DoseGiven:
    """One dose a child got, as its family says; `vaccine_id` "other" has a name, `dose` a number.

    Texts are empty where nothing is said.
    """

    vaccine_id: str
    name: str
    dose: int | None
    given_on: date
    batch: str
    place: str
    reaction: str
    note: str

    def is_same_dose(self, other: "DoseGiven") -> bool:
        """Whether both can only be one dose: the same number of the same vaccine."""
        numbered = self.dose is not None and self.vaccine_id != OTHER
        return numbered and (self.vaccine_id, self.dose) == (other.vaccine_id, other.dose)

    def contradictions(self, other: "DoseGiven") -> list[str]:
        """The fields of which both say something, and not the same."""
        theirs = asdict(other)
        return [
            name
            for name, said in asdict(self).items()
            if said and theirs[name] and said != theirs[name]
        ]

    def filled_from(self, other: "DoseGiven") -> "DoseGiven":
        """This, with what only the other says."""
        theirs = asdict(other)
        return DoseGiven(**{name: said or theirs[name] for name, said in asdict(self).items()})


@dataclass(frozen=True)
class DoseSaid:
    """What a phone says of a dose, under the id it gave it; `sha256` is of the photo it holds."""

    id: str
    given: DoseGiven
    upload_id: str | None = None
    sha256: str | None = None
    drop_photo: bool = False


def wrong_dose(
    given: DoseGiven, vaccine_ids: Collection[str], born_on: date, today: date
) -> Iterator[tuple[str, str]]:
    """What can't be of a dose: field and sentence as `中文|English`; `today` is China's date."""
    if given.vaccine_id != OTHER and given.vaccine_id not in vaccine_ids:
        yield "vaccine_id", "没有这种疫苗。|There is no such vaccine."
    if given.vaccine_id == OTHER and not given.name:
        yield "name", "写上疫苗的名字。|Write the vaccine's name."
    if given.given_on > today:
        yield "given_on", "日期还没到。|This day is still to come."
    if given.given_on < born_on:
        yield "given_on", "日期早于出生日。|This day is before the birth."
