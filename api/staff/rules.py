"""Passwords, codes and sessions of the service's people (SECURITY: staff misuse)."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

WRONGS_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)
# Tries at the old password by whoever holds a session.
PASSWORD_TRIES = 5
# Tries from one network address, whoever they name.
ADDRESS_LIMIT, ADDRESS_WINDOW = 60, timedelta(minutes=15)
SESSION_LIFETIME = timedelta(hours=12)
SESSION_IDLE = timedelta(minutes=30)
# How exactly it is known when a session was last used.
SEEN_NOTED_EVERY = timedelta(minutes=1)

# RFC 6238: a code lives 30 seconds; the one before and the one after are accepted too.
CODE_SECONDS = 30
CODE_DRIFT = (-1, 0, 1)

LOGIN = re.compile(r"\w[\w.@-]{1,63}")
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
_FEWEST_CHARACTERS = 5
# Of the passwords most used in the world, what those of this length are made of.
_COMMON = re.compile(
    r"(?:password|passw0rd|qwerty(?:uiop)?|1q2w3e4r(?:5t(?:6y)?)?|123456789(?:0)?|12345678|abc123"
    r"|iloveyou|admin(?:istrator)?|letmein|welcome|tongka|woaini|1qaz2wsx(?:3edc)?|asdfghjkl"
    r"|zxcvbnm|qazwsx(?:edc)?|aa123456|[0-9]{1,4}|[!@#.]){2,}"
)


def password_flaws(password: str, login: str, name: str) -> Iterator[str]:
    """What keeps a password from being accepted, as sentences; nothing for a sound one."""
    plain = password.casefold()
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        yield f"密码要{SHORTEST_PASSWORD}到{LONGEST_PASSWORD}个字符。"
    elif len(set(plain)) < _FEWEST_CHARACTERS:
        yield "这个密码里重复的字符太多。"
    elif _COMMON.fullmatch(plain):
        yield "这个密码太常见，别人很快就能猜到。"
    elif any(part in plain for part in (login.casefold(), name.casefold()) if part):
        yield "密码里不要有登录名或姓名。"


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether too many wrong tries keep everybody from trying at this account."""
    return locked_until is not None and now < locked_until


def session_alive(created_at: datetime, seen_at: datetime, now: datetime) -> bool:
    """Whether a session is neither too old nor left alone too long."""
    return now < created_at + SESSION_LIFETIME and now < seen_at + SESSION_IDLE


def code_step(now: datetime) -> int:
    """The number of the 30 seconds that an instant lies in (RFC 6238)."""
    return int(now.timestamp()) // CODE_SECONDS
