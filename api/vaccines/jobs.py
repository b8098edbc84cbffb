"""Scheduled work around doses."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.vaccines import renewals


def follow_renewals(session: Session, now: datetime) -> bool:
    """Moves the doses of one renewed policy to its successor."""
    return renewals.follow_next_renewal(session, now)
