"""The phones that share a card."""

from uuid import uuid4

import pytest

from api.core.clock import MovableClock
from tests.cast import Card, Phone


def test_it_lists_the_phones_with_their_last_contact(
    mother: Phone, father: Phone, lin: Card, clock: MovableClock
) -> None:
    clock.move(hours=3)
    father.ask_pull()

    phones = mother.phones(lin.policy_id)

    assert [(each["name"], each["this"]) for each in phones] == [
        ("妈妈的手机", True),
        ("爸爸的手机", False),
    ]
    assert [each["last_contact_at"] for each in phones] == [
        "2026-03-09T02:00:00.000Z",
        "2026-03-09T05:00:00.000Z",
    ]
    assert phones[0]["bound_at"] == "2026-03-01T02:00:00.000Z"
    assert all(each["binding_id"] for each in phones)


def test_it_leaves_out_phones_that_were_unbound(mother: Phone, father: Phone, lin: Card) -> None:
    father.unbind(lin.policy_id, father.own_binding(lin.policy_id))

    assert [each["name"] for each in mother.phones(lin.policy_id)] == ["妈妈的手机"]


@pytest.mark.parametrize("policy_id", ["1", "x" * 36])
def test_it_knows_no_policy_by_a_malformed_id(mother: Phone, policy_id: str) -> None:
    assert mother.get(f"/api/policies/{policy_id}/phones").status_code == 404


def test_it_tells_a_foreign_policy_from_none_to_nobody(
    mother: Phone, stranger: Phone, lin: Card
) -> None:
    foreign = stranger.get(f"/api/policies/{lin.policy_id}/phones")
    unknown = stranger.get(f"/api/policies/{uuid4()}/phones")

    assert foreign.status_code == unknown.status_code == 404
    assert foreign.json == unknown.json


def test_it_lets_in_nobody_without_a_session(
    mother: Phone, new_phone: type[Phone], lin: Card
) -> None:
    answer = new_phone().get(f"/api/policies/{lin.policy_id}/phones")

    assert (answer.status_code, answer.json["code"]) == (401, "no_session")
