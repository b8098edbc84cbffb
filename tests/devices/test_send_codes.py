"""Sending codes: never more than the budgets allow, and none that could be sent is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask, request

from api import create_app
from api.core import counters
from api.core.clock import MovableClock
from api.core.crypto import vault
from api.core.db import db
from api.devices import rules
from api.devices.jobs import send_codes
from api.policies.models import Policy
from api.settings import Settings
from tests.cast import Card, OpenDatabase, Phone, RunJobs, card_of, on_sqlite
from tests.factories import make_child, make_holder, make_policy
from tests.outbox import Outbox

NewPhone = Callable[..., Phone]


def ask_and_send(phone: Phone, card: Card, run_jobs: RunJobs, outbox: Outbox) -> int:
    """Asks, lets the jobs run, and says how many codes the policyholder has by now."""
    assert phone.ask_code(card).status_code == 202
    run_jobs()
    return len(outbox.codes(card.holder_phone))


def test_it_lets_a_second_code_wait_for_its_minute(
    new_phone: NewPhone, lin: Card, run_jobs: RunJobs, outbox: Outbox, clock: MovableClock
) -> None:
    phone = new_phone()
    assert ask_and_send(phone, lin, run_jobs, outbox) == 1
    clock.move(seconds=20)
    assert ask_and_send(phone, lin, run_jobs, outbox) == 1

    clock.move(seconds=31)
    run_jobs()
    assert len(outbox.codes(lin.holder_phone)) == 1
    clock.move(seconds=3)
    run_jobs()
    assert len(outbox.codes(lin.holder_phone)) == 2


def test_it_sends_the_code_asked_for_when_the_phone_has_counted_its_minute(
    new_phone: NewPhone, lin: Card, run_jobs: RunJobs, outbox: Outbox, clock: MovableClock
) -> None:
    phone = new_phone()
    ask_and_send(phone, lin, run_jobs, outbox)
    clock.move(seconds=60)

    assert ask_and_send(phone, lin, run_jobs, outbox) == 2


def test_it_gives_up_a_code_that_would_come_too_late(
    app: Flask,
    new_phone: NewPhone,
    lin: Card,
    run_jobs: RunJobs,
    outbox: Outbox,
    clock: MovableClock,
) -> None:
    """Five at once: each minute one, and after three minutes of waiting nobody expects one."""
    for _ in range(5):
        new_phone().ask_code(lin)
    for _ in range(20):
        run_jobs()
        clock.move(seconds=30)

    assert len(outbox.codes(lin.holder_phone)) == 4


def test_it_sends_five_an_hour_and_ten_a_day(
    new_phone: NewPhone, lin: Card, run_jobs: RunJobs, outbox: Outbox, clock: MovableClock
) -> None:
    begin = clock.now()
    sent_by_hour = {}
    for hour in (0, 1, 2, 23, 24):
        clock.move(seconds=(begin + timedelta(hours=hour) - clock.now()).total_seconds())
        for _ in range(7):
            sent_by_hour[hour] = ask_and_send(new_phone(), lin, run_jobs, outbox)
            clock.move(minutes=2)

    assert sent_by_hour == {0: 5, 1: 10, 2: 10, 23: 10, 24: 15}


def test_it_counts_all_policies_of_a_phone_together(
    database: OpenDatabase,
    new_phone: NewPhone,
    run_jobs: RunJobs,
    outbox: Outbox,
    clock: MovableClock,
) -> None:
    with database() as session:
        holder = make_holder(session)
        cards = [
            card_of(make_policy(session, policyholder=holder, child=make_child(session)))
            for _ in range(3)
        ]
    for number in range(9):
        ask_and_send(new_phone(), cards[number % 3], run_jobs, outbox)
        clock.move(minutes=2)

    assert len(outbox.codes(cards[0].holder_phone)) == 5


def test_it_does_not_let_one_family_wait_for_another(
    new_phone: NewPhone, lin: Card, chen: Card, run_jobs: RunJobs, outbox: Outbox
) -> None:
    for _ in range(9):
        new_phone().ask_code(lin)

    assert ask_and_send(new_phone(), chen, run_jobs, outbox) == 1


def test_it_sends_an_address_sixty_an_hour_whatever_it_forges(
    database: OpenDatabase,
    new_phone: NewPhone,
    run_jobs: RunJobs,
    outbox: Outbox,
    clock: MovableClock,
) -> None:
    budget = rules.ADDRESS_BUDGET
    assert (budget.limit, budget.window) == (60, timedelta(hours=1))
    with database() as session:
        cards = [card_of(make_policy(session)) for _ in range(6)]
        key = f"sms:address:{vault().blind_index('203.0.113.7', 'address')}"
        for _ in range(57):
            counters.take(session, key, budget.limit, budget.window, clock.now())
    for number, card in enumerate(cards[:5]):
        forged = f"192.0.2.{number}"
        headers = {"X_Forwarded_For": forged, "Forwarded": f"for={forged}", "X_Real_IP": forged}
        new_phone(address="203.0.113.7").post("/api/bind/code", card.claims(), **headers)
    run_jobs()

    assert len(outbox.messages()) == 3
    elsewhere = new_phone(address="203.0.113.8")
    assert ask_and_send(elsewhere, cards[5], run_jobs, outbox) == 1


@on_sqlite
def test_it_believes_the_proxies_it_was_told_of(settings: Settings, clock: MovableClock) -> None:
    from_proxy = {"X-Forwarded-For": "192.0.2.1, 198.51.100.9", "X-Forwarded-Proto": "https"}
    app = create_app(replace(settings, trusted_proxies=1), clock=clock)
    seen = []
    app.before_request(lambda: seen.append((request.remote_addr, request.scheme)))

    app.test_client().get("/healthz", headers=from_proxy)

    assert seen == [("198.51.100.9", "https")]


def test_it_sends_once_when_four_runners_work_at_once(
    app: Flask,
    new_phone: NewPhone,
    lin: Card,
    chen: Card,
    clock: MovableClock,
    run_jobs: RunJobs,
    outbox: Outbox,
) -> None:
    for _ in range(4):
        new_phone().ask_code(lin)
        new_phone().ask_code(chen)

    def run_alone(_number: int) -> None:
        with app.app_context():
            while send_codes(db.session(), clock.now()):
                db.session.commit()
            db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run_alone, range(4)))
    run_jobs()

    assert len(outbox.codes(lin.holder_phone)) == 1
    assert len(outbox.codes(chen.holder_phone)) == 1


def test_it_goes_on_after_a_policy_that_can_not_be_read(
    database: OpenDatabase,
    new_phone: NewPhone,
    lin: Card,
    chen: Card,
    run_jobs: RunJobs,
    outbox: Outbox,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its key was lost, or its value was moved: the other families get their codes."""
    with database() as session:
        policy = session.get_one(Policy, lin.policy_id)
        policy.policyholder.phone_sealed = policy.policyholder.id_number_sealed

    new_phone().ask_code(lin)

    assert ask_and_send(new_phone(), chen, run_jobs, outbox) == 1
    logged = capsys.readouterr().out
    assert "a code was not sent" in logged
    assert lin.claim["id_number"] not in logged
    assert lin.holder_phone not in logged
