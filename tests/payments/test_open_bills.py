"""A visit with a self-pay amount has a bill, and its family hears of it; the file is followed."""

import json
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock, china_date
from api.payments.models import Bill
from api.policies.models import Policy
from api.visits.models import Visit, VisitCharge
from api.visits.rules import VisitMethod
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.factories import make_visit
from tests.outbox import Outbox
from tests.payments.bills import OpenBill, begin, bill
from tests.payments.making import make_charge
from tests.payments.till import Till


def follow(database: OpenDatabase, run_jobs: RunJobs, visit: Any = None, **charge: Any) -> None:
    """Changes the only visit with a bill, and what is said of it, as an import does."""
    with database() as session:
        row = session.scalars(sa.select(VisitCharge)).one()
        for name, value in (visit or {}).items():
            setattr(session.get_one(Visit, row.visit_id), name, value)
        for name, value in charge.items():
            setattr(row, name, value)
        row.followed_at = None
    run_jobs("payments.open_bills")


def test_it_opens_a_bill_and_tells_every_phone(
    open_bill: OpenBill, lin: Card, mother: Phone, father: Phone, outbox: Outbox, run_jobs: RunJobs
) -> None:
    bill_id = open_bill(lin)
    run_jobs("notifications.send")

    for phone in (mother, father):
        assert phone.inbox() == ["bill_opened"]
        found = bill(phone, bill_id)
        assert (found["state"], found["due_fen"], found["owed_fen"]) == ("open", 12_600, 12_600)
        assert (found["due_on"], found["receipt"], found["read"]) == ("2026-03-25", None, False)
    (sent,) = outbox.messages(lin.holder_phone, "bill_opened")
    assert "126.00" in sent.text


