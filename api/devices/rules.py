"""Codes: how long, how often, and whom they may reach (SECURITY: guessing, SMS bombing)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

CODE_LIFETIME = timedelta(minutes=5)
RESEND_AFTER = timedelta(seconds=60)
TRIES_A_CODE = 5
FAILURES_A_POLICY = 15
STEP_UP_LIFETIME = timedelta(minutes=10)
# After a bind the old session lives on this long: the browser may repeat a lost request.
OLD_SESSION_LIFETIME = timedelta(minutes=10)
# A code that has to wait for its phone's minute waits this long at most.
PATIENCE = timedelta(minutes=3)
CONTACT_NOTED_EVERY = timedelta(minutes=5)
UNUSED_DEVICE_LIFETIME = timedelta(days=2)
CHALLENGE_LIFETIME = timedelta(days=1)


@dataclass(frozen=True)
class Budget:
    """At most `limit` in a window."""

    name: str
    limit: int
    window: timedelta


# The phone's countdown of a minute begins before the server's: a little slack lets it be kept.
PHONE_MINUTE = Budget("minute", 1, timedelta(seconds=52))
PHONE_BUDGETS = (
    Budget("hour", 5, timedelta(hours=1)),
    Budget("day", 10, timedelta(days=1)),
)
ADDRESS_BUDGET = Budget("address", 60, timedelta(hours=1))
GLOBAL_BUDGET = Budget("all", 1200, timedelta(minutes=1))


def code_alive(sent_at: datetime, now: datetime) -> bool:
    """Whether a code sent then is still good."""
    return now < sent_at + CODE_LIFETIME
