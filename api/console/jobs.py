"""Scheduled work around the queue."""

from sqlalchemy.orm import Session

from api.wiring import Services


def open_items(session: Session, services: Services) -> set[tuple[str, str]]:
    """Kind and id of every open item of every feature."""
    now = services.clock.now()
    return {(item.kind, item.id) for source in services.work for item in source.items(session, now)}
