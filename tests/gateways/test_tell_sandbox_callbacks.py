"""What the sandbox reports to the service, when, how often; and what it takes for its own."""

import json
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from api.core.clock import MovableClock
from api.gateways.payments import BadCallback
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.sandbox.callbacks import (
    SIGNATURE,
    TIMESTAMP,
    claim_report,
    signed_headers,
)
from api.gateways.payments.sandbox.rules import CashierChoice
from api.settings import Settings
from tests.cast import OpenDatabase, on_sqlite
from tests.conftest import MORNING
from tests.gateways.cashier import KEYS, NUMBER, Listener
from tests.waiting import wait_until

RunJobs = Callable[..., int]
JOB = "sandbox.send_callbacks"
EVENT = {
    "event_id": "e1",
    "order_number": NUMBER,
    "amount_fen": 12_600,
    "currency": "CNY",
    "merchant": "second",
}


def signed(**changed: Any) -> tuple[dict[str, str], bytes]:
    """Returns headers and body as `second` would send them; None takes a field away."""
    fields = {name: value for name, value in {**EVENT, **changed}.items() if value is not None}
    body = json.dumps(fields).encode()
    return signed_headers(KEYS[0], body, MORNING), body


@pytest.mark.parametrize(
    ("choice", "told_after"),
    [
        (CashierChoice.PAY, [0]),
        (CashierChoice.SLOW, [20]),
        (CashierChoice.LATE, [120]),
        (CashierChoice.TWICE, [0, 0]),
        (CashierChoice.NEVER, []),
        (CashierChoice.FAIL, []),
        (CashierChoice.LEAVE, []),
    ],
)
def test_it_tells_what_happened_as_the_payer_chose(
    sandbox: Sandbox,
    listener: Listener,
    clock: MovableClock,
    run_jobs: RunJobs,
    choice: CashierChoice,
    told_after: list[int],
) -> None:
    sandbox.begin(listener.order())
    sandbox.choose(NUMBER, choice)

    told: list[int] = []
    for second in (0, 19, 20, 119, 120, 86_400):
        clock.move(seconds=second - (clock.now() - MORNING).total_seconds())
        told += [second] * run_jobs(JOB)
    assert told == told_after
    assert len(listener.heard) == len(told_after)


def test_it_gives_the_same_event_the_same_id(
    sandbox: Sandbox, listener: Listener, clock: MovableClock, run_jobs: RunJobs
) -> None:
    sandbox.begin(listener.order())
    sandbox.choose(NUMBER, CashierChoice.TWICE)
    run_jobs(JOB)

    first, second = listener.hints(sandbox, clock.now())
    assert first == second
    assert first.order_number == NUMBER
    assert {(each.method, each.path) for each in listener.heard} == {("POST", "/callbacks")}
    assert listener.heard[0].headers["content-type"] == "application/json"


def test_it_tells_again_until_it_is_heard(
    sandbox: Sandbox, listener: Listener, clock: MovableClock, run_jobs: RunJobs
) -> None:
    sandbox.begin(listener.order())
    sandbox.choose(NUMBER, CashierChoice.PAY)
    listener.status = 500
    assert run_jobs(JOB) == 1
    clock.move(seconds=4)
    assert run_jobs(JOB) == 0
    clock.move(seconds=1)
    assert run_jobs(JOB) == 1
    listener.status = 200
    clock.move(seconds=15)
    assert run_jobs(JOB) == 1
    clock.move(days=1)
    assert run_jobs(JOB) == 0
    assert len({each.event_id for each in listener.hints(sandbox, MORNING)}) == 1


def test_it_gives_up_in_the_end(
    sandbox: Sandbox, listener: Listener, clock: MovableClock, run_jobs: RunJobs
) -> None:
    sandbox.begin(listener.order())
    sandbox.choose(NUMBER, CashierChoice.PAY)
    listener.status = 302
    for _ in range(20):
        run_jobs(JOB)
        clock.move(hours=1)
    assert len(listener.heard) == 9


def test_it_tells_somebody_else_while_one_is_deaf(
    sandbox: Sandbox, listener: Listener, run_jobs: RunJobs
) -> None:
    deaf = "http://127.0.0.1:9/"
    sandbox.begin(listener.order("a" * 32, return_url=deaf))
    sandbox.begin(listener.order())
    for number in ("a" * 32, NUMBER):
        sandbox.choose(number, CashierChoice.PAY)
    assert run_jobs(JOB) == 2


