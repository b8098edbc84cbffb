"""Sending a mail: a log by default, an SMTP server where it is configured."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from api.core.clock import Clock

_MODULES = {
    "console": "api.gateways.mail.console",
    "smtp": "api.gateways.mail.smtp",
    "smtps": "api.gateways.mail.smtp",
}


class MailFailed(Exception):
    """A mail that was not accepted; `permanent` where asking again can't help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


@dataclass(frozen=True)
class Letter:
    """One mail in plain text; `id` is the same for each attempt to send it."""

    id: str
    to: str
    subject: str
    text: str


class MailGateway(Protocol):
    """Whoever takes mail."""

    def send(self, letter: Letter) -> None:
        """Hands over one letter; returns once it was accepted. Raises MailFailed."""
        ...


def make_mail_gateway(url: str, outbox: Path, clock: Clock) -> MailGateway:
    """The gateway that TONGKA_MAIL_URL names; `outbox` is where the console one keeps its log.

    Raises ValueError with one sentence where the URL is incomplete.
    """
    module = import_module(_MODULES[url.partition(":")[0]])
    gateway: MailGateway = module.make(url, outbox, clock)
    return gateway
