"""What the sandbox's cashier does, and when: pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from api.gateways.payments import OrderState

REFUND_TAKES = timedelta(seconds=10)
# How long a sender has a report to itself.
LEASE = timedelta(seconds=30)
# When a report that was not taken is told again; after the last one it is given up.
_AGAIN_AFTER = tuple(
    timedelta(seconds=seconds) for seconds in (5, 15, 30, 180, 600, 1800, 3600, 3600)
)


class CashierChoice(StrEnum):
    """What the payer does at the sandbox's cashier."""

    PAY = "pay"
    FAIL = "fail"  # there is not enough money
    LATE = "late"  # paid, reported after two minutes
    SLOW = "slow"  # paid after 20 seconds
    TWICE = "twice"  # paid, reported two times
    NEVER = "never"  # paid, never reported
    LEAVE = "leave"


@dataclass(frozen=True)
class Payment:
    """How a payment goes: when it takes effect, and how long after that each report comes."""

    settles_after: timedelta = timedelta()
    reports_after: tuple[timedelta, ...] = (timedelta(),)


# What is not here pays nothing.
PAYMENTS = {
    CashierChoice.PAY: Payment(),
    CashierChoice.LATE: Payment(reports_after=(timedelta(minutes=2),)),
    CashierChoice.SLOW: Payment(settles_after=timedelta(seconds=20)),
    CashierChoice.TWICE: Payment(reports_after=(timedelta(), timedelta())),
    CashierChoice.NEVER: Payment(reports_after=()),
}


def order_state(
    paid_at: datetime | None, closed_at: datetime | None, expires_at: datetime, now: datetime
) -> OrderState:
    """Where an order stands; one whose `paid_at` is still to come is open: it is being paid."""
    if paid_at is not None:
        return OrderState.PAID if paid_at <= now else OrderState.OPEN
    if closed_at is not None or expires_at <= now:
        return OrderState.CLOSED
    return OrderState.OPEN


def next_try(attempts: int, now: datetime) -> datetime | None:
    """When a report is told again after so many attempts; None when it is given up."""
    return now + _AGAIN_AFTER[attempts - 1] if attempts <= len(_AGAIN_AFTER) else None
