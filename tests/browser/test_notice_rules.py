"""The rules of the notices as the app decides them, on the project's own notices."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from api.building.seeds import read_seeds
from tests.browser.modules import launched, page_with

ROOT = Path(__file__).parents[2]
SEEDS = read_seeds(ROOT / "seed")
NOTICES = SEEDS["notices"]["sections"]
SLOTS = {
    "hotline": SEEDS["operator"]["hotline"],
    "hotline_hours": SEEDS["operator"]["hotline_hours"]["zh"],
    "claims_email": SEEDS["operator"]["claims_email"],
    "complaints_email": SEEDS["operator"]["claims_email"],
}
CASES = json.loads((ROOT / "tests" / "cases" / "notice_search.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    names = {"list": "lib/notice-list.js", "search": "lib/notice-search.js"}
    modules = {**names, "labels": "lib/labels.js"}
    with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
        yield page


def notice(notice_id: str, group: str = "before", *, important: bool = True) -> dict[str, Any]:
    part: dict[str, Any] = {"title": notice_id, "summary": [""], "nodes": []}
    return {
        "id": notice_id,
        "group": group,
        "important": important,
        "version": "2026-11",
        "zh": part,
        "en": part,
    }


def search(lib: Page, typed: str, language: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lib.evaluate(
        "(given) => lib.search.searchNotices(...given)", [NOTICES, typed, language, SLOTS]
    )
    return found


@pytest.mark.parametrize(
    ("given", "expect"),
    [pytest.param(case["given"], case["expect"], id=case["why"]) for case in CASES["cases"]],
)
def test_it_finds_the_notice_that_says_it(
    lib: Page, given: dict[str, str], expect: dict[str, Any]
) -> None:
    found = search(lib, given["typed"], given["language"])
    if expect["first"] is None:
        assert found == []
        return
    assert found[0]["id"] == expect["first"]
    pieces = found[0]["title"] + found[0]["sentence"]
    assert expect["marked"].lower() in {piece["text"].lower() for piece in pieces if piece["isHit"]}


@pytest.mark.parametrize("typed", ["院", "hospital", "¥", "e", "Ｅ", "，", "住院 医院"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_marks_without_changing_a_word(lib: Page, typed: str, language: str) -> None:
    titles = {one["id"]: one[language]["title"] for one in NOTICES}
    for found in search(lib, typed, language):
        assert "".join(piece["text"] for piece in found["title"]) == titles[found["id"]]
        kinds = [piece["isHit"] for piece in found["sentence"]]
        assert all(one != other for one, other in pairwise(kinds))


def test_it_numbers_the_list_through_its_groups(lib: Page) -> None:
    given = [notice("d", "more"), notice("b", "at"), notice("a"), notice("c", "at")]
    groups = lib.evaluate("(given) => lib.list.listed(given)", given)
    assert [
        (group["group"], [(row["number"], row["notice"]["id"]) for row in group["rows"]])
        for group in groups
    ] == [("before", [(1, "a")]), ("at", [(2, "b"), (3, "c")]), ("more", [(4, "d")])]


@pytest.mark.parametrize(
    ("important", "read", "unread"),
    [
        (True, {}, True),
        (True, {"other": "2026-11"}, True),
        (True, {"a": "2026-11"}, False),
        (True, {"a": "2026-10"}, True),
        (True, {"a": "2026-12"}, True),
        (False, {}, False),
    ],
)
def test_it_asks_to_be_read_once_a_version(
    lib: Page, important: bool, read: dict[str, str], unread: bool
) -> None:
    given = [notice("a", important=important), read]
    assert lib.evaluate("(given) => lib.list.isUnread(...given)", given) is unread


def test_it_lists_what_waits_in_the_order_of_the_list(lib: Page) -> None:
    given = [[notice("c", "after"), notice("a"), notice("b", "at")], {"b": "2026-11"}]
    waiting = lib.evaluate("(given) => lib.list.unreadOf(...given)", given)
    assert [one["id"] for one in waiting] == ["a", "c"]


def test_it_gathers_blocks_under_their_headings(lib: Page) -> None:
    text, row = {"node": "paragraph", "nodes": ["x"]}, {"node": "row", "href": "/", "nodes": []}
    three = {"node": "heading", "level": 3, "nodes": ["h"]}
    four = {"node": "heading", "level": 4, "nodes": ["h"]}
    parts = lib.evaluate(
        "(given) => lib.list.partsOf(given)", [text, three, text, four, text, row, row, text, three]
    )
    shape = [
        (part["heading"] is not None, [len(run["blocks"]) for run in part["runs"]])
        for part in parts
    ]
    assert shape == [(False, [1]), (True, [3, 2, 1]), (True, [])]


def test_it_names_the_weekday(lib: Page) -> None:
    say = """(on) => ['zh', 'en'].map((language) => {
      lib.labels.setStrings(language, {});
      return lib.list.dayAndWeekday(on);
    })"""
    assert lib.evaluate(say, "2027-03-10") == ["3月10日 周三", "Wed 10 March"]
    assert lib.evaluate(say, "2027-03-14") == ["3月14日 周日", "Sun 14 March"]
