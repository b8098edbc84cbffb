"""Asking for a binding code: who gets one, and what nobody can tell from the answer."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from api.core import counters
from api.core.clock import MovableClock
from api.policies.models import IdType, PolicyKind
from tests.cast import Card, OpenDatabase, Phone, RunJobs, card_of
from tests.conftest import MORNING
from tests.factories import mainland_id, make_child, make_holder, make_policy
from tests.outbox import Outbox

DOCUMENTS = [
    (IdType.MAINLAND_ID, mainland_id()),
    (IdType.PASSPORT, "EJ1234567"),
    (IdType.HK_MACAU_PERMIT, "H60123456"),
    (IdType.TAIWAN_PERMIT, "01234567"),
    (IdType.BIRTH_CERTIFICATE, "T310123456"),
]


def sent_codes(run_jobs: RunJobs, outbox: Outbox, card: Card) -> int:
    run_jobs()
    return len(outbox.messages(card.holder_phone, "bind_code"))


@pytest.mark.parametrize(("id_type", "id_number"), DOCUMENTS)
@pytest.mark.parametrize("whose", ["policyholder", "child"])
def test_it_sends_a_code_for_the_document_of_either(
    database: OpenDatabase,
    new_phone: Callable[..., Phone],
    run_jobs: RunJobs,
    outbox: Outbox,
    id_type: IdType,
    id_number: str,
    whose: str,
) -> None:
    document = {"id_type": id_type, "id_number": id_number}
    with database() as session:
        holder = make_holder(session, **(document if whose == "policyholder" else {}))
        child = make_child(session, **(document if whose == "child" else {}))
        card = card_of(make_policy(session, policyholder=holder, child=child))

    answer = new_phone().ask_code(card, id_type=id_type.value, id_number=id_number)

    assert (answer.status_code, answer.json["resend_after_s"]) == (202, 60)
    assert sent_codes(run_jobs, outbox, card) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"child_name": " 林 小满 "},
        {"child_name": "林\u3000小满"},
        {"id_number": "{number_in_wide_digits}"},
        {"id_number": "{number_with_spaces}"},
    ],
)
def test_it_forgives_how_a_name_or_number_is_typed(
    lin: Card,
    new_phone: Callable[..., Phone],
    run_jobs: RunJobs,
    outbox: Outbox,
    changes: dict[str, str],
) -> None:
    number = lin.claim["id_number"]
    wide = number.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})
    spaced = f"{number[:6]} {number[6:14]}-{number[14:].lower()}"
    filled = {
        name: value.format(number_in_wide_digits=wide, number_with_spaces=spaced)
        for name, value in changes.items()
    }

    assert new_phone().ask_code(lin, **filled).status_code == 202
    assert sent_codes(run_jobs, outbox, lin) == 1


def test_it_finds_a_foreign_name_and_phone(
    database: OpenDatabase, new_phone: Callable[..., Phone], run_jobs: RunJobs, outbox: Outbox
) -> None:
    with database() as session:
        holder = make_holder(session, phone="+85251234567")
        child = make_child(session, name="古丽娜尔·Ａlim")
        card = card_of(make_policy(session, policyholder=holder, child=child))

    new_phone().ask_code(card, child_name="古丽娜尔•alim")

    assert sent_codes(run_jobs, outbox, card) == 1


def test_it_finds_a_group_policy_by_its_certificate_number(
    database: OpenDatabase, new_phone: Callable[..., Phone], run_jobs: RunJobs, outbox: Outbox
) -> None:
    with database() as session:
        card = card_of(make_policy(session, kind=PolicyKind.GROUP))

    new_phone().ask_code(card, kind="individual")
    assert sent_codes(run_jobs, outbox, card) == 0

    new_phone().ask_code(card, kind="group")
    assert sent_codes(run_jobs, outbox, card) == 1


def test_it_picks_the_later_of_two_policies_that_end_on_the_same_digits(
    database: OpenDatabase,
    new_phone: Callable[..., Phone],
    bind: Callable[..., object],
) -> None:
    with database() as session:
        holder, child = make_holder(session), make_child(session)
        family = {"policyholder": holder, "child": child}
        make_policy(session, number="CZ2025990001", ends_on=date(2026, 3, 31), **family)
        later = card_of(make_policy(session, number="CZ2026990001", **family))
    phone = new_phone()

    bind(phone, later)

    assert phone.get("/api/session").json["bound"] == [later.policy_id]


WRONG = {
    "child_name": "林小曼",
    "policy_last4": "0000",
    "id_type": "passport",
    "id_number": mainland_id(date(1988, 8, 8)),
    "birthday": "2022-05-22",
    "phone": "+8613800009999",
    "kind": "group",
}


@pytest.mark.parametrize("field", WRONG)
def test_it_answers_alike_and_stays_silent_when_one_field_is_wrong(
    lin: Card, new_phone: Callable[..., Phone], run_jobs: RunJobs, outbox: Outbox, field: str
) -> None:
    answer = new_phone().ask_code(lin, **{field: WRONG[field]})

    assert (answer.status_code, answer.json["resend_after_s"]) == (202, 60)
    run_jobs()
    assert outbox.messages() == []


def test_it_stays_silent_for_a_terminated_policy(
    database: OpenDatabase, new_phone: Callable[..., Phone], run_jobs: RunJobs, outbox: Outbox
) -> None:
    with database() as session:
        card = card_of(make_policy(session, status="terminated"))

    assert new_phone().ask_code(card).status_code == 202
    assert sent_codes(run_jobs, outbox, card) == 0


def test_its_answers_differ_in_nothing_but_the_challenge(
    database: OpenDatabase, lin: Card, bound_phone: Callable[..., Phone], run_jobs: RunJobs
) -> None:
    with database() as session:
        locked = card_of(make_policy(session, child=make_child(session, name="锁住了")))
        counters_are_full(session, locked.policy_id)
        throttled = card_of(make_policy(session, child=make_child(session, name="问太多")))
    # A known phone each time: a new one also gets its cookie, whatever it says.
    phone = bound_phone()
    for _ in range(6):
        phone.ask_code(throttled)
        run_jobs()

    answers = [
        phone.ask_code(lin),
        phone.ask_code(lin, child_name="林小曼"),
        phone.ask_code(locked),
        phone.ask_code(throttled),
    ]

    shapes = {
        (
            answer.status_code,
            answer.get_data(as_text=True).replace(answer.json["challenge"], "…"),
            tuple(sorted(answer.headers.items())),
        )
        for answer in answers
    }
    assert len(shapes) == 1
    assert len({answer.json["challenge"] for answer in answers}) == 4


def counters_are_full(session: object, policy_id: str) -> None:
    """Locks a policy as 15 wrong codes do."""
    for _ in range(15):
        counters.take(session, f"failures:{policy_id}", 15, counters.FOREVER, MORNING)  # type: ignore[arg-type]


def test_it_gives_a_new_browser_a_cookie_and_a_known_one_none(
    lin: Card, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone()

    first, second = phone.ask_code(lin), phone.ask_code(lin)

    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Set-Cookie" not in second.headers


@pytest.mark.parametrize("version", ["privacy_version", "guardian_version"])
def test_it_asks_to_read_texts_that_have_changed(
    lin: Card,
    new_phone: Callable[..., Phone],
    run_jobs: RunJobs,
    outbox: Outbox,
    version: str,
) -> None:
    answer = new_phone().ask_code(lin, **{version: "2025-01"})

    assert (answer.status_code, answer.json["code"]) == (422, "consent_outdated")
    assert "Set-Cookie" not in answer.headers
    assert sent_codes(run_jobs, outbox, lin) == 0


def test_it_answers_a_repeated_attempt_with_its_challenge(
    lin: Card, new_phone: Callable[..., Phone], run_jobs: RunJobs, outbox: Outbox
) -> None:
    attempt = str(uuid4())
    phone, without_cookie = new_phone(), new_phone()

    first = phone.ask_code(lin, attempt=attempt)
    again = phone.ask_code(lin, attempt=attempt)
    lost = without_cookie.ask_code(lin, attempt=attempt)

    assert first.json == again.json == lost.json
    assert sent_codes(run_jobs, outbox, lin) == 1
    # The browser whose cookie was lost is the same device under a new session.
    code = outbox.codes(lin.holder_phone)[0]
    assert without_cookie.enter_code(first.json["challenge"], code).status_code == 200


def test_it_makes_a_new_challenge_for_an_attempt_whose_code_is_too_old(
    lin: Card, new_phone: Callable[..., Phone], clock: MovableClock
) -> None:
    attempt = str(uuid4())
    phone = new_phone()
    first = phone.ask_code(lin, attempt=attempt)
    clock.move(minutes=5)

    later = phone.ask_code(lin, attempt=attempt)

    assert later.status_code == 202
    assert later.json["challenge"] != first.json["challenge"]


def test_it_never_hands_an_attempt_to_another_phone(
    lin: Card,
    stranger: Phone,
    mother: Phone,
    new_phone: Callable[..., Phone],
) -> None:
    attempt, of_mother = str(uuid4()), str(uuid4())
    asked = new_phone().ask_code(lin, attempt=attempt)
    asked_by_mother = mother.ask_code(lin, attempt=of_mother)

    foreign = stranger.ask_code(lin, attempt=attempt)
    nobody = new_phone().ask_code(lin, attempt=of_mother)

    assert foreign.status_code == nobody.status_code == 202
    assert foreign.json["challenge"] != asked.json["challenge"]
    # A device with a card is never handed to a browser that only knows an attempt's id.
    assert nobody.json["challenge"] != asked_by_mother.json["challenge"]
