"""What a pass says, how it is written, and how long it is worth something."""

import base64
import hashlib
import hmac
import re
import struct
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from api.policies.rules import CardState

LIFETIME = timedelta(days=1)
# Two servers' clocks are never quite the same.
CLOCKS_DIFFER = timedelta(minutes=1)
# A token is base64url of the body, then its signature.
LONGEST_TOKEN = 200
KEY_ID_BYTES, SIGNATURE_BYTES = 4, 64

# Written into every pass: a value keeps its number for good.
_FORM = 1
_STATES = (
    CardState.ACTIVE,
    CardState.SUSPENDED,
    CardState.NOT_STARTED,
    CardState.EXPIRED,
    CardState.TERMINATED,
)
_SEXES = ("", "girl", "boy")
# Form, key, policy, state, version, as of, sex, years, number's tail; the name's first letter ends
# the body. All of it in one QR code of 49 modules.
_BODY = struct.Struct(">B4s16sBIIBB4s")
_LONGEST_LETTER = 4
_TOKEN = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


class Verdict(StrEnum):
    """What a reception is told of a card now."""

    VALID = "valid"  # bill directly
    GREY = "grey"  # direct billing is paused; the reason is not told
    NOT_STARTED = "not_started"  # its first day is still to come
    EXPIRED = "expired"  # its last day is over
    TERMINATED = "terminated"  # it ended before its last day
    UNKNOWN = "unknown"  # no pass of ours, too old, or no such code


VERDICTS = {
    CardState.ACTIVE: Verdict.VALID,
    CardState.SUSPENDED: Verdict.GREY,
    CardState.NOT_STARTED: Verdict.NOT_STARTED,
    CardState.EXPIRED: Verdict.EXPIRED,
    CardState.TERMINATED: Verdict.TERMINATED,
}


@dataclass(frozen=True)
class Pass:
    """One card at one moment, as far as a stranger may see it.

    `version` is the policy's revision, which only grows; `as_of` is to the second; `years` is the
    child's age then; `letter` is all that is told of the name.
    """

    policy_id: str
    state: CardState
    version: int
    as_of: datetime
    sex: str
    years: int
    tail: str
    letter: str


class Malformed(Exception):
    """A text that no server of ours wrote as a token."""


def body_of(shown: Pass, key_id: bytes) -> bytes:
    """The bytes of a pass that are signed."""
    head = _BODY.pack(
        _FORM,
        key_id,
        UUID(shown.policy_id).bytes,
        _STATES.index(shown.state),
        shown.version,
        int(shown.as_of.timestamp()),
        _SEXES.index(shown.sex),
        shown.years,
        shown.tail.encode("ascii"),
    )
    return head + shown.letter.encode()


def token_of(body: bytes, signature: bytes) -> str:
    """The token: body and signature as base64url without padding."""
    return base64.urlsafe_b64encode(body + signature).decode().rstrip("=")


def split_token(token: str) -> tuple[bytes, bytes]:
    """The body and the signature of a token, nothing of it believed yet.

    Raises Malformed, for a second way to write the same bytes too.
    """
    if len(token) > LONGEST_TOKEN or not _TOKEN.fullmatch(token):
        raise Malformed
    try:
        content = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError as error:
        raise Malformed from error
    body, signature = content[:-SIGNATURE_BYTES], content[-SIGNATURE_BYTES:]
    if not _BODY.size <= len(body) <= _BODY.size + _LONGEST_LETTER:
        raise Malformed
    if token_of(body, signature) != token:
        raise Malformed
    return body, signature


def key_id_of(body: bytes) -> bytes:
    """Which key a body says it is signed with."""
    return body[1 : 1 + KEY_ID_BYTES]


def read_body(body: bytes) -> Pass:
    """The pass in a body whose signature was right. Raises Malformed for a form of later years."""
    form, _key, policy, state, version, as_of, sex, years, tail = _BODY.unpack(body[: _BODY.size])
    try:
        letter = body[_BODY.size :].decode()
        said = _STATES[state], _SEXES[sex], tail.decode("ascii")
    except (IndexError, UnicodeDecodeError) as error:
        raise Malformed from error
    if form != _FORM:
        raise Malformed
    at = datetime.fromtimestamp(as_of, UTC)
    return Pass(str(UUID(bytes=policy)), said[0], version, at, said[1], years, said[2], letter)


def is_fresh(as_of: datetime, now: datetime) -> bool:
    """Whether a pass of then is worth something: 24 hours old at most, and not from the future."""
    return -CLOCKS_DIFFER <= now - as_of <= LIFETIME


def age_in_years(birthday: date, today: date) -> int:
    """Full years on a date; 0 for a birthday still to come."""
    had = (today.month, today.day) >= (birthday.month, birthday.day)
    return min(255, max(0, today.year - birthday.year - (not had)))


def typed_code(secret: bytes, policy_id: str, day: date) -> str:
    """The six digits that are typed after a number's last four, for one policy on one China date.

    No row is kept of it: who has the secret can write it again.
    """
    digest = hmac.digest(secret, f"{policy_id} {day.isoformat()}".encode(), hashlib.sha256)
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"


def good_days(today: date) -> tuple[date, date]:
    """The days whose codes are taken today: a phone may have been without signal over midnight."""
    return today, today - timedelta(days=1)


@dataclass(frozen=True)
class Budget:
    """At most `limit` typed codes in an hour."""

    name: str
    limit: int


# Guessing: a code has six digits, and two days' codes are good. Of a million policies a hundred
# share the last four of their number, so one guess hits somebody with 200 in a million.
# One address: 30 an hour, a hit in 7 days. One number's tail, from any number of addresses: 10 an
# hour, and a given child is hit after 2,000 days of nothing else. All addresses and tails together:
# 3,000 an hour, 14 hits a day. A hit tells no more than a look at the card would: 林**, an age.
ADDRESS = Budget("address", 30)
TAIL = Budget("tail", 10)
ALL = Budget("all", 3_000)
BUDGET_WINDOW = timedelta(hours=1)
