"""What families do with complaints: write one, deliver its photos, have it looked at once more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.reading import lock_policy
from api.claims.receipts import new_number
from api.complaints.models import Complaint, ComplaintPaper
from api.complaints.problems import (
    COMPLAINT_CLOSED,
    NOT_ANSWERED,
    PAPER_SETTLED,
    REOPENED_BEFORE,
    TOO_MANY_WAITING,
)
from api.complaints.reading import family_complaint, paper_of
from api.complaints.rules import (
    MOST_WAITING,
    WAITING,
    Closer,
    ComplaintEventKind,
    ComplaintState,
    PaperState,
    deadline,
)
from api.complaints.said import ComplaintSaid, PaperDelivery, PaperSaid
from api.complaints.telling import family_did
from api.core import errors
from api.core.actors import Member
from api.core.calendar import WorkingDays, read_working_days
from api.core.clock import china_date
from api.core.errors import Refusal
from api.devices.models import Binding
from api.uploads.operations import attach
from api.visits.models import Visit

_TAKEN = "这个编号用过了。|This id is taken."


@dataclass(frozen=True)
class Promise:
    """Within how many working days of the operator's calendar a complaint is answered."""

    calendar: WorkingDays
    days: int


def read_promise(operator: Mapping[str, Any]) -> Promise:
    """What the checked content of operator.yaml promises."""
    return Promise(read_working_days(operator), operator["complaint_working_days"])


def open_complaint(
    session: Session,
    member: Member,
    policy_id: str,
    said: ComplaintSaid,
    promise: Promise,
    now: datetime,
) -> Complaint:
    """Takes a complaint of a policy that the member sees, and gives it its receipt number.

    Raises Refusal(too_many_complaints) or one that names fields.
    """
    lock_policy(session, policy_id)
    _refuse_wrong(session, member, said)
    _refuse_flood(session, policy_id)
    binding = session.get_one(Binding, member.bindings[policy_id])
    complaint = Complaint(
        id=said.id,
        policy_id=policy_id,
        version=0,
        receipt=new_number(session, f"T{china_date(now):%y%m}"),
        topic=said.topic,
        state=ComplaintState.RECEIVED,
        call_back=said.call_back,
        visit_id=said.visit_id,
        written_by=binding.name,
        binding_id=binding.id,
        received_at=now,
    )
    complaint.text, complaint.wish = said.text, said.wish
    count_from(complaint, promise, now)
    complaint.papers = [_expected(paper, place) for place, paper in enumerate(said.papers)]
    session.add(complaint)
    family_did(session, complaint, ComplaintEventKind.RECEIVED, member, now)
    session.flush()
    return complaint


def attach_paper(
    session: Session, member: Member, policy_id: str, said: PaperDelivery, now: datetime
) -> ComplaintPaper:
    """Delivers an announced photo, whatever became of the complaint meanwhile.

    Delivered twice, it stays as it is. Raises Refusal(complaint_not_found, paper_not_found,
    paper_settled), or what `uploads.operations.attach` raises.
    """
    complaint = family_complaint(session, member, policy_id, said.complaint_id)
    paper = paper_of(complaint, said.paper_id)
    if (paper.upload_id, paper.sha256) == (said.upload_id, said.sha256):
        return paper
    if paper.state is not PaperState.EXPECTED:
        raise Refusal(PAPER_SETTLED)
    upload = attach(session, member, policy_id, said.upload_id, said.sha256, now)
    paper.become(PaperState.RECEIVED)
    paper.upload_id, paper.sha256, paper.size = upload.id, upload.sha256, upload.length
    complaint.version += 1
    session.flush()
    return paper


