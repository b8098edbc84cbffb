"""Scheduled work around passes."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.passes import operations


def tidy(session: Session, now: datetime) -> bool:
    """Forgets who typed codes, once their hour is over; there is never more to do."""
    operations.forget_counts(session, now)
    return False
