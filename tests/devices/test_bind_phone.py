"""Binding a phone with the code from the policyholder's phone."""

from collections.abc import Callable
from uuid import uuid4

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.devices.models import Binding, Consent
from tests.cast import Card, OpenDatabase, Phone, device_of
from tests.outbox import Outbox

Bind = Callable[..., TestResponse]
GetCode = Callable[[Card], str]
NewPhone = Callable[..., Phone]


def asked(phone: Phone, card: Card) -> str:
    challenge: str = phone.ask_code(card).json["challenge"]
    return challenge


def assert_refused(answer: TestResponse) -> None:
    assert (answer.status_code, answer.json["code"]) == (422, "bind_failed")
    assert "021-80209058" in answer.json["hint"]
    assert answer.json["fields"] == {}


def test_it_binds_and_brings_the_card(new_phone: NewPhone, lin: Card, bind: Bind) -> None:
    phone = new_phone()

    answer = bind(phone, lin)

    assert (answer.status_code, answer.json) == (200, {"policy_id": lin.policy_id})
    assert phone.get("/api/session").json["bound"] == [lin.policy_id]
    assert phone.pull().ids(lin.policy_id, "cards") == {lin.policy_id}
    assert [each["name"] for each in phone.phones(lin.policy_id)] == ["外婆的手机"]


def test_it_adds_a_second_card_to_a_phone(
    new_phone: NewPhone, lin: Card, chen: Card, bind: Bind
) -> None:
    phone = new_phone()

    bind(phone, lin)
    bind(phone, chen)

    assert phone.pull().rows.keys() == {lin.policy_id, chen.policy_id}


def test_it_notes_the_consents(
    new_phone: NewPhone, lin: Card, bind: Bind, database: OpenDatabase, clock: MovableClock
) -> None:
    phone = new_phone()
    bind(phone, lin)

    with database() as session:
        of_device = Consent.device_id == device_of(session, phone)
        consent = session.scalars(sa.select(Consent).where(of_device)).one()
        versions = consent.privacy_version, consent.guardian_version
        assert (*versions, consent.agreed_at) == ("2026-11", "2026-11", clock.now())


def test_it_tells_the_policyholder_by_sms_and_the_other_phones_in_the_inbox(
    mother: Phone,
    father: Phone,
    stranger: Phone,
    new_phone: NewPhone,
    lin: Card,
    bind: Bind,
    run_jobs: Callable[..., int],
    outbox: Outbox,
) -> None:
    phone = new_phone()
    bind(phone, lin, name="外婆的手机")
    run_jobs()

    told = outbox.messages(lin.holder_phone, "phone_bound")
    assert [message.params for message in told] == [
        {"name": "外婆的手机", "last4": lin.number[-4:]}
    ]
    assert mother.inbox() == father.inbox() == ["phone_bound"]
    row = mother.replica.all("inbox")[0]
    own = phone.own_binding(lin.policy_id)
    assert row["params"] == {"name": "外婆的手机", "binding_id": own}
    assert phone.inbox() == stranger.inbox() == []


def test_it_opens_a_new_session_and_ends_the_old_one_in_ten_minutes(
    mother: Phone, lin: Card, bind: Bind, clock: MovableClock, new_phone: NewPhone
) -> None:
    before = new_phone()
    before.token = mother.token or ""
    bind(mother, lin)

    assert mother.token != before.token
    clock.move(minutes=9, seconds=59)
    assert before.ask_pull().status_code == 200
    clock.move(seconds=1)
    assert before.ask_pull().status_code == 401
    assert mother.ask_pull().status_code == 200


def test_it_keeps_the_device_when_it_binds_again_and_renames_it(
    mother: Phone,
    father: Phone,
    lin: Card,
    bind: Bind,
    database: OpenDatabase,
    run_jobs: Callable[..., int],
    outbox: Outbox,
) -> None:
    with database() as session:
        device_id = device_of(session, mother)

    assert bind(mother, lin, name="妈妈的新名字").status_code == 200

    run_jobs()
    names = [each["name"] for each in mother.phones(lin.policy_id)]
    assert names == ["妈妈的新名字", "爸爸的手机"]
    assert outbox.messages(template="phone_bound") == []
    assert father.inbox() == []
    with database() as session:
        assert device_of(session, mother) == device_id


def test_it_answers_a_repeated_request_as_the_first_time(
    new_phone: NewPhone,
    lin: Card,
    get_code: GetCode,
    run_jobs: Callable[..., int],
    outbox: Outbox,
    clock: MovableClock,
) -> None:
    phone = new_phone()
    challenge = asked(phone, lin)
    code, old_token = get_code(lin), phone.token
    first = phone.enter_code(challenge, code)

    # The browser that lost the answer still has its old cookie.
    phone.token = old_token or ""
    again = phone.enter_code(challenge, code)
    clock.move(minutes=8)
    late = phone.enter_code(challenge, code)

    assert first.json == again.json == late.json == {"policy_id": lin.policy_id}
    assert len(phone.phones(lin.policy_id)) == 1
    run_jobs()
    assert len(outbox.messages(template="phone_bound")) == 1


