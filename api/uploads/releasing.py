"""Letting go of a file that something had."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.uploads.models import Upload


def release(session: Session, upload_id: str, now: datetime) -> None:
    """Unties an upload from what no longer needs it; the job that ends loose ones removes it."""
    upload = session.get_one(Upload, upload_id, with_for_update=True, populate_existing=True)
    upload.attached_at = None
    upload.expires_at = now
    session.flush()
