"""People of the service who do something with bills, each step in its own transaction."""

from collections.abc import Callable
from typing import Any

from api.core.actors import Role, StaffActor
from api.core.clock import MovableClock
from api.core.errors import Refusal
from tests.cast import OpenDatabase

QIAN = StaffActor("qian", "钱朗", frozenset({Role.FINANCE}))
XU = StaffActor("xu", "许静", frozenset({Role.SUPPORT}))
HE = StaffActor("he", "何明", frozenset({Role.ADMIN}))
WU = StaffActor("wu", "吴岚", frozenset({Role.DOCTOR}))

Verb = Callable[..., Any]


class People:
    """Does one verb in a transaction; returns the id of what it made, or the refusal's code."""

    def __init__(self, database: OpenDatabase, clock: MovableClock) -> None:
        self._database = database
        self._clock = clock

    def do(self, verb: Verb, who: StaffActor, *said: Any) -> str:
        """Returns the id of the row that the verb returns, `done` where it returns none."""
        try:
            with self._database() as session:
                made = verb(session, who, *said, self._clock.now())
                first = made[0] if isinstance(made, list) else made
                return str(first.id) if first is not None else "done"
        except Refusal as refusal:
            return refusal.problem.code
