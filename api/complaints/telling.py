"""What a family hears of its complaints: the steps on the page, lines in the inbox, and, of an
answer, a text message and a mail without a word of what it is about."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.complaints.models import Complaint, ComplaintEvent
from api.complaints.rules import ComplaintEventKind
from api.core.actors import Member, StaffActor
from api.core.ids import new_id
from api.devices.family import tell_family
from api.devices.models import Binding
from api.notifications.operations import queue_mail, queue_sms
from api.policies.models import Policy

_LINES = {
    ComplaintEventKind.RECEIVED: "complaint_received",
    ComplaintEventKind.ANSWERED: "complaint_answered",
    ComplaintEventKind.REOPENED: "complaint_reopened",
    ComplaintEventKind.CLOSED: "complaint_closed",
}
# What the service did, and the family shouldn't have to look for.
_SENT = frozenset({ComplaintEventKind.ANSWERED, ComplaintEventKind.CLOSED})


def family_did(
    session: Session,
    complaint: Complaint,
    kind: ComplaintEventKind,
    member: Member,
    now: datetime,
    words: str = "",
) -> None:
    """Adds a step that a phone took; the family's other phones are told."""
    binding = session.get_one(Binding, member.bindings[complaint.policy_id])
    _add(complaint, ComplaintEvent(kind=kind, phone=binding.name, at=now), words)
    _tell(session, complaint, kind, now, member.device_id)


def service_did(
    session: Session,
    complaint: Complaint,
    kind: ComplaintEventKind,
    who: StaffActor,
    now: datetime,
    words: str,
) -> None:
    """Adds a step that somebody of the service took; the family is told, and sent a message."""
    _add(complaint, ComplaintEvent(kind=kind, staff_id=who.id, staff=who.name, at=now), words)
    _tell(session, complaint, kind, now)
    if kind in _SENT:
        _send(session, complaint, _LINES[kind], now)


def _add(complaint: Complaint, event: ComplaintEvent, words: str) -> None:
    complaint.version += 1
    event.id = new_id()
    event.position = len(complaint.events)
    event.words = words
    complaint.events.append(event)


def _tell(
    session: Session,
    complaint: Complaint,
    kind: ComplaintEventKind,
    now: datetime,
    caused_by: str | None = None,
) -> None:
    params = {"complaint_id": complaint.id, "receipt": complaint.receipt}
    tell_family(session, complaint.policy_id, _LINES[kind], params, now, caused_by)


def _send(session: Session, complaint: Complaint, template: str, now: datetime) -> None:
    holder = session.get_one(Policy, complaint.policy_id).policyholder
    params = {"receipt": complaint.receipt}
    key = f"{template}:{complaint.id}:{complaint.version}"
    queue_sms(session, holder.phone, template, params, key, now)
    if holder.email:
        queue_mail(session, holder.email, template, params, key, now)
