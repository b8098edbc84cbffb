"""Scheduled work around commands."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.sync.models import CommandResult
from api.sync.rules import RESULT_LIFETIME


def forget_old(session: Session, now: datetime, batch: int = 500) -> bool:
    """Deletes a batch of answers that no phone asks for any more; says whether it was full."""
    old = (
        sa.select(CommandResult.id)
        .where(CommandResult.handled_at < now - RESULT_LIFETIME)
        .limit(batch)
    )
    ids = session.scalars(old).all()
    session.execute(sa.delete(CommandResult).where(CommandResult.id.in_(ids)))
    return len(ids) == batch
