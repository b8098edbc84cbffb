"""Scheduled work around the service's people."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.core import counters
from api.staff import rules, signing_in


def tidy(session: Session, now: datetime) -> bool:
    """Deletes sessions and counts that are over; all at once, so it never says there is more."""
    counters.forget(session, "sign-in:", now - rules.ADDRESS_WINDOW)
    counters.forget(session, "password:", now - rules.LOCK)
    return signing_in.forget_sessions(session, now)
