"""Taking a claim back."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.balances import release
from api.claims.models import Claim
from api.claims.problems import CLAIM_CLOSED
from api.claims.reading import family_claim
from api.claims.reopening import overtake_decision
from api.claims.rules import OPEN, ClaimEventKind, ClaimStatus, DocumentState
from api.claims.telling import happened
from api.core.actors import Member
from api.core.errors import Refusal
from api.devices.models import Binding


def withdraw_claim(
    session: Session, member: Member, policy_id: str, claim_id: str, reason: str, now: datetime
) -> Claim:
    """Takes a claim back that isn't decided; its invoices may be claimed anew.

    Raises Refusal(claim_not_found, claim_closed).
    """
    claim = family_claim(session, member, policy_id, claim_id)
    if claim.status is ClaimStatus.WITHDRAWN:
        return claim
    if claim.status not in OPEN:
        raise Refusal(CLAIM_CLOSED)
    overtake_decision(session, claim, now)
    claim.become(ClaimStatus.WITHDRAWN)
    claim.due_on = claim.target_on = None
    for document in claim.documents:
        if document.state is DocumentState.EXPECTED:
            document.become(DocumentState.DROPPED)
    for invoice in claim.invoices:
        invoice.live = False
    release(session, claim)
    params = {"phone": session.get_one(Binding, member.bindings[policy_id]).name, "note": reason}
    happened(session, claim, ClaimEventKind.WITHDRAWN, now, member.device_id, **params)
    session.flush()
    return claim
