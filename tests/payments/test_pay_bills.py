"""Paying a bill from a phone: once, whoever taps and whatever the gateway does."""

from collections.abc import Callable

import pytest

from api.core.clock import MovableClock
from api.core.ids import new_id
from api.gateways.payments import OrderState, Standing
from tests.cast import Card, Phone, RunJobs
from tests.payments.bills import OpenBill, begin, bill, wish
from tests.payments.till import Till

ATTEMPTS, LOOK = "/api/payments/attempts", "/api/payments/look"


def look(phone: Phone, bill_id: str) -> tuple[str, int]:
    answer = phone.post(LOOK, {"bill_id": bill_id}).json
    return answer["state"], answer["owed_fen"]


def test_it_sends_to_the_cashier_and_settles(
    bill_id: str, till: Till, mother: Phone, father: Phone
) -> None:
    answer = begin(mother, bill_id)
    number = till.only()
    assert answer["quote"]["answer"] == "confirm"
    assert answer["checkout"] == {"kind": "open", "url": f"https://till.example/{number}"}
    order = till.pages[number].order
    assert order.amount_fen == 12_600
    assert order.return_url.endswith(f"/pay/return?bill={bill_id}")
    assert order.notify_url.endswith("/api/payments/callbacks/till")
    assert bill(father, bill_id)["paying"]["phone"] == "妈妈的手机"

    till.pay(number)
    assert look(mother, bill_id) == ("paid", 0)
    found = bill(father, bill_id)
    assert (found["state"], found["paying"]) == ("paid", None)
    assert found["receipt"].startswith("R2603-")
    assert father.inbox()[-1] == "bill_paid"


def test_it_gives_a_repeated_wish_the_same_checkout(
    bill_id: str, till: Till, mother: Phone
) -> None:
    said = wish(bill_id)
    first, again = (mother.post(ATTEMPTS, said).json for _ in range(2))
    assert first == again
    assert len(till.pages) == 1


def test_it_makes_others_wait_while_one_pays(
    bill_id: str, mother: Phone, father: Phone, till: Till, clock: MovableClock
) -> None:
    begin(mother, bill_id)
    quote = begin(father, bill_id)["quote"]
    assert (quote["answer"], quote["phone"]) == ("busy", "妈妈的手机")
    assert quote["until"] == "2026-03-09T02:15:00.000Z"
    assert len(till.pages) == 1

    clock.move(minutes=15)
    assert begin(father, bill_id)["quote"]["answer"] == "confirm"
    assert not till.pay(next(iter(till.pages)))


def test_it_closes_this_phones_earlier_order_first(
    bill_id: str, mother: Phone, till: Till, clock: MovableClock
) -> None:
    begin(mother, bill_id)
    earlier = till.only()
    clock.move(minutes=1)
    assert begin(mother, bill_id)["quote"]["answer"] == "confirm"
    assert not till.pay(earlier)


def test_it_says_paid_where_the_earlier_order_was(
    bill_id: str, mother: Phone, till: Till, clock: MovableClock
) -> None:
    begin(mother, bill_id)
    till.pay(till.only())
    clock.move(minutes=1)
    assert begin(mother, bill_id)["quote"]["answer"] == "paid"
    assert len(till.pages) == 1


def test_it_begins_nothing_while_an_earlier_order_may_have_been_paid(
    bill_id: str, mother: Phone, father: Phone, till: Till, clock: MovableClock
) -> None:
    begin(mother, bill_id)
    till.is_away = True
    clock.move(minutes=20)
    for phone in (mother, father):
        assert begin(phone, bill_id)["quote"]["answer"] == "checking"
    assert look(father, bill_id) == ("paying", 12_600)


def test_it_asks_again_where_the_amount_is_another(bill_id: str, mother: Phone) -> None:
    answer = begin(mother, bill_id, amount_fen=10_000)
    assert answer["quote"] == {
        "answer": "changed",
        "amount_fen": 12_600,
        "phone": None,
        "until": None,
    }
    assert answer["checkout"] is None


