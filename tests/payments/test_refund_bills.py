"""Refunds by finance: part or all, with a second person; the gateway is asked until it is done."""

import pytest

from api.core.clock import MovableClock
from api.payments.refunding import decide_refund, mark_refunded, propose_refund
from tests.cast import OpenDatabase, Phone, RunJobs
from tests.payments.bills import begin, bill
from tests.payments.people import HE, QIAN, XU, People
from tests.payments.till import Till

REASON = "重复计费，和医院核对过"


@pytest.fixture
def people(database: OpenDatabase, clock: MovableClock) -> People:
    """Finance and whoever agrees."""
    return People(database, clock)


@pytest.fixture
def paid(bill_id: str, mother: Phone, till: Till) -> str:
    """The bill, once it is paid."""
    begin(mother, bill_id)
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    return bill_id


def refunds(phone: Phone, bill_id: str) -> list[tuple[int, str, str]]:
    found = bill(phone, bill_id)["refunds"]
    return [(each["amount_fen"], each["cause"], each["state"]) for each in found]


def test_it_gives_back_a_part(
    paid: str, people: People, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    refund_id = people.do(propose_refund, QIAN, paid, 4_000, REASON)
    assert refunds(mother, paid) == []
    assert people.do(decide_refund, QIAN, refund_id, True) == "second_person"
    assert people.do(decide_refund, HE, refund_id, True) == refund_id
    assert refunds(mother, paid) == [(4_000, "goodwill", "ordered")]
    run_jobs("payments.send_refunds")
    till.finish_refunds()
    clock.move(minutes=1)
    run_jobs("payments.send_refunds")

    assert refunds(mother, paid) == [(4_000, "goodwill", "done")]
    found = bill(mother, paid)
    assert (found["state"], found["due_fen"], found["paid_fen"]) == ("paid", 8_600, 8_600)
    assert mother.inbox()[-2:] == ["bill_refund_ordered", "bill_refunded"]


def test_it_gives_back_all(paid: str, people: People, mother: Phone) -> None:
    refund_id = people.do(propose_refund, QIAN, paid, 12_600, REASON)
    people.do(decide_refund, HE, refund_id, True)
    found = bill(mother, paid)
    assert (found["state"], found["due_fen"], found["paid_fen"]) == ("paid", 0, 0)
    assert people.do(propose_refund, QIAN, paid, 1, REASON) == "invalid"


def test_it_does_nothing_where_the_second_person_says_no(
    paid: str, people: People, mother: Phone, run_jobs: RunJobs
) -> None:
    refund_id = people.do(propose_refund, QIAN, paid, 4_000, REASON)
    people.do(decide_refund, HE, refund_id, False)
    assert run_jobs("payments.send_refunds") == 0
    assert refunds(mother, paid) == []
    assert people.do(decide_refund, HE, refund_id, True) == "change_decided"


def test_it_asks_a_gateway_that_is_away_again(
    paid: str, people: People, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    people.do(decide_refund, HE, people.do(propose_refund, QIAN, paid, 4_000, REASON), True)
    till.is_away = True
    run_jobs("payments.send_refunds")
    till.is_away = False
    clock.move(hours=2)
    run_jobs("payments.send_refunds")
    till.finish_refunds()
    clock.move(hours=2)
    run_jobs("payments.send_refunds")
    assert refunds(mother, paid) == [(4_000, "goodwill", "done")]
    assert len(till.refunds) == 1


def test_it_leaves_to_finance_what_the_gateway_cannot(
    paid: str, people: People, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    refund_id = people.do(propose_refund, QIAN, paid, 4_000, REASON)
    people.do(decide_refund, HE, refund_id, True)
    till.fails_refunds = True
    run_jobs("payments.send_refunds")
    till.finish_refunds()
    clock.move(minutes=1)
    run_jobs("payments.send_refunds")
    assert refunds(mother, paid) == [(4_000, "goodwill", "failed")]
    assert people.do(mark_refunded, QIAN, refund_id, "") == "invalid"
    assert people.do(mark_refunded, QIAN, refund_id, "银行转账 0417") == "done"
    assert refunds(mother, paid) == [(4_000, "goodwill", "done")]


def test_it_refuses_nonsense_and_other_people(
    bill_id: str, people: People, mother: Phone, till: Till
) -> None:
    assert people.do(propose_refund, QIAN, bill_id, 4_000, REASON) == "bill_not_open"
    begin(mother, bill_id)
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    for amount_fen, reason in ((0, REASON), (-1, REASON), (12_601, REASON), (4_000, "")):
        assert people.do(propose_refund, QIAN, bill_id, amount_fen, reason) == "invalid"
    assert people.do(propose_refund, XU, bill_id, 4_000, REASON) == "wrong_role"
    refund_id = people.do(propose_refund, QIAN, bill_id, 4_000, REASON)
    assert people.do(propose_refund, QIAN, bill_id, 4_000, REASON) == "bill_not_open"
    assert people.do(decide_refund, XU, refund_id, True) == "wrong_role"
