"""Mail: the console's log, and an SMTP server that takes it, refuses it, or isn't there."""

import json
import socket
import stat
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from api.core.clock import MovableClock
from api.gateways.mail import Letter, MailFailed, MailGateway, make_mail_gateway
from tests.conftest import MORNING

LETTER = Letter("0198c0de-1111", "zhou@example.com", "童卡：¥126.00 / Tongka", "有一笔 ¥126.00\n")


class Server:
    """What a mail server was handed, and what it answers next."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.logins: list[LoginPassword] = []
        self.to_recipient = self.to_content = "250 OK"
        self.to_quit = "221 Bye"

    async def handle_RCPT(  # noqa: N802 # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(  # noqa: N802 # aiosmtpd's name
        self, _server: Any, _session: Any, envelope: Envelope
    ) -> str:
        if self.to_content.startswith("250"):
            self.taken.append(envelope)
        return self.to_content

    async def handle_QUIT(  # noqa: N802 # aiosmtpd's name
        self, _server: Any, _session: Any, _envelope: Envelope
    ) -> str:
        return self.to_quit

    def log_in(
        self, _server: Any, _session: Any, _envelope: Envelope, _mechanism: str, said: LoginPassword
    ) -> AuthResult:
        self.logins.append(said)
        return AuthResult(success=said.password == b"p@ss", handled=False)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def controller(server: Server) -> Iterator[Controller]:
    running = Controller(
        server,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=server.log_in,
        auth_require_tls=False,
    )
    running.start()
    yield running
    running.stop()


@pytest.fixture
def port(controller: Controller) -> int:
    found: int = controller.port
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


def gateway(url: str, outbox: Path) -> MailGateway:
    return make_mail_gateway(url, outbox, MovableClock(MORNING))


def smtp(port: int, outbox: Path, login: str = "") -> MailGateway:
    return gateway(f"smtp://{login}127.0.0.1:{port}?from=tongka@example.org", outbox)


def read(envelope: Envelope) -> EmailMessage:
    content = envelope.content
    assert isinstance(content, bytes)
    found = message_from_bytes(content, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_it_hands_a_letter_over(server: Server, port: int, tmp_path: Path) -> None:
    smtp(port, tmp_path).send(LETTER)

    (envelope,) = server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("tongka@example.org", ["zhou@example.com"])
    message = read(envelope)
    assert (message["Subject"], message["To"]) == (LETTER.subject, LETTER.to)
    assert message["Message-ID"] == "<0198c0de-1111@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == MORNING
    assert message.get_content().replace("\r\n", "\n") == LETTER.text
    assert isinstance(envelope.content, bytes)
    assert envelope.content.isascii()


def test_it_signs_in(server: Server, port: int, tmp_path: Path) -> None:
    smtp(port, tmp_path, "mail%40example.org:p%40ss@").send(LETTER)
    assert [(said.login, said.password) for said in server.logins] == [
        (b"mail@example.org", b"p@ss")
    ]
    with pytest.raises(MailFailed) as failed:
        smtp(port, tmp_path, "mail:wrong@").send(LETTER)
    assert not failed.value.permanent
    assert len(server.taken) == 1


@pytest.mark.parametrize(
    ("answer", "permanent"), [("550 no such person", True), ("451 later, please", False)]
)
@pytest.mark.parametrize("at", ["to_recipient", "to_content"])
def test_it_knows_a_refusal_for_good(
    server: Server, port: int, tmp_path: Path, at: str, answer: str, permanent: bool
) -> None:
    setattr(server, at, answer)
    with pytest.raises(MailFailed) as failed:
        smtp(port, tmp_path).send(LETTER)
    assert failed.value.permanent is permanent
    assert "zhou" not in failed.value.reason
    assert server.taken == []


def test_it_does_not_fail_over_a_goodbye(server: Server, port: int, tmp_path: Path) -> None:
    """Otherwise a letter that was taken would be sent again."""
    server.to_quit = "421 too long idle"
    smtp(port, tmp_path).send(LETTER)
    assert len(server.taken) == 1


def test_it_hands_over_to_one_address_only(server: Server, port: int, tmp_path: Path) -> None:
    for to in ("a,b@example.com", "Zhou <b@example.com>", "a@example.com, b@example.com", ""):
        with pytest.raises(MailFailed) as failed:
            smtp(port, tmp_path).send(replace(LETTER, to=to))
        assert failed.value.permanent
    assert server.taken == []


def test_it_takes_a_sender_with_a_plus(server: Server, port: int, tmp_path: Path) -> None:
    gateway(f"smtp://127.0.0.1:{port}?from=tongka+bills@example.org", tmp_path).send(LETTER)
    assert [each.mail_from for each in server.taken] == ["tongka+bills@example.org"]


def test_it_tries_again_where_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(MailFailed) as failed:
        smtp(free_port(), tmp_path).send(LETTER)
    assert not failed.value.permanent


def test_it_tells_nothing_to_a_server_elsewhere_without_tls(
    server: Server, port: int, tmp_path: Path
) -> None:
    """A server that offers no STARTTLS, at an address that isn't known to be this machine's."""
    elsewhere = gateway(f"smtp://localhost.:{port}?from=tongka@example.org", tmp_path)
    with pytest.raises(MailFailed) as failed:
        elsewhere.send(LETTER)
    assert not failed.value.permanent
    assert server.taken == []


@pytest.mark.parametrize("part", ["to", "subject"])
def test_it_puts_no_header_in_through_a_value(
    server: Server, port: int, tmp_path: Path, part: str
) -> None:
    value = f"{getattr(LETTER, part)}\r\nBcc: everybody@example.com"
    with pytest.raises(MailFailed) as failed:
        smtp(port, tmp_path).send(replace(LETTER, **{part: value}))
    assert failed.value.permanent
    assert server.taken == []


@pytest.mark.parametrize(
    "url",
    [
        "smtps://?from=a@example.org",
        "smtps://mail.example.org",
        "smtps://mail.example.org?from=nobody",
        "smtp://mail.example.org:x?from=a@example.org",
        "smtp://[::1?from=a@example.org",
        "smtps://mail.example.org?from=a@example.org%0D%0ABcc:b@example.org",
        "smtps://mail.example.org?from=Tongka%20<a@example.org>",
        "smtps://mail.example.org?from=a@example.org&tls=no",
        "smtps://user@mail.example.org?from=a@example.org",
        "smtps://user:密码@mail.example.org?from=a@example.org",
    ],
)
def test_it_refuses_an_address_that_lacks_something(url: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="TONGKA_MAIL_URL") as refused:
        gateway(url, tmp_path)
    assert "密码" not in str(refused.value)


def test_it_logs_on_the_console(tmp_path: Path) -> None:
    gateway("console:", tmp_path / "outbox").send(LETTER)
    log = tmp_path / "outbox" / "mail.log"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    (line,) = [json.loads(text) for text in log.read_text().splitlines()]
    assert (line["to"], line["subject"], line["text"]) == (LETTER.to, LETTER.subject, LETTER.text)


def test_it_waits_for_a_log_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(MailFailed) as failed:
        gateway("console:", tmp_path / "outbox").send(LETTER)
    assert not failed.value.permanent
