"""The directory as phones read it, and what can only be wrong across its rows."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from api.building.yaml_lines import Place
from api.hospitals.holidays import holiday_calendar
from api.hospitals.readings import initials_of, read_name
from api.hospitals.rules import city_order, read_spans, read_week

Values = dict[str, Any]
# The words of a row that stand in lists at the top of the file: field → list.
_LISTS = {"departments": "departments", "services": "services", "sources": "sources"}


def check_directory(content: Values, seeds: Mapping[str, Values]) -> Iterator[tuple[Place, str]]:
    """Yield what is wrong across rows and files: place and words.

    Where plans.yaml itself is bad, plans are unknown and aren't compared.
    """
    known = {field: {each["code"] for each in content[field]} for field in _LISTS.values()}
    cities = {each["code"] for each in content["cities"]}
    plans = seeds["plans"]["plans"].keys() if "plans" in seeds else None
    first_seen: dict[str, int] = {}
    for index, row in enumerate(content["hospitals"]):
        place: Place = ("hospitals", index)
        if row["id"] in first_seen:
            yield (*place, "id"), f"Row {first_seen[row['id']] + 1} of the list has this id."
        first_seen.setdefault(row["id"], index)
        if row["city"] not in cities:
            yield (*place, "city"), f"The list cities has no {row['city']}."
        for field, words in _LISTS.items():
            for number, code in enumerate(row[field]):
                if code not in known[words]:
                    yield (*place, field, number), f"The list {words} has no {code}."
        for plan in row["networks"]:
            if plans is not None and plan not in plans:
                yield (*place, "networks", plan), "plans.yaml has no such plan."


def derive_directory(content: Values, seeds: Mapping[str, Values]) -> Values:
    """Return the directory as phones read it (pwa/lib/hospitals.d.ts): sorted and enriched."""
    rows = content["hospitals"]
    order = city_order(row["city"] for row in rows)
    sources = {
        each["code"]: {"title": each["title"], "url": each["url"], "date": each["date"]}
        for each in content["sources"]
    }
    hospitals = [_hospital(row, sources, content["checked_on"]) for row in rows]
    hospitals.sort(key=lambda row: (order.index(row["city"]), row["pinyin"], row["id"]))
    cities = {each["code"]: each for each in content["cities"]}
    return {
        "is_sample": content["is_sample"],
        "source": content["source"],
        "checked_on": content["checked_on"],
        "cities": [cities[code] for code in order],
        "departments": _occurring(content["departments"], (row["departments"] for row in rows)),
        "services": _occurring(content["services"], (row["services"] for row in rows)),
        "hospitals": hospitals,
        "calendar": _calendar(content["checked_on"], seeds["operator"]),
    }


def _occurring(words: list[Values], used: Iterable[list[str]]) -> list[Values]:
    occurring = {code for codes in used for code in codes}
    return [word for word in words if word["code"] in occurring]


def _hospital(row: Values, sources: Mapping[str, Values], checked_on: str) -> Values:
    pinyin = row["pinyin"] or read_name(row["name"]["zh"])
    return {
        **row,
        "hours": _hours(row["hours"]),
        "sources": [sources[code] for code in row["sources"]],
        "checked_on": row["checked_on"] or checked_on,
        "pinyin": pinyin,
        "initials": initials_of(pinyin),
    }


def _hours(hours: Values | None) -> Values | None:
    if hours is None:
        return None
    holidays = hours["holidays"]
    return {
        "week": read_week(hours["weekly"]),
        "holiday": None if holidays is None else read_spans(holidays),
        "note": hours["note"],
    }


def _calendar(checked_on: str, operator: Values) -> Values:
    added = map(date.fromisoformat, operator["working_days_added"])
    removed = map(date.fromisoformat, operator["working_days_removed"])
    return holiday_calendar(date.fromisoformat(checked_on), added, removed)
