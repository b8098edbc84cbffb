"""Text messages for development and demos: the terminal, and a log of one JSON line each."""

import json
import os
import sys
from pathlib import Path

from api.core.clock import Clock, instant_text
from api.gateways.sms import SmsFailed


class ConsoleSms:
    """Prints a message and appends it to `sms.log`."""

    def __init__(self, log: Path, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def send(self, to: str, template: str, params: dict[str, str], text: str) -> None:
        """See SmsGateway; a log that can't be written fails for the time being."""
        line = {
            "at": instant_text(self._clock.now()),
            "to": to,
            "template": template,
            "params": params,
            "text": text,
        }
        try:
            self._append(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            raise SmsFailed(f"{self._log} can't be written", permanent=False) from error
        print(f"SMS {to}: {text}", file=sys.stderr, flush=True)

    def _append(self, line: str) -> None:
        self._log.parent.mkdir(parents=True, exist_ok=True)
        # One write to a file opened for appending: lines of several processes never mix.
        descriptor = os.open(self._log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line.encode())
        finally:
            os.close(descriptor)


def make(_url: str, outbox: Path, clock: Clock) -> ConsoleSms:
    """The gateway of `console:`."""
    return ConsoleSms(outbox / "sms.log", clock)
