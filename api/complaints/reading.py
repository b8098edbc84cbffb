"""Finding a policy's complaints and holding them, so that two changes of one never cross."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.reading import lock_policy
from api.complaints.models import Complaint, ComplaintPaper
from api.complaints.problems import COMPLAINT_GONE, PAPER_GONE
from api.core.actors import Member
from api.core.errors import Refusal
from api.devices.operations import must_see


def family_complaint(
    session: Session, member: Member, policy_id: str, complaint_id: str
) -> Complaint:
    """A complaint of a policy that the member sees, as it stands now, held with its policy.

    Raises Refusal(not_found, complaint_not_found).
    """
    must_see(member, policy_id)
    lock_policy(session, policy_id)
    complaint = session.get(Complaint, complaint_id, populate_existing=True)
    if complaint is None or complaint.policy_id != policy_id:
        raise Refusal(COMPLAINT_GONE)
    return complaint


def held_complaint(session: Session, complaint_id: str) -> Complaint:
    """A complaint as it stands now, held with its policy. Raises Refusal(complaint_not_found)."""
    of_complaint = sa.select(Complaint.policy_id).where(Complaint.id == complaint_id)
    policy_id = session.scalar(of_complaint)
    if policy_id is None:
        raise Refusal(COMPLAINT_GONE)
    lock_policy(session, policy_id)
    return session.get_one(Complaint, complaint_id, populate_existing=True)


def paper_of(complaint: Complaint, paper_id: str) -> ComplaintPaper:
    """A paper of a complaint. Raises Refusal(paper_not_found)."""
    for paper in complaint.papers:
        if paper.id == paper_id:
            return paper
    raise Refusal(PAPER_GONE)


def complaints_of_policy(session: Session, policy_id: str) -> list[Complaint]:
    """All complaints of a policy, the latest first; 20 at most."""
    found = sa.select(Complaint).where(Complaint.policy_id == policy_id)
    return list(session.scalars(found.order_by(Complaint.received_at.desc()).limit(20)))
