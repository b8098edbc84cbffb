"""Doses belong to the child: they follow the renewal of its policy."""

from collections.abc import Callable
from typing import Any

from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.policies.models import Policy
from api.uploads.models import Upload
from tests.cast import Card, OpenDatabase, Phone, RunJobs, card_of, device_of
from tests.factories import make_upload, renewal_of
from tests.vaccines.doses import CORRECT, RECORD, REMOVE, a_dose

BIND, MOVE = "devices.follow_renewals", "vaccines.follow_renewals"


def renew(database: OpenDatabase, card: Card, **given: object) -> Card:
    with database() as session:
        return card_of(renewal_of(session, session.get_one(Policy, card.policy_id), **given))


def doses(phone: Phone, card: Card) -> set[str]:
    return phone.pull().ids(card.policy_id, "vaccinations")


def test_it_moves_doses_and_photos_with_the_phones(
    mother: Phone,
    father: Phone,
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    bound_phone: Callable[..., Phone],
) -> None:
    sent = [a_dose(dose=number) for number in (1, 2)]
    with database() as session:
        upload_id = make_upload(session, device_of(session, mother), lin.policy_id).id
    mother.send(lin, RECORD, dose=sent[0], upload_id=upload_id)
    father.send(lin, RECORD, dose=sent[1])
    ids = {each["id"] for each in sent}
    assert doses(mother, lin) == ids

    renewal = renew(database, lin)
    run_jobs()

    for phone in (mother, father, bound_phone(renewal.policy_id)):
        assert doses(phone, renewal) == ids
        assert doses(phone, lin) == set()
    with database() as session:
        assert session.get_one(Upload, upload_id).policy_id == renewal.policy_id


def test_it_takes_what_was_said_of_the_old_policy(
    mother: Phone, lin: Card, database: OpenDatabase, run_jobs: RunJobs, clock: MovableClock
) -> None:
    """Without signal since before the renewal: a correction, a removal and a new dose."""
    corrected, removed, late = (a_dose(dose=number) for number in (1, 2, 3))
    for dose in (corrected, removed):
        mother.send(lin, RECORD, dose=dose)
    renewal = renew(database, lin)
    run_jobs()
    clock.move(days=60)

    results = [
        mother.send(lin, CORRECT, dose=corrected | {"note": "右臂"}),
        mother.send(lin, REMOVE, dose_id=removed["id"]),
        mother.send(lin, RECORD, dose=late),
    ]

    assert [each["status"] for each in results] == ["done"] * 3
    assert doses(mother, renewal) == {corrected["id"], late["id"]}
    row = mother.replica.row(renewal.policy_id, "vaccinations", corrected["id"])
    assert row["note"] == "右臂"


def test_it_follows_a_chain_of_renewals(
    mother: Phone, lin: Card, database: OpenDatabase, run_jobs: RunJobs
) -> None:
    dose = a_dose()
    mother.send(lin, RECORD, dose=dose)
    newest = renew(database, renew(database, lin))

    run_jobs()

    assert doses(mother, newest) == {dose["id"]}


def test_it_waits_until_the_phones_follow(
    mother: Phone, lin: Card, database: OpenDatabase, run_jobs: RunJobs
) -> None:
    dose = a_dose()
    mother.send(lin, RECORD, dose=dose)
    renewal = renew(database, lin)

    assert run_jobs(MOVE) == 0
    assert doses(mother, lin) == {dose["id"]}

    run_jobs(BIND)
    assert run_jobs(MOVE) == 1
    assert doses(mother, renewal) == {dose["id"]}


def test_it_gives_no_doses_to_the_child_of_a_policy_that_names_this_one_by_mistake(
    mother: Phone,
    lin: Card,
    chen: Card,
    stranger: Phone,
    database: OpenDatabase,
    run_jobs: RunJobs,
) -> None:
    dose = a_dose()
    mother.send(lin, RECORD, dose=dose)
    with database() as session:
        session.get_one(Policy, chen.policy_id).renews_id = lin.policy_id

    run_jobs()

    assert doses(mother, lin) == {dose["id"]}
    assert doses(stranger, chen) == set()
    late: dict[str, Any] = mother.send(lin, RECORD, dose=a_dose(dose=2))
    assert late["status"] == "done"
    assert doses(stranger, chen) == set()


def test_it_brings_the_doses_to_a_phone_bound_again(
    mother: Phone,
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    bind: Callable[..., TestResponse],
    new_phone: Callable[..., Phone],
) -> None:
    dose = a_dose()
    mother.send(lin, RECORD, dose=dose)
    renewal = renew(database, lin)
    run_jobs()
    phone = new_phone()

    bind(phone, renewal)

    assert doses(phone, renewal) == {dose["id"]}