def test_it_does_not_bind_again_with_the_code_once_the_phone_was_unbound(
    new_phone: NewPhone, lin: Card, get_code: GetCode, clock: MovableClock
) -> None:
    phone = new_phone()
    challenge = asked(phone, lin)
    code = get_code(lin)
    phone.enter_code(challenge, code)
    clock.move(seconds=30)
    phone.unbind(lin.policy_id, phone.own_binding(lin.policy_id))

    assert_refused(phone.enter_code(challenge, code))
    assert phone.get("/api/session").json["bound"] == []


def test_its_cookie_is_for_this_site_alone(new_phone: NewPhone, lin: Card, bind: Bind) -> None:
    cookie = bind(new_phone(), lin).headers["Set-Cookie"]

    assert cookie.startswith("tongka=")
    parts = set(cookie.split("; ")[1:])
    assert {"HttpOnly", "Path=/", "SameSite=Lax", f"Max-Age={400 * 86_400}"} <= parts
    assert not any(part.startswith(("Domain", "Secure")) for part in parts)


def test_it_refuses_a_wrong_code_and_takes_the_right_one_after_it(
    new_phone: NewPhone, lin: Card, get_code: GetCode
) -> None:
    phone = new_phone()
    challenge = asked(phone, lin)
    code = get_code(lin)

    assert_refused(phone.enter_code(challenge, other_than(code)))
    assert phone.enter_code(challenge, code).status_code == 200


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def test_it_refuses_the_right_code_after_five_wrong_ones(
    new_phone: NewPhone, lin: Card, get_code: GetCode
) -> None:
    phone = new_phone()
    challenge = asked(phone, lin)
    code = get_code(lin)
    for _ in range(5):
        assert_refused(phone.enter_code(challenge, other_than(code)))

    assert_refused(phone.enter_code(challenge, code))
    assert phone.get("/api/session").json["bound"] == []


@pytest.mark.parametrize(("seconds", "status"), [(299, 200), (300, 422)])
def test_it_takes_a_code_for_five_minutes(
    new_phone: NewPhone,
    lin: Card,
    get_code: GetCode,
    clock: MovableClock,
    seconds: int,
    status: int,
) -> None:
    phone = new_phone()
    challenge = asked(phone, lin)
    code = get_code(lin)

    clock.move(seconds=seconds)

    assert phone.enter_code(challenge, code).status_code == status


def test_it_refuses_a_code_before_any_was_sent(new_phone: NewPhone, lin: Card) -> None:
    phone = new_phone()
    challenge = asked(phone, lin)

    assert_refused(phone.enter_code(challenge, "000000"))


def test_it_refuses_a_code_for_a_claim_that_matched_nothing(
    new_phone: NewPhone, lin: Card, run_jobs: Callable[..., int]
) -> None:
    phone = new_phone()
    challenge = phone.ask_code(lin, birthday="2022-05-22").json["challenge"]
    run_jobs()

    assert_refused(phone.enter_code(challenge, "000000"))


def test_it_refuses_the_code_of_another_challenge(
    new_phone: NewPhone, lin: Card, chen: Card, get_code: GetCode
) -> None:
    phone = new_phone()
    of_lin, of_chen = asked(phone, lin), asked(phone, chen)
    get_code(lin)

    assert_refused(phone.enter_code(of_lin, get_code(chen)))
    assert phone.enter_code(of_chen, get_code(chen)).json == {"policy_id": chen.policy_id}


def test_it_refuses_an_unknown_challenge(new_phone: NewPhone, mother: Phone) -> None:
    assert_refused(new_phone().enter_code(str(uuid4()), "123456"))
    assert_refused(mother.enter_code(str(uuid4()), "123456"))


def test_it_refuses_the_code_of_a_step_up(mother: Phone, lin: Card, get_code: GetCode) -> None:
    asked = mother.post("/api/step-up/code", {"policy_id": lin.policy_id})

    assert_refused(mother.enter_code(asked.json["challenge"], get_code(lin)))


def test_it_refuses_a_code_on_any_browser_but_the_one_that_asked(
    new_phone: NewPhone, stranger: Phone, lin: Card, get_code: GetCode, database: OpenDatabase
) -> None:
    challenge = asked(new_phone(), lin)
    code = get_code(lin)
    other = new_phone()
    other.ask_code(lin)

    for phone in (new_phone(), other, stranger):
        assert_refused(phone.enter_code(challenge, code))
    with database() as session:
        ours = sa.select(Binding).where(Binding.policy_id == lin.policy_id)
        assert session.scalars(ours).all() == []
