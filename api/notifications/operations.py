"""Queueing, claiming and settling what is sent; adding lines to the inbox."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from api.core.crypto import UnreadableValue, vault
from api.core.ids import new_id
from api.notifications import rules
from api.notifications.models import Channel, InboxItem, Notification
from api.notifications.rules import SendingState
from api.notifications.texts import MAIL_SUBJECTS, SMS_TEXTS

log = structlog.get_logger()

_OPEN = (SendingState.QUEUED, SendingState.SENDING)
_LEASES = {Channel.SMS: rules.LEASE, Channel.MAIL: rules.MAIL_LEASE}


@dataclass(frozen=True)
class Outgoing:
    """One claimed message, as the sender needs it outside any transaction."""

    id: str
    channel: Channel
    attempts: int
    recipient: str
    template: str
    params: dict[str, str]


def queue_sms(
    session: Session,
    to: str,
    template: str,
    params: dict[str, str],
    dedupe_key: str,
    now: datetime,
) -> bool:
    """Queues a text message to a phone in E.164, once a dedupe key; says whether it was new.

    Raises KeyError for a template that has no words.
    """
    SMS_TEXTS[template].zh.format_map(params)
    return _queue(session, Channel.SMS, to, template, params, dedupe_key, now)


def queue_mail(
    session: Session,
    to: str,
    template: str,
    params: dict[str, str],
    dedupe_key: str,
    now: datetime,
) -> bool:
    """Queues a mail to an address, once a dedupe key; says whether it was new.

    Its words are those of the text message. Raises KeyError for a template that has no subject.
    """
    MAIL_SUBJECTS[template].zh.format_map(params)
    SMS_TEXTS[template].zh.format_map(params)
    return _queue(session, Channel.MAIL, to, template, params, f"mail:{dedupe_key}", now)


def claim_message(session: Session, channel: Channel, now: datetime) -> Outgoing | None:
    """Takes the next message of a channel that is due for this runner alone, for a lease.

    What is of no use any more, or can't be read, is failed on the way: it must not block the
    rest. The caller commits before sending.
    """
    for message in _due(session, channel, now):
        outgoing = _open(message) if _is_of_use(message, now) else None
        if outgoing is None:
            _close(message, SendingState.FAILED)
            session.flush()
            continue
        message.become(SendingState.SENDING)
        message.attempts = outgoing.attempts
        message.next_try_at = now + _LEASES[channel]
        session.flush()
        return outgoing
    return None


def mark_sent(session: Session, outgoing: Outgoing, now: datetime) -> None:
    """Notes that the gateway accepted a claimed message, and wipes what it said."""
    message = _claimed(session, outgoing)
    if message is not None:
        _close(message, SendingState.SENT)
        message.sent_at = now
        session.flush()


def mark_failed(session: Session, outgoing: Outgoing, permanent: bool, now: datetime) -> None:
    """Notes a failed attempt: tried again later, or given up."""
    message = _claimed(session, outgoing)
    if message is None:
        return
    again_at = None if permanent else rules.next_try(message.attempts, now)
    if again_at is None:
        _close(message, SendingState.FAILED)
    else:
        message.become(SendingState.QUEUED)
        message.next_try_at = again_at
    session.flush()


def forget_old(session: Session, now: datetime) -> bool:
    """Deletes what was sent or given up 30 days ago; says whether there was any."""
    done = sa.delete(Notification).where(
        Notification.state.not_in(_OPEN), Notification.created_at <= now - rules.KEPT
    )
    return session.execute(done.returning(Notification.id)).first() is not None


def add_inbox(
    session: Session,
    policy_id: str,
    template: str,
    params: dict[str, Any],
    now: datetime,
    caused_by: str | None = None,
) -> InboxItem:
    """Adds a line for every phone of a policy but the device that caused it."""
    item = InboxItem(
        id=new_id(),
        policy_id=policy_id,
        template=template,
        params=params,
        caused_by_device_id=caused_by,
        created_at=now,
    )
    session.add(item)
    session.flush()
    return item


def _queue(
    session: Session,
    channel: Channel,
    to: str,
    template: str,
    params: dict[str, str],
    dedupe_key: str,
    now: datetime,
) -> bool:
    row_id = new_id()
    insert: Any = postgresql.insert if _is_postgresql(session) else sqlite.insert
    statement = insert(Notification).values(
        id=row_id,
        dedupe_key=dedupe_key,
        channel=channel,
        template=template,
        recipient_sealed=vault().seal(to, f"notifications:{row_id}:recipient"),
        params_sealed=vault().seal(json.dumps(params), f"notifications:{row_id}:params"),
        state=SendingState.QUEUED,
        attempts=0,
        next_try_at=now,
        created_at=now,
    )
    statement = statement.on_conflict_do_nothing(index_elements=[Notification.dedupe_key])
    return session.execute(statement.returning(Notification.id)).first() is not None


def _due(session: Session, channel: Channel, now: datetime) -> Iterator[Notification]:
    """Due messages one after the other, each locked; a failed one is not met again."""
    statement = (
        sa.select(Notification)
        .where(
            Notification.state.in_(_OPEN),
            Notification.channel == channel,
            Notification.next_try_at <= now,
        )
        .order_by(Notification.next_try_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    while (message := session.scalar(statement)) is not None:
        yield message


def _is_of_use(message: Notification, now: datetime) -> bool:
    # A message whose sender died each time was never settled: its attempts count here.
    return message.attempts < rules.MOST_ATTEMPTS and not rules.too_late(
        message.template, message.created_at, now
    )


def _open(message: Notification) -> Outgoing | None:
    """A message for its next attempt, or none where no key opens it."""
    try:
        return Outgoing(
            id=message.id,
            channel=message.channel,
            attempts=message.attempts + 1,
            recipient=message.recipient,
            template=message.template,
            params=json.loads(message.params),
        )
    except UnreadableValue:
        log.exception("message can't be read", id=message.id)
        return None


def _claimed(session: Session, outgoing: Outgoing) -> Notification | None:
    """The message if this runner still has it: same attempt, not taken back by another."""
    return session.scalar(
        sa.select(Notification)
        .where(
            Notification.id == outgoing.id,
            Notification.state == SendingState.SENDING,
            Notification.attempts == outgoing.attempts,
        )
        .with_for_update()
    )


def _close(message: Notification, state: SendingState) -> None:
    message.become(state)
    message.params = None


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
