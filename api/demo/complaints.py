"""The demo families' complaints: written and answered as people would, days ago."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.complaints.answering import answer_complaint
from api.complaints.operations import Promise, open_complaint
from api.complaints.said import ComplaintSaid
from api.core.actors import Role
from api.core.ids import new_id
from api.demo.claims import DemoClaims
from api.notifications.models import Notification
from api.policies.models import Policy


@dataclass
class DemoComplaints:
    """Adds complaints to demo policies, from the phone that hands in their claims."""

    session: Session
    claims: DemoClaims
    promise: Promise

    def add(self, policy_number: str, wanted: dict[str, Any]) -> None:
        """Writes a complaint as demo.yaml describes it, and answers it where it says how."""
        by_number = sa.select(Policy).where(Policy.number == policy_number)
        policy = self.session.scalars(by_number).one()
        at = self.claims.at(wanted["written"])
        member = self.claims.phone(policy, at)
        said = ComplaintSaid(
            id=new_id(),
            topic=wanted["topic"],
            text=wanted["text"],
            wish=wanted["wish"],
            call_back=False,
            visit_id=None,
            papers=[],
        )
        complaint = open_complaint(self.session, member, policy.id, said, self.promise, at)
        if "answer" in wanted:
            self._answer(complaint.id, complaint.version, wanted)

    def _answer(self, complaint_id: str, version: int, wanted: dict[str, Any]) -> None:
        who = self.claims.person(Role.SUPPORT)
        at: datetime = self.claims.at(wanted["answered"])
        answer_complaint(self.session, who, complaint_id, version, wanted["answer"], at)
        # An answer of days ago is no news.
        old_news = sa.delete(Notification).where(Notification.template == "complaint_answered")
        self.session.execute(old_news)
