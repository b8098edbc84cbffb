"""Phones that send commands until each has its answer, in no good order and more than once."""

import http.client
import json
import random
import threading
from typing import Any

from api.core.ids import new_id
from tests.cast import PUSH
from tests.commands import make_command
from tests.faults.journal import Journal
from tests.vaccines.doses import RECORD, a_dose

_AT_ONCE, _MOST_OPEN = 6, 12
_TIMEOUT_S = 20


class Sender:
    """One phone: `threads` of its pages and workers share a queue and don't wait for each other."""

    def __init__(self, port: int, token: str, policy_id: str, seed: int, threads: int = 2) -> None:
        self.journal = Journal()
        self._port = port
        self._token = token
        self._policy_id = policy_id
        self._closing = threading.Event()
        self._over = threading.Event()
        chances = [random.Random(f"{seed}-{each}") for each in range(threads)]
        self._threads = [
            threading.Thread(target=self._work, args=(chance,), daemon=True) for chance in chances
        ]

    def begin(self) -> None:
        """Begins to make commands and to send them."""
        for thread in self._threads:
            thread.start()

    def finish(self, timeout_s: float) -> None:
        """Makes no more commands, and sends until each has its answer or the time is over."""
        self._closing.set()
        for thread in self._threads:
            thread.join(timeout_s)
        self._over.set()

    def make(self, chance: random.Random) -> dict[str, Any]:
        """A new command, whose effect can be told on the server by its id."""
        command_id = new_id()
        if chance.random() < 0.3:
            dose = a_dose(id=command_id, vaccine_id="other", name="疫苗")
            command = make_command(self._policy_id, RECORD, {"dose": dose}, id=command_id)
        else:
            ends = "refused" if chance.random() < 0.1 else "well"
            args = {"word": command_id[-12:] + command_id[:7], "ends": ends}
            command = make_command(self._policy_id, "notes.add", args, id=command_id)
        # Behind one that will be rejected it would wait for ever.
        sound = [
            entry.id
            for entry in self.journal.entries()[-5:]
            if entry.wanted["args"].get("ends") == "well"
        ]
        if sound and chance.random() < 0.3:
            command["after"] = [chance.choice(sound)]
        self.journal.want(command_id, command)
        return command

    def send(self, commands: list[dict[str, Any]]) -> None:
        """Sends a push and notes what is answered. Raises OSError or HTTPException."""
        self.journal.sent([each["id"] for each in commands])
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=_TIMEOUT_S)
        body = json.dumps({"build": "1.faults", "commands": commands})
        headers = {"Content-Type": "application/json", "Cookie": f"tongka={self._token}"}
        try:
            connection.request("POST", PUSH, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        for result in _results(answer.status, said):
            self.journal.heard(result["id"], result)

    def _work(self, chance: random.Random) -> None:
        while not self._over.is_set():
            closing = self._closing.is_set()
            if not closing and len(self.journal.open()) < _MOST_OPEN:
                self.make(chance)
            waiting = [entry.wanted for entry in self.journal.open()]
            if not waiting and closing:
                return
            batch = chance.choices(waiting, k=min(_AT_ONCE, len(waiting))) if waiting else []
            known = self.journal.entries()
            if known and chance.random() < 0.3:
                batch.append(chance.choice(known).wanted)
            try:
                self.send(batch)
            except (OSError, http.client.HTTPException):
                self._over.wait(0.05 + chance.random() / 5)


def _results(status: int, said: bytes) -> list[dict[str, Any]]:
    """What was answered; nothing, where the answer was cut among its headers."""
    try:
        results: list[dict[str, Any]] = json.loads(said)["results"] if status == 200 else []
    except ValueError:
        return []
    return results
