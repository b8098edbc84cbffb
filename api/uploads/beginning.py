"""Beginning uploads: whose, how many, and the same one for the same id."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Member
from api.core.errors import Refusal
from api.core.ids import new_id
from api.gateways.files import FileStore, new_key
from api.policies.models import Policy
from api.uploads import problems, rules
from api.uploads.models import Upload, UploadPart
from api.uploads.operations import Standing, end, is_over, standing
from api.uploads.rules import PreviewState, RefusedFor, UploadState

_COUNTED = (UploadState.RECEIVING, UploadState.COMPLETE, UploadState.REFUSED)


@dataclass(frozen=True)
class Wanted:
    """What a phone announces; `upload_id` is the phone's own, where it has one."""

    upload_id: str | None
    policy_id: str
    filename: str
    length: int


def create(
    session: Session, member: Member, files: FileStore, wanted: Wanted, now: datetime
) -> Standing:
    """Begins an upload; the same id from the same phone leads to the same one.

    One that has ended begins anew. Raises Refusal.
    """
    if not member.sees(wanted.policy_id):
        raise Refusal(errors.NOT_FOUND)
    if wanted.length == 0:
        raise Refusal(problems.REFUSED[RefusedFor.EMPTY_FILE])
    # One creation of a policy at a time: its quota holds, and an id is taken once.
    lock = sa.select(Policy.id).where(Policy.id == wanted.policy_id)
    session.execute(lock.with_for_update(key_share=True))
    upload = session.get(Upload, wanted.upload_id) if wanted.upload_id else None
    if upload is None:
        _mind_quota(session, wanted, now)
        upload = _add(session, member, wanted, now)
    else:
        _mind_owner(upload, member, wanted)
        if upload.state in rules.ENDED or is_over(upload, now):
            _mind_quota(session, wanted, now)
            _begin_anew(session, files, upload, now)
    if upload.state == UploadState.RECEIVING and upload.key:
        files.begin(upload.key)
    session.flush()
    return standing(upload)


def _mind_owner(upload: Upload, member: Member, wanted: Wanted) -> None:
    same = (upload.device_id, upload.length) == (member.device_id, wanted.length)
    if not same or not member.sees(upload.policy_id):
        raise Refusal(problems.ID_TAKEN)


def _mind_quota(session: Session, wanted: Wanted, now: datetime) -> None:
    counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(Upload.length), 0)).where(
        Upload.policy_id == wanted.policy_id,
        Upload.created_at > now - rules.QUOTA_WINDOW,
        Upload.state.in_(_COUNTED),
    )
    files, length_sum = session.execute(counted).one()
    if not rules.fits_quota(files, int(length_sum), wanted.length):
        raise Refusal(problems.QUOTA_FULL)


def _add(session: Session, member: Member, wanted: Wanted, now: datetime) -> Upload:
    upload = Upload(
        id=wanted.upload_id or new_id(),
        device_id=member.device_id,
        policy_id=wanted.policy_id,
        filename=rules.safe_name(wanted.filename),
        length=wanted.length,
        received=0,
        state=UploadState.RECEIVING,
        key=new_key("uploads"),
        created_at=now,
        expires_at=rules.expires_at(now),
        preview=PreviewState.WAITING,
    )
    session.add(upload)
    return upload


def _begin_anew(session: Session, files: FileStore, upload: Upload, now: datetime) -> None:
    """Receives an ended upload once more, under another key: what was on its way stays out."""
    if upload.state not in rules.ENDED:
        end(upload, UploadState.EXPIRED)
    if upload.key:
        files.delete(upload.key)
        files.delete_parts(upload.key)
    session.execute(sa.delete(UploadPart).where(UploadPart.upload_id == upload.id))
    upload.become(UploadState.RECEIVING)
    upload.key, upload.received = new_key("uploads"), 0
    upload.created_at, upload.expires_at = now, rules.expires_at(now)
    upload.completed_at = upload.sha256 = upload.media_type = None
    upload.width = upload.height = upload.pages = upload.encrypted = None
    upload.preview, upload.preview_tries, upload.previewed_at = PreviewState.WAITING, 0, None
