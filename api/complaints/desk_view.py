"""A complaint as its page at a desk shows it: photos with their files, the visit, others, trail."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.complaints.answering import KIND, about
from api.complaints.models import Complaint, ComplaintPaper
from api.complaints.reading import complaints_of_policy
from api.complaints.rules import ComplaintState, PaperState, is_another
from api.core.actors import StaffActor
from api.core.audit import AuditEntry, entries_about
from api.policies.models import Policy
from api.staff.holdings import holder_of
from api.uploads.models import Upload
from api.uploads.rules import PreviewState
from api.visits.models import Visit

_MOST_ENTRIES = 20


@dataclass(frozen=True)
class ShownPaper:
    """A photo or document that came, or is still to come."""

    paper: ComplaintPaper
    upload: Upload | None

    @property
    def is_picture(self) -> bool:
        """Whether there is a smaller picture to show in place."""
        return self.upload is not None and self.upload.preview is PreviewState.MADE


@dataclass(frozen=True)
class ComplaintView:
    """All that the page of a complaint needs; `may_answer`: not twice by one person."""

    complaint: Complaint
    policy: Policy
    papers: list[ShownPaper]
    visit: Visit | None
    others: list[Complaint]
    holder: StaffActor | None
    may_answer: bool
    entries: list[AuditEntry]


def view_of(session: Session, complaint: Complaint, who: StaffActor) -> ComplaintView:
    """What the page of a complaint shows to somebody."""
    others = complaints_of_policy(session, complaint.policy_id)
    is_second = complaint.state is ComplaintState.REOPENED
    return ComplaintView(
        complaint=complaint,
        policy=session.get_one(Policy, complaint.policy_id),
        papers=_papers(session, complaint),
        visit=session.get(Visit, complaint.visit_id) if complaint.visit_id else None,
        others=[each for each in others if each.id != complaint.id],
        holder=holder_of(session, KIND, complaint.id),
        may_answer=not is_second or is_another(who.id, complaint.answered_by),
        entries=entries_about(session, about(complaint), _MOST_ENTRIES),
    )


def _papers(session: Session, complaint: Complaint) -> list[ShownPaper]:
    ids = [each.upload_id for each in complaint.papers if each.upload_id]
    found = session.scalars(sa.select(Upload).where(Upload.id.in_(ids)))
    uploads = {each.id: each for each in found}
    return [
        ShownPaper(each, uploads.get(each.upload_id or ""))
        for each in complaint.papers
        if each.state is not PaperState.DROPPED
    ]
