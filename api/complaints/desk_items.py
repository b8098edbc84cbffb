"""Complaints as items of the work queue, and as lines of the page's column."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.complaints.answering import KIND
from api.complaints.models import Complaint
from api.complaints.rules import WAITING, ComplaintState
from api.complaints.words import STATE_WORDS, TOPIC_WORDS
from api.core.staff_http import PREFIX
from api.core.work import Turn, WorkItem
from api.policies.models import Policy
from api.policies.rules import masked_name

_SETTLED = (ComplaintState.ANSWERED, ComplaintState.CLOSED)
_MOST_SETTLED = 30
_MOST_WORDS = 36


def waiting_items(session: Session, _now: datetime) -> list[WorkItem]:
    """Complaints that wait for an answer."""
    return [_item(complaint, policy) for complaint, policy in _found(session, WAITING)]


def settled_items(session: Session) -> list[WorkItem]:
    """Complaints that were answered or closed, the latest first; 30 at most."""
    return [
        _item(complaint, policy) for complaint, policy in _found(session, _SETTLED, _MOST_SETTLED)
    ]


def _found(
    session: Session, states: Collection[ComplaintState], most: int | None = None
) -> list[tuple[Complaint, Policy]]:
    found = session.execute(
        sa.select(Complaint, Policy)
        .join(Policy, Policy.id == Complaint.policy_id)
        .where(Complaint.state.in_(states))
        .options(joinedload(Policy.child))
        .order_by(Complaint.received_at.desc())
        .limit(most)
    )
    return [(complaint, policy) for complaint, policy in found.unique()]


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
