"""The states of complaints and their papers, who may bring them about, and the deadline."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from api.core.calendar import Deadline, WorkingDays, add_working_days


class ComplaintTopic(StrEnum):
    """What a complaint is about."""

    RECEPTION = "reception"  # 医院前台
    CLAIM = "claim"  # 理赔
    PAYMENT = "payment"  # 支付
    APPOINTMENT = "appointment"  # 预约
    SERVICE = "service"  # 客服
    OTHER = "other"  # 别的


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    RECEIVED = "received"  # it is here, and waits for an answer
    ANSWERED = "answered"  # the family has an answer
    REOPENED = "reopened"  # the answer didn't settle it: a colleague looks once more
    CLOSED = "closed"  # over


class ComplaintEventKind(StrEnum):
    """The steps that a complaint's page tells of."""

    RECEIVED = "received"
    ANSWERED = "answered"
    REOPENED = "reopened"
    CLOSED = "closed"


class Closer(StrEnum):
    """Who closed a complaint."""

    FAMILY = "family"  # the family says that it is settled
    SERVICE = "service"  # somebody of the service, for a reason that the family reads


class PaperState(StrEnum):
    """Where a photo or document of a complaint is."""

    EXPECTED = "expected"  # announced; still on the phone that has it
    RECEIVED = "received"  # here, byte for byte
    DROPPED = "dropped"  # announced, but will not come


TRANSITIONS: Final[Mapping[ComplaintState, frozenset[ComplaintState]]] = {
    ComplaintState.RECEIVED: frozenset({ComplaintState.ANSWERED, ComplaintState.CLOSED}),
    ComplaintState.ANSWERED: frozenset({ComplaintState.REOPENED, ComplaintState.CLOSED}),
    ComplaintState.REOPENED: frozenset({ComplaintState.ANSWERED, ComplaintState.CLOSED}),
    # Where the service closed it, the family still has its second look.
    ComplaintState.CLOSED: frozenset({ComplaintState.REOPENED}),
}
PAPER_TRANSITIONS: Final[Mapping[PaperState, frozenset[PaperState]]] = {
    PaperState.EXPECTED: frozenset({PaperState.RECEIVED, PaperState.DROPPED}),
    PaperState.RECEIVED: frozenset(),
    PaperState.DROPPED: frozenset(),
}

# What waits for somebody of the service.
WAITING: Final = frozenset({ComplaintState.RECEIVED, ComplaintState.REOPENED})

MOST_PAPERS: Final = 9
MOST_TEXT: Final = 2000
MOST_WISH: Final = 200
MOST_REASON: Final = 1000
MOST_ANSWER: Final = 2000
# Complaints of one policy that wait at once: more is a slip or a flood.
MOST_WAITING: Final = 20


def may_become(state: ComplaintState, new: ComplaintState) -> bool:
    """Whether a complaint in one state may take the other."""
    return new in TRANSITIONS[state]


def may_turn(state: PaperState, new: PaperState) -> bool:
    """Whether a paper in one state may take the other."""
    return new in PAPER_TRANSITIONS[state]


def deadline(on: date, days: int, calendar: WorkingDays) -> Deadline:
    """The day by which a complaint that came on a day is answered, in the operator's days.

    At most ten of them, so that it keeps within the 15 days that the regulator gives insurers
    (银行业保险业消费投诉处理管理办法, 2020).
    """
    return add_working_days(calendar, on, days)


def is_another(who_id: str, answered_by: Collection[str]) -> bool:
    """Whether somebody hasn't answered a complaint yet: the second look is a colleague's."""
    return who_id not in answered_by
