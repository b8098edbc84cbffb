"""The claim form that we fill in: made as PDF once the signature is here, kept as a document.

A claim is taken in one transaction, its form made outside of any, and settled in another. A runner
that dies in between leaves it to the next one, after a while.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.form_pages import form_html, form_values
from api.claims.models import Claim, ClaimDocument, ClaimFormDue
from api.claims.payout_models import PayoutAccount
from api.claims.reading import lock_policy
from api.claims.rules import ClaimStatus, DocumentKind, DocumentState
from api.core.ids import new_id
from api.core.paper import pdf_of
from api.devices.models import Binding
from api.gateways.files import FileGone, FileStore, new_key
from api.policies.models import Policy
from api.uploads.models import Upload
from api.uploads.rules import (
    MediaType,
    PreviewState,
    UploadState,
    Variant,
    derived_key,
    expires_at,
)

Seeds = Mapping[str, Mapping[str, Any]]

# Longer than a form takes to be made.
LEASE = timedelta(minutes=5)
_LOOK_AGAIN = timedelta(seconds=5)


@dataclass(frozen=True)
class WantedForm:
    """A form to be made: what it says, and where the picture of its signature lies."""

    claim_id: str
    policy_id: str
    values: dict[str, Any]
    signature_key: str | None


@dataclass(frozen=True)
class MadeForm:
    """A form in the file store."""

    key: str
    length: int
    sha256: str


def next_form(session: Session, seeds: Seeds, now: datetime) -> WantedForm | None:
    """Takes the next claim whose form is due, for the length of a lease.

    The picture of the signature is made by the child process that looks at what families send; a
    form waits for it.
    """
    due = (
        sa.select(ClaimFormDue)
        .where(ClaimFormDue.due_at <= now)
        .order_by(ClaimFormDue.due_at)
        .limit(10)
        .with_for_update(skip_locked=True)
    )
    for each in session.scalars(due):
        claim = session.get_one(Claim, each.claim_id)
        signature = _signature(session, claim)
        if signature is None or claim.status is ClaimStatus.WITHDRAWN:
            session.delete(each)
        elif signature.preview is PreviewState.WAITING:
            each.due_at = now + _LOOK_AGAIN
        else:
            each.due_at = now + LEASE
            session.flush()
            return _wanted(session, claim, signature, seeds)
    session.flush()
    return None


def make_form(files: FileStore, wanted: WantedForm, operator: Mapping[str, Any]) -> MadeForm:
    """Makes a form and keeps it. Raises PaperFailed, StoreAway and StoreFull."""
    signature = None
    if wanted.signature_key:
        try:
            signature = b"".join(files.read(wanted.signature_key))
        except FileGone:
            signature = None
    content = pdf_of(form_html(wanted.values, signature, operator))
    key = new_key("forms")
    files.put(key, content)
    return MadeForm(key, len(content), hashlib.sha256(content).hexdigest())


def settle_form(session: Session, wanted: WantedForm, made: MadeForm, now: datetime) -> None:
    """Puts a form among its claim's documents; an earlier one gives up its place."""
    lock_policy(session, wanted.policy_id)
    claim = session.get_one(Claim, wanted.claim_id, populate_existing=True)
    session.execute(sa.delete(ClaimFormDue).where(ClaimFormDue.claim_id == claim.id))
    for document in claim.documents:
        if document.kind is DocumentKind.CLAIM_FORM and _is_ours(document):
            document.become(DocumentState.REPLACED)
    upload = _upload(session, claim, made, now)
    session.add(upload)
    session.flush()
    claim.documents.append(
        ClaimDocument(
            id=new_id(),
            policy_id=claim.policy_id,
            kind=DocumentKind.CLAIM_FORM,
            state=DocumentState.RECEIVED,
            position=len(claim.documents),
            filename=upload.filename,
            size=made.length,
            phone="",
            upload_id=upload.id,
            sha256=made.sha256,
            received_at=now,
        )
    )
    session.flush()


def _is_ours(document: ClaimDocument) -> bool:
    return document.binding_id is None and document.state is DocumentState.RECEIVED


def _signature(session: Session, claim: Claim) -> Upload | None:
    """The upload of the newest signature that is here."""
    return session.scalar(
        sa.select(Upload)
        .join(ClaimDocument, ClaimDocument.upload_id == Upload.id)
        .where(
            ClaimDocument.claim_id == claim.id,
            ClaimDocument.kind == DocumentKind.SIGNATURE,
            ClaimDocument.state == DocumentState.RECEIVED,
        )
        .order_by(ClaimDocument.position.desc())
        .limit(1)
    )


def _wanted(session: Session, claim: Claim, signature: Upload, seeds: Seeds) -> WantedForm:
    policy = session.get_one(Policy, claim.policy_id)
    account = session.get(PayoutAccount, claim.account_id) if claim.account_id else None
    plan = seeds["plans"]["plans"].get(policy.plan)
    name = str(plan["name"]["zh"]) if plan else policy.plan
    key = None
    if signature.preview is PreviewState.MADE and signature.key:
        key = derived_key(signature.key, Variant.PREVIEW)
    values = form_values(claim, policy, account, name)
    return WantedForm(claim.id, claim.policy_id, values, key)


def _upload(session: Session, claim: Claim, made: MadeForm, now: datetime) -> Upload:
    """The form as a file that families and staff are shown like those that they sent."""
    binding = session.get_one(Binding, claim.binding_id)
    return Upload(
        id=new_id(),
        device_id=binding.device_id,
        policy_id=claim.policy_id,
        filename=f"{claim.receipt}.pdf",
        length=made.length,
        received=made.length,
        state=UploadState.COMPLETE,
        key=made.key,
        created_at=now,
        expires_at=expires_at(now),
        media_type=MediaType.PDF,
        sha256=made.sha256,
        completed_at=now,
        attached_at=now,
        preview=PreviewState.WAITING,
        preview_due_at=now,
    )
