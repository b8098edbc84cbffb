"""The rules of policies: a card's state, names that match, document numbers as compared."""

import json
from datetime import date
from pathlib import Path

import pytest

from api.policies.rules import PolicyStatus, card_state, plain_id_number, same_name

CASES = json.loads((Path(__file__).parents[1] / "cases" / "card_state.json").read_text())["cases"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_it_knows_the_state_of_a_card(case: dict[str, dict[str, str]]) -> None:
    given = case["given"]
    days = [date.fromisoformat(given[name]) for name in ("starts_on", "ends_on", "today")]

    assert card_state(PolicyStatus(given["status"]), *days) == case["expect"]


@pytest.mark.parametrize(
    ("given", "on_policy"),
    [
        ("林小满", "林小满"),
        (" 林小满\u3000", "林小满"),
        ("林 小 满", "林小满"),
        ("LIN Xiaoman", "Lin  Xiaoman"),
        ("ＬＩＮ　Ｘｉａｏｍａｎ", "lin xiaoman"),
        ("古丽娜尔·阿里木", "古丽娜尔•阿里木"),
        ("古丽娜尔・阿里木", "古丽娜尔‧阿里木"),
        ("古丽娜尔.阿里木", "古丽娜尔．阿里木"),
        ("Zoe\u0301", "Zo\u00e9"),
    ],
)
def test_it_takes_two_writings_of_a_name_for_one(given: str, on_policy: str) -> None:
    assert same_name(given, on_policy)
    assert same_name(on_policy, given)


@pytest.mark.parametrize(
    ("given", "on_policy"),
    [
        ("林小曼", "林小满"),
        ("小满林", "林小满"),
        ("林小", "林小满"),
        ("林小满满", "林小满"),
        ("林小滿", "林小满"),
        ("", "林小满"),
        ("古丽娜尔阿里木", "古丽娜尔·阿里木"),
        ("Zoe", "Zo\u00e9"),
    ],
)
def test_it_keeps_names_apart_that_differ(given: str, on_policy: str) -> None:
    assert not same_name(given, on_policy)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("11010519491231002X", "11010519491231002X"),
        ("11010519491231002x", "11010519491231002X"),
        (" 110105 19491231 002x ", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("T310-123-456", "T310123456"),
        ("h 60123456", "H60123456"),
        ("", ""),
    ],
)
def test_it_compares_document_numbers_in_one_form(written: str, plain: str) -> None:
    assert plain_id_number(written) == plain
