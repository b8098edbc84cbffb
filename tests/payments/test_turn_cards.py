"""One bill past its date greys the card; paying, waiving or postponing it makes it good again."""

import json
from datetime import date
from pathlib import Path

import pytest

from api.core.clock import MovableClock
from api.payments.rules import BillState, is_due, reminder_due
from tests.cast import Card, Phone, RunJobs
from tests.outbox import Outbox
from tests.passes.test_issue_passes import ask
from tests.payments.bills import OpenBill, begin, bill
from tests.payments.till import Till

CASES = json.loads(Path(__file__).parent.parent.joinpath("cases/due_bills.json").read_text())
DAYS_TO_DUE = 17  # from the tests' morning, 9 March, to the first day past 25 March


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["why"])
def test_it_knows_a_due_bill(case: dict[str, dict[str, str]]) -> None:
    given = case["given"]
    due_on, today = date.fromisoformat(given["due_on"]), date.fromisoformat(given["today"])
    found = is_due(BillState(given["state"]), due_on, day(given["paying_since"]), today)
    assert found is case["expect"]


def state(phone: Phone, card: Card) -> str:
    (given,) = ask(phone, card.policy_id)
    asked: str = phone.post("/api/verify", {"token": given["token"]}).json["state"]
    assert (given["state"] == "suspended") == (asked == "grey")
    return asked


def test_it_greys_the_card_the_day_after_and_restores_it_at_once(
    bill_id: str,
    lin: Card,
    mother: Phone,
    father: Phone,
    till: Till,
    clock: MovableClock,
    run_jobs: RunJobs,
    outbox: Outbox,
) -> None:
    clock.move(days=DAYS_TO_DUE - 1)
    run_jobs("payments.turn_cards")
    assert state(mother, lin) == "valid"
    clock.move(days=1)
    assert state(mother, lin) == "grey"
    assert run_jobs("payments.turn_cards") == 1
    assert run_jobs("payments.turn_cards") == 0
    assert father.inbox()[-1] == "card_suspended"

    begin(mother, bill_id)
    assert state(mother, lin) == "grey"
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    assert state(father, lin) == "valid"
    assert father.inbox()[-2:] == ["bill_paid", "card_restored"]
    run_jobs("notifications.send")
    sent = [message.template for message in outbox.messages(lin.holder_phone)]
    assert sent == ["bill_opened", "card_suspended", "card_restored"]


def test_it_leaves_a_card_good_while_a_payment_of_in_time_is_looked_into(
    bill_id: str, lin: Card, mother: Phone, till: Till, clock: MovableClock, run_jobs: RunJobs
) -> None:
    clock.move(days=DAYS_TO_DUE - 1)
    begin(mother, bill_id)
    till.is_away = True
    clock.move(days=2)
    run_jobs("payments.look", "payments.turn_cards")
    assert bill(mother, bill_id)["state"] == "paying"
    assert state(mother, lin) == "valid"

    till.is_away = False
    clock.move(hours=1)
    run_jobs("payments.look", "payments.turn_cards")
    assert state(mother, lin) == "grey"


def test_it_says_nothing_of_a_card_that_is_not_in_force_anyway(
    open_bill: OpenBill, lin: Card, mother: Phone, clock: MovableClock, run_jobs: RunJobs
) -> None:
    open_bill(lin, due_on=date(2026, 12, 31))
    clock.move(days=300)
    run_jobs("payments.turn_cards")
    assert state(mother, lin) == "expired"
    assert mother.inbox() == ["bill_opened"]


def test_it_reminds_three_times_and_by_day_only(
    bill_id: str,
    lin: Card,
    mother: Phone,
    clock: MovableClock,
    run_jobs: RunJobs,
    outbox: Outbox,
) -> None:
    clock.move(hours=14)  # midnight in China
    for _ in range(18):
        run_jobs("payments.remind")
        assert "bill_due_soon" not in mother.inbox()[1:-4]
        clock.move(hours=10)
        run_jobs("payments.remind", "notifications.send")
        clock.move(hours=14)
    assert mother.inbox().count("bill_due_soon") == 3
    sent = outbox.messages(lin.holder_phone, "bill_due_soon")
    assert [message.at[:10] for message in sent] == ["2026-03-18", "2026-03-22", "2026-03-24"]


@pytest.mark.parametrize(
    ("today", "reminded", "expect"),
    [(17, None, None), (18, None, 7), (19, 7, None), (22, 7, 3), (23, 3, None), (24, None, 1)],
)
def test_it_knows_which_reminder_is_due(
    today: int, reminded: int | None, expect: int | None
) -> None:
    assert reminder_due(date(2026, 3, 25), reminded, date(2026, 3, today)) == expect
