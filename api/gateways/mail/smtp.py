"""Mail through an SMTP server, encrypted on the way to it (RFC 8314, RFC 3207)."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from api.core.clock import Clock
from api.gateways.mail import Letter, MailFailed

_TIMEOUT_S = 20
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Server:
    """Where mail is handed over; `tls` from the first byte, else by STARTTLS."""

    host: str
    port: int
    tls: bool
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)


class SmtpMail:
    """See MailGateway; each letter has a connection of its own."""

    def __init__(self, server: Server, clock: Clock, context: ssl.SSLContext) -> None:
        self._server = server
        self._clock = clock
        self._context = context

    def send(self, letter: Letter) -> None:
        """See MailGateway."""
        try:
            message = self._message(letter)
        except ValueError as error:
            # A header of several lines, which EmailMessage refuses.
            raise MailFailed("no such header", permanent=True) from error
        try:
            with self._connect() as connection:
                if self._server.user:
                    connection.login(self._server.user, self._server.password)
                connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise MailFailed(
                f"recipient refused: {codes}", permanent=all(code >= 500 for code in codes)
            ) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            reason = f"refused: {error.smtp_code}"
            raise MailFailed(reason, permanent=error.smtp_code >= 500) from error
        except (smtplib.SMTPException, OSError) as error:
            # What the server said may repeat an address: its kind is enough.
            raise MailFailed(type(error).__name__, permanent=False) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.tls:
            return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_S, context=self._context)
        connection = smtplib.SMTP(host, port, timeout=_TIMEOUT_S)
        try:
            connection.ehlo_or_helo_if_needed()
            # Only what never leaves this machine may go in the clear.
            if connection.has_extn("starttls") or host not in _LOOPBACK:
                connection.starttls(context=self._context)
        except BaseException:
            with suppress(OSError):
                connection.close()
            raise
        return connection

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{letter.id}@{self._server.sender.rpartition('@')[2]}>"
        # RFC 3834: nobody's holiday notice answers it.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def make(url: str, _outbox: Path, clock: Clock) -> SmtpMail:
    """The gateway of `smtps://` and `smtp://`."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise ValueError("TONGKA_MAIL_URL has a port that is none.") from None
    sender = parse_qs(parts.query).get("from", [""])[0]
    if not parts.hostname or "@" not in sender.strip("@"):
        raise ValueError("TONGKA_MAIL_URL looks like smtps://user:password@host?from=address.")
    tls = parts.scheme == "smtps"
    server = Server(
        host=parts.hostname,
        port=port or (465 if tls else 587),
        tls=tls,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
    return SmtpMail(server, clock, ssl.create_default_context())
