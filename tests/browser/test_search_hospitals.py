"""Finding a hospital by what a parent types, in the list that comes with the app."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from api.building.seeds import read_seeds
from api.settings import ROOT
from tests.browser.modules import launched, page_with

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "hospital_search.json").read_text("utf-8")
)["cases"]
AT_LEAST = 58


@pytest.fixture(scope="module")
def seed_list() -> dict[str, Any]:
    return read_seeds(ROOT / "seed")["hospitals"]


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str, seed_list: dict[str, Any]) -> Iterator[Page]:
    """A page with the search of the seed's list, ready, as `search`."""
    with (
        launched(playwright, chromium) as browser,
        page_with(browser, search="lib/hospital-search.js", text="lib/search-text.js") as page,
    ):
        page.evaluate(
            """(directory) => {
              globalThis.search = new lib.search.HospitalSearch(directory);
              while (!search.prepare(16));
            }""",
            seed_list,
        )
        yield page


def ids(lib: Page, query: str) -> list[str]:
    found: list[str] = lib.evaluate(
        "(query) => search.find(query).hospitals.map(({id}) => id)", query
    )
    return found


def test_it_finds_what_was_meant_first(lib: Page) -> None:
    misses = []
    for case in CASES:
        found = ids(lib, case["query"])
        if (found[0] if found else None) != case["first"]:
            misses.append(f"{case['query']} ({case['why']}): {case['first']}, found {found[:3]}")
    print("\n".join(misses))
    assert len(CASES) == 60
    assert len(CASES) - len(misses) >= AT_LEAST, "\n".join(misses)


def test_it_asks_for_names_that_are_on_the_list(seed_list: dict[str, Any]) -> None:
    known = {hospital["id"] for hospital in seed_list["hospitals"]} | {None}
    assert {case["first"] for case in CASES} <= known


@pytest.mark.parametrize("query", ["", "   ", "，。", "'", "（）", "🙂🙂"])
def test_it_searches_nothing_when_nothing_was_asked(lib: Page, query: str) -> None:
    assert lib.evaluate("(query) => search.find(query)", query) is None


@pytest.mark.parametrize("query", ["zzzzzz", "q9+(", "龘", "a" * 5000])
def test_it_finds_nothing_where_nothing_is(lib: Page, query: str) -> None:
    assert ids(lib, query) == []


@pytest.mark.parametrize(
    ("query", "is_close"), [("hmj", False), ("hemujai", True), ("和目家", True)]
)
def test_it_says_when_nothing_fits_exactly(lib: Page, query: str, is_close: bool) -> None:
    assert lib.evaluate("(query) => search.find(query).isClose", query) is is_close


def test_it_narrows_with_every_letter(lib: Page) -> None:
    """The one that is meant stays in what is found, from the first letter to the last."""
    for end in range(1, len("hemujia") + 1):
        assert "bj-ufh" in ids(lib, "hemujia"[:end])


def test_it_answers_before_it_is_ready(lib: Page, seed_list: dict[str, Any]) -> None:
    fresh = """(directory) => {
      const search = new lib.search.HospitalSearch(directory);
      return [search.find('hmj').hospitals.length, search.find('和目家').hospitals.length];
    }"""
    exact, similar = lib.evaluate(fresh, seed_list)
    assert exact > 0
    assert similar == 0


@pytest.mark.parametrize(
    ("typed", "text", "almost"),
    [
        ("hemujia", "hemujiayiyuan", True),
        ("hemjia", "hemujiayiyuan", True),
        ("hemmujia", "hemujiayiyuan", True),
        ("hemujai", "hemujiayiyuan", True),
        ("henujia", "hemujiayiyuan", True),
        ("gemujia", "hemujiayiyuan", False),
        ("henujai", "hemujiayiyuan", False),
        ("hemujia", "hemu", False),
    ],
)
def test_it_forgives_one_slip(lib: Page, typed: str, text: str, almost: bool) -> None:
    assert lib.evaluate("(given) => lib.text.continuesAlmost(...given, 0)", [typed, text]) is almost


def test_it_keeps_characters_alone_and_in_pairs(lib: Page) -> None:
    tokens = lib.evaluate("() => lib.text.tokens('和睦家 VIP')")
    assert tokens == ["和", "和睦", "睦", "睦家", "家", "vip"]
