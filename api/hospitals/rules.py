"""Opening hours as people write them, positions in China, and the order of the directory."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from unicodedata import normalize

# Minutes from midnight: begin and end. An end above DAY runs into the next day.
Span = tuple[int, int]

DAY = 24 * 60
WEEK = 7 * DAY
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# 周一至周五 reads as mon-fri.
_CHINESE_DAYS = str.maketrans(
    {**dict(zip("一二三四五六日", DAYS, strict=True)), "天": "sun", "至": "-", "到": "-"}
)
_HALF_WIDTH = str.maketrans("–—~、", "---,")
_ALL_DAY = {"all day", "全天", "24小时", "24 小时"}
_CLOSED = {"closed", "休息", "休诊", "不开"}
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
# What a phone's map can show of China, islands included.
_SOUTH, _NORTH, _WEST, _EAST = 3.8, 53.6, 73.4, 135.1


class BadHours(ValueError):
    """Hours that can't be: one sentence."""


def read_days(text: str) -> list[int]:
    """Return the days of `mon`, `mon-fri`, `mon, wed-fri` or 周一至周五, Monday as 0.

    Raises BadHours.
    """
    days: list[int] = []
    plain = re.sub("周|星期", "", _half_width(text))
    for part in plain.translate(_CHINESE_DAYS).split(","):
        first, dash, last = (each.strip().lower() for each in part.partition("-"))
        if first not in DAYS or (dash and last not in DAYS):
            raise BadHours("Days are written like mon, mon-fri or mon, wed-fri.")
        begin = DAYS.index(first)
        end = DAYS.index(last) if dash else begin
        if end < begin:
            raise BadHours("The week begins on Monday: write the earlier day first.")
        days += range(begin, end + 1)
    if len(set(days)) < len(days):
        raise BadHours("It names a day twice.")
    return days


def read_spans(text: str) -> list[Span]:
    """Return the spans of `08:00-12:00, 13:30-17:00`, `all day` (全天) or `closed` (休息).

    Past midnight the hours go on: `20:00-26:00` ends at two. Raises BadHours.
    """
    word = " ".join(_half_width(text).split()).lower()
    if word in _ALL_DAY | _CLOSED:
        return [(0, DAY)] if word in _ALL_DAY else []
    spans = sorted(_read_span(part) for part in word.split(","))
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise BadHours("These hours overlap.")
    return spans


def _half_width(text: str) -> str:
    """Chinese commas, colons and dashes as the ones of a keyboard without Chinese."""
    return normalize("NFKC", text).translate(_HALF_WIDTH)


def _read_span(text: str) -> Span:
    begin, dash, end = (each.strip() for each in text.partition("-"))
    if not dash:
        raise BadHours("Hours are written like 08:00-12:00, 13:30-17:00, or: all day, closed.")
    span = _minutes(begin), _minutes(end)
    if span[0] >= DAY:
        raise BadHours("A day's hours begin before 24:00.")
    if span[1] <= span[0]:
        raise BadHours("They end before they begin; past midnight, 2:00 is written 26:00.")
    if span[1] > span[0] + DAY:
        raise BadHours("They are longer than a day.")
    return span


def _minutes(text: str) -> int:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise BadHours("A time is written like 08:30.")
    return int(match[1]) * 60 + int(match[2])


def read_week(weekly: Mapping[str, str]) -> list[list[Span]]:
    """Return seven days of spans, Monday first; a day that nobody names is closed.

    Raises BadHours, also where a night runs into the hours of the next day.
    """
    week: list[list[Span] | None] = [None] * len(DAYS)
    for days, hours in weekly.items():
        for day in read_days(days):
            if week[day] is not None:
                raise BadHours(f"It gives the hours of {DAYS[day]} twice.")
            week[day] = read_spans(hours)
    whole = [spans or [] for spans in week]
    if _nights_collide(whole):
        raise BadHours("The hours past midnight overlap with the next day's.")
    return whole


def _nights_collide(week: list[list[Span]]) -> bool:
    spans = [
        (day * DAY + begin, day * DAY + end)
        for day, hours in enumerate(week)
        for begin, end in hours
    ]
    if not spans:
        return False
    # Sunday's night runs into Monday.
    around = [*spans, (spans[0][0] + WEEK, spans[0][1] + WEEK)]
    return any(later[0] < earlier[1] for earlier, later in pairwise(around))


def is_in_china(lat: float, lon: float) -> bool:
    """Say whether a position, in degrees, lies within the box around China."""
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def city_order(cities: Iterable[str]) -> list[str]:
    """Return the codes of cities, the one that occurs most often first, then by code."""
    counts = Counter(cities)
    return sorted(counts, key=lambda code: (-counts[code], code))
