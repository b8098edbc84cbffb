"""Deciding a claim: the rules compute, one person decides, above a limit a second one agrees."""

import json
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.assessment import assessment_of, figures_of
from api.claims.balances import release, take
from api.claims.desk import about, claim_at_desk, in_hand, out_of_hand
from api.claims.desk_problems import (
    AWAITS_SECOND,
    DOCUMENTS_OPEN,
    FIGURES_CHANGED,
    ITEMS_MISSING,
    NOTHING_PROPOSED,
    SAME_PERSON,
    WRONG_STEP,
)
from api.claims.handbook import Handbook
from api.claims.models import Claim
from api.claims.payout_models import ClaimDecision, DecisionState
from api.claims.requesting import close_requests
from api.claims.rules import (
    IN_ASSESSMENT,
    ClaimEventKind,
    ClaimOutcome,
    ClaimStatus,
    DeclineReason,
    DocumentState,
)
from api.claims.settlement import Override, Settlement
from api.claims.telling import happened, text_of_decision
from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.audit import record
from api.core.errors import Refusal
from api.core.ids import new_id

_MOST_WORDS = 1000


@dataclass(frozen=True)
class Verdict:
    """What an assessor decides: to pay by the rules, to pay otherwise, or to decline.

    `explanation` is what the family reads.
    """

    decline: DeclineReason | None = None
    override: Override | None = None
    explanation: str = ""


def decide(
    session: Session,
    who: StaffActor,
    claim_id: str,
    version: int,
    verdict: Verdict,
    handbook: Handbook,
    now: datetime,
) -> ClaimDecision:
    """Decides a claim. One that pays, or declines, more than the limit waits for a second person.

    Raises Refusal(wrong_role, claim_not_found, changed_meanwhile, taken, wrong_step,
    awaits_second, items_missing, documents_open) or one that names fields.
    """
    who.must_have(Role.ASSESSOR)
    claim = claim_at_desk(session, claim_id, version)
    if claim.status not in IN_ASSESSMENT:
        raise Refusal(WRONG_STEP)
    if _proposed(session, claim) is not None:
        raise Refusal(AWAITS_SECOND)
    _refuse_wrong(verdict)
    settlement = None if verdict.decline else _settlement(session, claim, verdict, handbook)
    in_hand(session, who, claim, now)
    decision = _new_decision(who, claim, verdict, settlement, now)
    session.add(decision)
    claim.version += 1
    record(session, who, "claim.decided", about(claim), now, decision_id=decision.id)
    weight = claim.total_fen if verdict.decline else decision.approved_fen
    if weight > handbook.second_person_above_fen:
        out_of_hand(session, who, claim, now)
    else:
        _enforce(session, claim, decision, now)
    session.flush()
    return decision


def second_decision(
    session: Session,
    who: StaffActor,
    claim_id: str,
    version: int,
    agrees: bool,
    words: str,
    handbook: Handbook,
    now: datetime,
) -> ClaimDecision:
    """Agrees to what a colleague decided, or sends it back with words; never one's own.

    Raises Refusal(wrong_role, claim_not_found, changed_meanwhile, nothing_proposed, same_person,
    documents_open, figures_changed) or one that names fields.
    """
    who.must_have(Role.ASSESSOR)
    claim = claim_at_desk(session, claim_id, version)
    decision = _proposed(session, claim)
    if decision is None:
        raise Refusal(NOTHING_PROPOSED)
    if decision.proposed_by_id == who.id:
        raise Refusal(SAME_PERSON)
    if not agrees and not words.strip():
        raise Refusal(errors.INVALID, {"words": ["写上为什么退回。|Say why it goes back."]})
    decision.second_id, decision.second = who.id, who.name
    decision.second_words = words.strip()
    claim.version += 1
    verb = "claim.second_agreed" if agrees else "claim.second_returned"
    record(session, who, verb, about(claim), now, decision_id=decision.id)
    if agrees:
        _refuse_changed(session, claim, decision, handbook)
        _enforce(session, claim, decision, now)
    else:
        decision.state = DecisionState.RETURNED
        decision.settled_at = now
        out_of_hand(session, who, claim, now)
    session.flush()
    return decision


def proposed_decision(session: Session, claim: Claim) -> ClaimDecision | None:
    """The decision of a claim that waits for a second person."""
    return _proposed(session, claim)


def _proposed(session: Session, claim: Claim) -> ClaimDecision | None:
    return session.scalar(
        sa.select(ClaimDecision).where(
            ClaimDecision.claim_id == claim.id, ClaimDecision.state == DecisionState.PROPOSED
        )
    )


