"""Guessing codes: how many guesses are looked at, whoever guesses and however fast."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner
from werkzeug.test import TestResponse

from api.core import counters
from api.core.clock import MovableClock
from api.devices.codes import redeem_code
from api.devices.models import Binding, Challenge, ChallengeKind
from tests.cast import Card, OpenDatabase, Phone, RunJobs, device_of
from tests.outbox import Outbox

Bind = Callable[..., TestResponse]
GetCode = Callable[[Card], str]
NewPhone = Callable[..., Phone]


def ask(phone: Phone, card: Card) -> str:
    challenge: str = phone.ask_code(card).json["challenge"]
    return challenge


def guess_wrong(phone: Phone, challenge: str, code: str, times: int) -> None:
    for number in range(1, times + 1):
        wrong = f"{(int(code) + number) % 1_000_000:06d}"
        assert phone.enter_code(challenge, wrong).status_code == 422


def lock(phone: Phone, card: Card, get_code: GetCode, clock: MovableClock) -> None:
    """Types fifteen wrong codes, five for each of three challenges."""
    for _ in range(3):
        challenge = ask(phone, card)
        guess_wrong(phone, challenge, get_code(card), 5)
        clock.move(minutes=2)


def test_it_counts_exactly_five_of_forty_guesses_at_once(
    app: Flask, new_phone: NewPhone, lin: Card, get_code: GetCode, database: OpenDatabase
) -> None:
    phone = new_phone()
    challenge = ask(phone, lin)
    code = int(get_code(lin))
    token = phone.token or ""

    def guess(number: int) -> int:
        browser = Phone(app)
        browser.token = token
        wrong = f"{(code + number) % 1_000_000:06d}"
        return browser.enter_code(challenge, wrong).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(guess, range(1, 41))) == {422}

    with database() as session:
        found = session.get(Challenge, challenge)
        assert found is not None
        assert found.tries == 5
        assert counters.used(session, f"failures:{lin.policy_id}") == 5
    assert phone.enter_code(challenge, f"{code:06d}").status_code == 422


def test_it_lets_no_guess_overtake_the_one_that_locks(
    app: Flask,
    new_phone: NewPhone,
    lin: Card,
    get_code: GetCode,
    clock: MovableClock,
    database: OpenDatabase,
) -> None:
    """Fourteen failures; the fifteenth is under way when the right code comes."""
    phone = new_phone()
    challenge = ask(phone, lin)
    code = get_code(lin)
    clock.move(minutes=1)
    other = new_phone()
    others = ask(other, lin)
    wrong = f"{(int(get_code(lin)) + 1) % 1_000_000:06d}"
    failures_key = f"failures:{lin.policy_id}"
    with database() as session:
        for _ in range(14):
            counters.take(session, failures_key, 15, counters.FOREVER, clock.now())
        device_id = device_of(session, other)

    with ThreadPoolExecutor(1) as pool:
        with database() as session:
            kind, now = ChallengeKind.BIND, clock.now()
            assert redeem_code(session, device_id, kind, others, wrong, now) is None
            right = pool.submit(phone.enter_code, challenge, code)
            with pytest.raises(TimeoutError):
                right.result(timeout=0.3)
        assert right.result(timeout=10).status_code == 422


def test_it_locks_a_policy_after_fifteen_failures_over_many_challenges(
    new_phone: NewPhone,
    lin: Card,
    chen: Card,
    get_code: GetCode,
    clock: MovableClock,
    bind: Bind,
    run_jobs: RunJobs,
    outbox: Outbox,
) -> None:
    phone = new_phone()
    early = ask(phone, lin)
    early_code = get_code(lin)
    clock.move(minutes=1)
    other = new_phone()
    for _ in range(3):
        challenge = ask(other, lin)
        guess_wrong(other, challenge, get_code(lin), 5)
        clock.move(minutes=1)

    # Neither a code that is out already nor a new one helps now.
    assert phone.enter_code(early, early_code).status_code == 422
    sent = len(outbox.codes(lin.holder_phone))
    clock.move(hours=2)
    assert phone.ask_code(lin).status_code == 202
    run_jobs()
    assert len(outbox.codes(lin.holder_phone)) == sent
    # The other family is not concerned.
    assert bind(new_phone(), chen).status_code == 200


def test_it_locks_the_step_up_with_it(
    mother: Phone,
    lin: Card,
    get_code: GetCode,
    clock: MovableClock,
    outbox: Outbox,
    run_jobs: RunJobs,
) -> None:
    lock(mother, lin, get_code, clock)
    clock.move(hours=2)
    sent = len(outbox.codes(lin.holder_phone))

    mother.post("/api/step-up/code", {"policy_id": lin.policy_id})

    run_jobs()
    assert len(outbox.codes(lin.holder_phone)) == sent
    # What is bound stays bound.
    assert mother.ask_pull().status_code == 200


def test_it_unlocks_when_the_hotline_says_so(
    app: Flask,
    new_phone: NewPhone,
    lin: Card,
    get_code: GetCode,
    clock: MovableClock,
    bind: Bind,
) -> None:
    phone = new_phone()
    lock(phone, lin, get_code, clock)
    runner: FlaskCliRunner = app.test_cli_runner()

    done = runner.invoke(args=["phones", "unlock", lin.number])

    assert (done.exit_code, done.output) == (
        0,
        f"Policy {lin.number} can be bound again.\n",
    )
    clock.move(hours=2)
    assert bind(phone, lin).status_code == 200


def test_it_says_that_there_is_no_policy_to_unlock(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["phones", "unlock", "CZ0"])

    assert done.exit_code == 1
    assert "There is no policy CZ0." in done.output


def test_it_forgets_the_failures_after_a_success(
    new_phone: NewPhone,
    lin: Card,
    get_code: GetCode,
    clock: MovableClock,
    bind: Bind,
    database: OpenDatabase,
) -> None:
    phone = new_phone()
    guess_wrong(phone, ask(phone, lin), get_code(lin), 4)
    clock.move(minutes=1)

    assert bind(phone, lin).status_code == 200

    with database() as session:
        assert counters.used(session, f"failures:{lin.policy_id}") == 0


@pytest.mark.parametrize("asks_every", [timedelta(seconds=53), timedelta(minutes=12)])
def test_it_holds_against_a_day_of_somebody_who_knows_the_family(
    app: Flask,
    lin: Card,
    run_jobs: RunJobs,
    outbox: Outbox,
    clock: MovableClock,
    database: OpenDatabase,
    asks_every: timedelta,
) -> None:
    """Every identity field is right; each try comes from a new browser and address."""
    addresses, looked_at, ends = count(1), 0, clock.now() + timedelta(days=1)
    asked = 0
    while clock.now() < ends and asked < 40:
        browser = Phone(app, address=f"198.51.{next(addresses) % 250}.7")
        challenge = ask(browser, lin)
        asked += 1
        sent = len(outbox.codes(lin.holder_phone))
        run_jobs()
        codes = outbox.codes(lin.holder_phone)
        if len(codes) > sent:
            before = failures(database, lin)
            guess_wrong(browser, challenge, codes[-1], 6)
            looked_at += failures(database, lin) - before
        clock.move(seconds=asks_every.total_seconds())

    assert len(outbox.codes(lin.holder_phone)) == 3
    assert looked_at == 15
    with database() as session:
        assert session.scalars(sa.select(Binding)).all() == []


def failures(database: OpenDatabase, card: Card) -> int:
    with database() as session:
        return counters.used(session, f"failures:{card.policy_id}")
