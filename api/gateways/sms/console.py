"""Text messages for development and demos: the terminal, and a log of one JSON line each."""

import sys
from pathlib import Path

from api.core.clock import Clock, instant_text
from api.gateways.lines import append_line
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
            append_line(self._log, line)
        except OSError as error:
            raise SmsFailed(f"{self._log} can't be written", permanent=False) from error
        print(f"SMS {to}: {text}", file=sys.stderr, flush=True)


def make(_url: str, outbox: Path, clock: Clock) -> ConsoleSms:
    """The gateway of `console:`."""
    return ConsoleSms(outbox / "sms.log", clock)
