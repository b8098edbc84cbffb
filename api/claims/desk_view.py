"""A claim as its page at a desk shows it: documents with their files, checklist, limits, others."""

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.assessment import Assessment, ExpenseItem, Figures, assessment_of, figures_of
from api.claims.authorisation import ItemKind
from api.claims.balances import terms_of, used_by_others
from api.claims.checklist import Line, checklist
from api.claims.deciding import proposed_decision
from api.claims.desk import about
from api.claims.handbook import Handbook
from api.claims.models import Claim, ClaimDocument
from api.claims.payout_models import ClaimDecision, PayoutAccount
from api.claims.rules import DocumentKind, DocumentState
from api.claims.settlement import Terms, Used
from api.claims.words import DOCUMENT_WORDS
from api.core.actors import StaffActor
from api.core.audit import AuditEntry, entries_about
from api.policies.models import Policy
from api.staff.holdings import holder_of
from api.uploads.models import Upload
from api.uploads.rules import MediaType, PreviewState

_HERE = frozenset({DocumentState.RECEIVED, DocumentState.RETAKE_REQUESTED})
_MOST_ENTRIES = 20


@dataclass(frozen=True)
class Paper:
    """One document: its title among its kind (发票2), its file, and where it has to be retaken."""

    document: ClaimDocument
    title: str
    upload: Upload | None
    retake: dict[str, Any] | None

    @property
    def shown_as(self) -> str:
        """How its file is shown: picture, pdf, file (to be downloaded), soon, or nothing."""
        if self.upload is None:
            return "nothing"
        if self.upload.preview is PreviewState.MADE:
            return "picture"
        if self.upload.media_type is MediaType.PDF:
            return "pdf"
        return "soon" if self.upload.preview is PreviewState.WAITING else "file"


@dataclass(frozen=True)
class ClaimView:
    """All that the page of a claim needs."""

    claim: Claim
    policy: Policy
    papers: list[Paper]
    lines: list[Line]
    account: PayoutAccount | None
    others: list[Claim]
    findings: Assessment
    is_assessed: bool
    figures: Figures | None
    terms: Terms | None
    used: Used
    decision: ClaimDecision | None
    decisions: list[ClaimDecision]
    holder: StaffActor | None
    entries: list[AuditEntry]

    @property
    def steps(self) -> list[dict[str, Any]]:
        """The arithmetic: of the decision, where there is one, else as the rules have it now."""
        if self.claim.steps:
            stored: list[dict[str, Any]] = json.loads(self.claim.steps)
            return stored
        if self.decision:
            proposed: list[dict[str, Any]] = json.loads(self.decision.steps)
            return proposed
        return [step.as_json() for step in self.figures.settlement.steps] if self.figures else []


def view_of(session: Session, claim: Claim, handbook: Handbook) -> ClaimView:
    """What the page of a claim shows."""
    policy = session.get_one(Policy, claim.policy_id)
    found = assessment_of(claim)
    terms = terms_of(handbook, policy, claim.benefit)
    papers = _papers(session, claim)
    return ClaimView(
        claim=claim,
        policy=policy,
        papers=papers,
        lines=_lines(session, claim),
        account=session.get(PayoutAccount, claim.account_id) if claim.account_id else None,
        others=_others(session, claim),
        findings=found or _first_findings(claim),
        is_assessed=found is not None,
        figures=figures_of(session, claim, found, handbook) if found and terms else None,
        terms=terms,
        used=used_by_others(session, claim, claim.benefit),
        decision=proposed_decision(session, claim),
        decisions=_decisions(session, claim),
        holder=holder_of(session, about(claim).kind, claim.id),
        entries=entries_about(session, about(claim), _MOST_ENTRIES),
    )


def _papers(session: Session, claim: Claim) -> list[Paper]:
    ids = [each.upload_id for each in claim.documents if each.upload_id]
    uploads = {
        each.id: each for each in session.scalars(sa.select(Upload).where(Upload.id.in_(ids)))
    }
    counts: dict[DocumentKind, int] = {}
    papers = []
    for each in claim.documents:
        if each.state in {DocumentState.DROPPED, DocumentState.REPLACED}:
            continue
        counts[each.kind] = counts.get(each.kind, 0) + 1
        title = f"{DOCUMENT_WORDS[each.kind]}{counts[each.kind]}"
        retake = json.loads(each.retake) if each.retake else None
        papers.append(Paper(each, title, uploads.get(each.upload_id or ""), retake))
    return papers


def _lines(session: Session, claim: Claim) -> list[Line]:
    """The checklist, counting what other claims of the child hold once and for all."""
    here = {each.kind for each in claim.documents if each.state in _HERE}
    child = sa.select(Policy.child_id).where(Policy.id == claim.policy_id).scalar_subquery()
    earlier = session.scalars(
        sa.select(ClaimDocument.kind)
        .join(Claim, Claim.id == ClaimDocument.claim_id)
        .join(Policy, Policy.id == Claim.policy_id)
        .where(Policy.child_id == child, Claim.id != claim.id, ClaimDocument.state.in_(_HERE))
        .distinct()
    )
    return checklist(claim.kind, here, list(earlier))


def _others(session: Session, claim: Claim) -> list[Claim]:
    """The other claims of the policyholder's policies, the latest first."""
    holder = sa.select(Policy.policyholder_id).where(Policy.id == claim.policy_id)
    others = (
        sa.select(Claim)
        .join(Policy, Policy.id == Claim.policy_id)
        .where(Policy.policyholder_id == holder.scalar_subquery(), Claim.id != claim.id)
        .order_by(Claim.announced_at.desc())
        .limit(10)
    )
    return list(session.scalars(others))


def _first_findings(claim: Claim) -> Assessment:
    """What an assessor begins with: an item an invoice, or one of the whole, all covered."""
    amounts = [(f"发票{each.number}", each.amount_fen) for each in claim.invoices]
    return Assessment(
        [
            ExpenseItem(name, ItemKind.OTHER, fen, fen)
            for name, fen in amounts or [("医疗费用", claim.total_fen)]
        ]
    )


def _decisions(session: Session, claim: Claim) -> list[ClaimDecision]:
    found = sa.select(ClaimDecision).where(ClaimDecision.claim_id == claim.id)
    return list(session.scalars(found.order_by(ClaimDecision.proposed_at.desc())))
