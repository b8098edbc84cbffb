"""The claims that wait for somebody: an assessor, a second person, finance, or the family."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from api.claims.models import Claim
from api.claims.payout_models import ClaimDecision, DecisionState, Payout, PayoutAccount
from api.claims.rules import OPEN, AccountState, ClaimStatus, DocumentState
from api.policies.models import Policy


@dataclass(frozen=True)
class OpenClaim:
    """A claim that isn't decided, its policy, how many documents are here of how many announced,
    and whether a decision waits for a second person.
    """

    claim: Claim
    policy: Policy
    here: int
    announced: int
    awaits_second: bool


AWAITS_SECOND = Claim.id.in_(
    sa.select(ClaimDecision.claim_id).where(ClaimDecision.state == DecisionState.PROPOSED)
)
UNPAID = sa.and_(
    Claim.status == ClaimStatus.DECIDED,
    Claim.approved_fen > 0,
    Claim.id.not_in(sa.select(Payout.claim_id)),
)
HAS_ACCOUNT = Claim.account_id.in_(
    sa.select(PayoutAccount.id).where(PayoutAccount.state == AccountState.CONFIRMED)
)


def open_claims(session: Session, ids: Collection[str]) -> list[OpenClaim]:
    """Those of these claims that aren't decided."""
    found = session.execute(
        sa.select(Claim, Policy, AWAITS_SECOND)
        .join(Policy, Policy.id == Claim.policy_id)
        .where(Claim.id.in_(ids), Claim.status.in_(OPEN))
        .options(selectinload(Claim.documents), joinedload(Policy.child))
    )
    return [_open_claim(*each) for each in found.unique()]


def _open_claim(claim: Claim, policy: Policy, awaits_second: bool) -> OpenClaim:
    counted = [each.state for each in claim.documents if each.state is not DocumentState.DROPPED]
    here = sum(state is not DocumentState.EXPECTED for state in counted)
    return OpenClaim(claim, policy, here, len(counted), awaits_second)


@dataclass(frozen=True)
class UnpaidClaim:
    """A decided claim whose payout hasn't left, and whether its account may be paid to."""

    claim: Claim
    policy: Policy
    has_account: bool


def unpaid_claims(session: Session, *conditions: sa.ColumnElement[bool]) -> list[UnpaidClaim]:
    """Claims with an amount to pay that no batch holds yet, the longest decided first."""
    found = session.execute(
        sa.select(Claim, Policy, sa.func.coalesce(HAS_ACCOUNT, sa.false()))
        .join(Policy, Policy.id == Claim.policy_id)
        .where(UNPAID, *conditions)
        .options(joinedload(Policy.child))
        .order_by(Claim.decided_at)
    )
    return [UnpaidClaim(*each) for each in found.unique()]


def claims_of_policy(session: Session, policy_id: str) -> list[Claim]:
    """All claims of a policy, the latest first; 20 at most."""
    found = sa.select(Claim).where(Claim.policy_id == policy_id)
    return list(session.scalars(found.order_by(Claim.announced_at.desc()).limit(20)))