def test_it_tells_each_report_once_with_several_senders(
    sandbox: Sandbox, listener: Listener
) -> None:
    for digit in "abcdef":
        sandbox.begin(listener.order(digit * 32))
        sandbox.choose(digit * 32, CashierChoice.PAY)

    def send() -> None:
        while sandbox.send_callback():
            pass

    senders = [threading.Thread(target=send) for _ in range(3)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    wait_until(lambda: len(listener.heard) >= 6, "all reports")
    bodies = [json.loads(each.body)["order_number"] for each in listener.heard]
    assert sorted(bodies) == [digit * 32 for digit in "abcdef"]


def test_it_tells_again_what_a_sender_left(
    sandbox: Sandbox, listener: Listener, clock: MovableClock, database: OpenDatabase
) -> None:
    sandbox.begin(listener.order())
    sandbox.choose(NUMBER, CashierChoice.PAY)
    with database() as session:
        assert claim_report(session, sandbox.name, clock.now())

    assert not sandbox.send_callback()
    clock.move(seconds=30)
    assert sandbox.send_callback()
    assert len(listener.heard) == 1


def test_it_signs_with_a_key_of_its_own(settings: Settings, sandbox: Sandbox) -> None:
    body = json.dumps({**EVENT, "merchant": "sandbox"}).encode()
    key = settings.sign_keys.derive("sandbox callbacks")[0]
    assert sandbox.read_callback(signed_headers(key, body, MORNING), body, MORNING)
    wrong = signed_headers(settings.sign_keys.derive("sign")[0], body, MORNING)
    with pytest.raises(BadCallback):
        sandbox.read_callback(wrong, body, MORNING)


@pytest.mark.parametrize("key", KEYS)
@on_sqlite
def test_it_reads_what_either_of_its_keys_signed(second: Sandbox, key: bytes) -> None:
    body = json.dumps(EVENT).encode()
    hint = second.read_callback(signed_headers(key, body, MORNING), body, MORNING)
    assert (hint.event_id, hint.order_number) == ("e1", NUMBER)


@pytest.mark.parametrize(
    ("late", "taken"), [(-301, False), (-300, True), (300, True), (301, False)]
)
@on_sqlite
def test_it_reads_what_is_fresh(second: Sandbox, late: int, taken: bool) -> None:
    headers, body = signed()
    now = MORNING + timedelta(seconds=late)
    if taken:
        assert second.read_callback(headers, body, now)
    else:
        with pytest.raises(BadCallback, match="stale"):
            second.read_callback(headers, body, now)


@pytest.mark.parametrize(
    "changed",
    [
        {"merchant": "sandbox"},
        {"currency": "USD"},
        {"amount_fen": 0},
        {"amount_fen": -12_600},
        {"amount_fen": "12600"},
        {"amount_fen": 126.0},
        {"amount_fen": True},
        {"order_number": "1"},
        {"order_number": None},
        {"event_id": ""},
        {"event_id": "e" * 65},
        {"event_id": 1},
        {"merchant": None},
        {"currency": None},
        {"amount_fen": None},
    ],
)
@on_sqlite
def test_it_refuses_what_is_inconsistent(second: Sandbox, changed: dict[str, Any]) -> None:
    headers, body = signed(**changed)
    with pytest.raises(BadCallback, match="malformed"):
        second.read_callback(headers, body, MORNING)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 60_000])
@on_sqlite
def test_it_refuses_what_is_no_json(second: Sandbox, body: bytes) -> None:
    with pytest.raises(BadCallback):
        second.read_callback(signed_headers(KEYS[0], body, MORNING), body, MORNING)


@on_sqlite
def test_it_refuses_what_is_forged(second: Sandbox) -> None:
    headers, body = signed()
    seconds = int(headers[TIMESTAMP])
    forgeries: list[tuple[dict[str, str], bytes]] = [
        (headers, body.replace(b"12600", b"12601")),
        ({**headers, TIMESTAMP: str(seconds + 1)}, body),
        ({**headers, TIMESTAMP: "now"}, body),
        ({**headers, TIMESTAMP: "９" * 10}, body),
        ({**headers, SIGNATURE: "0" * 64}, body),
        ({**headers, SIGNATURE: "签名"}, body),
        ({**headers, SIGNATURE: ""}, body),
        ({TIMESTAMP: headers[TIMESTAMP]}, body),
        ({SIGNATURE: headers[SIGNATURE]}, body),
        ({}, body),
        (signed_headers(b"x" * 32, body, MORNING), body),
    ]
    for forged, content in forgeries:
        with pytest.raises(BadCallback):
            second.read_callback(forged, content, MORNING)


@on_sqlite
def test_it_refuses_what_is_huge(second: Sandbox) -> None:
    body = json.dumps({**EVENT, "more": "x" * 70_000}).encode()
    with pytest.raises(BadCallback, match="large"):
        second.read_callback(signed_headers(KEYS[0], body, MORNING), body, MORNING)
