"""Decisions about policies: the card's state, names that match, ID numbers."""

import unicodedata
from datetime import date
from enum import StrEnum


class PolicyStatus(StrEnum):
    """What the insurer says of a policy, dates apart."""

    ACTIVE = "active"  # in force
    SUSPENDED = "suspended"  # in force, direct billing paused (置灰), with a reason
    TERMINATED = "terminated"  # ended before its last day


class SuspensionReason(StrEnum):
    """Why a card is grey."""

    PAYMENT_OVERDUE = "payment_overdue"  # one self-pay bill not paid (manual, chapter 6)
    INSURER_HOLD = "insurer_hold"  # the insurer paused it
    DATA_CHECK = "data_check"  # identity data being checked
    OTHER = "other"  # as the note says


class CardState(StrEnum):
    """What the card shows today."""

    NOT_STARTED = "not_started"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    TERMINATED = "terminated"


def card_state(status: PolicyStatus, starts_on: date, ends_on: date, today: date) -> CardState:
    """The card's state on a China date; the first and last day of the period belong to it.

    The same cases run in the browser: tests/cases/card_state.json.
    """
    if status is PolicyStatus.TERMINATED:
        return CardState.TERMINATED
    if today < starts_on:
        return CardState.NOT_STARTED
    if today > ends_on:
        return CardState.EXPIRED
    if status is PolicyStatus.SUSPENDED:
        return CardState.SUSPENDED
    return CardState.ACTIVE


def with_bills(state: CardState, *, overdue: bool) -> CardState:
    """The card's state where one bill may be past its date: that greys a card in force.

    Manual, chapter 6: 若您1次未支付费用，您的电子卡会置灰失效，无法享用直付服务。
    """
    return CardState.SUSPENDED if overdue and state is CardState.ACTIVE else state


_DOTS = dict.fromkeys(map(ord, "·•・‧∙.．"), "·")


def same_name(given: str, on_policy: str) -> bool:
    """Whether a name is the one on the policy; spaces, width, case and the kind of dot don't count.

    Characters and their order do (manual, chapter 2: 准确按照投保时填写的信息输入小朋友的姓名).
    """
    return _plain_name(given) == _plain_name(on_policy)


def _plain_name(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).translate(_DOTS).casefold()
    return "".join(folded.split())


def masked_name(name: str) -> str:
    """A name as it may stand on a screen that others see: 林小满 → 林**."""
    return f"{name.strip()[:1]}**"


def plain_id_number(number: str) -> str:
    """An ID number as it is compared: half-width, upper case, without spaces and hyphens."""
    folded = unicodedata.normalize("NFKC", number).upper()
    return "".join(folded.replace("-", "").split())
