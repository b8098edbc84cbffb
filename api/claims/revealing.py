"""Names and account numbers in full, for a reason."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.desk import about, claim_at_desk
from api.claims.models import Claim
from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import record
from api.core.errors import Refusal

SHORTEST_REASON, LONGEST_REASON = 2, 30


def reveal_claim(
    session: Session, who: StaffActor, claim_id: str, reason: str, now: datetime
) -> Claim:
    """A claim whose people may be shown in full, and why; that is recorded.

    Raises Refusal(wrong_role, claim_not_found) or one that names `reason`.
    """
    who.must_have(Role.ASSESSOR, Role.FINANCE, Role.SUPPORT)
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON or not reason.isprintable():
        said = f"写上原因，{SHORTEST_REASON}到{LONGEST_REASON}个字。|Say why."
        raise Refusal(errors.INVALID, {"reveal_reason": [said]})
    claim = claim_at_desk(session, claim_id)
    record(session, who, "claim.revealed", about(claim), now, reason)
    return claim
