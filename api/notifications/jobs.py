"""Sending what is queued, and forgetting what was sent long ago.

A message is claimed in one transaction, sent outside of any, and settled in another: a slow
gateway must not hold the database. A runner that dies in between leaves the message to the
next one, so it is sent at least once. Each channel has a job of its own: a mail server that is
away must not hold up a code.
"""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.gateways.mail import Letter, MailFailed, MailGateway
from api.gateways.sms import SmsFailed, SmsGateway
from api.notifications import operations
from api.notifications.models import Channel
from api.notifications.operations import Outgoing
from api.notifications.texts import mail_subject, mail_text, sms_text

log = structlog.get_logger()

Failure = SmsFailed | MailFailed


def claim(session: Session, channel: Channel, now: datetime) -> Outgoing | None:
    """Takes the next message of a channel that is due, for this runner alone."""
    return operations.claim_message(session, channel, now)


def deliver(
    outgoing: Outgoing, sms: SmsGateway, mail: MailGateway, public_url: str
) -> Failure | None:
    """Hands a claimed message to its gateway; returns what went wrong, if anything.

    `public_url`: the app's address, which a mail leads to.
    """
    to, template, params = outgoing.recipient, outgoing.template, outgoing.params
    try:
        if outgoing.channel is Channel.MAIL:
            text = mail_text(template, params, public_url)
            mail.send(Letter(outgoing.id, to, mail_subject(template, params), text))
        else:
            sms.send(to, template, params, sms_text(to, template, params))
    except (SmsFailed, MailFailed) as failure:
        return failure
    return None


def settle(session: Session, outgoing: Outgoing, failure: Failure | None, now: datetime) -> None:
    """Notes what became of a message that was handed over."""
    if failure is None:
        operations.mark_sent(session, outgoing, now)
    else:
        log.warning(
            f"{outgoing.channel} not sent", template=outgoing.template, reason=failure.reason
        )
        operations.mark_failed(session, outgoing, failure.permanent, now)


def forget_old(session: Session, now: datetime) -> bool:
    """Deletes what was sent or given up long ago, all at once."""
    return operations.forget_old(session, now)
