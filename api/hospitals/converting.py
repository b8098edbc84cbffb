"""Rows of an operator's table as rows of hospitals.yaml, checked by the same shapes."""

from collections.abc import Collection
from typing import Any

from marshmallow import ValidationError

from api.core.imports import Report
from api.core.words import field_words
from api.hospitals.import_schemas import HospitalFileRow
from api.hospitals.schemas import HospitalShape, SourceShape
from api.hospitals.vocabulary import city_code, code_of

Values = dict[str, Any]
# Sentences by column.
Wrong = dict[str, list[str]]

_COLUMNS = frozenset(HospitalFileRow().fields)
# What stands in the YAML as in the table.
_AS_IS = (
    "id",
    "pinyin",
    "kind",
    "designated_inpatient",
    "networks",
    "phone",
    "emergency_phone",
    "emergency_always",
    "confidence",
)
_PAIRS = ("name", "district", "department_vip", "intro", "address")
_SOURCE = {"source": "title", "source_url": "url", "source_date": "date"}


class Conversion:
    """The list as far as rows were taken.

    `words` is the content of a hospitals.yaml: its cities, departments and services are known.
    `plans` are the codes of the plans.
    """

    def __init__(self, words: Values, plans: Collection[str]) -> None:
        self._words = {name: list(words[name]) for name in ("cities", "departments", "services")}
        self._plans = plans
        self._sources: list[Values] = []
        self._lines: dict[str, int] = {}
        self.hospitals: list[Values] = []

    def take(self, line: int, row: Values, report: Report) -> None:
        """Adds one row of the table, or complains about its columns."""
        wrong: Wrong = {}
        hospital = self._hospital(row, wrong)
        try:
            HospitalShape().load(hospital)
        except ValidationError as problem:
            for place, sentences in field_words({"row": problem.messages}, "en").items():
                wrong.setdefault(_column(place), []).extend(sentences)
        self._compare(hospital, wrong)
        if wrong:
            report.complain(line, wrong)
            return
        self._lines[hospital["id"]] = line
        self.hospitals.append(hospital)

    def content(self, is_sample: bool, source: dict[str, str], checked_on: str) -> Values:
        """The whole list, as hospitals.yaml holds it; `checked_on` is an ISO date."""
        cities = {hospital["city"] for hospital in self.hospitals}
        sources = {code for hospital in self.hospitals for code in hospital.get("sources", ())}
        return {
            "is_sample": is_sample,
            "source": source,
            "checked_on": checked_on,
            "cities": [city for city in self._words["cities"] if city["code"] in cities],
            "departments": self._words["departments"],
            "services": self._words["services"],
            "sources": [source for source in self._sources if source["code"] in sources],
            "hospitals": self.hospitals,
        }

    def _hospital(self, row: Values, wrong: Wrong) -> Values:
        hospital = {name: row[name] for name in _AS_IS if name in row}
        hospital |= {name: pair for name in _PAIRS if (pair := _pair(row, name))}
        if address := hospital.get("address"):
            # Better to read in Chinese than not to have at all.
            hospital["address"] = {"en": row.get("address_zh", ""), **address}
        hospital["city"] = city_code(self._words["cities"], row["city"], row["city_en"])
        for field in ("departments", "services"):
            hospital[field] = self._codes(field, row[field], wrong)
        if hours := _hours(row):
            hospital["hours"] = hours
        if position := {name: row[name] for name in ("lat", "lon", "datum") if name in row}:
            hospital["position"] = position
        if source := self._source(row, wrong):
            hospital["sources"] = [source]
        if "checked_on" in row:
            hospital["checked_on"] = row["checked_on"].isoformat()
        return hospital

    def _codes(self, field: str, words: list[str], wrong: Wrong) -> list[str]:
        codes = {word: code_of(self._words[field], word) for word in words}
        if unknown := [word for word, code in codes.items() if code is None]:
            known = ", ".join(each["name"]["zh"] for each in self._words[field])
            wrong[field] = [f"Nobody knows “{word}”. There is: {known}." for word in unknown]
        return [code for code in codes.values() if code]

    def _source(self, row: Values, wrong: Wrong) -> str | None:
        """The code of a row's source; one that no earlier row has is added."""
        named = {name: row[column] for column, name in _SOURCE.items() if column in row}
        if not named:
            return None
        for known in self._sources:
            if {**known, "code": None} == {**named, "code": None}:
                return str(known["code"])
        code = f"source_{len(self._sources) + 1}"
        source = {"code": code, **named}
        columns = {name: column for column, name in _SOURCE.items()}
        for name, sentences in SourceShape().validate(source).items():
            wrong.setdefault(columns[name], []).extend(sentences)
        self._sources.append(source)
        return code

    def _compare(self, hospital: Values, wrong: Wrong) -> None:
        if hospital["id"] in self._lines:
            wrong.setdefault("id", []).append(f"Line {self._lines[hospital['id']]} has this id.")
        for plan in hospital["networks"]:
            if plan not in self._plans:
                wrong.setdefault("networks", []).append(f"No plan has the code {plan}.")


def _pair(row: Values, name: str) -> dict[str, str]:
    """What a row has of a text in both languages."""
    columns = {language: f"{name}_{language}" for language in ("zh", "en")}
    return {language: row[column] for language, column in columns.items() if column in row}


def _hours(row: Values) -> Values:
    parts = {
        "weekly": row.get("hours"),
        "holidays": row.get("holiday_hours"),
        "note": _pair(row, "hours_note"),
    }
    return {name: part for name, part in parts.items() if part}


def _column(place: str) -> str:
    """The column of a place in the YAML: `hours.note.zh` → hours_note_zh."""
    names = place.split(".")
    if names[:2] == ["hours", "holidays"]:
        return "holiday_hours"
    if names[0] == "position":
        return names[1]
    candidates = ("_".join(names), names[0], f"{names[0]}_zh")
    return next(each for each in candidates if each in _COLUMNS)
