"""Scheduled work around phones."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.devices import codes, renewals, sessions


def send_codes(session: Session, now: datetime) -> bool:
    """Looks for the policy of one challenge and sends its code."""
    return codes.send_next_code(session, now)


def follow_renewals(session: Session, now: datetime) -> bool:
    """Binds the phones of one renewed policy to its successor."""
    return renewals.follow_next_renewal(session, now)


def tidy(session: Session, now: datetime, batch: int = 500) -> bool:
    """Deletes a batch of challenges, sessions and devices that nobody needs any more."""
    codes.forget_counts(session, now)
    return sessions.delete_leftovers(session, now, batch)
