"""What families do with a claim's documents: deliver, add, answer, drop."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.checking import taken_ids
from api.claims.documents import add_documents, settle_status
from api.claims.handbook import Handbook
from api.claims.models import Claim, ClaimDocument, ClaimFormDue
from api.claims.problems import CLAIM_CLOSED, DOCUMENT_SETTLED
from api.claims.reading import document_of, family_claim
from api.claims.reopening import may_reopen, reopen
from api.claims.rules import (
    IN_ASSESSMENT,
    MOST_DOCUMENTS,
    OPEN,
    ClaimEventKind,
    DocumentKind,
    DocumentState,
)
from api.claims.said import Announcement, Delivery
from api.claims.telling import happened
from api.core import errors
from api.core.actors import Member
from api.core.errors import Refusal
from api.devices.models import Binding
from api.uploads.operations import attach


def attach_document(
    session: Session,
    member: Member,
    policy_id: str,
    said: Delivery,
    handbook: Handbook,
    now: datetime,
) -> ClaimDocument:
    """Delivers an announced document: its upload, whose bytes have this hash.

    Delivered twice, it stays as it is. Raises Refusal(claim_not_found, claim_closed,
    document_not_found, document_settled), or what `uploads.operations.attach` raises.
    """
    claim = family_claim(session, member, policy_id, said.claim_id)
    document = document_of(claim, said.document_id)
    if (document.upload_id, document.sha256) == (said.upload_id, said.sha256):
        return document
    if claim.status not in OPEN:
        raise Refusal(CLAIM_CLOSED)
    if document.state is not DocumentState.EXPECTED:
        raise Refusal(DOCUMENT_SETTLED)
    upload = attach(session, member, policy_id, said.upload_id, said.sha256, now)
    document.become(DocumentState.RECEIVED)
    document.upload_id, document.sha256 = upload.id, upload.sha256
    document.size, document.received_at = upload.length, now
    if document.kind is DocumentKind.SIGNATURE:
        session.merge(ClaimFormDue(claim_id=claim.id, due_at=now))
    if claim.status in IN_ASSESSMENT:
        claim.version += 1
    settle_status(session, claim, handbook, now)
    session.flush()
    return document


def announce_documents(
    session: Session,
    member: Member,
    policy_id: str,
    said: Announcement,
    handbook: Handbook,
    now: datetime,
) -> Claim:
    """Adds documents or words to a claim: more of them, retakes, the answer to a request.

    After a decline the claim is looked at again. Raises Refusal(claim_not_found, claim_closed) or
    one that names fields.
    """
    claim = family_claim(session, member, policy_id, said.claim_id)
    reopens = may_reopen(claim)
    if claim.status not in OPEN and not reopens:
        raise Refusal(CLAIM_CLOSED)
    _refuse_wrong(session, claim, said)
    add_documents(session, member, claim, said.documents)
    answered = _answer(claim, said, now)
    phone = session.get_one(Binding, member.bindings[policy_id]).name
    step = ClaimEventKind.REQUEST_ANSWERED if answered else ClaimEventKind.DOCUMENTS_ADDED
    if reopens:
        reopen(session, claim, handbook, now)
        step = ClaimEventKind.REOPENED
    happened(session, claim, step, now, member.device_id, phone=phone, note=said.note)
    settle_status(session, claim, handbook, now)
    session.flush()
    return claim


def drop_document(
    session: Session,
    member: Member,
    policy_id: str,
    claim_id: str,
    document_id: str,
    handbook: Handbook,
    now: datetime,
) -> ClaimDocument:
    """Says that an announced document will not come; what it replaced is asked for again.

    Raises Refusal(claim_not_found, claim_closed, document_not_found, document_settled).
    """
    claim = family_claim(session, member, policy_id, claim_id)
    document = document_of(claim, document_id)
    if document.state is DocumentState.DROPPED:
        return document
    if claim.status not in OPEN:
        raise Refusal(CLAIM_CLOSED)
    if document.state is not DocumentState.EXPECTED:
        raise Refusal(DOCUMENT_SETTLED)
    document.become(DocumentState.DROPPED)
    claim.version += 1
    if document.replaces_id:
        _ask_again(claim, document.replaces_id)
    settle_status(session, claim, handbook, now)
    session.flush()
    return document


def _refuse_wrong(session: Session, claim: Claim, said: Announcement) -> None:
    wrongs: dict[str, list[str]] = {}
    for index in taken_ids(session, said.documents):
        wrongs[f"documents.{index}.id"] = ["这个编号用过了。|This id is taken."]
    retakes = {each.id for each in claim.documents if each.state is DocumentState.RETAKE_REQUESTED}
    for index, document in enumerate(said.documents):
        if document.replaces and document.replaces not in retakes:
            sentence = "这张不用重拍了。|This one needs no retake."
            wrongs[f"documents.{index}.replaces"] = [sentence]
        retakes.discard(document.replaces or "")
    coming = [each for each in claim.documents if each.state is not DocumentState.DROPPED]
    if len(coming) + len(said.documents) > MOST_DOCUMENTS:
        wrongs["documents"] = [f"最多 {MOST_DOCUMENTS} 张。|{MOST_DOCUMENTS} at most."]
    if said.request_id and said.request_id not in {request.id for request in claim.requests}:
        wrongs["request_id"] = ["没有这个要求。|There is no such request."]
    if wrongs:
        raise Refusal(errors.INVALID, wrongs)


def _answer(claim: Claim, said: Announcement, now: datetime) -> bool:
    """Notes which requests are answered; says whether any is."""
    replaced = {document.replaces for document in said.documents}
    for document in claim.documents:
        if document.id in replaced:
            document.become(DocumentState.REPLACED)
    taken_again = {
        each.id for each in claim.documents if each.state is not DocumentState.RETAKE_REQUESTED
    }
    answered = False
    for request in claim.requests:
        if request.answered_at is not None:
            continue
        named = request.id == said.request_id
        of_retakes = bool(request.document_ids) and taken_again.issuperset(request.document_ids)
        if named or (of_retakes and not request.kinds):
            request.answered_at = now
            answered = True
    return answered


def _ask_again(claim: Claim, document_id: str) -> None:
    for document in claim.documents:
        if document.id == document_id:
            document.become(DocumentState.RETAKE_REQUESTED)
    for request in claim.requests:
        if document_id in request.document_ids:
            request.answered_at = None
