"""Scheduled work around uploads: pictures, the end of what nobody attached, and its removal."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.gateways.files import FileStore
from api.uploads import deriving, ending
from api.uploads.deriving import Claimed, Derived
from api.uploads.ending import Leftover


def claim(session: Session, now: datetime) -> Claimed | None:
    """Takes the next upload that has no pictures yet, for this runner alone."""
    return deriving.claim(session, now)


def derive(files: FileStore, claimed: Claimed) -> Derived:
    """Makes its pictures."""
    return deriving.derive(files, claimed)


def settle(session: Session, claimed: Claimed, derived: Derived, now: datetime) -> None:
    """Notes what became of it."""
    deriving.settle(session, claimed, derived, now)


def expire(session: Session, now: datetime) -> bool:
    """Ends one upload that nothing attached in time."""
    return ending.expire_next(session, now)


def find_leftover(session: Session) -> Leftover | None:
    """The next bytes in the store that nobody needs any more."""
    return ending.find_leftover(session)


def remove(files: FileStore, leftover: Leftover) -> None:
    """Removes them from the store."""
    ending.remove(files, leftover)


def settle_leftover(session: Session, leftover: Leftover) -> None:
    """Notes that they are removed."""
    ending.settle_leftover(session, leftover)


def forget(session: Session, now: datetime) -> bool:
    """Deletes the rows of uploads that ended long ago, a batch at a time."""
    return ending.forget(session, now)