def _refuse_wrong(verdict: Verdict) -> None:
    wrongs: dict[str, list[str]] = {}
    if len(verdict.explanation) > _MOST_WORDS:
        said = f"最多 {_MOST_WORDS} 个字。|Write {_MOST_WORDS} characters at most."
        wrongs["explanation"] = [said]
    if verdict.decline and not verdict.explanation.strip():
        wrongs["explanation"] = ["写给家长：为什么不赔。|Tell the family why."]
    if verdict.override and not verdict.override.reason.strip():
        wrongs["override_reason"] = ["写上为什么这样定。|Say why."]
    if verdict.override and verdict.decline:
        wrongs["override_fen"] = ["不赔就没有金额。|A decline has no amount."]
    if wrongs:
        raise Refusal(errors.INVALID, wrongs)


def _settlement(session: Session, claim: Claim, verdict: Verdict, handbook: Handbook) -> Settlement:
    findings = assessment_of(claim)
    if findings is None:
        raise Refusal(ITEMS_MISSING)
    _refuse_open_documents(claim)
    settled = figures_of(session, claim, findings, handbook, verdict.override).settlement
    wanted = verdict.override
    if wanted and wanted.amount_fen != settled.approved_fen:
        said = "超出保障范围或剩余额度。|It is more than is covered or left."
        raise Refusal(errors.INVALID, {"override_fen": [said]})
    return settled


def _refuse_open_documents(claim: Claim) -> None:
    on_its_way = any(each.state is DocumentState.EXPECTED for each in claim.documents)
    if on_its_way or claim.status is ClaimStatus.DOCUMENTS_REQUESTED:
        raise Refusal(DOCUMENTS_OPEN)


def _new_decision(
    who: StaffActor,
    claim: Claim,
    verdict: Verdict,
    settlement: Settlement | None,
    now: datetime,
) -> ClaimDecision:
    decision = ClaimDecision(
        id=new_id(),
        claim_id=claim.id,
        state=DecisionState.PROPOSED,
        outcome=settlement.outcome if settlement else ClaimOutcome.DECLINED,
        reason=verdict.decline,
        benefit=claim.benefit,
        approved_fen=settlement.approved_fen if settlement else 0,
        deductible_fen=settlement.deductible_fen if settlement else 0,
        override_fen=verdict.override.amount_fen if verdict.override else None,
        proposed_by_id=who.id,
        proposed_by=who.name,
        proposed_at=now,
    )
    steps = [step.as_json() for step in settlement.steps] if settlement else []
    decision.steps = json.dumps(steps, ensure_ascii=False)
    decision.explanation = verdict.explanation.strip()
    if verdict.override:
        decision.override_reason = verdict.override.reason.strip()
    return decision


def _refuse_changed(
    session: Session, claim: Claim, decision: ClaimDecision, handbook: Handbook
) -> None:
    """Refuses where a document came up meanwhile, or another claim used what this was to get."""
    findings = assessment_of(claim)
    if decision.reason or findings is None:
        return
    _refuse_open_documents(claim)
    override = None
    if decision.override_fen is not None:
        override = Override(decision.override_fen, decision.override_reason)
    settled = figures_of(session, claim, findings, handbook, override).settlement
    now_said = (settled.approved_fen, settled.deductible_fen)
    if now_said != (decision.approved_fen, decision.deductible_fen):
        raise Refusal(FIGURES_CHANGED)


def _enforce(session: Session, claim: Claim, decision: ClaimDecision, now: datetime) -> None:
    """Makes a decision hold, and tells the family."""
    decision.state = DecisionState.IN_FORCE
    decision.settled_at = now
    claim.become(ClaimStatus.DECIDED)
    claim.outcome, claim.approved_fen = decision.outcome, decision.approved_fen
    claim.decided_at = now
    claim.steps, claim.explanation = decision.steps, decision.explanation
    close_requests(claim, now)
    for document in claim.documents:
        if document.state is DocumentState.EXPECTED:
            document.become(DocumentState.DROPPED)
    if decision.outcome is ClaimOutcome.DECLINED:
        release(session, claim)
    else:
        take(session, claim, decision.approved_fen)
    params = {"outcome": decision.outcome.value}
    if decision.reason:
        params["reason"] = decision.reason.value
    happened(session, claim, ClaimEventKind.DECIDED, now, **params)
    text_of_decision(session, claim, now)
