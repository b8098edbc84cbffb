"""Complaints as items of the work queue, and as lines of the page's column."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.complaints.answering import KIND
from api.complaints.models import Complaint
from api.complaints.rules import WAITING, ComplaintState
from api.complaints.words import STATE_WORDS, TOPIC_WORDS
from api.core.actors import StaffActor
from api.core.staff_http import PREFIX
from api.core.work import OpenSelect, Turn, WorkItem, open_select
from api.policies.models import Policy
from api.policies.rules import masked_name

_SETTLED = (ComplaintState.ANSWERED, ComplaintState.CLOSED)
# Of a page; more than a page of the queue never asks for.
_MOST = 50
_MOST_WORDS = 36


_WAITING = Complaint.state.in_(WAITING)


def select_waiting(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Complaints that wait for an answer."""
    since, due_on = Complaint.received_at, Complaint.due_on
    return open_select(Complaint.id, since, Turn.OURS, due_on).where(_WAITING)


def waiting_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these complaints that wait for an answer."""
    return _items(session, _WAITING, Complaint.id.in_(ids))


def settled_items(session: Session) -> list[WorkItem]:
    """Complaints that were answered or closed, the latest first; 50 at most."""
    return _items(session, Complaint.state.in_(_SETTLED))


def _items(session: Session, *conditions: sa.ColumnElement[bool]) -> list[WorkItem]:
    found = session.execute(
        sa.select(Complaint, Policy)
        .join(Policy, Policy.id == Complaint.policy_id)
        .where(*conditions)
        .options(joinedload(Policy.child))
        .order_by(Complaint.received_at.desc())
        .limit(_MOST)
    )
    return [_item(complaint, policy) for complaint, policy in found.unique()]


def _item(complaint: Complaint, policy: Policy) -> WorkItem:
    look, state = STATE_WORDS[complaint.state]
    return WorkItem(
        kind=KIND,
        id=complaint.id,
        policy_id=complaint.policy_id,
        child=masked_name(policy.child.name),
        sort=f"投诉 {TOPIC_WORDS[complaint.topic]}",
        words=beginning(complaint.text),
        since=complaint.events[-1].at,
        turn=Turn.OURS,
        look=look,
        state=state,
        url=f"{PREFIX}/complaints/{complaint.id}",
        due_on=complaint.due_on,
        estimated=complaint.due_is_estimate,
        facts=(
            ("编号", complaint.receipt),
            ("关于", TOPIC_WORDS[complaint.topic]),
            ("照片", str(len(complaint.papers)) if complaint.papers else "没有"),
            ("怎么回", "在童卡里，也要打电话" if complaint.call_back else "在童卡里"),
        ),
    )


def beginning(text: str) -> str:
    """The first words of what was written, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= _MOST_WORDS else f"{line[:_MOST_WORDS]}……"