def test_it_opens_one_bill_a_visit(
    open_bill: OpenBill, lin: Card, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    bill_id = open_bill(lin)
    follow(database, run_jobs)
    with database() as session:
        assert session.scalars(sa.select(Bill.id)).all() == [bill_id]
    assert mother.inbox() == ["bill_opened"]


def test_it_gives_two_weeks_where_the_insurer_names_no_date(
    open_bill: OpenBill, lin: Card, mother: Phone
) -> None:
    assert bill(mother, open_bill(lin, due_on=None))["due_on"] == "2026-03-23"


def test_it_bills_nothing_that_is_not_owed_yet_or_was_paid_at_the_hospital(
    database: OpenDatabase, run_jobs: RunJobs, lin: Card
) -> None:
    with database() as session:
        for given in (
            {"direct_fen": None, "self_pay_fen": 5_000},
            {"method": VisitMethod.REIMBURSEMENT, "direct_fen": 100, "self_pay_fen": 5_000},
        ):
            make_charge(session, make_visit(session, lin.policy_id, **given).id)
    run_jobs("payments.open_bills")
    with database() as session:
        assert session.scalars(sa.select(Bill)).all() == []


def test_it_takes_what_was_paid_before_as_paid_and_tells_nobody(
    open_bill: OpenBill, lin: Card, mother: Phone
) -> None:
    found = bill(mother, open_bill(lin, paid_on=date(2026, 3, 1)))
    assert (found["state"], found["paid_fen"], found["owed_fen"]) == ("paid", 12_600, 0)
    assert found["receipt"] is None
    assert china_date(datetime.fromisoformat(found["paid_at"])) == date(2026, 3, 1)
    assert mother.inbox() == []


def test_it_closes_a_bill_that_was_paid_elsewhere(
    open_bill: OpenBill, lin: Card, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    bill_id = open_bill(lin)
    follow(database, run_jobs, paid_on=date(2026, 3, 7))
    found = bill(mother, bill_id)
    assert (found["state"], found["paid_fen"]) == ("paid", 12_600)
    assert china_date(datetime.fromisoformat(found["paid_at"])) == date(2026, 3, 7)
    assert mother.inbox()[-1] == "bill_paid_elsewhere"


def test_it_follows_another_amount_and_another_date(
    open_bill: OpenBill, lin: Card, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    bill_id = open_bill(lin)
    follow(database, run_jobs, {"self_pay_fen": 9_000}, due_on=date(2026, 4, 1))
    found = bill(mother, bill_id)
    assert (found["owed_fen"], found["due_on"]) == (9_000, "2026-04-01")
    assert mother.inbox()[-1] == "bill_changed"


def test_it_keeps_the_date_that_staff_gave_when_only_the_amount_changes(
    open_bill: OpenBill, lin: Card, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    bill_id = open_bill(lin)
    with database() as session:
        session.get_one(Bill, bill_id).due_on = date(2026, 5, 1)
    follow(database, run_jobs, {"self_pay_fen": 9_000})
    assert bill(mother, bill_id)["due_on"] == "2026-05-01"


def test_it_cancels_what_the_insurer_takes_back_and_opens_it_again(
    open_bill: OpenBill, lin: Card, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    bill_id = open_bill(lin)
    follow(database, run_jobs, {"self_pay_fen": 0})
    assert bill(mother, bill_id)["state"] == "cancelled"
    assert mother.inbox()[-1] == "bill_cancelled"
    follow(database, run_jobs, {"self_pay_fen": 4_000})
    assert (bill(mother, bill_id)["state"], bill(mother, bill_id)["owed_fen"]) == ("open", 4_000)


def test_it_gives_back_what_turns_out_not_to_be_owed(
    bill_id: str, till: Till, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    begin(mother, bill_id)
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    follow(database, run_jobs, {"self_pay_fen": 9_000})

    found = bill(mother, bill_id)
    assert (found["state"], found["paid_fen"], found["owed_fen"]) == ("paid", 9_000, 0)
    assert [(each["amount_fen"], each["cause"]) for each in found["refunds"]] == [
        (3_600, "not_owed")
    ]


def test_it_opens_a_paid_bill_again_for_what_it_became_more(
    bill_id: str, till: Till, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    begin(mother, bill_id)
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    follow(database, run_jobs, {"direct_fen": 60_000, "self_pay_fen": 20_000})
    found = bill(mother, bill_id)
    assert (found["state"], found["owed_fen"]) == ("open", 7_400)


def test_it_knows_who_still_pays_what_was_not_paid_elsewhere_after_all(
    bill_id: str, till: Till, database: OpenDatabase, run_jobs: RunJobs, mother: Phone
) -> None:
    begin(mother, bill_id)
    follow(database, run_jobs, paid_on=date(2026, 3, 7))
    assert bill(mother, bill_id)["state"] == "paid"
    follow(database, run_jobs, paid_on=None)
    found = bill(mother, bill_id)
    assert (found["state"], found["owed_fen"]) == ("paying", 12_600)

    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    assert bill(mother, bill_id)["state"] == "paid"


def test_it_says_nothing_new_of_an_unchanged_visit(
    open_bill: OpenBill,
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    clock: MovableClock,
) -> None:
    open_bill(lin)
    with database() as session:
        before = session.scalars(sa.select(Policy.rev)).all()
    clock.move(days=1)
    follow(database, run_jobs)
    with database() as session:
        assert session.scalars(sa.select(Policy.rev)).all() == before


def test_it_tells_a_policyholder_with_an_address_by_mail_too(
    app: Flask, open_bill: OpenBill, lin: Card, database: OpenDatabase, run_jobs: RunJobs
) -> None:
    log = app.extensions["tongka"].settings.var_dir / "outbox" / "mail.log"
    open_bill(lin)
    run_jobs("notifications.send_mail")
    assert not log.exists()

    with database() as session:
        session.get_one(Policy, lin.policy_id).policyholder.email = "zhou@example.com"
    open_bill(lin)
    run_jobs("notifications.send_mail")
    (letter,) = [json.loads(line) for line in log.read_text().splitlines()]
    assert letter["to"] == "zhou@example.com"
    assert "¥126.00" in letter["subject"]
    assert "晨光" not in letter["text"]
