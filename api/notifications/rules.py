"""When something is sent, tried again, and given up."""

from datetime import datetime, timedelta
from enum import StrEnum


class SendingState(StrEnum):
    """Where an outgoing message is."""

    QUEUED = "queued"  # waits for its next try
    SENDING = "sending"  # a runner has it; taken back when its lease is over
    SENT = "sent"  # the gateway accepted it
    FAILED = "failed"  # given up: refused for good, too often, or too late to be of use


TRANSITIONS: dict[SendingState, frozenset[SendingState]] = {
    SendingState.QUEUED: frozenset({SendingState.SENDING, SendingState.FAILED}),
    SendingState.SENDING: frozenset(SendingState),
    SendingState.SENT: frozenset(),
    SendingState.FAILED: frozenset(),
}

# A runner that took longer than this is believed dead: the message is sent again.
LEASE = timedelta(seconds=60)
# A mail server may take its time with each answer.
MAIL_LEASE = timedelta(minutes=5)
KEPT = timedelta(days=30)

_CODE_LIFETIME = timedelta(minutes=5)
_CODE_TEMPLATES = frozenset({"bind_code", "step_up_code"})
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 12


def may_become(state: SendingState, new: SendingState) -> bool:
    """Whether a message in one state may take the other."""
    return new in TRANSITIONS[state]


def too_late(template: str, created_at: datetime, now: datetime) -> bool:
    """Whether a message is of no use any more: a code is good for 5 minutes (SECURITY)."""
    return template in _CODE_TEMPLATES and now >= created_at + _CODE_LIFETIME


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When to try again after so many failed attempts: 5 s, 15 s, 45 s … 1 h; None: never."""
    if attempts >= MOST_ATTEMPTS:
        return None
    pause: timedelta = _FIRST_PAUSE * 3 ** (attempts - 1)
    return now + min(pause, _LONGEST_PAUSE)
