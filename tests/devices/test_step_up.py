"""Confirming a bound phone with a code from the policyholder's phone."""

from collections.abc import Callable
from uuid import uuid4

from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from tests.cast import Card, Phone, RunJobs
from tests.outbox import Outbox

GetCode = Callable[[Card], str]
STEP_UP = "/api/step-up"


def ask(phone: Phone, card: Card) -> str:
    answer = phone.post(f"{STEP_UP}/code", {"policy_id": card.policy_id})
    assert (answer.status_code, answer.json["resend_after_s"]) == (202, 60)
    challenge: str = answer.json["challenge"]
    return challenge


def confirm(phone: Phone, challenge: str, code: str) -> TestResponse:
    return phone.post(STEP_UP, {"challenge": challenge, "code": code})


def assert_failed(answer: TestResponse) -> None:
    assert (answer.status_code, answer.json["code"]) == (422, "step_up_failed")
    assert "021-80209058" in answer.json["hint"]


def test_it_confirms_for_ten_minutes(mother: Phone, lin: Card, get_code: GetCode) -> None:
    answer = confirm(mother, ask(mother, lin), get_code(lin))

    assert (answer.status_code, answer.json) == (200, {"until": "2026-03-09T02:10:00.000Z"})


def test_its_code_says_what_it_is_for(
    mother: Phone, lin: Card, run_jobs: RunJobs, outbox: Outbox
) -> None:
    ask(mother, lin)
    run_jobs()

    assert [sent.template for sent in outbox.messages(lin.holder_phone)] == ["step_up_code"]


def test_it_does_not_prolong_when_the_request_is_repeated(
    mother: Phone, lin: Card, get_code: GetCode, clock: MovableClock
) -> None:
    challenge = ask(mother, lin)
    code = get_code(lin)
    first = confirm(mother, challenge, code)
    clock.move(minutes=4)

    assert confirm(mother, challenge, code).json == first.json


def test_it_refuses_a_wrong_an_old_and_a_foreign_code(
    mother: Phone, father: Phone, lin: Card, get_code: GetCode, clock: MovableClock
) -> None:
    challenge = ask(mother, lin)
    code = get_code(lin)

    assert_failed(confirm(mother, challenge, f"{(int(code) + 1) % 1_000_000:06d}"))
    assert_failed(confirm(father, challenge, code))
    assert_failed(confirm(mother, str(uuid4()), code))
    clock.move(minutes=5)
    assert_failed(confirm(mother, challenge, code))


def test_it_refuses_the_code_of_a_binding(mother: Phone, lin: Card, get_code: GetCode) -> None:
    challenge = mother.ask_code(lin).json["challenge"]

    assert_failed(confirm(mother, challenge, get_code(lin)))


def test_it_refuses_when_the_phone_was_unbound_meanwhile(
    mother: Phone, lin: Card, get_code: GetCode
) -> None:
    challenge = ask(mother, lin)
    code = get_code(lin)
    mother.unbind(lin.policy_id, mother.own_binding(lin.policy_id))

    assert_failed(confirm(mother, challenge, code))


def test_it_names_the_field_that_is_malformed(mother: Phone) -> None:
    asked = mother.post(f"{STEP_UP}/code", {"policy_id": "1"})
    confirmed = confirm(mother, "1", "12")

    assert (asked.status_code, list(asked.json["fields"])) == (422, ["policy_id"])
    assert (confirmed.status_code, sorted(confirmed.json["fields"])) == (
        422,
        ["challenge", "code"],
    )


def test_it_sends_no_code_for_a_policy_the_phone_is_not_bound_to(
    stranger: Phone,
    new_phone: Callable[..., Phone],
    lin: Card,
    run_jobs: RunJobs,
    outbox: Outbox,
) -> None:
    body = {"policy_id": lin.policy_id}

    assert stranger.post(f"{STEP_UP}/code", body).json["code"] == "not_found"
    assert new_phone().post(f"{STEP_UP}/code", body).json["code"] == "no_session"
    run_jobs()
    assert outbox.messages() == []
