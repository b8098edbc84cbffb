"""A phone's session: whose it is, how long it lives, and which cookies count for nothing."""

from collections.abc import Callable

import pytest

from api.core.clock import MovableClock
from tests.cast import Card, Phone


def test_it_says_what_a_browser_is_bound_to(
    mother: Phone, new_phone: Callable[..., Phone], lin: Card
) -> None:
    known, unknown = mother.get("/api/session"), new_phone().get("/api/session")

    about = {"privacy_version": "2026-11", "guardian_version": "2026-11", "min_build": "1"}
    assert known.json == {"bound": [lin.policy_id], **about}
    assert unknown.json == {"bound": [], **about}


def test_it_lives_400_days_from_the_last_contact(mother: Phone, clock: MovableClock) -> None:
    clock.move(days=399)
    answer = mother.ask_pull()
    assert answer.status_code == 200
    # The browser keeps its cookie as long as the server does.
    assert f"Max-Age={400 * 86_400}" in answer.headers["Set-Cookie"]

    clock.move(days=399)
    assert mother.ask_pull().status_code == 200
    clock.move(days=400)
    assert mother.ask_pull().json["code"] == "no_session"


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "x" * 4000, "../../etc/passwd", "绑卡"])
def test_it_lets_nobody_in_with_a_cookie_that_it_did_not_give(
    new_phone: Callable[..., Phone], token: str
) -> None:
    phone = new_phone()
    phone.token = token

    answer = phone.ask_pull()

    assert (answer.status_code, answer.json["code"]) == (401, "no_session")


def test_it_lets_nobody_in_with_a_cookie_that_was_tampered_with(
    mother: Phone, new_phone: Callable[..., Phone]
) -> None:
    token = mother.token or ""
    phone = new_phone()
    phone.token = token[:-1] + ("A" if token[-1] != "A" else "B")

    assert phone.ask_pull().status_code == 401


def test_it_gives_a_browser_with_a_bad_cookie_a_new_one_when_it_asks_for_a_code(
    new_phone: Callable[..., Phone], lin: Card
) -> None:
    phone = new_phone()
    phone.token = "x" * 43

    phone.ask_code(lin)

    assert phone.token != "x" * 43
    assert phone.ask_pull().status_code == 200
