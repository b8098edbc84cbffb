"""Finding, finishing, ending and handing over uploads."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Member
from api.core.errors import Refusal
from api.uploads import problems, rules
from api.uploads.models import Upload, UploadPart
from api.uploads.rules import RefusedFor, UploadState
from api.uploads.sniffing import Facts


@dataclass(frozen=True)
class Standing:
    """How an upload stood when it was looked at; holds no transaction."""

    upload_id: str
    key: str
    length: int
    received: int
    state: UploadState
    refused_for: RefusedFor | None
    sha256: str | None
    expires_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether it is still being received, or waits to be looked through."""
        return self.state == UploadState.RECEIVING


def find(session: Session, member: Member, upload_id: str, now: datetime) -> Standing:
    """How an upload of this phone stands. Raises Refusal where there is none, or it ended."""
    return standing(_own(session, member, upload_id, now))


def terminate(session: Session, member: Member, upload_id: str, now: datetime) -> None:
    """Ends an upload that belongs to nothing; a job removes its bytes. Raises Refusal."""
    upload = _own(session, member, upload_id, now, lock=True)
    if upload.attached_at is not None:
        raise Refusal(problems.ATTACHED)
    end(upload, UploadState.TERMINATED)
    session.flush()


def attach(
    session: Session,
    member: Member,
    policy_id: str,
    upload_id: str,
    sha256: str | None,
    now: datetime,
) -> Upload:
    """Ties a finished upload of this phone to what the caller stores its id in.

    It stays from now on. The phone may have begun it for another of its policies (a parent chose
    another child): it moves. `sha256`, where given, is what the phone holds. Raises Refusal:
    upload_not_found, upload_unfinished (come again), upload_refused, upload_mismatch, upload_taken.
    """
    upload = session.get(Upload, upload_id, with_for_update=True, populate_existing=True)
    if upload is None or upload.device_id != member.device_id or not member.sees(policy_id):
        raise Refusal(problems.UPLOAD_NOT_FOUND)
    if upload.attached_at is not None:
        raise Refusal(problems.UPLOAD_TAKEN)
    if upload.state in rules.ENDED or is_over(upload, now):
        raise Refusal(problems.UPLOAD_NOT_FOUND)
    if upload.state == UploadState.RECEIVING:
        raise Refusal(problems.UPLOAD_UNFINISHED)
    if upload.refused_for is not None:
        raise Refusal(problems.UPLOAD_REFUSED, {"upload_id": [upload.refused_for.value]})
    if sha256 is not None and sha256 != upload.sha256:
        raise Refusal(problems.UPLOAD_MISMATCH)
    upload.policy_id = policy_id
    upload.attached_at = now
    session.flush()
    return upload


def note_part(session: Session, seen: Standing, part: UploadPart) -> bool:
    """Notes a chunk that lies in the store; says whether it was the first to begin there.

    The one conditional UPDATE decides between chunks that come at once.
    """
    moved = sa.update(Upload).where(
        Upload.id == seen.upload_id,
        Upload.key == seen.key,
        Upload.state == UploadState.RECEIVING,
        Upload.received == part.start,
    )
    done: Any = session.execute(moved.values(received=part.start + part.length))
    if done.rowcount == 0:
        return False
    session.add(part)
    session.flush()
    return True


def parts_of(session: Session, upload_id: str) -> list[UploadPart]:
    """The chunks of an upload that were noted, in their order."""
    found = sa.select(UploadPart).where(UploadPart.upload_id == upload_id)
    return list(session.scalars(found.order_by(UploadPart.start)))


def complete(upload: Upload, digest: str, found: Facts | RefusedFor, now: datetime) -> None:
    """Notes what an upload is that has arrived in full, or why it is refused."""
    upload.received = upload.length
    upload.completed_at = now
    upload.expires_at = rules.expires_at(now)
    upload.sha256 = digest
    if isinstance(found, RefusedFor):
        upload.become(UploadState.REFUSED)
        upload.refused_for = found
        return
    upload.become(UploadState.COMPLETE)
    upload.media_type, upload.width, upload.height = found.media_type, found.width, found.height
    upload.preview_due_at = now


def end(upload: Upload, state: UploadState) -> None:
    """Expires or terminates an upload."""
    upload.become(state)
    upload.refused_for = None
    upload.preview_due_at = None


def _own(
    session: Session, member: Member, upload_id: str, now: datetime, *, lock: bool = False
) -> Upload:
    upload = session.get(Upload, upload_id, with_for_update=lock, populate_existing=True)
    foreign = upload is None or upload.device_id != member.device_id
    if upload is None or foreign or not member.sees(upload.policy_id):
        raise Refusal(errors.NOT_FOUND)
    if upload.state in rules.ENDED or is_over(upload, now):
        raise Refusal(problems.GONE)
    return upload


def is_over(upload: Upload, now: datetime) -> bool:
    """Whether its time is over, though no job has come by yet."""
    return upload.attached_at is None and now >= upload.expires_at


def standing(upload: Upload) -> Standing:
    """An upload as a value that outlives its transaction."""
    return Standing(
        upload.id,
        upload.key or "",
        upload.length,
        upload.received if upload.state == UploadState.RECEIVING else upload.length,
        upload.state,
        upload.refused_for,
        upload.sha256,
        upload.expires_at,
    )
