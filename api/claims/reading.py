"""Finding a policy's claims and holding them, so that two changes of one never cross."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.models import Claim, ClaimDocument
from api.claims.problems import CLAIM_GONE, DOCUMENT_GONE
from api.core import errors
from api.core.actors import Member
from api.core.errors import Refusal
from api.devices.operations import must_see
from api.policies.models import Policy


def lock_policy(session: Session, policy_id: str) -> Policy:
    """A policy, held until the transaction ends: its claims change one at a time.

    Every change of a claim raises the policy's revision, so this row is waited for anyway; taken
    first, it can't be waited for crosswise. Raises Refusal(not_found).
    """
    policy = session.scalar(
        sa.select(Policy).where(Policy.id == policy_id).with_for_update(key_share=True)
    )
    if policy is None:
        raise Refusal(errors.NOT_FOUND)
    return policy


def family_claim(session: Session, member: Member, policy_id: str, claim_id: str) -> Claim:
    """A claim of a policy that the member sees, as it stands now, held with its policy.

    Raises Refusal(not_found, claim_not_found).
    """
    must_see(member, policy_id)
    lock_policy(session, policy_id)
    claim = session.get(Claim, claim_id, populate_existing=True)
    if claim is None or claim.policy_id != policy_id:
        raise Refusal(CLAIM_GONE)
    return claim


def document_of(claim: Claim, document_id: str) -> ClaimDocument:
    """A document of a claim. Raises Refusal(document_not_found)."""
    for document in claim.documents:
        if document.id == document_id:
            return document
    raise Refusal(DOCUMENT_GONE)
