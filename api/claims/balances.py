"""What claims use of their benefits: held back at first, used when decided, else released."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.benefits.models import BenefitUse, UseSource
from api.benefits.operations import UseRecord, record_use
from api.benefits.rules import UseState
from api.claims.handbook import Handbook
from api.claims.models import Claim
from api.claims.payout_models import ClaimDecision, DecisionState
from api.claims.settlement import Terms, Used, days_in_hospital, most_payable
from api.policies.models import Policy


def terms_of(handbook: Handbook, policy: Policy, benefit: str) -> Terms | None:
    """What a benefit of a policy's plan pays; None: the plan has no such benefit."""
    return handbook.terms.get(policy.plan, {}).get(benefit)


def used_by_others(session: Session, claim: Claim, benefit: str) -> Used:
    """What is decided already of a benefit, this claim apart. The policy is held by the caller.

    What is still under review elsewhere doesn't count: whoever is decided first comes first.
    """
    of_benefit = (BenefitUse.policy_id == claim.policy_id, BenefitUse.benefit == benefit)
    own = sa.and_(BenefitUse.source == UseSource.CLAIM, BenefitUse.source_id == claim.id)
    fen, count = session.execute(
        sa.select(
            sa.func.coalesce(sa.func.sum(BenefitUse.amount_fen), 0),
            sa.func.coalesce(sa.func.sum(BenefitUse.count), 0),
        ).where(*of_benefit, BenefitUse.state == UseState.USED, sa.not_(own))
    ).one()
    deductible = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(ClaimDecision.deductible_fen), 0))
        .join(Claim, Claim.id == ClaimDecision.claim_id)
        .where(
            Claim.policy_id == claim.policy_id,
            Claim.id != claim.id,
            ClaimDecision.benefit == benefit,
            ClaimDecision.state == DecisionState.IN_FORCE,
        )
    )
    return Used(int(fen), int(count), int(deductible or 0))


def hold_back(session: Session, claim: Claim, policy: Policy, handbook: Handbook) -> None:
    """Holds back what a claim may come to at most, until it is decided."""
    terms = terms_of(handbook, policy, claim.benefit)
    if terms is None:
        release(session, claim)
        return
    used = used_by_others(session, claim, claim.benefit)
    days = days_in_hospital(claim.visited_on, claim.discharged_on)
    most = most_payable(claim.total_fen, terms, used, days)
    _record(session, claim, most, UseState.REVIEWING)


def take(session: Session, claim: Claim, approved_fen: int) -> None:
    """Notes what a decided claim uses; a payout of nothing counts no time either."""
    _record(session, claim, approved_fen, UseState.USED)


def release(session: Session, claim: Claim) -> None:
    """Lets go of what was held back."""
    _record(session, claim, 0, UseState.USED)


def _record(session: Session, claim: Claim, amount_fen: int, state: UseState) -> None:
    record = UseRecord(
        policy_id=claim.policy_id,
        benefit=claim.benefit,
        source=UseSource.CLAIM,
        source_id=claim.id,
        amount_fen=amount_fen,
        count=1,
        state=state,
        used_on=claim.visited_on,
    )
    if state is UseState.USED and not amount_fen:
        record = replace(record, count=0)
    record_use(session, record)