def drop_paper(
    session: Session, member: Member, policy_id: str, complaint_id: str, paper_id: str
) -> ComplaintPaper:
    """Says that an announced photo will not come.

    Raises Refusal(complaint_not_found, paper_not_found, paper_settled).
    """
    complaint = family_complaint(session, member, policy_id, complaint_id)
    paper = paper_of(complaint, paper_id)
    if paper.state is PaperState.DROPPED:
        return paper
    if paper.state is not PaperState.EXPECTED:
        raise Refusal(PAPER_SETTLED)
    paper.become(PaperState.DROPPED)
    complaint.version += 1
    session.flush()
    return paper


def reopen_complaint(
    session: Session,
    member: Member,
    policy_id: str,
    complaint_id: str,
    reason: str,
    promise: Promise,
    now: datetime,
) -> Complaint:
    """Has an answered complaint looked at once more, by a colleague; the deadline begins anew.

    One that the family closed itself is over. Raises Refusal(complaint_not_found,
    complaint_not_answered, complaint_reopened, complaint_closed).
    """
    complaint = family_complaint(session, member, policy_id, complaint_id)
    if complaint.was_reopened:
        raise Refusal(REOPENED_BEFORE)
    if complaint.is_waiting:
        raise Refusal(NOT_ANSWERED)
    if complaint.closed_by is Closer.FAMILY:
        raise Refusal(COMPLAINT_CLOSED)
    complaint.become(ComplaintState.REOPENED)
    complaint.closed_at = complaint.closed_by = None
    count_from(complaint, promise, now)
    family_did(session, complaint, ComplaintEventKind.REOPENED, member, now, reason)
    session.flush()
    return complaint


def settle_complaint(
    session: Session, member: Member, policy_id: str, complaint_id: str, now: datetime
) -> Complaint:
    """Closes a complaint that is settled for the family; a closed one stays as it is.

    Raises Refusal(complaint_not_found).
    """
    complaint = family_complaint(session, member, policy_id, complaint_id)
    if complaint.state is ComplaintState.CLOSED:
        return complaint
    close(complaint, Closer.FAMILY, now)
    family_did(session, complaint, ComplaintEventKind.CLOSED, member, now)
    session.flush()
    return complaint


def close(complaint: Complaint, by: Closer, now: datetime) -> None:
    """Takes a complaint off everybody's list."""
    complaint.become(ComplaintState.CLOSED)
    complaint.closed_at, complaint.closed_by = now, by
    wait_no_more(complaint)


def count_from(complaint: Complaint, promise: Promise, now: datetime) -> None:
    """Sets by when a complaint is answered that waits from now on."""
    due = deadline(china_date(now), promise.days, promise.calendar)
    complaint.due_on, complaint.due_is_estimate = due.on, due.is_estimate


def wait_no_more(complaint: Complaint) -> None:
    """Lets go of a deadline that was kept, or isn't needed."""
    complaint.due_on, complaint.due_is_estimate = None, False


def _expected(said: PaperSaid, position: int) -> ComplaintPaper:
    return ComplaintPaper(
        id=said.id,
        state=PaperState.EXPECTED,
        position=position,
        filename=said.filename,
        size=said.size,
    )


def _refuse_wrong(session: Session, member: Member, said: ComplaintSaid) -> None:
    wrongs: dict[str, list[str]] = {}
    if session.get(Complaint, said.id) is not None:
        wrongs["id"] = [_TAKEN]
    for place, paper in enumerate(said.papers):
        if session.get(ComplaintPaper, paper.id) is not None:
            wrongs[f"papers.{place}.id"] = [_TAKEN]
    if said.visit_id is not None:
        visit = session.get(Visit, said.visit_id)
        if visit is None or not member.sees(visit.policy_id):
            wrongs["visit_id"] = ["没有找到这次就诊。|This visit was not found."]
    if wrongs:
        raise Refusal(errors.INVALID, wrongs)


def _refuse_flood(session: Session, policy_id: str) -> None:
    waiting = sa.select(sa.func.count()).where(
        Complaint.policy_id == policy_id, Complaint.state.in_(WAITING)
    )
    if session.scalars(waiting).one() >= MOST_WAITING:
        raise Refusal(TOO_MANY_WAITING)
