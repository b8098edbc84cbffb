"""Mail for development and demos: a log of one JSON line each."""

from dataclasses import asdict
from pathlib import Path

from api.core.clock import Clock, instant_text
from api.gateways.lines import append_line
from api.gateways.mail import Letter, MailFailed


class ConsoleMail:
    """Appends each letter to `mail.log`."""

    def __init__(self, log: Path, clock: Clock) -> None:
        self._log = log
        self._clock = clock

    def send(self, letter: Letter) -> None:
        """See MailGateway; a log that can't be written fails for the time being."""
        line = {"at": instant_text(self._clock.now()), **asdict(letter)}
        try:
            append_line(self._log, line)
        except OSError as error:
            raise MailFailed(f"{self._log} can't be written", permanent=False) from error


def make(_url: str, outbox: Path, clock: Clock) -> ConsoleMail:
    """The gateway of `console:`."""
    return ConsoleMail(outbox / "mail.log", clock)
