"""Passes for a family's phones: what they hold, and who gets none."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.passes.operations import read_token
from api.policies.models import Policy
from api.policies.rules import PolicyStatus, SuspensionReason
from api.wiring import Services
from tests.cast import Card, OpenDatabase, Phone
from tests.factories import make_visit


def ask(phone: Phone, *policy_ids: str) -> list[dict[str, Any]]:
    passes: list[dict[str, Any]] = phone.post("/api/passes", {"policy_ids": policy_ids}).json[
        "passes"
    ]
    return passes


def change(database: OpenDatabase, card: Card, **values: Any) -> None:
    with database() as session:
        policy = session.get_one(Policy, card.policy_id)
        for name, value in values.items():
            setattr(policy, name, value)


def test_it_says_how_the_card_stands(
    app: Flask, mother: Phone, lin: Card, clock: MovableClock
) -> None:
    (given,) = ask(mother, lin.policy_id)

    services: Services = app.extensions["tongka"]
    shown = read_token(services.signatures, given["token"], clock.now())
    assert shown is not None
    assert (shown.policy_id, shown.state, shown.version) == (lin.policy_id, "active", 1)
    assert (shown.letter, shown.sex, shown.years) == ("林", "girl", 3)
    assert shown.tail == lin.number[-4:]
    as_of = datetime.fromisoformat(given["as_of"])
    assert as_of == shown.as_of == clock.now()
    assert datetime.fromisoformat(given["expires_at"]) - as_of == timedelta(hours=24)
    assert (given["state"], given["version"]) == ("active", 1)
    assert given["code"].startswith(lin.number[-4:])
    assert len(given["code"]) == 10


@pytest.mark.parametrize(
    ("values", "state"),
    [
        (
            {"status": PolicyStatus.SUSPENDED, "reason": SuspensionReason.INSURER_HOLD},
            "suspended",
        ),
        ({"status": PolicyStatus.TERMINATED}, "terminated"),
        ({"ends_on": date(2026, 3, 8)}, "expired"),
        ({"starts_on": date(2026, 3, 10)}, "not_started"),
    ],
)
def test_it_says_why_a_card_is_not_good_today(
    mother: Phone, lin: Card, database: OpenDatabase, values: dict[str, Any], state: str
) -> None:
    change(database, lin, **values)

    assert ask(mother, lin.policy_id)[0]["state"] == state


def test_its_version_only_grows_and_is_never_behind_the_card(
    mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    versions = []
    for note in ("one", "two"):
        with database() as session:
            make_visit(session, lin.policy_id, hospital=note)
        versions.append(ask(mother, lin.policy_id)[0]["version"])
        change(database, lin, plan=note)
        versions.append(ask(mother, lin.policy_id)[0]["version"])
        (card,) = mother.pull().all("cards")
        assert card["version"] == versions[-1]

    assert versions == sorted(set(versions))


def test_it_stores_nothing(mother: Phone, lin: Card, database: OpenDatabase) -> None:
    def everything() -> list[int]:
        with database() as session:
            tables = sa.inspect(session.connection()).get_table_names()
            return [session.scalar(sa.text(f"SELECT count(*) FROM {name}")) for name in tables]

    before = everything()
    assert ask(mother, lin.policy_id)

    assert everything() == before


def test_it_gives_several_cards_at_once(
    bound_phone: Callable[..., Phone], lin: Card, chen: Card
) -> None:
    phone = bound_phone(lin.policy_id, chen.policy_id)

    given = ask(phone, lin.policy_id, chen.policy_id, lin.policy_id)

    assert {each["policy_id"] for each in given} == {lin.policy_id, chen.policy_id}
    assert len(given) == 2


def test_it_gives_nothing_of_another_family(mother: Phone, lin: Card, chen: Card) -> None:
    for ids in ([chen.policy_id], [lin.policy_id, chen.policy_id]):
        answer = mother.post("/api/passes", {"policy_ids": ids})
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_it_gives_nothing_to_a_phone_without_a_card(
    new_phone: Callable[..., Phone], lin: Card
) -> None:
    answer = new_phone().post("/api/passes", {"policy_ids": [lin.policy_id]})
    assert (answer.status_code, answer.json["code"]) == (401, "no_session")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"policy_ids": []},
        {"policy_ids": "all"},
        {"policy_ids": ["no id"]},
        {"policy_ids": ["019cd000-0000-7000-8000-000000000001"] * 51},
        {"policy_ids": ["019cd000-0000-7000-8000-000000000001"], "for": "ever"},
    ],
)
def test_it_refuses_what_is_no_list_of_cards(mother: Phone, body: dict[str, Any]) -> None:
    answer = mother.post("/api/passes", body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
