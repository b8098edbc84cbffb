"""The cities, departments and services that an operator's table may name in its own words."""

import re
from typing import Any

from api.hospitals.readings import read_name

Words = list[dict[str, Any]]


def code_of(words: Words, typed: str) -> str | None:
    """Return the code of a word that is typed as its code or in either language."""
    wanted = typed.lower()
    for word in words:
        if wanted in {word["code"], word["name"]["zh"].lower(), word["name"]["en"].lower()}:
            return str(word["code"])
    return None


def city_code(cities: Words, name: str, english: str) -> str:
    """Return the code of a city, 上海 or 上海市; one that isn't in the list yet is added."""
    short = name.removesuffix("市") if len(name) > 2 else name
    known = code_of(cities, short) or code_of(cities, name)
    if known:
        return known
    code = _free_code(cities, short)
    cities.append({"code": code, "name": {"zh": short, "en": english or _english_name(code)}})
    return code


def _english_name(code: str) -> str:
    """Return a city's English name where nobody gave one: `suzhou` → Suzhou."""
    return re.sub(r"_\d+$", "", code).capitalize()


def _free_code(cities: Words, name: str) -> str:
    """The city's pinyin, numbered from the second on: 台州 and 泰州 are both taizhou."""
    pinyin = read_name(name).replace(" ", "")
    taken = {city["code"] for city in cities}
    code, number = pinyin, 1
    while code in taken:
        number += 1
        code = f"{pinyin}_{number}"
    return code
