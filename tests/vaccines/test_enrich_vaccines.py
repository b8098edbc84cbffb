"""What the pipeline adds for the phone: links in both directions, and words to search."""

from typing import Any

import pytest

from api.building.seeds import read_seeds
from tests.assets.little_app import PROJECT


@pytest.fixture(scope="module")
def vaccines() -> dict[str, dict[str, Any]]:
    """The project's vaccines as the phone gets them, by id."""
    book = read_seeds(PROJECT / "seed")["vaccines"]
    return {vaccine["id"]: vaccine for vaccine in book["vaccines"]}


def test_it_says_of_each_vaccine_what_replaces_it(vaccines: dict[str, dict[str, Any]]) -> None:
    assert [other["id"] for other in vaccines["dtap"]["replaced_by"]] == [
        "dtap-ipv-hib",
        "dtap-hib",
    ]
    assert [other["id"] for other in vaccines["mpsv-a"]["replaced_by"]] == [
        "mcv4",
        "mpcv-ac",
        "ac-hib",
    ]
    replacing = {
        (vaccine["id"], other["id"])
        for vaccine in vaccines.values()
        for other in vaccine["replaces"]
    }
    replaced = {
        (other["id"], vaccine["id"])
        for vaccine in vaccines.values()
        for other in vaccine["replaced_by"]
    }
    assert replacing == replaced


def test_it_links_alternatives_to_each_other(vaccines: dict[str, dict[str, Any]]) -> None:
    assert vaccines["je-l"]["alternatives"] == ["je-i"]
    assert vaccines["je-i"]["alternatives"] == ["je-l"]
    assert vaccines["hepa-l"]["alternatives"] == ["hepa-i"]
    assert vaccines["dtap"]["alternatives"] == []


@pytest.mark.parametrize(
    ("vaccine_id", "word"),
    [
        ("hepb", "乙肝"),
        ("hepb", "yigan"),
        ("hepb", "yxgyym"),
        ("polio", "小儿麻痹症"),
        ("dtap", "bairike"),
        ("dtap-ipv-hib", "wulian"),
        ("rabies", "kqb"),
        ("ev71", "shouzukou"),
        ("pcv13", "pcv13"),
        ("polio", "ipvbopv"),
    ],
)
def test_it_can_be_found_by(
    vaccine_id: str, word: str, vaccines: dict[str, dict[str, Any]]
) -> None:
    assert word in vaccines[vaccine_id]["search"]


def test_it_writes_searched_words_in_small_letters_and_digits_only(
    vaccines: dict[str, dict[str, Any]],
) -> None:
    for vaccine in vaccines.values():
        for word in vaccine["search"].split("|"):
            assert word.isalnum()
            assert word == word.lower()
