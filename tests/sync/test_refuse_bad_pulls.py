"""A malformed pull, or one of nobody we know."""

from collections.abc import Callable

import pytest

from tests.cast import PULL, Phone, on_sqlite


@on_sqlite
@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"cookies": {}}, "build"),
        ({"build": "1"}, "cookies"),
        ({"build": 1, "cookies": {}}, "build"),
        ({"build": "1" * 65, "cookies": {}}, "build"),
        ({"build": "1", "cookies": []}, "cookies"),
        ({"build": "1", "cookies": {"a": 1}}, "cookies.a.value"),
        ({"build": "1", "cookies": {"a": "x" * 129}}, "cookies.a.value"),
        ({"build": "1", "cookies": {str(each): "" for each in range(65)}}, "cookies"),
    ],
)
def test_it_names_what_is_malformed(mother: Phone, body: dict[str, object], field: str) -> None:
    answer = mother.post(PULL, body)

    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert list(answer.json["fields"]) == [field]


def test_it_takes_what_a_newer_app_says_besides(mother: Phone) -> None:
    body = {"build": "2", "cookies": {}, "battery": "low"}

    assert mother.post(PULL, body).status_code == 200


def test_it_lets_in_nobody_without_a_session(new_phone: Callable[..., Phone]) -> None:
    answer = new_phone().ask_pull()

    assert (answer.status_code, answer.json["code"]) == (401, "no_session")
