"""What a family hears of its claims: the steps on the claim's page, and lines in the inbox."""

import json
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.models import Claim, ClaimEvent
from api.claims.rules import ClaimEventKind
from api.core.ids import new_id
from api.devices.family import tell_family
from api.notifications.operations import queue_sms
from api.policies.models import Policy

# The steps of which every phone gets a line in its inbox, but the one that caused it.
_LINES = {
    ClaimEventKind.ANNOUNCED: "claim_announced",
    ClaimEventKind.COMPLETE: "claim_complete",
    ClaimEventKind.ASSESSMENT_BEGUN: "claim_assessment",
    ClaimEventKind.DOCUMENTS_REQUESTED: "claim_documents_requested",
    ClaimEventKind.DECIDED: "claim_decided",
    ClaimEventKind.PAID: "claim_paid",
    ClaimEventKind.WITHDRAWN: "claim_withdrawn",
}


def happened(
    session: Session,
    claim: Claim,
    kind: ClaimEventKind,
    now: datetime,
    caused_by: str | None = None,
    **params: str,
) -> None:
    """Adds a step to a claim and tells the family. `caused_by`: the device that did it."""
    claim.version += 1
    event = ClaimEvent(
        id=new_id(), claim_id=claim.id, position=len(claim.events), kind=kind, at=now
    )
    event.params = json.dumps(params, ensure_ascii=False)
    claim.events.append(event)
    if kind in _LINES:
        said = {"claim_id": claim.id, "receipt": claim.receipt, "hospital": claim.hospital}
        tell_family(session, claim.policy_id, _LINES[kind], said, now, caused_by)


def text_of_decision(session: Session, claim: Claim, now: datetime) -> None:
    """An SMS to the policyholder that there is a decision: no amount, nothing medical, no name."""
    policy = session.scalars(sa.select(Policy).where(Policy.id == claim.policy_id)).one()
    queue_sms(
        session,
        to=policy.policyholder.phone,
        template="claim_decided",
        params={"receipt": claim.receipt},
        dedupe_key=f"claim_decided:{claim.id}:{now.isoformat()}",
        now=now,
    )
