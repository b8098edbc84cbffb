"""What only shows when the vaccines are seen side by side."""

from typing import Any

from api.building.yaml_lines import Place, Wrongs


def wrong_vaccines(content: dict[str, Any], _seeds: dict[str, dict[str, Any]]) -> Wrongs:
    """Say which rows of a checked vaccines.yaml share an id or name one that isn't there."""
    yield from _repeated(content["vaccines"], "vaccines", "id")
    yield from _repeated(content["sources"], "sources", "code")
    codes = {source["code"] for source in content["sources"]}
    for name in ("schedule", "principles"):
        yield from _unknown_sources(content[name], (name,), codes)

    ids = {vaccine["id"] for vaccine in content["vaccines"]}
    for index, vaccine in enumerate(content["vaccines"]):
        place = ("vaccines", index)
        yield from _unknown_vaccines(vaccine, place, ids - {vaccine["id"]})
        yield from _unknown_sources(vaccine, place, codes)
        for name in ("cautions", "reactions"):
            yield from _unknown_sources(vaccine[name] or {}, (*place, name), codes)


def _repeated(rows: list[dict[str, Any]], list_name: str, field: str) -> Wrongs:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row[field] in seen:
            yield (list_name, index, field), f"Another row has this {field}."
        seen.add(row[field])


def _unknown_vaccines(vaccine: dict[str, Any], place: Place, others: set[str]) -> Wrongs:
    for index, replaced in enumerate(vaccine["replaces"]):
        if replaced["id"] not in others:
            yield (*place, "replaces", index, "id"), "There is no other vaccine with this id."
    if vaccine["alternative_to"] not in others | {None}:
        yield (*place, "alternative_to"), "There is no other vaccine with this id."


def _unknown_sources(row: dict[str, Any], place: Place, codes: set[str]) -> Wrongs:
    for index, code in enumerate(row.get("sources", [])):
        if code not in codes:
            yield (*place, "sources", index), f"There is no source {code}."
