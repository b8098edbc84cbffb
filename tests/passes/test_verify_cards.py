"""What a reception hears of a card: its state now, by the QR or by the code under it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.counters import Counter
from api.core.ids import new_id
from api.passes import rules
from api.policies.models import Policy
from api.policies.rules import PolicyStatus, SuspensionReason
from api.wiring import Services
from tests.cast import Card, OpenDatabase, Phone, RunJobs, card_of
from tests.factories import make_child, make_policy
from tests.passes.test_issue_passes import ask, change

NewPhone = Callable[..., Phone]
PERSONAL = ("name", "sex", "years", "plan_name", "number_tail", "ends_on")
GREY = {
    "status": PolicyStatus.SUSPENDED,
    "reason": SuspensionReason.INSURER_HOLD,
    "reason_note": "等您付清",
}


@pytest.fixture
def reception(new_phone: NewPhone) -> Phone:
    """A phone of a hospital, which was never here."""
    return new_phone(address="198.51.100.20")


def verify(phone: Phone, **said: str) -> dict[str, Any]:
    answer = phone.post("/api/verify", said)
    assert answer.status_code == 200, answer.json
    assert "Set-Cookie" not in answer.headers
    found: dict[str, Any] = answer.json
    return found


def is_unknown(answer: dict[str, Any]) -> bool:
    return answer["state"] == "unknown" and all(answer[name] is None for name in PERSONAL)


def wrong(code: str, by: int = 1) -> str:
    return code[:4] + f"{(int(code[4:]) + by) % 1_000_000:06d}"


def test_it_tells_a_reception_what_it_may_know(mother: Phone, reception: Phone, lin: Card) -> None:
    (given,) = ask(mother, lin.policy_id)

    for said in ({"token": given["token"]}, {"code": given["code"]}):
        assert verify(reception, **said) == {
            "state": "valid",
            "asked_at": "2026-03-09T02:00:00.000Z",
            "name": "林**",
            "sex": "girl",
            "years": 3,
            "plan_name": {
                "zh": "京东安联成长优享计划",
                "en": "Allianz JD Child-only Health Insurance",
            },
            "number_tail": lin.number[-4:],
            "ends_on": "2026-12-31",
        }


def test_it_answers_live_whatever_the_pass_said(
    mother: Phone, reception: Phone, lin: Card, database: OpenDatabase
) -> None:
    (given,) = ask(mother, lin.policy_id)
    change(database, lin, **GREY)
    (grey,) = ask(mother, lin.policy_id)

    for said in ({"token": given["token"]}, {"code": given["code"]}):
        answer = reception.post("/api/verify", said)
        assert answer.json["state"] == "grey"
        assert "overdue" not in answer.text
        assert "等您付清" not in answer.text

    change(database, lin, status=PolicyStatus.ACTIVE, reason=None, reason_note="")
    assert verify(reception, token=grey["token"])["state"] == "valid"


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"status": PolicyStatus.TERMINATED}, "terminated"),
        ({"ends_on": date(2026, 3, 8)}, "expired"),
        ({"starts_on": date(2026, 3, 10)}, "not_started"),
    ],
)
def test_it_knows_every_other_state(
    mother: Phone,
    reception: Phone,
    lin: Card,
    database: OpenDatabase,
    values: dict[str, Any],
    state: str,
) -> None:
    (given,) = ask(mother, lin.policy_id)
    change(database, lin, **values)

    assert verify(reception, token=given["token"])["state"] == state


def test_it_knows_no_pass_after_24_hours(
    mother: Phone, reception: Phone, lin: Card, clock: MovableClock
) -> None:
    (given,) = ask(mother, lin.policy_id)

    clock.move(hours=24)
    assert verify(reception, token=given["token"])["state"] == "valid"
    clock.move(seconds=1)
    assert is_unknown(verify(reception, token=given["token"]))


def test_it_knows_no_pass_of_the_future(
    mother: Phone, reception: Phone, lin: Card, clock: MovableClock
) -> None:
    (given,) = ask(mother, lin.policy_id)
    clock.move(minutes=-2)

    assert is_unknown(verify(reception, token=given["token"]))


def test_it_knows_no_tampered_pass(mother: Phone, reception: Phone, lin: Card) -> None:
    token = ask(mother, lin.policy_id)[0]["token"]

    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        assert is_unknown(verify(reception, token=token[:place] + other + token[place + 1 :]))
    for text in (token[:-1], token + "A", token[::-1], "林", "../../etc", "A" * 200):
        assert is_unknown(verify(reception, token=text))


def test_it_knows_no_pass_of_a_policy_that_is_not_here(
    app: Flask, reception: Phone, clock: MovableClock
) -> None:
    services: Services = app.extensions["tongka"]
    shown = rules.Pass(new_id(), rules.CardState.ACTIVE, 1, clock.now(), "", 1, "4821", "林")
    body = rules.body_of(shown, services.signatures.first_id)

    token = rules.token_of(body, services.signatures.sign(body))

    assert is_unknown(verify(reception, token=token))


def test_it_takes_a_code_of_today_and_of_yesterday(
    mother: Phone, reception: Phone, lin: Card, clock: MovableClock
) -> None:
    code = ask(mother, lin.policy_id)[0]["code"]

    clock.move(hours=37, minutes=59)
    assert verify(reception, code=code)["state"] == "valid"
    clock.move(minutes=1)  # midnight in China
    assert is_unknown(verify(reception, code=code))
    assert ask(mother, lin.policy_id)[0]["code"] != code


def test_it_takes_a_code_as_people_write_it(mother: Phone, reception: Phone, lin: Card) -> None:
    code = ask(mother, lin.policy_id)[0]["code"]

    for typed in (f"{code[:4]} {code[4:8]} {code[8:]}", f" {code[:4]}-{code[4:]} "):
        assert verify(reception, code=typed)["state"] == "valid"


def test_it_takes_letters_of_a_number_in_either_case(
    reception: Phone, bound_phone: Callable[..., Phone], database: OpenDatabase
) -> None:
    with database() as session:
        card = card_of(make_policy(session, number="CZ-2026-00a7"))
    phone = bound_phone(card.policy_id)
    code = ask(phone, card.policy_id)[0]["code"]

    assert code.startswith("00a7")
    assert verify(reception, code=code.upper())["number_tail"] == "00a7"


def test_it_knows_no_wrong_code(mother: Phone, reception: Phone, lin: Card, chen: Card) -> None:
    code = ask(mother, lin.policy_id)[0]["code"]

    assert is_unknown(verify(reception, code=wrong(code)))
    assert is_unknown(verify(reception, code=chen.number[-4:] + code[4:]))
    assert is_unknown(verify(reception, code="0000" + code[4:]))


def test_it_tells_children_of_one_tail_apart(
    bound_phone: Callable[..., Phone], reception: Phone, database: OpenDatabase
) -> None:
    with database() as session:
        cards = [
            card_of(
                make_policy(session, number=f"CZ{year}004821", child=make_child(session, name=name))
            )
            for year, name in ((2025, "林小满"), (2026, "周一诺"))
        ]
    for card, name in zip(cards, ("林**", "周**"), strict=True):
        code = ask(bound_phone(card.policy_id), card.policy_id)[0]["code"]
        assert verify(reception, code=code)["name"] == name


def test_it_asks_to_scan_where_two_cards_have_one_code(
    mother: Phone,
    reception: Phone,
    lin: Card,
    database: OpenDatabase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with database() as session:
        make_policy(session, number="XX" + lin.number[-4:])
    code = ask(mother, lin.policy_id)[0]["code"]
    assert verify(reception, code=code)["state"] == "valid"

    monkeypatch.setattr(rules, "typed_code", lambda *_about: code[4:])

    assert is_unknown(verify(reception, code=code))


def test_it_looks_at_thirty_codes_an_hour_of_one_address(
    mother: Phone,
    reception: Phone,
    new_phone: NewPhone,
    lin: Card,
    chen: Card,
    clock: MovableClock,
) -> None:
    code = ask(mother, lin.policy_id)[0]["code"]
    for number in range(30):
        assert is_unknown(verify(reception, code=f"{number:04d}000000"))

    assert is_unknown(verify(reception, code=code))
    assert verify(new_phone(address="198.51.100.21"), code=code)["state"] == "valid"
    token = ask(mother, lin.policy_id)[0]["token"]
    assert verify(reception, token=token)["state"] == "valid"
    clock.move(hours=1)
    assert verify(reception, code=code)["state"] == "valid"


def test_it_looks_at_ten_codes_an_hour_of_one_tail_whoever_asks(
    app: Flask, mother: Phone, new_phone: NewPhone, lin: Card, clock: MovableClock
) -> None:
    code = ask(mother, lin.policy_id)[0]["code"]

    def guess(number: int) -> bool:
        phone = Phone(app, address=f"198.51.100.{number + 30}")
        return is_unknown(verify(phone, code=wrong(code, by=number)))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(guess, range(1, 25)))

    last = new_phone(address="198.51.100.99")
    assert is_unknown(verify(last, code=code))
    clock.move(hours=1)
    assert verify(last, code=code)["state"] == "valid"


def test_it_counts_exactly_ten_of_forty_right_codes_at_once(
    app: Flask, mother: Phone, lin: Card
) -> None:
    code = ask(mother, lin.policy_id)[0]["code"]

    def type_it(number: int) -> str:
        state: str = verify(Phone(app, address=f"198.51.100.{number}"), code=code)["state"]
        return state

    with ThreadPoolExecutor(8) as pool:
        heard = list(pool.map(type_it, range(1, 41)))

    assert heard.count("valid") == 10
    assert heard.count("unknown") == 30


def test_it_keeps_no_address_and_forgets_the_counts_after_an_hour(
    reception: Phone, database: OpenDatabase, clock: MovableClock, run_jobs: RunJobs
) -> None:
    def keys() -> list[str]:
        with database() as session:
            return list(session.scalars(sa.select(Counter.key)))

    verify(reception, code="4821000000")
    assert len(keys()) == 3
    assert not [key for key in keys() if "198.51" in key]

    clock.move(hours=1, seconds=1)
    run_jobs("passes.tidy")
    assert keys() == []


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"token": "A", "code": "4821093762"},
        {"token": ""},
        {"token": "A" * 201},
        {"token": 1},
        {"code": "482109376"},
        {"code": "48210937621"},
        {"code": "4821 0937 6x"},
        {"code": "４８２１０９３７６２"},
        {"code": "4" * 41},
        {"number": "4821"},
    ],
)
def test_it_refuses_what_is_neither(reception: Phone, said: dict[str, Any]) -> None:
    answer = reception.post("/api/verify", said)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_it_shows_the_keys_that_passes_are_signed_with(app: Flask, reception: Phone) -> None:
    services: Services = app.extensions["tongka"]

    keys = reception.get("/api/verify/keys").json["keys"]

    assert len(keys) == len(services.settings.pass_keys.keys) == 1
    assert len(keys[0]["key"]) == 43
    secret = services.settings.pass_keys.first[1]
    assert services.signatures.public_keys.popitem()[1] != secret


def test_it_answers_about_a_policy_that_was_changed_meanwhile(
    mother: Phone, reception: Phone, lin: Card, database: OpenDatabase
) -> None:
    token = ask(mother, lin.policy_id)[0]["token"]
    with database() as session:
        session.get_one(Policy, lin.policy_id).child.name = "欧阳小满"

    assert verify(reception, token=token)["name"] == "欧**"
