"""What assessors do with a claim before they decide: take it, look, list its expenses."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.assessment import Assessment, Figures, figures_of
from api.claims.balances import hold_back, terms_of
from api.claims.desk import about, claim_at_desk, in_hand
from api.claims.desk_problems import NOT_IN_PLAN, WRONG_STEP
from api.claims.handbook import Handbook
from api.claims.models import Claim
from api.claims.reopening import overtake_decision
from api.claims.rules import IN_ASSESSMENT, ClaimEventKind, ClaimStatus
from api.claims.telling import happened
from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import record
from api.core.errors import Refusal
from api.policies.models import Policy

MOST_ITEMS = 100
_MOST_FEN = 10**9


def look_at_claim(session: Session, who: StaffActor, claim_id: str, now: datetime) -> Claim:
    """A claim for somebody of the service to see; the look is recorded.

    Raises Refusal(wrong_role, claim_not_found).
    """
    who.must_have(Role.ASSESSOR, Role.FINANCE, Role.SUPPORT)
    claim = claim_at_desk(session, claim_id)
    record(session, who, "claim.looked_at", about(claim), now)
    return claim


def begin_assessment(
    session: Session, who: StaffActor, claim_id: str, version: int, now: datetime
) -> Claim:
    """Takes a complete claim under assessment, into one's own hands.

    Raises Refusal(wrong_role, claim_not_found, changed_meanwhile, taken, wrong_step).
    """
    who.must_have(Role.ASSESSOR)
    claim = claim_at_desk(session, claim_id, version)
    if claim.status is not ClaimStatus.COMPLETE:
        raise Refusal(WRONG_STEP)
    in_hand(session, who, claim, now)
    claim.become(ClaimStatus.UNDER_ASSESSMENT)
    happened(session, claim, ClaimEventKind.ASSESSMENT_BEGUN, now)
    record(session, who, "claim.assessment_begun", about(claim), now)
    session.flush()
    return claim


def set_items(
    session: Session,
    who: StaffActor,
    claim_id: str,
    version: int,
    findings: Assessment,
    benefit: str,
    handbook: Handbook,
    now: datetime,
) -> Figures:
    """Notes what a claim's expenses are and what of them is covered; returns what that pays.

    A decision that waits for a second person is overtaken. Raises Refusal(wrong_role,
    claim_not_found, changed_meanwhile, taken, wrong_step, not_in_plan) or one that names fields.
    """
    who.must_have(Role.ASSESSOR)
    claim = claim_at_desk(session, claim_id, version)
    if claim.status not in IN_ASSESSMENT:
        raise Refusal(WRONG_STEP)
    _refuse_wrong(findings)
    policy = session.get_one(Policy, claim.policy_id)
    if terms_of(handbook, policy, benefit) is None:
        raise Refusal(NOT_IN_PLAN)
    in_hand(session, who, claim, now)
    overtake_decision(session, claim, now)
    claim.assessment = findings.as_text()
    if claim.benefit != benefit:
        claim.benefit = benefit
        hold_back(session, claim, policy, handbook)
    figures = figures_of(session, claim, findings, handbook)
    claim.version += 1
    record(session, who, "claim.items_set", about(claim), now, benefit=benefit)
    session.flush()
    return figures


def _refuse_wrong(findings: Assessment) -> None:
    wrongs: dict[str, list[str]] = {}
    if not 1 <= len(findings.items) <= MOST_ITEMS:
        wrongs["items"] = [f"写 1 到 {MOST_ITEMS} 项。|Give 1 to {MOST_ITEMS} items."]
    for index, item in enumerate(findings.items):
        if not item.name.strip():
            wrongs[f"items.{index}.name"] = ["写上项目。|Name the item."]
        if not 1 <= item.claimed_fen <= _MOST_FEN:
            wrongs[f"items.{index}.claimed_fen"] = ["金额要大于零。|It must be above 0."]
        if not 0 <= item.covered_fen <= item.claimed_fen:
            said = "核定金额从零到发票金额。|It goes from 0 to what the invoice says."
            wrongs[f"items.{index}.covered_fen"] = [said]
        if item.covered_fen < item.claimed_fen and not item.reason.strip():
            wrongs[f"items.{index}.reason"] = ["写上为什么没全赔。|Say why it isn't all covered."]
    if findings.days is not None and not 1 <= findings.days <= 366:
        wrongs["days"] = ["住院天数从 1 到 366。|It goes from 1 to 366."]
    if wrongs:
        raise Refusal(errors.INVALID, wrongs)
