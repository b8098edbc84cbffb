"""The end of uploads: by time, and what is left of them in the store.

A row first says that bytes are not needed; they are removed outside of any transaction, and then
the row says that too. Whoever dies in between leaves work, never a row without its bytes.
"""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.gateways.files import FileStore
from api.uploads import rules
from api.uploads.models import Upload, UploadPart
from api.uploads.operations import end
from api.uploads.rules import UploadState, Variant, derived_key

_OPEN = [state for state in UploadState if state not in rules.ENDED]


@dataclass(frozen=True)
class Leftover:
    """Bytes that nobody needs: a whole upload's, or only the parts of one that is sealed."""

    upload_id: str
    key: str
    parts_only: bool


def expire_next(session: Session, now: datetime) -> bool:
    """Ends one upload whose time is over; says whether there was any."""
    over = sa.select(Upload).where(
        Upload.attached_at.is_(None), Upload.expires_at <= now, Upload.state.in_(_OPEN)
    )
    upload = session.scalars(over.limit(1).with_for_update(skip_locked=True)).first()
    if upload is None:
        return False
    end(upload, UploadState.EXPIRED)
    session.flush()
    return True


def find_leftover(session: Session) -> Leftover | None:
    """The next bytes that can go."""
    unneeded = sa.select(Upload.id, Upload.key).where(
        Upload.attached_at.is_(None),
        Upload.key.is_not(None),
        Upload.state.in_([*rules.ENDED, UploadState.REFUSED]),
    )
    found = session.execute(unneeded.order_by(Upload.expires_at).limit(1)).first()
    if found is not None:
        return Leftover(found.id, found.key, parts_only=False)
    sealed = sa.select(Upload.id, Upload.key).join(UploadPart, UploadPart.upload_id == Upload.id)
    found = session.execute(sealed.where(Upload.state == UploadState.COMPLETE).limit(1)).first()
    return None if found is None else Leftover(found.id, found.key, parts_only=True)


def remove(files: FileStore, leftover: Leftover) -> None:
    """Removes bytes from the store; done twice, it does no harm. Raises StoreAway."""
    files.delete_parts(leftover.key)
    if not leftover.parts_only:
        for variant in (Variant.PREVIEW, Variant.THUMB):
            files.delete(derived_key(leftover.key, variant))
        files.delete(leftover.key)


def settle_leftover(session: Session, leftover: Leftover) -> None:
    """Notes that bytes were removed; an upload that began anew meanwhile has another key."""
    same = sa.select(Upload.id).where(Upload.id == leftover.upload_id, Upload.key == leftover.key)
    session.execute(sa.delete(UploadPart).where(UploadPart.upload_id.in_(same)))
    if not leftover.parts_only:
        session.execute(
            sa.update(Upload)
            .where(Upload.id == leftover.upload_id, Upload.key == leftover.key)
            .values(key=None)
        )


def forget(session: Session, now: datetime, batch: int = 500) -> bool:
    """Deletes rows of uploads that ended long ago; says whether a batch was full."""
    old = sa.select(Upload.id).where(
        Upload.attached_at.is_(None),
        Upload.state.in_(rules.ENDED),
        Upload.key.is_(None),
        Upload.expires_at <= now - rules.REMEMBERED,
    )
    ids = session.scalars(old.limit(batch)).all()
    session.execute(sa.delete(Upload).where(Upload.id.in_(ids)))
    return len(ids) == batch
