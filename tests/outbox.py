"""Reads the text messages that the console gateway wrote down."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.waiting import wait_until


@dataclass(frozen=True)
class Message:
    """One text message, as a line of `sms.log`."""

    at: str
    to: str
    template: str
    params: dict[str, str]
    text: str


class Outbox:
    """The messages sent so far, oldest first; `var_dir` is the service's."""

    def __init__(self, var_dir: Path) -> None:
        self._log = var_dir / "outbox" / "sms.log"

    def messages(self, to: str = "", template: str = "") -> list[Message]:
        """Returns the messages whose number and template begin like that."""
        if not self._log.exists():
            return []
        lines = self._log.read_text().splitlines()
        messages = [Message(**json.loads(line)) for line in lines]
        return [
            message
            for message in messages
            if message.to.startswith(to) and message.template.startswith(template)
        ]

    def codes(self, to: str) -> list[str]:
        """Returns the codes that a number got so far."""
        return [sent.params["code"] for sent in self.messages(to) if "code" in sent.params]

    def next_code(self, to: str, seen: int, timeout_s: float = 15) -> str:
        """Waits for the code after the `seen` ones that a number already got, and returns it."""
        what = f"code {seen + 1} to {to}"
        return wait_until(lambda: self.codes(to)[seen:], what, timeout_s)[0]

    def wait_for(self, to: str, template: str, timeout_s: float = 15) -> Message:
        """Waits for a message of some template to a number, and returns the last one."""
        found = wait_until(lambda: self.messages(to, template), f"{template} to {to}", timeout_s)
        return found[-1]