def test_it_frees_the_bill_when_the_lease_is_over(
    bill_id: str, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    clock.move(minutes=15)
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "open"
    assert not till.pay(till.only())


def test_it_keeps_asking_a_gateway_that_is_away(
    bill_id: str, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    till.pay(till.only())
    till.is_away = True
    for _ in range(8):
        clock.move(hours=1)
        run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "paying"
    till.is_away = False
    clock.move(hours=1)
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "paid"


@pytest.mark.parametrize(
    ("way", "code"), [("is_away", "gateway_away"), ("refuses", "gateway_refused")]
)
def test_it_says_that_nothing_was_charged_where_the_gateway_fails(
    way: str, code: str, bill_id: str, mother: Phone, till: Till, run_jobs: RunJobs
) -> None:
    setattr(till, way, True)
    assert mother.post(ATTEMPTS, wish(bill_id)).json["code"] == code
    setattr(till, way, False)
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "open"
    assert begin(mother, bill_id)["quote"]["answer"] == "confirm"


def test_it_gives_a_second_capture_back_by_itself(
    bill_id: str, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    """The first order is reported closed, and paid all the same."""
    begin(mother, bill_id)
    first = till.only()
    clock.move(minutes=16)
    run_jobs("payments.look")
    begin(mother, bill_id)
    second = next(number for number in till.pages if number != first)
    till.pay(second)
    look(mother, bill_id)
    till.pages[first].standing = till.pages[second].standing

    sent = till.callback(first)
    mother.client.post("/api/payments/callbacks/till", data=sent, content_type="text/plain")
    run_jobs("payments.look", "payments.send_refunds")
    found = bill(mother, bill_id)
    assert (found["state"], found["paid_fen"]) == ("paid", 12_600)
    assert [(each["amount_fen"], each["cause"]) for each in found["refunds"]] == [(12_600, "twice")]
    till.finish_refunds()
    clock.move(minutes=1)
    run_jobs("payments.send_refunds")
    assert bill(mother, bill_id)["refunds"][0]["state"] == "done"
    assert mother.inbox()[-2:] == ["bill_refund_ordered", "bill_refunded"]


def test_it_books_what_came_and_leaves_the_rest_open(
    bill_id: str, mother: Phone, till: Till
) -> None:
    begin(mother, bill_id)
    till.pay(till.only(), amount_fen=10_000)
    assert look(mother, bill_id) == ("open", 2_600)


@pytest.mark.parametrize("amount_fen", [None, 0, -1])
def test_it_believes_no_payment_in_which_nothing_came(amount_fen: int | None) -> None:
    with pytest.raises(ValueError, match="nothing came"):
        _ = Standing(OrderState.PAID, amount_fen).taken_fen


def test_it_quotes_an_intent_again_when_it_arrives(
    bill_id: str, lin: Card, mother: Phone, father: Phone, till: Till
) -> None:
    def intend(phone: Phone, amount_fen: int = 12_600) -> str:
        sent = phone.send(lin, "payments.intend", bill_id=bill_id, amount_fen=amount_fen)
        assert sent["status"] == "done", sent
        return str(sent["result"]["answer"])

    assert intend(mother) == "confirm"
    assert intend(mother, 1) == "changed"
    begin(father, bill_id)
    assert intend(mother) == "busy"
    till.pay(till.only())
    look(father, bill_id)
    assert intend(mother) == "paid"
    assert len(till.pages) == 1


def test_it_makes_a_receipt(bill_id: str, mother: Phone, till: Till) -> None:
    path = f"/api/payments/bills/{bill_id}/receipt.pdf"
    assert mother.get(path).json["code"] == "no_receipt"
    begin(mother, bill_id)
    till.pay(till.only())
    look(mother, bill_id)
    answer = mother.get(path)
    assert answer.data.startswith(b"%PDF-")
    assert answer.content_type == "application/pdf"


def test_it_refuses_nonsense(bill_id: str, mother: Phone) -> None:
    for changes in (
        {"amount_fen": 0},
        {"amount_fen": -1},
        {"amount_fen": 1.5},
        {"kind": "gold"},
        {"id": "x"},
        {"bill_id": ""},
    ):
        assert mother.post(ATTEMPTS, {**wish(bill_id), **changes}).status_code == 422
    assert mother.post(ATTEMPTS, wish(new_id())).json["code"] == "bill_not_found"


def test_it_knows_no_bill_of_another_family(
    bill_id: str, chen: Card, bound_phone: Callable[..., Phone], till: Till
) -> None:
    stranger = bound_phone(chen.policy_id)
    assert stranger.post(ATTEMPTS, wish(bill_id)).json["code"] == "bill_not_found"
    assert stranger.post(LOOK, {"bill_id": bill_id}).json["code"] == "bill_not_found"
    assert (
        stranger.get(f"/api/payments/bills/{bill_id}/receipt.pdf").json["code"] == "bill_not_found"
    )
    sent = stranger.send(chen, "payments.intend", bill_id=bill_id, amount_fen=12_600)
    assert sent["code"] == "bill_not_found"
    assert till.pages == {}


def test_it_refuses_an_attempt_of_another_bill_or_phone(
    bill_id: str, open_bill: OpenBill, lin: Card, mother: Phone, father: Phone
) -> None:
    other = open_bill(lin, 5_000)
    said = wish(bill_id)
    mother.post(ATTEMPTS, said)
    assert father.post(ATTEMPTS, said).json["code"] == "attempt_taken"
    taken = mother.post(ATTEMPTS, {**said, "bill_id": other, "amount_fen": 5_000})
    assert taken.json["code"] == "attempt_taken"
