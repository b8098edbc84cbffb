"""The cookie of a pull, where a page of changes ends, and what becomes of a command."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

# Rows of one policy in one answer; about 30 KB of JSON.
PAGE = 500

# Commands in one push, and how long what became of one is kept: as long as an old handler is.
MOST_COMMANDS = 50
MOST_PUSH_BYTES = 1024 * 1024
RESULT_LIFETIME = timedelta(days=400)

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_COOKIE = re.compile(r"([0-9a-z]{1,32})\.(\d{1,15})", re.ASCII)


class CommandStatus(StrEnum):
    """What became of a command."""

    DONE = "done"  # it had its effect, once
    REJECTED = "rejected"  # it had none, and never will: people have to look at it
    LATER = "later"  # it had none yet: send it again


@dataclass(frozen=True)
class Cookie:
    """How far a phone has come in one policy: an epoch and the last revision it holds."""

    epoch: str
    rev: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.rev}"


def read_cookie(text: str | None) -> Cookie | None:
    """The cookie in a text, or none where it isn't one of ours."""
    match = _COOKIE.fullmatch(text or "")
    return Cookie(match[1], int(match[2])) if match else None


def start_of(cookie: Cookie | None, epoch: str, rev: int) -> tuple[int, bool]:
    """The revision to send changes after, and whether the phone must start over.

    It must when it has no cookie, one of another epoch, or one from the future.
    """
    if cookie is None or cookie.epoch != epoch or cookie.rev > rev:
        return 0, True
    return cookie.rev, False


def end_of_page(revs: Sequence[int], page: int, last: int) -> tuple[int, bool]:
    """The revision a page ends with, and whether more follows.

    `revs` are the revisions of the next changes in their order, more than a page of them if
    there are more. The changes of one revision belong together and are never parted.
    """
    if len(revs) <= page:
        return last, False
    end = revs[page]
    # The first revision may be larger than a page: then the page is.
    earlier = max((rev for rev in revs[: page + 1] if rev < end), default=None)
    return (end, end < last) if earlier is None else (earlier, True)


@dataclass(frozen=True)
class Sent:
    """One command as a phone sent it; `args` are as they came, `after` ids of earlier ones."""

    id: str
    policy_id: str
    name: str
    version: int
    args: dict[str, Any]
    made_at: datetime
    after: list[str]


@dataclass(frozen=True)
class Malformed:
    """What is no command: its id, if it says one, and sentences by field."""

    id: str
    fields: dict[str, list[str]]


def receipt_of(command_id: str) -> str:
    """The receipt number of a command that brings none of its own, like `7K3M-Q9XA`.

    It is made of the id's random end, in letters and digits that are not taken for each other.
    """
    number = int(command_id[-12:], 16)
    letters = [_LETTERS[number >> 5 * place & 31] for place in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


def display_time(made_at: datetime, now: datetime) -> datetime:
    """When a phone made a command, as far as its clock can be believed; else when it came."""
    if not now - RESULT_LIFETIME <= made_at <= now:
        return now
    return made_at.astimezone(UTC)
