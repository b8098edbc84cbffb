"""When a message is tried again, given up, and of no use any more."""

from datetime import timedelta

import pytest

from api.notifications.rules import SendingState, may_become, next_try, too_late
from api.notifications.texts import SMS_TEXTS, sms_text
from tests.conftest import MORNING


def test_it_pauses_longer_after_each_attempt() -> None:
    tries = [next_try(attempts, MORNING) for attempts in range(1, 13)]
    pauses = [(at - MORNING).total_seconds() for at in tries if at]
    assert pauses == [5, 15, 45, 135, 405, 1215, 3600, 3600, 3600, 3600, 3600]
    assert tries[-1] is None


@pytest.mark.parametrize(
    ("template", "age_s", "late"),
    [
        ("bind_code", 299, False),
        ("bind_code", 300, True),
        ("step_up_code", 300, True),
        ("phone_bound", 86_400, False),
    ],
)
def test_it_drops_a_code_that_is_dead(template: str, age_s: int, late: bool) -> None:
    assert too_late(template, MORNING, MORNING + timedelta(seconds=age_s)) is late


def test_it_never_leaves_an_end() -> None:
    ends = (SendingState.SENT, SendingState.FAILED)
    assert not any(may_become(end, state) for end in ends for state in SendingState)


@pytest.mark.parametrize("template", sorted(SMS_TEXTS))
@pytest.mark.parametrize("to", ["+8613800000001", "+85251234567", "+447700900123"])
def test_it_writes_what_the_reader_can_read(template: str, to: str) -> None:
    params = {
        "code": "123456",
        "name": "外婆的手机",
        "last4": "4821",
        "reason": "换了新手机",
        "receipt": "LP-2026-000123",
        "amount": "126.00",
        "due_on": "03-25",
    }
    text = sms_text(to, template, params)
    assert "{" not in text
    assert ("\n" in text) is to.startswith("+44")
