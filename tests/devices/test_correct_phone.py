"""Correcting the phone on a policy: two people, both phones told, nothing confirmed left over."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from api.core.actors import Role
from api.core.clock import MovableClock
from api.core.db import db
from api.core.errors import Refusal
from api.devices.corrections import account_pause_ends, approve_correction
from api.devices.models import CorrectionState, PhoneCorrection
from api.policies.models import Policy
from api.staff.models import StaffAccount
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.desks import Desk, Person
from tests.factories import make_child, make_policy
from tests.outbox import Outbox

NEW = "+8613912345678"
SAID = {"phone": "139 1234-5678", "grounds": "回拨了旧号码，看过身份证"}


@dataclass(frozen=True)
class Asked:
    """A proposal that waits."""

    id: str

    def address(self, verb: str) -> str:
        return f"/console/corrections/{self.id}/{verb}"


def page_of(card: Card) -> str:
    return f"/console/policies/{card.policy_id}"


def propose(desk: Desk, card: Card, **changes: str) -> int:
    return desk.post(f"{page_of(card)}/corrections", **{**SAID, **changes}).status_code


def phone_of(database: OpenDatabase, card: Card) -> str:
    with database() as session:
        return session.get_one(Policy, card.policy_id).policyholder.phone


def state_of(database: OpenDatabase, asked: Asked) -> CorrectionState:
    with database() as session:
        return session.get_one(PhoneCorrection, asked.id).state


@pytest.fixture
def asked(support: Desk, lin: Card, database: OpenDatabase) -> Asked:
    assert propose(support, lin) == 302
    with database() as session:
        return Asked(session.scalars(sa.select(PhoneCorrection.id)).one())


def test_it_changes_nothing_until_a_second_person_agrees(
    asked: Asked, colleague: Desk, lin: Card, database: OpenDatabase
) -> None:
    assert phone_of(database, lin) == lin.holder_phone
    assert NEW in colleague.get(page_of(lin)).text

    answer = colleague.post(asked.address("approve"))

    assert answer.location == f"{page_of(lin)}?done=approved"
    assert phone_of(database, lin) == NEW
    assert state_of(database, asked) is CorrectionState.APPROVED


@pytest.mark.parametrize("verb", ["approve", "refuse"])
def test_it_is_never_decided_by_who_proposed_it(
    asked: Asked, support: Desk, lin: Card, database: OpenDatabase, verb: str
) -> None:
    assert support.post(asked.address(verb)).status_code == 403
    assert phone_of(database, lin) == lin.holder_phone
    assert state_of(database, asked) is CorrectionState.PROPOSED


def test_the_database_refuses_one_person_for_both(asked: Asked, database: OpenDatabase) -> None:
    with database() as session:
        row = session.get_one(PhoneCorrection, asked.id)
        row.state, row.decided_at = CorrectionState.APPROVED, row.proposed_at
        row.decided_by_id = row.proposed_by_id
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()


def test_it_tells_both_phones_and_all_cards_of_the_policyholder(
    asked: Asked,
    colleague: Desk,
    lin: Card,
    mother: Phone,
    database: OpenDatabase,
    outbox: Outbox,
    run_jobs: Callable[..., int],
) -> None:
    with database() as session:
        holder = session.get_one(Policy, lin.policy_id).policyholder
        sibling = make_policy(session, policyholder=holder, child=make_child(session)).id
        before = session.get_one(Policy, sibling).rev
    mother.pull()

    colleague.post(asked.address("approve"))
    run_jobs()

    for phone in (lin.holder_phone, NEW):
        told = outbox.messages(phone, "policy_phone_corrected")
        assert [each.params for each in told] == [{"last4": "5678"}]
    assert mother.inbox() == ["policy_phone_corrected"]
    assert mother.pull().all("cards")[0]["phone_tail"] == "5678"
    with database() as session:
        assert session.get_one(Policy, sibling).rev > before


def test_it_leaves_nothing_that_the_old_phone_confirmed(
    asked: Asked,
    colleague: Desk,
    lin: Card,
    mother: Phone,
    father: Phone,
    new_phone: Callable[..., Phone],
    get_code: Callable[[Card], str],
    step_up: Callable[[Phone, Card], object],
    clock: MovableClock,
) -> None:
    step_up(mother, lin)
    clock.move(minutes=2)
    thief = new_phone()
    challenge = thief.ask_code(lin).json["challenge"]
    code = get_code(lin)

    colleague.post(asked.address("approve"))

    assert thief.enter_code(challenge, code).status_code == 422
    fathers = father.own_binding(lin.policy_id)
    assert mother.unbind(lin.policy_id, fathers).json["code"] == "step_up_required"


def test_it_sends_codes_to_the_new_phone(
    asked: Asked,
    colleague: Desk,
    lin: Card,
    new_phone: Callable[..., Phone],
    run_jobs: Callable[..., int],
    outbox: Outbox,
) -> None:
    colleague.post(asked.address("approve"))
    new_phone().ask_code(lin, phone=NEW)
    new_phone().ask_code(lin)
    run_jobs()

    assert len(outbox.codes(NEW)) == 1
    assert outbox.codes(lin.holder_phone) == []


def test_it_pauses_payout_accounts_for_a_day(
    asked: Asked,
    colleague: Desk,
    lin: Card,
    chen: Card,
    database: OpenDatabase,
    clock: MovableClock,
) -> None:
    def pause(card: Card) -> bool:
        with database() as session:
            return account_pause_ends(session, card.policy_id, clock.now()) is not None

    assert not pause(lin)
    colleague.post(asked.address("approve"))
    assert pause(lin)
    assert not pause(chen)
    clock.move(hours=23, minutes=59)
    assert pause(lin)
    clock.move(minutes=1)
    assert not pause(lin)


@pytest.mark.parametrize(
    ("verb", "state"),
    [("refuse", CorrectionState.REFUSED), ("withdraw", CorrectionState.WITHDRAWN)],
)
def test_it_ends_without_a_change(
    asked: Asked,
    support: Desk,
    colleague: Desk,
    lin: Card,
    database: OpenDatabase,
    verb: str,
    state: CorrectionState,
) -> None:
    desk = colleague if verb == "refuse" else support
    assert desk.post(asked.address(verb)).status_code == 302

    assert state_of(database, asked) is state
    assert phone_of(database, lin) == lin.holder_phone
    assert propose(support, lin) == 302


@on_sqlite
def test_it_is_taken_back_by_nobody_else(asked: Asked, colleague: Desk) -> None:
    assert colleague.post(asked.address("withdraw")).status_code == 404


@pytest.mark.parametrize("second", ["approve", "refuse"])
def test_it_tells_who_comes_second_that_it_was_decided(
    asked: Asked,
    colleague: Desk,
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    second: str,
) -> None:
    third = desk_of(hire(Role.ADMIN, name="何明"))
    colleague.post(asked.address("refuse"))

    answer = third.post(asked.address(second))

    assert answer.status_code == 409
    assert "同事刚刚已经办过了，您这一步没有生效。" in answer.text


def test_it_is_decided_once_by_several_at_once(
    app: Flask, asked: Asked, hire: Callable[..., Person], clock: MovableClock
) -> None:
    people = [hire(Role.SUPPORT, name=f"同事{number}") for number in range(4)]
    together = threading.Barrier(4)
    told: list[str] = []

    def decide(person: Person) -> None:
        with app.app_context():
            actor = db.session.get_one(StaffAccount, person.id).actor
            db.session.rollback()
            together.wait()
            try:
                approve_correction(db.session(), actor, asked.id, clock.now())
                db.session.commit()
                told.append("approved")
            except Refusal as refusal:
                db.session.rollback()
                told.append(refusal.problem.code)

    threads = [threading.Thread(target=decide, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == ["approved"] + ["correction_decided"] * 3


@on_sqlite
def test_it_waits_for_one_at_a_time(asked: Asked, colleague: Desk, lin: Card) -> None:
    assert propose(colleague, lin, phone="13912345679") == 409


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"phone": ""}, "手机号不对"),
        ({"phone": "1391234"}, "手机号不对"),
        ({"phone": "<script>"}, "手机号不对"),
        ({"phone": "+99912345678901234567"}, "手机号不对"),
        ({"grounds": ""}, "凭什么改，写"),
        ({"grounds": "看" * 201}, "凭什么改，写"),
        ({"grounds": "一行\n两行"}, "凭什么改，写"),
    ],
    ids=str,
)
def test_it_proposes_nothing_where_something_is_wrong(
    support: Desk, lin: Card, changes: dict[str, str], sentence: str
) -> None:
    answer = support.post(f"{page_of(lin)}/corrections", **{**SAID, **changes})

    assert answer.status_code == 422
    assert sentence in answer.text


@on_sqlite
def test_it_proposes_no_phone_that_is_there_already(support: Desk, lin: Card) -> None:
    answer = support.post(f"{page_of(lin)}/corrections", **{**SAID, "phone": lin.holder_phone})

    assert (answer.status_code, "和现在的手机一样。" in answer.text) == (422, True)


@on_sqlite
def test_it_takes_a_phone_from_abroad(support: Desk, lin: Card, database: OpenDatabase) -> None:
    assert propose(support, lin, phone="+44 7700 900505") == 302
    with database() as session:
        assert session.scalars(sa.select(PhoneCorrection)).one().phone == "+447700900505"


@on_sqlite
def test_it_is_stored_encrypted(asked: Asked, database: OpenDatabase) -> None:
    with database() as session:
        stored = str(session.execute(sa.text("SELECT * FROM phone_corrections")).all())
    assert "13912345678" not in stored
    assert "身份证" not in stored
