"""What one phone wanted, sent and heard: written as it happens, kept whatever dies.

Any client of a fault trial writes one (commands, uploads, a browser's queue); the oracle reads it.
"""

import json
import threading
from dataclasses import dataclass, field
from typing import Any

FINAL = ("done", "rejected")


@dataclass
class Entry:
    """One thing a phone wanted: how often it was sent, and every final answer it got."""

    id: str
    wanted: dict[str, Any]
    tries: int = 0
    answers: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> str | None:
        """`done`, `rejected`, or none while nobody has said."""
        return self.answers[0]["status"] if self.answers else None

    @property
    def is_contradicted(self) -> bool:
        """Whether the same thing was answered in two ways."""
        return len({json.dumps(each, sort_keys=True) for each in self.answers}) > 1


class Journal:
    """The entries of one phone, in the order it made them; several threads may write."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._lock = threading.Lock()

    def want(self, entry_id: str, wanted: dict[str, Any]) -> None:
        """Notes something before it is sent for the first time."""
        with self._lock:
            self._entries[entry_id] = Entry(entry_id, wanted)

    def sent(self, entry_ids: list[str]) -> None:
        """Notes a try, before it."""
        with self._lock:
            for entry_id in entry_ids:
                self._entries[entry_id].tries += 1

    def heard(self, entry_id: str, answer: dict[str, Any]) -> None:
        """Notes an answer; one that says to come again is no answer yet."""
        with self._lock:
            if answer["status"] in FINAL:
                self._entries[entry_id].answers.append(answer)

    def entries(self) -> list[Entry]:
        """Everything the phone ever wanted."""
        with self._lock:
            return list(self._entries.values())

    def open(self) -> list[Entry]:
        """What it has no final answer to."""
        return [entry for entry in self.entries() if entry.status is None]
