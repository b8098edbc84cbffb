"""The pull: what a phone gets the first time, afterwards, and when it has no business here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.db import db
from api.core.synced import SyncEpoch
from api.devices.models import Device
from api.policies.models import Policy
from api.visits.models import Visit
from tests.cast import Card, OpenDatabase, Phone, RunJobs, device_of
from tests.factories import make_benefit, make_inbox_item, make_visit

KINDS = {"cards", "benefits", "visits", "inbox"}


def rev_of(database: OpenDatabase, card: Card) -> int:
    with database() as session:
        return session.scalars(sa.select(Policy.rev).where(Policy.id == card.policy_id)).one()


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Notes the statements that reach the database meanwhile."""
    noted: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        noted.append(statement)

    with app.app_context():
        engine = db.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield noted
    sa.event.remove(engine, "before_cursor_execute", note)


def test_it_brings_everything_the_first_time(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        visit = make_visit(session, lin.policy_id).id
        benefit = make_benefit(session, lin.policy_id, benefit="outpatient", used_fen=846_000).id
        line = make_inbox_item(session, lin.policy_id).id

    whole = mother.ask_pull().json

    assert (whole["at"], whole["min_build"]) == ("2026-03-09T02:00:00.000Z", "1")
    answer = whole["policies"][lin.policy_id]
    assert (answer["reset"], answer["more"]) == (True, False)
    assert {kind: [row["id"] for row in rows] for kind, rows in answer["put"].items()} == {
        "cards": [lin.policy_id],
        "benefits": [benefit],
        "visits": [visit],
        "inbox": [line],
    }
    assert answer["put"]["visits"][0]["visited_on"] == "2026-02-14"
    assert answer["put"]["benefits"][0]["used_fen"] == 846_000
    assert not answer["del"]


def test_its_card_shows_what_the_policy_says(mother: Phone, lin: Card) -> None:
    card = mother.pull().row(lin.policy_id, "cards", lin.policy_id)

    assert card.pop("child_id")
    assert card.pop("plan_name").keys() == {"zh", "en"}
    assert card == {
        "id": lin.policy_id,
        "number": lin.number,
        "kind": "individual",
        "child_name": "林小满",
        "sex": "girl",
        "birthday": "2022-05-21",
        "plan": "chengzhang",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "status": "active",
        "reason": None,
        "reason_note": "",
        "renews": None,
        "phone_tail": lin.holder_phone[-4:],
        "demo": False,
        "version": 1,
    }


def test_it_sends_nothing_and_writes_nothing_when_nothing_is_new(
    app: Flask, mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    mother.pull()
    before = rev_of(database, lin)

    with statements(app) as noted:
        answer = mother.ask_pull()

    said = answer.json["policies"][lin.policy_id]
    assert not said.get("put")
    assert not said.get("del")
    assert (said["reset"], said["more"]) == (False, False)
    assert said["cookie"] == mother.replica.cookies[lin.policy_id]
    assert len(answer.data) < 250
    assert noted
    assert not [each for each in noted if each.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert rev_of(database, lin) == before
    assert "Set-Cookie" not in answer.headers


def test_it_notes_the_contact_once_in_five_minutes(
    app: Flask, mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    mother.pull()
    before = rev_of(database, lin)
    for minutes, seconds, writes in [(4, 59, 0), (0, 1, 2), (4, 59, 0)]:
        clock.move(minutes=minutes, seconds=seconds)
        with statements(app) as noted:
            assert mother.ask_pull().status_code == 200
        assert len([each for each in noted if each.startswith("UPDATE")]) == writes

    # It is no change that phones would pull.
    assert rev_of(database, lin) == before
    with database() as session:
        device = session.get(Device, device_of(session, mother))
        assert device is not None
        assert (clock.now() - device.last_contact_at).total_seconds() == 299


def test_it_brings_what_is_new_changed_and_deleted_since(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        kept, changed, deleted = (make_visit(session, lin.policy_id).id for _ in range(3))
    mother.pull()
    with database() as session:
        new = make_visit(session, lin.policy_id).id
        row = session.get(Visit, changed)
        assert row is not None
        row.total_fen = 200_000
        session.delete(session.get(Visit, deleted))

    answer = mother.ask_pull().json["policies"][lin.policy_id]

    assert answer["reset"] is False
    assert {row["id"] for row in answer["put"]["visits"]} == {new, changed}
    assert answer["put"].keys() == {"visits"}
    assert answer["del"] == {"visits": [deleted]}
    replica = mother.pull()
    assert replica.ids(lin.policy_id, "visits") == {kept, changed, new}
    assert replica.row(lin.policy_id, "visits", changed)["total_fen"] == 200_000


def test_it_answers_an_old_cookie_again_when_the_answer_was_lost(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    mother.pull()
    with database() as session:
        make_visit(session, lin.policy_id)

    lost, again = mother.ask_pull(), mother.ask_pull()

    assert lost.json == again.json


def test_it_hides_a_line_from_the_phone_that_caused_it(
    mother: Phone, father: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        caused_by = device_of(session, mother)
        line = make_inbox_item(session, lin.policy_id, caused_by_device_id=caused_by).id

    assert mother.pull().ids(lin.policy_id, "inbox") == set()
    assert father.pull().ids(lin.policy_id, "inbox") == {line}


def test_it_answers_for_all_policies_of_a_phone_at_once(
    bound_phone: Callable[..., Phone], lin: Card, chen: Card, database: OpenDatabase
) -> None:
    both = bound_phone(lin.policy_id, chen.policy_id)
    with database() as session:
        visits = {card.policy_id: make_visit(session, card.policy_id).id for card in (lin, chen)}

    both.pull()

    for policy_id, visit in visits.items():
        assert both.replica.ids(policy_id, "visits") == {visit}
    only_lin = {lin.policy_id: both.replica.cookies[lin.policy_id]}
    answers = both.ask_pull(only_lin).json["policies"]
    assert (answers[lin.policy_id]["reset"], answers[chen.policy_id]["reset"]) == (False, True)


@pytest.mark.parametrize("cookie", ["", "abc", "1", ".", "x.-1", "é.1", "a.1.2", "a." + "9" * 99])
def test_it_starts_over_for_a_cookie_that_is_none(mother: Phone, lin: Card, cookie: str) -> None:
    mother.pull()

    answer = mother.ask_pull({lin.policy_id: cookie}).json["policies"][lin.policy_id]

    assert answer["reset"] is True
    assert answer["put"].keys() == {"cards"}


def test_it_starts_over_for_a_cookie_from_the_future(mother: Phone, lin: Card) -> None:
    epoch, rev = mother.pull().cookies[lin.policy_id].split(".")
    later = f"{epoch}.{int(rev) + 1}"

    answer = mother.ask_pull({lin.policy_id: later}).json["policies"][lin.policy_id]

    assert (answer["reset"], answer["cookie"]) == (True, f"{epoch}.{rev}")


def test_it_starts_over_after_a_backup_was_restored(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        deleted = make_visit(session, lin.policy_id).id
    mother.pull()
    with database() as session:
        # The backup knows nothing of the visit, not even that it was deleted.
        session.execute(sa.delete(Visit).where(Visit.id == deleted))
        row = session.scalars(sa.select(SyncEpoch)).one()
        before, row.epoch = row.epoch, "restored"

    assert mother.pull().ids(lin.policy_id, "visits") == set()

    assert mother.replica.cookies[lin.policy_id].startswith("restored.")
    with database() as session:
        session.scalars(sa.select(SyncEpoch)).one().epoch = before


def test_it_says_gone_for_a_policy_of_others_and_reveals_nothing(
    mother: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    stolen = stranger.pull().cookies[chen.policy_id]
    unknown = str(uuid4())
    asked = {chen.policy_id: stolen, unknown: "a.1", "no id at all": ""}

    answers = mother.ask_pull(asked).json["policies"]

    assert answers.pop(lin.policy_id)["reset"] is True
    assert answers == {policy_id: {"gone": True} for policy_id in asked}


def test_it_never_mixes_two_families(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, database: OpenDatabase
) -> None:
    with database() as session:
        rows = {
            card.policy_id: {
                make_visit(session, card.policy_id).id,
                make_benefit(session, card.policy_id).id,
                make_inbox_item(session, card.policy_id).id,
                card.policy_id,
            }
            for card in (lin, chen)
        }

    for phone, card in ((mother, lin), (stranger, chen)):
        replica = phone.pull()
        assert replica.rows.keys() == {card.policy_id}
        ids = {row_id for _, row_id in replica.rows[card.policy_id]}
        assert ids == rows[card.policy_id]


def test_it_says_gone_to_a_phone_that_was_unbound(
    mother: Phone, lin: Card, run_jobs: RunJobs
) -> None:
    cookie = mother.pull().cookies
    mother.unbind(lin.policy_id, mother.own_binding(lin.policy_id))

    assert mother.ask_pull(cookie).json["policies"] == {lin.policy_id: {"gone": True}}
    assert mother.ask_pull({}).json["policies"] == {}
