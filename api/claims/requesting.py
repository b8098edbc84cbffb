"""Asking a family for more: documents of some kinds, or a photo to take again."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.desk import about, claim_at_desk, in_hand
from api.claims.desk_problems import WRONG_STEP
from api.claims.documents import count_from, settle_status
from api.claims.handbook import Handbook
from api.claims.models import Claim, ClaimRequest
from api.claims.reading import document_of
from api.claims.reopening import overtake_decision
from api.claims.rules import (
    IN_ASSESSMENT,
    ClaimEventKind,
    ClaimStatus,
    DocumentKind,
    DocumentState,
)
from api.claims.telling import happened
from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import record
from api.core.errors import Refusal
from api.core.ids import new_id

_MOST_WORDS = 500


@dataclass(frozen=True)
class Mark:
    """A place on a photo, as shares of its width and height from 0 to 1."""

    x: float
    y: float
    w: float
    h: float

    @property
    def is_on_photo(self) -> bool:
        """Whether all of it lies on the photo."""
        sound = min(self.x, self.y) >= 0 and min(self.w, self.h) > 0
        return sound and self.x + self.w <= 1 and self.y + self.h <= 1


def request_documents(
    session: Session,
    who: StaffActor,
    claim_id: str,
    version: int,
    kinds: Collection[DocumentKind],
    note: str,
    now: datetime,
) -> ClaimRequest:
    """Asks a family for documents of some kinds; the note is what they read.

    Raises Refusal(wrong_role, claim_not_found, changed_meanwhile, taken, wrong_step) or one that
    names fields.
    """
    claim = _claim_to_ask_of(session, who, claim_id, version)
    _refuse_bad_note(note)
    if not kinds:
        raise Refusal(errors.INVALID, {"kinds": ["选要补什么。|Choose what is missing."]})
    ordered = [kind for kind in DocumentKind if kind in kinds]
    return _ask(session, who, claim, ordered, [], note, now)


def request_retake(
    session: Session,
    who: StaffActor,
    claim_id: str,
    version: int,
    document_id: str,
    mark: Mark | None,
    note: str,
    now: datetime,
) -> ClaimRequest:
    """Asks a family to take a photo again; the mark shows where it can't be read.

    Raises Refusal(wrong_role, claim_not_found, changed_meanwhile, taken, wrong_step,
    document_not_found) or one that names fields.
    """
    claim = _claim_to_ask_of(session, who, claim_id, version)
    _refuse_bad_note(note)
    document = document_of(claim, document_id)
    if document.state is not DocumentState.RECEIVED or document.binding_id is None:
        raise Refusal(WRONG_STEP)
    if mark is not None and not mark.is_on_photo:
        raise Refusal(errors.INVALID, {"mark": ["画在照片里。|Draw it on the photo."]})
    document.become(DocumentState.RETAKE_REQUESTED)
    place = asdict(mark) if mark else None
    document.retake = json.dumps({"note": note, "mark": place}, ensure_ascii=False)
    return _ask(session, who, claim, [], [document.id], note, now)


def take_back_requests(
    session: Session,
    who: StaffActor,
    claim_id: str,
    version: int,
    handbook: Handbook,
    now: datetime,
) -> Claim:
    """Goes on without what a family was asked for: its open requests are taken back.

    What is announced and still on its way is waited for all the same. Raises Refusal(wrong_role,
    claim_not_found, changed_meanwhile, taken, wrong_step).
    """
    claim = _claim_to_ask_of(session, who, claim_id, version)
    if claim.status is not ClaimStatus.DOCUMENTS_REQUESTED:
        raise Refusal(WRONG_STEP)
    complete_since = claim.completed_at or now
    close_requests(claim, now)
    claim.version += 1
    if settle_status(session, claim, handbook, now) is ClaimStatus.UNDER_ASSESSMENT:
        # The family did nothing: the days that went by count.
        count_from(claim, handbook, complete_since)
    record(session, who, "claim.requests_taken_back", about(claim), now)
    session.flush()
    return claim


def close_requests(claim: Claim, now: datetime) -> None:
    """Closes what a family was asked for and hasn't answered."""
    for request in claim.requests:
        request.answered_at = request.answered_at or now
    for document in claim.documents:
        if document.state is DocumentState.RETAKE_REQUESTED:
            document.become(DocumentState.RECEIVED)
            document.retake = None


def _claim_to_ask_of(session: Session, who: StaffActor, claim_id: str, version: int) -> Claim:
    who.must_have(Role.ASSESSOR)
    claim = claim_at_desk(session, claim_id, version)
    if claim.status not in IN_ASSESSMENT:
        raise Refusal(WRONG_STEP)
    return claim


def _refuse_bad_note(note: str) -> None:
    if not 1 <= len(note.strip()) <= _MOST_WORDS:
        said = f"写 1 到 {_MOST_WORDS} 个字，家长会看到。|Write 1 to {_MOST_WORDS} characters."
        raise Refusal(errors.INVALID, {"note": [said]})


def _ask(
    session: Session,
    who: StaffActor,
    claim: Claim,
    kinds: list[DocumentKind],
    document_ids: list[str],
    note: str,
    now: datetime,
) -> ClaimRequest:
    in_hand(session, who, claim, now)
    overtake_decision(session, claim, now)
    request = ClaimRequest(
        id=new_id(),
        claim_id=claim.id,
        position=len(claim.requests),
        kinds=[kind.value for kind in kinds],
        document_ids=document_ids,
        at=now,
    )
    request.note = note.strip()
    claim.requests.append(request)
    if claim.status is ClaimStatus.UNDER_ASSESSMENT:
        claim.become(ClaimStatus.DOCUMENTS_REQUESTED)
    # The promise counts from the last document: it begins anew with the answer.
    claim.due_on = None
    claim.due_is_estimate = False
    happened(session, claim, ClaimEventKind.DOCUMENTS_REQUESTED, now)
    record(session, who, "claim.documents_requested", about(claim), now, request_id=request.id)
    session.flush()
    return request
