"""The one place where tests wait for something that happens elsewhere."""

import threading
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

Found = TypeVar("Found")

_LOOK_EVERY_S = 0.05


def wait_until(look: Callable[[], Found], what: str, timeout_s: float = 15) -> Found:
    """Looks again and again until `look` returns something true, and returns that.

    Raises AssertionError naming `what` when the time is over.
    """
    never = threading.Event()
    deadline = monotonic() + timeout_s
    while True:
        found = look()
        if found:
            return found
        if monotonic() > deadline:
            raise AssertionError(f"waited {timeout_s:g} s in vain for {what}")
        never.wait(_LOOK_EVERY_S)
