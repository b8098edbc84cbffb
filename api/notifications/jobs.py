"""Sending what is queued, and forgetting what was sent long ago.

A message is claimed in one transaction, sent outside of any, and settled in another: a slow
gateway must not hold the database. A runner that dies in between leaves the message to the
next one, so it is sent at least once.
"""

from datetime import datetime

import structlog
from sqlalchemy.orm import Session

from api.gateways.sms import SmsFailed, SmsGateway
from api.notifications import operations
from api.notifications.operations import Outgoing
from api.notifications.texts import sms_text

log = structlog.get_logger()


def claim(session: Session, now: datetime) -> Outgoing | None:
    """Takes the next message that is due, for this runner alone."""
    return operations.claim_message(session, now)


def deliver(outgoing: Outgoing, gateway: SmsGateway) -> SmsFailed | None:
    """Hands a claimed message to the gateway; returns what went wrong, if anything."""
    text = sms_text(outgoing.recipient, outgoing.template, outgoing.params)
    try:
        gateway.send(outgoing.recipient, outgoing.template, outgoing.params, text)
    except SmsFailed as failure:
        return failure
    return None


def settle(session: Session, outgoing: Outgoing, failure: SmsFailed | None, now: datetime) -> None:
    """Notes what became of a message that was handed over."""
    if failure is None:
        operations.mark_sent(session, outgoing, now)
    else:
        log.warning("sms not sent", template=outgoing.template, reason=failure.reason)
        operations.mark_failed(session, outgoing, failure.permanent, now)


def forget_old(session: Session, now: datetime) -> bool:
    """Deletes what was sent or given up long ago, all at once."""
    return operations.forget_old(session, now)
