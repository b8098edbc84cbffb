"""Turns the checked vaccines.yaml into what the phone reads."""

from typing import Any

from pypinyin import Style, lazy_pinyin

SEARCHED = ("name", "short")


def vaccines_for_phones(content: dict[str, Any], _seeds: dict[str, Any]) -> dict[str, Any]:
    """Return the content with sources by code, links in both directions, and words to search.

    A vaccine gains `search` (lower case, letters and digits only, its parts between bars),
    `replaced_by` (as `replaces`, seen from the other side) and `alternatives` (ids, on both
    vaccines of a pair).
    """
    vaccines = content["vaccines"]
    return content | {
        "sources": {source.pop("code"): source for source in map(dict, content["sources"])},
        "vaccines": [
            vaccine
            | {
                "search": search_words(vaccine),
                "replaced_by": _replaced_by(vaccine["id"], vaccines),
                "alternatives": _alternatives(vaccine, vaccines),
            }
            for vaccine in vaccines
        ],
    }


def search_words(vaccine: dict[str, Any]) -> str:
    """Return everything a vaccine is found by: names, abbreviation, diseases, pinyin, initials."""
    pairs = [vaccine[name] for name in SEARCHED] + vaccine["diseases"]
    chinese = [pair["zh"] for pair in pairs]
    words = [*chinese, *(pair["en"] for pair in pairs), vaccine["abbreviation"]]
    for style in (Style.NORMAL, Style.FIRST_LETTER):
        words += ["".join(lazy_pinyin(text, style=style)) for text in chinese]
    return "|".join(dict.fromkeys(map(_folded, words)))


def _folded(word: str) -> str:
    return "".join(letter for letter in word.lower() if letter.isalnum())


def _replaced_by(vaccine_id: str, vaccines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"id": other["id"], "doses": replaced["doses"]}
        for other in vaccines
        for replaced in other["replaces"]
        if replaced["id"] == vaccine_id
    ]


def _alternatives(vaccine: dict[str, Any], vaccines: list[dict[str, Any]]) -> list[str]:
    others = [other["id"] for other in vaccines if other["alternative_to"] == vaccine["id"]]
    return [*others, vaccine["alternative_to"]] if vaccine["alternative_to"] else others
