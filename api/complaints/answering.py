"""What the service's people do with complaints: look, answer, close."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.complaints.models import Complaint, ComplaintPaper
from api.complaints.operations import close, wait_no_more
from api.complaints.problems import ANOTHER_PERSON, CHANGED_MEANWHILE, PAPER_GONE, WRONG_STEP
from api.complaints.reading import held_complaint, paper_of
from api.complaints.rules import (
    MOST_ANSWER,
    MOST_REASON,
    Closer,
    ComplaintEventKind,
    ComplaintState,
    is_another,
)
from api.complaints.telling import service_did
from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import Subject, record
from api.core.errors import Refusal
from api.core.texts import INVISIBLE, LINES, is_readable
from api.staff import holdings

KIND = "complaint"
ANSWERING = frozenset({Role.SUPPORT, Role.ADMIN})


def about(complaint: Complaint) -> Subject:
    """A complaint as what an audit entry or a holding is about."""
    return Subject(KIND, complaint.id, complaint.policy_id)


def look_at_complaint(
    session: Session, who: StaffActor, complaint_id: str, now: datetime
) -> Complaint:
    """A complaint for somebody of the service to see; the look is recorded.

    Raises Refusal(wrong_role, complaint_not_found).
    """
    who.must_have(*ANSWERING)
    complaint = held_complaint(session, complaint_id)
    record(session, who, "complaint.looked_at", about(complaint), now)
    return complaint


def look_at_paper(
    session: Session,
    who: StaffActor,
    complaint_id: str,
    paper_id: str,
    now: datetime,
    *,
    is_readable: bool,
) -> ComplaintPaper:
    """A photo of a complaint that is here; the look is recorded where it can be read.

    Raises Refusal(wrong_role, complaint_not_found, paper_not_found).
    """
    who.must_have(*ANSWERING)
    complaint = held_complaint(session, complaint_id)
    paper = paper_of(complaint, paper_id)
    if paper.upload_id is None:
        raise Refusal(PAPER_GONE)
    if is_readable:
        record(session, who, "complaint.paper_looked_at", about(complaint), now, paper_id=paper.id)
    return paper


def answer_complaint(
    session: Session,
    who: StaffActor,
    complaint_id: str,
    version: int,
    words: str,
    now: datetime,
) -> Complaint:
    """Answers a complaint that waits; the family reads it at once.

    `version` is the one that the person saw: of two at once the second is told. Raises
    Refusal(wrong_role, complaint_not_found, changed_meanwhile, wrong_step, same_person, taken)
    or one that names `words`.
    """
    complaint = _at_desk(session, who, complaint_id, version)
    _refuse_bad_words(words, MOST_ANSWER)
    if not complaint.is_waiting:
        raise Refusal(WRONG_STEP)
    _take(session, who, complaint, now)
    complaint.become(ComplaintState.ANSWERED)
    wait_no_more(complaint)
    service_did(session, complaint, ComplaintEventKind.ANSWERED, who, now, words.strip())
    record(session, who, "complaint.answered", about(complaint), now)
    holdings.put_back(session, who, about(complaint), now)
    session.flush()
    return complaint


def close_complaint(
    session: Session,
    who: StaffActor,
    complaint_id: str,
    version: int,
    words: str,
    now: datetime,
) -> Complaint:
    """Closes a complaint, for a reason that the family reads.

    Raises Refusal as `answer_complaint` does.
    """
    complaint = _at_desk(session, who, complaint_id, version)
    _refuse_bad_words(words, MOST_REASON)
    if complaint.state is ComplaintState.CLOSED:
        raise Refusal(WRONG_STEP)
    _take(session, who, complaint, now)
    close(complaint, Closer.SERVICE, now)
    service_did(session, complaint, ComplaintEventKind.CLOSED, who, now, words.strip())
    record(session, who, "complaint.closed", about(complaint), now, reason=words.strip())
    holdings.put_back(session, who, about(complaint), now)
    session.flush()
    return complaint


def _at_desk(session: Session, who: StaffActor, complaint_id: str, version: int) -> Complaint:
    who.must_have(*ANSWERING)
    complaint = held_complaint(session, complaint_id)
    if complaint.version != version:
        raise Refusal(CHANGED_MEANWHILE)
    return complaint


def _take(session: Session, who: StaffActor, complaint: Complaint, now: datetime) -> None:
    """Makes sure that a person has it in hand, and that a second look is another's."""
    if complaint.state is ComplaintState.REOPENED and not is_another(who.id, complaint.answered_by):
        raise Refusal(ANOTHER_PERSON)
    holdings.take(session, who, about(complaint), now)


def _refuse_bad_words(words: str, most: int) -> None:
    if not 1 <= len(words.strip()) <= most:
        said = f"写 1 到 {most} 个字，家长会看到。|Write 1 to {most} characters."
        raise Refusal(errors.INVALID, {"words": [said]})
    if not is_readable(words, LINES):
        raise Refusal(errors.INVALID, {"words": [INVISIBLE]})
