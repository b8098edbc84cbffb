"""Queued messages reach the gateway, at least once, and leave nothing readable behind."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.core.db import db
from api.gateways.mail import Letter, MailFailed
from api.gateways.sms import SmsFailed
from api.jobs import run_due
from api.notifications import jobs
from api.notifications.models import Channel, Notification
from api.notifications.operations import queue_sms
from api.notifications.rules import LEASE, SendingState
from tests.cast import OpenDatabase, RunJobs
from tests.conftest import MORNING
from tests.outbox import Outbox

TO = "+8613800000001"
NOTICE = {"name": "外婆的手机", "last4": "4821"}
Queue = Callable[..., bool]


class BrokenGateway:
    """Fails every message, for good or for the time being."""

    def __init__(self, permanent: bool) -> None:
        self.permanent = permanent

    def send(self, to: str, template: str, params: dict[str, str], text: str) -> None:
        raise SmsFailed("broken", permanent=self.permanent)


class BrokenMail:
    """Fails every mail, for the time being."""

    def send(self, letter: Letter) -> None:
        raise MailFailed("broken", permanent=False)


@pytest.fixture
def queue(database: OpenDatabase, clock: MovableClock) -> Queue:
    def queue(template: str = "phone_bound", key: str = "key", **params: str) -> bool:
        with database() as session:
            return queue_sms(session, TO, template, params or NOTICE, key, clock.now())

    return queue


@pytest.fixture
def only_message(database: OpenDatabase) -> Callable[[], Notification]:
    def read() -> Notification:
        with database() as session:
            message = session.scalars(sa.select(Notification)).one()
            session.expunge(message)
            return message

    return read


def attempt(app: Flask, clock: MovableClock, permanent: bool) -> None:
    """One attempt through a gateway that fails."""
    with app.app_context():
        outgoing = jobs.claim(db.session(), Channel.SMS, clock.now())
        assert outgoing
        db.session.commit()
        broken = BrokenGateway(permanent)
        failure = jobs.deliver(outgoing, broken, BrokenMail(), "http://127.0.0.1")
        jobs.settle(db.session(), outgoing, failure, clock.now())
        db.session.commit()


def test_it_sends_a_queued_message(
    queue: Queue, run_jobs: RunJobs, outbox: Outbox, only_message: Callable[[], Notification]
) -> None:
    assert queue()
    run_jobs("notifications.send")

    (sent,) = outbox.messages()
    assert (sent.to, sent.template, sent.params) == (TO, "phone_bound", NOTICE)
    assert "“外婆的手机”绑定了尾号 4821 的保单" in sent.text
    message = only_message()
    assert (message.state, message.sent_at) == (SendingState.SENT, MORNING)


def test_it_keeps_no_code_after_sending(
    queue: Queue, run_jobs: RunJobs, only_message: Callable[[], Notification]
) -> None:
    queue("bind_code", code="123456")
    assert "123456" not in str(vars(only_message()))
    run_jobs("notifications.send")
    assert only_message().params_sealed is None


def test_it_queues_the_same_key_once(queue: Queue, run_jobs: RunJobs, outbox: Outbox) -> None:
    assert queue(key="bound:1")
    assert not queue(key="bound:1")
    run_jobs()
    assert not queue(key="bound:1")
    run_jobs()
    assert len(outbox.messages()) == 1


def test_it_refuses_a_template_without_words(queue: Queue) -> None:
    with pytest.raises(KeyError):
        queue("no_such_template")


def test_it_tries_again_later(
    app: Flask,
    queue: Queue,
    clock: MovableClock,
    run_jobs: RunJobs,
    outbox: Outbox,
    only_message: Callable[[], Notification],
) -> None:
    queue()
    attempt(app, clock, permanent=False)
    assert only_message().state is SendingState.QUEUED
    assert run_jobs("notifications.send") == 0, "not before its time"

    clock.move(seconds=5)
    assert run_jobs("notifications.send") == 1
    assert len(outbox.messages()) == 1
    assert only_message().attempts == 2


def test_it_gives_up_what_is_refused_for_good(
    app: Flask, queue: Queue, clock: MovableClock, only_message: Callable[[], Notification]
) -> None:
    queue()
    attempt(app, clock, permanent=True)
    message = only_message()
    assert (message.state, message.params_sealed) == (SendingState.FAILED, None)


def test_it_gives_up_after_twelve_attempts(
    app: Flask, queue: Queue, clock: MovableClock, only_message: Callable[[], Notification]
) -> None:
    queue()
    for _ in range(12):
        attempt(app, clock, permanent=False)
        clock.move(hours=1)
    assert only_message().state is SendingState.FAILED


def test_it_does_not_send_a_dead_code(
    queue: Queue,
    clock: MovableClock,
    run_jobs: RunJobs,
    outbox: Outbox,
    only_message: Callable[[], Notification],
) -> None:
    queue("bind_code", code="123456")
    clock.move(minutes=5)
    run_jobs("notifications.send")
    assert not outbox.messages()
    assert only_message().state is SendingState.FAILED


def test_it_sends_again_what_a_dead_runner_had(
    app: Flask,
    queue: Queue,
    clock: MovableClock,
    run_jobs: RunJobs,
    outbox: Outbox,
    only_message: Callable[[], Notification],
) -> None:
    queue()
    with app.app_context():
        assert jobs.claim(db.session(), Channel.SMS, clock.now())
        db.session.commit()
    assert run_jobs("notifications.send") == 0, "another runner has it"

    clock.move(seconds=LEASE.total_seconds())
    assert run_jobs("notifications.send") == 1
    assert len(outbox.messages()) == 1
    assert only_message().state is SendingState.SENT


def test_it_gives_up_what_every_runner_died_of(
    app: Flask, queue: Queue, clock: MovableClock, only_message: Callable[[], Notification]
) -> None:
    queue()
    with app.app_context():
        claims = 0
        while jobs.claim(db.session(), Channel.SMS, clock.now()):
            claims += 1
            clock.move(seconds=LEASE.total_seconds())
        db.session.commit()
    assert claims == 12
    assert only_message().state is SendingState.FAILED


def test_it_believes_only_the_runner_that_has_the_message(
    app: Flask, queue: Queue, clock: MovableClock, only_message: Callable[[], Notification]
) -> None:
    queue()
    with app.app_context():
        slow = jobs.claim(db.session(), Channel.SMS, clock.now())
        assert slow
        clock.move(seconds=LEASE.total_seconds())
        assert jobs.claim(db.session(), Channel.SMS, clock.now())
        jobs.settle(db.session(), slow, SmsFailed("late", permanent=True), clock.now())
        db.session.commit()
    assert only_message().state is SendingState.SENDING


def test_it_forgets_what_was_sent_a_month_ago(
    app: Flask, queue: Queue, clock: MovableClock, run_jobs: RunJobs, database: OpenDatabase
) -> None:
    queue(key="sent")
    run_jobs("notifications.send")
    clock.move(days=29)
    queue(key="waiting")
    clock.move(days=1)
    run_due(app, {"notifications.tidy"})
    with database() as session:
        assert session.scalars(sa.select(Notification.dedupe_key)).all() == ["waiting"]


def test_it_lets_no_unreadable_message_block_the_rest(
    database: OpenDatabase, queue: Queue, run_jobs: RunJobs, outbox: Outbox
) -> None:
    queue(key="unreadable")
    with database() as session:
        session.execute(sa.update(Notification).values(params_sealed="no-such-key.AAAA"))
    queue(key="whole")
    run_jobs("notifications.send")
    assert len(outbox.messages()) == 1


def test_it_goes_on_with_the_schedule_when_a_job_fails(
    app: Flask, database: OpenDatabase, queue: Queue, outbox: Outbox
) -> None:
    with database() as session:
        session.execute(sa.text("ALTER TABLE challenges RENAME TO hidden"))
    try:
        queue()
        run_due(app)
    finally:
        with database() as session:
            session.execute(sa.text("ALTER TABLE hidden RENAME TO challenges"))
    assert len(outbox.messages()) == 1
