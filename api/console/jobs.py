"""Scheduled work around the queue."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.console.queue import open_items
from api.staff.holdings import WorkHolding
from api.wiring import Services


def forget_done(session: Session, services: Services) -> None:
    """Forgets who had items that aren't open any more."""
    opened = open_items(services.work, None, services.clock.now())
    is_open = sa.exists().where(
        opened.c.kind == WorkHolding.kind, opened.c.id == WorkHolding.item_id
    )
    session.execute(
        sa.delete(WorkHolding).where(~is_open), execution_options={"synchronize_session": False}
    )
