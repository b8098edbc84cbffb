"""What an assessor found of a claim: its expense items, and the facts that the rules ask for."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.authorisation import Expense, ItemKind, causes
from api.claims.balances import terms_of, used_by_others
from api.claims.desk_problems import NOT_IN_PLAN
from api.claims.handbook import Handbook
from api.claims.models import Claim
from api.claims.rules import ClaimOutcome, ClaimStatus
from api.claims.settlement import (
    Case,
    Item,
    Override,
    Settlement,
    Terms,
    Used,
    days_in_hospital,
    settle,
)
from api.core.errors import Refusal
from api.policies.models import Policy
from api.preauths.rules import Cause, Consent, Reduction, reduction
from api.visits.models import Visit
from api.visits.rules import VisitMethod


@dataclass(frozen=True)
class ExpenseItem:
    """One expense: what the invoice says, what of it is covered, and why not all of it."""

    name: str
    kind: ItemKind
    claimed_fen: int
    covered_fen: int
    reason: str = ""


@dataclass(frozen=True)
class Assessment:
    """An assessor's findings; `days` in hospital, where they aren't those between the dates."""

    items: Sequence[ExpenseItem]
    authorised: bool = False
    outside_network: bool = False
    days: int | None = None

    def as_text(self) -> str:
        """The findings as they are stored."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True)
class Figures:
    """What the rules make of a claim's findings, and what they went by."""

    settlement: Settlement
    needed: list[Cause]
    cut: tuple[Reduction, int] | None
    terms: Terms
    used: Used
    days: int


def assessment_of(claim: Claim) -> Assessment | None:
    """The findings stored with a claim, if there are any yet."""
    if claim.assessment is None:
        return None
    stored: dict[str, Any] = json.loads(claim.assessment)
    items = [ExpenseItem(**{**each, "kind": ItemKind(each["kind"])}) for each in stored["items"]]
    return Assessment(**{**stored, "items": items})


def figures_of(
    session: Session,
    claim: Claim,
    findings: Assessment,
    handbook: Handbook,
    override: Override | None = None,
) -> Figures:
    """What a claim pays by the rules, with these findings. Raises Refusal(not_in_plan)."""
    policy = session.get_one(Policy, claim.policy_id)
    terms = terms_of(handbook, policy, claim.benefit)
    if terms is None:
        raise Refusal(NOT_IN_PLAN)
    expenses = [Expense(item.kind, item.claimed_fen) for item in findings.items]
    total = sum(item.claimed_fen for item in findings.items)
    needed = causes(claim.kind, claim.benefit, expenses, total + _other_costs(session, claim))
    cut = reduction(needed, Consent(findings.authorised, findings.outside_network))
    used = used_by_others(session, claim, claim.benefit)
    days = findings.days or days_in_hospital(claim.visited_on, claim.discharged_on)
    items = [Item(item.name, item.claimed_fen, item.covered_fen) for item in findings.items]
    settlement = settle(Case(items, terms, used, days, cut), override)
    return Figures(settlement, needed, cut, terms, used, days)


def _other_costs(session: Session, claim: Claim) -> int:
    """All other medical cost of the policy's period: direct visits, and claims that stand."""
    visits = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Visit.total_fen), 0)).where(
            Visit.policy_id == claim.policy_id, Visit.method == VisitMethod.DIRECT
        )
    )
    claims = session.scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Claim.total_fen), 0)).where(
            Claim.policy_id == claim.policy_id,
            Claim.id != claim.id,
            Claim.status != ClaimStatus.WITHDRAWN,
            Claim.outcome.is_distinct_from(ClaimOutcome.DECLINED),
        )
    )
    return int(visits or 0) + int(claims or 0)
