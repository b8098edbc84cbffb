"""A claim's documents: announced, delivered, dropped, taken again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.handbook import Handbook
from api.claims.models import Claim, ClaimDocument
from api.claims.rules import (
    ClaimEventKind,
    ClaimStatus,
    DocumentState,
    promised_deadline,
    status_by_documents,
    target_day,
)
from api.claims.said import DocumentSaid
from api.claims.telling import happened
from api.core.actors import Member
from api.core.clock import china_date
from api.devices.models import Binding


def add_documents(
    session: Session, member: Member, claim: Claim, said: Sequence[DocumentSaid]
) -> None:
    """Adds announced documents behind those that a claim has."""
    binding = session.get_one(Binding, member.bindings[claim.policy_id])
    for document in said:
        claim.documents.append(
            ClaimDocument(
                id=document.id,
                policy_id=claim.policy_id,
                kind=document.kind,
                state=DocumentState.EXPECTED,
                position=len(claim.documents),
                filename=document.filename,
                size=document.size,
                binding_id=binding.id,
                phone=binding.name,
                replaces_id=document.replaces,
            )
        )
    session.flush()


def settle_status(session: Session, claim: Claim, handbook: Handbook, now: datetime) -> ClaimStatus:
    """Moves a claim to where its documents and requests say it stands, and says where."""
    states = [document.state for document in claim.documents]
    open_requests = sum(request.answered_at is None for request in claim.requests)
    status = status_by_documents(claim.status, states, open_requests)
    if status is claim.status:
        return status
    claim.become(status)
    if status is ClaimStatus.ANNOUNCED:
        claim.completed_at = claim.due_on = claim.target_on = None
    else:
        count_from(claim, handbook, now)
    if status is ClaimStatus.COMPLETE:
        happened(session, claim, ClaimEventKind.COMPLETE, now)
    claim.version += 1
    return status


def count_from(claim: Claim, handbook: Handbook, now: datetime) -> None:
    """Counts a claim's deadline from now: its last document is here."""
    today = china_date(now)
    promise = promised_deadline(claim.kind, today, handbook.calendar)
    claim.completed_at = now
    claim.due_on = promise.on if promise else None
    claim.due_is_estimate = bool(promise and promise.is_estimate)
    days = handbook.target_working_days
    claim.target_on = target_day(claim.kind, today, handbook.calendar, days)
