"""The directory as phones read it, and what can only be wrong across its rows."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from api.building.yaml_lines import Wrongs
from api.hospitals.holidays import holiday_calendar
from api.hospitals.readings import initials_of, read_name
from api.hospitals.rules import city_order, read_spans, read_week

Values = dict[str, Any]


def check_directory(content: Values, seeds: Mapping[str, Values]) -> Wrongs:
    """Yield what is wrong across rows and files: place and words.

    Where plans.yaml itself is bad, plans are unknown and aren't compared.
    """
    known = {
        field: {each["code"] for each in content[field]}
        for field in ("cities", "departments", "services", "sources")
    }
    plans = seeds["plans"]["plans"].keys() if "plans" in seeds else None
    names: dict[str, str] = {}
    for index, row in enumerate(content["hospitals"]):
        wrongs = [*_unknown_words(row, known), *_unknown_plans(row, plans)]
        if row["id"] in names:
            wrongs.append((("id",), f"{names[row['id']]} has this id already."))
        names.setdefault(row["id"], row["name"]["zh"])
        yield from ((("hospitals", index, *place), words) for place, words in wrongs)


def _unknown_words(row: Values, known: Mapping[str, set[str]]) -> Wrongs:
    if row["city"] not in known["cities"]:
        yield ("city",), f"The list cities has no {row['city']}."
    for field in ("departments", "services", "sources"):
        for number, code in enumerate(row[field]):
            if code not in known[field]:
                yield (field, number), f"The list {field} has no {code}."


def _unknown_plans(row: Values, plans: Collection[str] | None) -> Wrongs:
    for plan in row["networks"]:
        if plans is not None and plan not in plans:
            yield ("networks", plan), "plans.yaml has no such plan."


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
