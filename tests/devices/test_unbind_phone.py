"""Unbinding a phone: one's own at once, another one after a step-up."""

from collections.abc import Callable
from uuid import uuid4

from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from tests.cast import Card, Phone

StepUp = Callable[[Phone, Card], TestResponse]


def test_it_unbinds_itself_and_forgets_the_card_at_the_next_pull(
    mother: Phone, father: Phone, lin: Card
) -> None:
    mother.pull()
    assert mother.unbind(lin.policy_id, mother.own_binding(lin.policy_id)).status_code == 204

    answer = mother.ask_pull().json["policies"]
    assert answer == {lin.policy_id: {"gone": True}}
    assert mother.pull().rows == {}
    # The browser stays known, without a card; the other phones are told.
    assert mother.get("/api/session").json["bound"] == []
    assert father.inbox() == ["phone_unbound"]
    assert father.replica.all("inbox")[0]["params"] == {"name": "妈妈的手机"}


def test_it_unbinds_another_phone_after_a_step_up(
    mother: Phone, father: Phone, lin: Card, step_up: StepUp
) -> None:
    father.pull()
    others = father.own_binding(lin.policy_id)
    step_up(mother, lin)

    assert mother.unbind(lin.policy_id, others).status_code == 204

    assert father.pull().rows == {}
    assert father.get(f"/api/policies/{lin.policy_id}/phones").status_code == 404
    assert [each["name"] for each in mother.phones(lin.policy_id)] == ["妈妈的手机"]
    # Who did it needs no telling.
    assert mother.inbox() == []


def test_it_answers_a_repeated_request_alike(
    mother: Phone, father: Phone, lin: Card, step_up: StepUp
) -> None:
    others = father.own_binding(lin.policy_id)
    third = mother.own_binding(lin.policy_id)
    step_up(mother, lin)

    assert [mother.unbind(lin.policy_id, others).status_code for _ in range(2)] == [204, 204]
    assert [mother.unbind(lin.policy_id, third).status_code for _ in range(2)] == [204, 204]


def test_it_asks_for_a_step_up_before_another_phone_goes(
    mother: Phone, father: Phone, lin: Card
) -> None:
    answer = mother.unbind(lin.policy_id, father.own_binding(lin.policy_id))

    assert (answer.status_code, answer.json["code"]) == (403, "step_up_required")
    assert father.pull().ids(lin.policy_id, "cards") == {lin.policy_id}


def test_it_asks_again_when_the_step_up_is_over(
    mother: Phone, father: Phone, lin: Card, step_up: StepUp, clock: MovableClock
) -> None:
    step_up(mother, lin)
    others = father.own_binding(lin.policy_id)

    clock.move(minutes=10)
    assert mother.unbind(lin.policy_id, others).status_code == 403
    clock.move(seconds=-1)
    assert mother.unbind(lin.policy_id, others).status_code == 204


def test_it_takes_the_step_up_of_the_phone_that_asks_alone(
    mother: Phone, father: Phone, lin: Card, step_up: StepUp
) -> None:
    step_up(father, lin)

    answer = mother.unbind(lin.policy_id, father.own_binding(lin.policy_id))

    assert answer.json["code"] == "step_up_required"


def test_it_takes_a_step_up_for_its_own_policy_alone(
    bound_phone: Callable[..., Phone], father: Phone, lin: Card, chen: Card, step_up: StepUp
) -> None:
    both = bound_phone(lin.policy_id, chen.policy_id, name="外公的手机")
    step_up(both, chen)

    answer = both.unbind(lin.policy_id, father.own_binding(lin.policy_id))

    assert answer.json["code"] == "step_up_required"


def test_it_finds_no_binding_of_another_policy(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, step_up: StepUp
) -> None:
    step_up(mother, lin)
    foreign = stranger.own_binding(chen.policy_id)

    for policy_id, binding_id in (
        (lin.policy_id, foreign),
        (chen.policy_id, foreign),
        (lin.policy_id, str(uuid4())),
        (lin.policy_id, "1"),
    ):
        answer = mother.unbind(policy_id, binding_id)
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert len(stranger.phones(chen.policy_id)) == 1


def test_it_lets_a_stranger_unbind_nothing(
    mother: Phone, stranger: Phone, new_phone: Callable[..., Phone], lin: Card
) -> None:
    own = mother.own_binding(lin.policy_id)

    assert stranger.unbind(lin.policy_id, own).status_code == 404
    assert new_phone().unbind(lin.policy_id, own).status_code == 401
    assert len(mother.phones(lin.policy_id)) == 1
