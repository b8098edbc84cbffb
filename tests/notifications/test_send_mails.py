"""Queued mails reach their gateway once a key, beside the text messages and not before them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.db import db
from api.gateways.mail import Letter, MailFailed
from api.gateways.mail.smtp import TIMEOUT_S
from api.notifications import jobs
from api.notifications.models import Channel, Notification
from api.notifications.operations import queue_mail, queue_sms
from api.notifications.rules import LEASE, MAIL_LEASE, SendingState
from tests.cast import OpenDatabase, RunJobs
from tests.outbox import Outbox

TO = "zhou@example.com"
SAID = {"last4": "4821"}


class BrokenMail:
    """Fails every mail."""

    def __init__(self, permanent: bool = False) -> None:
        self.permanent = permanent

    def send(self, letter: Letter) -> None:
        raise MailFailed("broken", permanent=self.permanent)


@pytest.fixture
def log(app: Flask) -> Path:
    var_dir: Path = app.extensions["tongka"].settings.var_dir
    return var_dir / "outbox" / "mail.log"


@pytest.fixture
def queued(database: OpenDatabase, clock: MovableClock) -> None:
    with database() as session:
        queue_mail(session, TO, "card_restored", SAID, "key", clock.now())


def break_mail(app: Flask, permanent: bool = False) -> None:
    services = app.extensions["tongka"]
    app.extensions["tongka"] = replace(services, mail=BrokenMail(permanent))


def test_it_sends_a_mail_with_the_words_of_the_text_message(
    app: Flask, log: Path, database: OpenDatabase, clock: MovableClock, run_jobs: RunJobs
) -> None:
    said = {"amount": "126.00", "due_on": "03-25"}
    with database() as session:
        for _ in range(2):
            queue_mail(session, "zhou@example.com", "bill_opened", said, "key", clock.now())
    run_jobs("notifications.send_mail")

    settings = app.extensions["tongka"].settings
    (line,) = [json.loads(text) for text in log.read_text().splitlines()]
    assert line["to"] == "zhou@example.com"
    assert line["subject"] == "童卡：有一笔自付费用 ¥126.00 / Tongka: ¥126.00 to pay"
    for words in ("03-25 前付清", "Open Tongka to pay", settings.public_url):
        assert words in line["text"]


@pytest.mark.usefixtures("queued")
def test_it_sends_a_key_once_however_often_it_is_queued(
    log: Path, database: OpenDatabase, clock: MovableClock, run_jobs: RunJobs
) -> None:
    for _ in range(3):
        run_jobs("notifications.send", "notifications.send_mail")
        clock.move(hours=2)
        with database() as session:
            assert not queue_mail(session, TO, "card_restored", SAID, "key", clock.now())
    assert len(log.read_text().splitlines()) == 1


@pytest.mark.usefixtures("queued")
@pytest.mark.parametrize(
    ("permanent", "state"), [(False, SendingState.QUEUED), (True, SendingState.FAILED)]
)
def test_it_keeps_a_mail_that_its_server_does_not_take(
    app: Flask,
    database: OpenDatabase,
    run_jobs: RunJobs,
    capfd: pytest.CaptureFixture[str],
    permanent: bool,
    state: SendingState,
) -> None:
    break_mail(app, permanent)
    run_jobs("notifications.send_mail")
    with database() as session:
        message = session.scalars(sa.select(Notification)).one()
        assert (message.state, message.attempts) == (state, 1)
        assert "zhou" not in message.recipient_sealed
    said = "".join(capfd.readouterr())
    assert "mail not sent" in said
    assert "zhou" not in said
    assert "4821" not in said


@pytest.mark.usefixtures("queued")
def test_it_sends_text_messages_while_the_mail_server_is_away(
    app: Flask, database: OpenDatabase, clock: MovableClock, run_jobs: RunJobs, outbox: Outbox
) -> None:
    with app.app_context():
        assert jobs.claim(db.session(), Channel.MAIL, clock.now())
        db.session.commit()
    with database() as session:
        queue_sms(session, "+8613800000001", "bind_code", {"code": "123456"}, "k", clock.now())
    assert run_jobs("notifications.send") == 1
    assert outbox.codes("+8613800000001") == ["123456"]


@pytest.mark.usefixtures("queued")
def test_it_leaves_a_mail_to_its_runner_for_as_long_as_a_server_may_take(
    app: Flask, clock: MovableClock, run_jobs: RunJobs
) -> None:
    with app.app_context():
        assert jobs.claim(db.session(), Channel.MAIL, clock.now())
        db.session.commit()
    clock.move(seconds=LEASE.total_seconds())
    assert run_jobs("notifications.send_mail") == 0
    clock.move(seconds=(MAIL_LEASE - LEASE).total_seconds())
    assert run_jobs("notifications.send_mail") == 1
    assert MAIL_LEASE.total_seconds() > 13 * TIMEOUT_S
