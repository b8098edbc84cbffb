"""Decisions about bills, attempts to pay them and refunds (manual, chapter 6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class BillSource(StrEnum):
    """What a bill is for. A claim that a family paid for itself owes nothing (decision 0012)."""

    VISIT = "visit"  # the self-pay amount of a visit that was billed directly


class BillState(StrEnum):
    """Where a bill stands."""

    OPEN = "open"  # to be paid
    PAYING = "paying"  # somebody went to pay, and it isn't known yet how that ended
    PAID = "paid"  # nothing is owed any more
    WAIVED = "waived"  # two people of the service let it go
    CANCELLED = "cancelled"  # the insurer says that nothing was owed


class AttemptState(StrEnum):
    """Where one attempt to pay stands: an order at a gateway."""

    STARTED = "started"  # it may still be paid, or has been
    CAPTURED = "captured"  # the money came
    CLOSED = "closed"  # it was not paid, and can't be any more


class RefundState(StrEnum):
    """Where a refund stands."""

    PROPOSED = "proposed"  # finance wants it; a second person has to agree
    DECLINED = "declined"  # the second person said no
    ORDERED = "ordered"  # decided; the gateway is asked until it is done
    DONE = "done"  # the money is back
    FAILED = "failed"  # the gateway can't; finance has to send the money otherwise


class RefundCause(StrEnum):
    """Why money goes back."""

    TWICE = "twice"  # the bill was paid a second time
    NOT_OWED = "not_owed"  # it was waived or cancelled, or became less
    GOODWILL = "goodwill"  # finance decided so: the family owes less


class ChangeKind(StrEnum):
    """What staff may do with an open bill."""

    WAIVE = "waive"  # nothing has to be paid
    POSTPONE = "postpone"  # it has to be paid later


class ChangeState(StrEnum):
    """Where a change that staff proposed stands."""

    PROPOSED = "proposed"  # a second person has to agree
    APPROVED = "approved"  # it holds
    REFUSED = "refused"  # the second person said no, or the bill was paid meanwhile


BILL_TRANSITIONS: dict[BillState, frozenset[BillState]] = {
    BillState.OPEN: frozenset(
        {BillState.PAYING, BillState.PAID, BillState.WAIVED, BillState.CANCELLED}
    ),
    BillState.PAYING: frozenset({BillState.OPEN, BillState.PAID, BillState.CANCELLED}),
    # The insurer may correct a visit after it was paid; somebody may still be at the cashier.
    BillState.PAID: frozenset({BillState.OPEN, BillState.PAYING, BillState.CANCELLED}),
    BillState.WAIVED: frozenset({BillState.CANCELLED}),
    BillState.CANCELLED: frozenset({BillState.OPEN, BillState.PAID}),
}
ATTEMPT_TRANSITIONS: dict[AttemptState, frozenset[AttemptState]] = {
    AttemptState.STARTED: frozenset({AttemptState.CAPTURED, AttemptState.CLOSED}),
    AttemptState.CAPTURED: frozenset(),
    # What a gateway says is closed it may still report as paid.
    AttemptState.CLOSED: frozenset({AttemptState.CAPTURED}),
}
REFUND_TRANSITIONS: dict[RefundState, frozenset[RefundState]] = {
    RefundState.PROPOSED: frozenset({RefundState.DECLINED, RefundState.ORDERED}),
    RefundState.DECLINED: frozenset(),
    RefundState.ORDERED: frozenset({RefundState.DONE, RefundState.FAILED}),
    RefundState.DONE: frozenset(),
    RefundState.FAILED: frozenset({RefundState.DONE}),
}
# What may still have to be paid.
UNPAID = frozenset({BillState.OPEN, BillState.PAYING})

# How long one phone has a bill for itself: nobody else pays it meanwhile.
LEASE = timedelta(minutes=15)
# Days to pay, where the insurer names no date.
DAYS_TO_PAY = 14
REMINDED_BEFORE = (7, 3, 1)
UNREAD = timedelta(days=3)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
_WAKING_HOURS = range(9, 20)


@dataclass(frozen=True)
class Money:
    """What a bill has to do with, in fen.

    `outside_fen` was paid elsewhere, as the insurer says; `returned_fen` counts ordered refunds.
    """

    due_fen: int
    captured_fen: int
    returned_fen: int
    outside_fen: int

    @property
    def kept_fen(self) -> int:
        """What the family has paid, refunds taken off."""
        return self.captured_fen - self.returned_fen + self.outside_fen

    @property
    def owed_fen(self) -> int:
        """What is still to pay."""
        return max(0, self.due_fen - self.kept_fen)

    @property
    def excess_fen(self) -> int:
        """What came through us and is not owed: it goes back by itself."""
        here = self.captured_fen - self.returned_fen
        return min(here, max(0, self.kept_fen - self.due_fen))


def is_due(state: BillState, due_on: date, paying_since: date | None, today: date) -> bool:
    """Whether a bill greys the card on a China date: unpaid, and past its date.

    `paying_since`: the China date on which somebody went to pay.

    Not while an attempt is being looked into that began in time; one that begins later changes
    nothing, or each tap on 支付 would make the card good for a while (decision 0012). The same
    cases run in the browser: tests/cases/due_bills.json.
    """
    if state not in UNPAID or today <= due_on:
        return False
    in_time = paying_since is not None and paying_since <= due_on
    return not (state is BillState.PAYING and in_time)


def reminder_due(due_on: date, reminded: int | None, today: date) -> int | None:
    """Which of the reminders is due, in days before the date; none where it was sent.

    Of those that were missed only the last one counts.
    """
    left = (due_on - today).days
    reached = [days for days in REMINDED_BEFORE if 0 <= left <= days]
    if not reached or (reminded is not None and reminded <= min(reached)):
        return None
    return min(reached)


def people_are_awake(hour: int) -> bool:
    """Whether a reminder may arrive in this hour of the day in China: from 9 to 20 o'clock."""
    return hour in _WAKING_HOURS


def next_look(looks: int, now: datetime) -> datetime:
    """When a gateway is asked again after so many answers that settled nothing: 5 s … 1 h."""
    pause: timedelta = min(_FIRST_PAUSE * 2 ** min(looks, 12), _LONGEST_PAUSE)
    return now + pause


def order_number(id_: str) -> str:
    """How a gateway knows an attempt or a refund: 32 hex digits."""
    return id_.replace("-", "")


def row_id(number: str) -> str:
    """The id of the attempt or refund that a gateway knows by a number."""
    return "-".join((number[:8], number[8:12], number[12:16], number[16:20], number[20:]))


def shares(amount_fen: int, refundable: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Which captures give back how much of an amount: the last one first, none more than it has.

    `refundable`: what each capture still has, the oldest first.
    """
    given: list[tuple[str, int]] = []
    for name, has_fen in reversed(refundable):
        part = min(amount_fen, has_fen)
        if part > 0:
            given.append((name, part))
            amount_fen -= part
    return given


class DifferenceKind(StrEnum):
    """How a gateway's statement differs from what stands here."""

    NOT_HERE = "not_here"  # the gateway has money that isn't booked here
    NOT_THERE = "not_there"  # booked here, and not in the statement
    AMOUNT = "amount"  # another amount
    OTHER_DAY = "other_day"  # the same money on another day


class DifferenceState(StrEnum):
    """Where a difference stands."""

    OPEN = "open"  # somebody has to look
    GONE = "gone"  # both say the same now
    EXPLAINED = "explained"  # somebody of finance wrote down why
