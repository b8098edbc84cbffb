"""Mail on its way to a server: by TLS or STARTTLS, to the one it means, and not for ever."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from api.core.clock import MovableClock
from api.gateways.mail import Letter, MailFailed
from api.gateways.mail.smtp import Server, SmtpMail
from tests.conftest import MORNING

LETTER = Letter("0198c0de-1111", "zhou@example.com", "童卡", "有一笔 ¥126.00\n")
Start = Callable[..., Controller]


class Mailbox:
    """Notes for each letter whether it came encrypted."""

    def __init__(self) -> None:
        self.encrypted: list[bool] = []

    async def handle_DATA(  # noqa: N802 # aiosmtpd's name
        self, server: Any, _session: Any, _envelope: Envelope
    ) -> str:
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return "250 OK"


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for 127.0.0.1, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("certificate") / "mail.pem"
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    return file


@pytest.fixture
def start(mailbox: Mailbox, certificate: Path) -> Iterator[Start]:
    """Starts a mail server that speaks TLS from the first byte, or after STARTTLS."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with ExitStack() as ends:

        def start(tls: bool) -> Controller:
            how: dict[str, Any] = {"ssl_context": context}
            if not tls:
                how = {"tls_context": context, "require_starttls": True}
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = probe.getsockname()[1]
            running = Controller(mailbox, hostname="127.0.0.1", port=port, **how)
            running.start()
            ends.callback(running.stop)
            return running

        yield start


def mail(port: int, tls: bool, trusted: Path | None = None, timeout_s: float = 5) -> SmtpMail:
    server = Server("127.0.0.1", port, tls, "tongka@example.org", timeout_s=timeout_s)
    context = ssl.create_default_context(cafile=trusted)
    return SmtpMail(server, MovableClock(MORNING), context)


@pytest.mark.parametrize("tls", [True, False], ids=["smtps", "starttls"])
def test_it_encrypts_what_it_hands_over(
    start: Start, mailbox: Mailbox, certificate: Path, tls: bool
) -> None:
    mail(start(tls).port, tls, certificate).send(LETTER)
    assert mailbox.encrypted == [True]


@pytest.mark.parametrize("tls", [True, False], ids=["smtps", "starttls"])
def test_it_tells_nothing_to_a_server_that_nobody_vouches_for(
    start: Start, mailbox: Mailbox, tls: bool
) -> None:
    with pytest.raises(MailFailed) as failed:
        mail(start(tls).port, tls).send(LETTER)
    assert not failed.value.permanent
    assert mailbox.encrypted == []


@pytest.mark.parametrize("tls", [True, False], ids=["smtps", "starttls"])
def test_it_waits_for_no_server_for_ever(tls: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(MailFailed) as failed:
        mail(silent.getsockname()[1], tls, timeout_s=0.2).send(LETTER)
    assert not failed.value.permanent
