"""A claim on somebody's desk: found, held, not changed meanwhile, and in one's own hands."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.desk_problems import CHANGED_MEANWHILE
from api.claims.models import Claim
from api.claims.problems import CLAIM_GONE
from api.claims.reading import lock_policy
from api.core.actors import StaffActor
from api.core.audit import Subject
from api.core.errors import Refusal
from api.staff import holdings

KIND = "claim"


def about(claim: Claim) -> Subject:
    """A claim as what an audit entry or a holding is about."""
    return Subject(KIND, claim.id, claim.policy_id)


def claim_at_desk(session: Session, claim_id: str, version: int | None = None) -> Claim:
    """A claim as it stands now, held with its policy.

    `version` is the one that the person saw: of two at once the second is told.
    Raises Refusal(claim_not_found, changed_meanwhile).
    """
    policy_id = session.scalar(sa.select(Claim.policy_id).where(Claim.id == claim_id))
    if policy_id is None:
        raise Refusal(CLAIM_GONE)
    lock_policy(session, policy_id)
    claim = session.get_one(Claim, claim_id, populate_existing=True)
    if version is not None and claim.version != version:
        raise Refusal(CHANGED_MEANWHILE)
    return claim


def in_hand(session: Session, who: StaffActor, claim: Claim, now: datetime) -> None:
    """Makes sure that a person has a claim in hand; what nobody has, they take.

    Raises Refusal(taken).
    """
    holdings.take(session, who, about(claim), now)


def out_of_hand(session: Session, who: StaffActor, claim: Claim, now: datetime) -> None:
    """Puts a claim back that a person has in hand, so that a colleague can take it."""
    holder = holdings.holder_of(session, KIND, claim.id)
    if holder is not None and holder.id == who.id:
        holdings.put_back(session, who, about(claim), now)
