"""Looking at a declined claim again: “补材料，再看一次”."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.balances import hold_back
from api.claims.documents import count_from
from api.claims.handbook import Handbook
from api.claims.models import Claim
from api.claims.payout_models import ClaimDecision, DecisionState
from api.claims.rules import ClaimOutcome, ClaimStatus
from api.policies.models import Policy

_OPEN = (DecisionState.PROPOSED, DecisionState.IN_FORCE)


def may_reopen(claim: Claim) -> bool:
    """Whether a family may have a claim looked at again: it was declined."""
    return claim.status is ClaimStatus.DECIDED and claim.outcome is ClaimOutcome.DECLINED


def reopen(session: Session, claim: Claim, handbook: Handbook, now: datetime) -> None:
    """Takes a declined claim back under assessment, by the same assessor."""
    overtake_decision(session, claim, now)
    claim.become(ClaimStatus.UNDER_ASSESSMENT)
    claim.outcome = claim.decided_at = claim.approved_fen = None
    claim.steps = claim.explanation = None
    count_from(claim, handbook, now)
    policy = session.get_one(Policy, claim.policy_id)
    hold_back(session, claim, policy, handbook)


def overtake_decision(session: Session, claim: Claim, now: datetime) -> None:
    """Notes that a claim's proposed or valid decision doesn't hold any more."""
    decision = session.scalar(
        sa.select(ClaimDecision).where(
            ClaimDecision.claim_id == claim.id, ClaimDecision.state.in_(_OPEN)
        )
    )
    if decision is not None:
        decision.state = DecisionState.OVERTAKEN
        decision.settled_at = now
        session.flush()
