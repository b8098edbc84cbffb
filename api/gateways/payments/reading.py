"""What the readers of callbacks, answers and statements have in common; all of it distrusts."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from api.gateways.payments import BadCallback

CURRENCY = "CNY"
# How old a signature may be, and how far ahead its maker's clock.
FRESH = timedelta(seconds=300)
LARGEST_CALLBACK = 64 * 1024
_ORDER_NUMBER = re.compile(r"[0-9a-f]{32}")
_EVENT_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_SECONDS = re.compile(r"[0-9]{1,11}")

T = TypeVar("T", str, int, dict[str, Any])


def header(headers: Mapping[str, str], name: str) -> str:
    """A header by its name in lower case. Raises BadCallback where it is missing or empty."""
    for each, value in headers.items():
        if each.lower() == name and value:
            return value
    raise BadCallback(f"no {name}")


def check_fresh(seconds: str, now: datetime) -> None:
    """Raises BadCallback unless these Unix seconds are those of now, give or take 300."""
    if not _SECONDS.fullmatch(seconds):
        raise BadCallback("a time that is none")
    if abs(datetime.fromtimestamp(int(seconds), UTC) - now) > FRESH:
        raise BadCallback("stale, or from the future")


def json_object(content: bytes) -> dict[str, Any]:
    """A JSON object. Raises ValueError where it is anything else."""
    try:
        found = json.loads(content)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(found, dict):
        raise ValueError("no JSON object")  # noqa: TRY004 # of what was sent, not of our types
    return found


def field(found: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """A field of exactly this kind. Raises ValueError."""
    value = found.get(name)
    # A bool is an int to Python.
    if type(value) is not kind:
        raise ValueError(f"{name} is missing or of another kind")
    return value


def is_order_number(text: str) -> bool:
    """Whether this may be the number of one of our orders."""
    return _ORDER_NUMBER.fullmatch(text) is not None


def order_number(text: str) -> str:
    """The text itself. Raises ValueError unless it may be the number of one of our orders."""
    if not is_order_number(text):
        raise ValueError("no number of an order of ours")
    return text


def event_id(text: str) -> str:
    """The text itself. Raises ValueError unless it may be the id of an event."""
    if not _EVENT_ID.fullmatch(text):
        raise ValueError("no id of an event")
    return text


def positive_fen(found: Mapping[str, Any], name: str) -> int:
    """A field that holds whole fen. Raises ValueError."""
    amount = field(found, name, int)
    if amount <= 0:
        raise ValueError(f"{name} is no amount")
    return amount


def must_be(found: Mapping[str, Any], name: str, expected: str) -> None:
    """Raises ValueError unless a field holds exactly this text."""
    if field(found, name, str) != expected:
        raise ValueError(f"{name} is another one")
