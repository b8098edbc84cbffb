"""Mail through an SMTP server, encrypted on the way to it (RFC 8314, RFC 3207)."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from api.core.clock import Clock
from api.gateways.mail import Letter, MailFailed

# Of each answer; all thirteen of a letter fit into its lease (notifications/rules.py).
TIMEOUT_S = 20
# Not every server on the way takes eight bits.
_POLICY = SMTP.clone(cte_type="7bit")
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
    timeout_s: float = TIMEOUT_S


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
            # A header of several lines, or an address that isn't one.
            raise MailFailed("no such header", permanent=True) from error
        try:
            with self._signed_in() as connection:
                connection.send_message(message, self._server.sender, [letter.to])
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

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        with closing(self._connect()) as connection:
            if self._server.user:
                connection.login(self._server.user, self._server.password)
            yield connection
            # How a server says goodbye changes nothing: a letter that it took is not sent again.
            with suppress(smtplib.SMTPException, OSError):
                connection.quit()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.tls:
            return smtplib.SMTP_SSL(
                host, port, timeout=self._server.timeout_s, context=self._context
            )
        connection = smtplib.SMTP(host, port, timeout=self._server.timeout_s)
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
        message = EmailMessage(_POLICY)
        message["From"] = _address(self._server.sender)
        message["To"] = _address(letter.to)
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{letter.id}@{self._server.sender.rpartition('@')[2]}>"
        # RFC 3834: nobody's holiday notice answers it.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


def _address(text: str) -> Address:
    """One plain address. Raises ValueError: a list, a name or a comment is none."""
    try:
        address = Address(addr_spec=text)
    except (MessageError, IndexError) as error:
        raise ValueError("no address") from error
    if not (text.isascii() and address.username and address.domain):
        raise ValueError("no address")
    return address


def make(url: str, _outbox: Path, clock: Clock) -> SmtpMail:
    """The gateway of `smtps://` and `smtp://`. Raises ValueError with one sentence."""
    try:
        server = _server(url)
    except ValueError:
        # The URL holds a password: it is not repeated.
        raise ValueError(
            "TONGKA_MAIL_URL must look like smtps://user:password@host?from=address."
        ) from None
    return SmtpMail(server, clock, ssl.create_default_context())


def _server(url: str) -> Server:
    parts = urlsplit(url)
    tls = parts.scheme == "smtps"
    # A plus in an address is a plus.
    query = parse_qs(parts.query.replace("+", "%2B"), strict_parsing=True)
    server = Server(
        host=parts.hostname or "",
        port=parts.port or (465 if tls else 587),
        tls=tls,
        sender=query["from"][0] if "from" in query else "",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
    _address(server.sender)
    if not server.host or query.keys() != {"from"}:
        raise ValueError("no host, or more than a sender")
    # All that smtplib can sign in with.
    if not (server.user + server.password).isascii() or bool(server.user) != bool(server.password):
        raise ValueError("no such login")
    return server
