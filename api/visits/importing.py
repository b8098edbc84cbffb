"""Visits as the insurer's files bring them: made or changed, by number."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.benefits.models import UseSource
from api.benefits.operations import Ledger, UseRecord
from api.benefits.rules import Plans, UseState
from api.core.errors import INVALID, Refusal
from api.core.ids import new_id
from api.core.imports import Outcome, Values
from api.policies.models import Policy
from api.visits.models import Visit, VisitCharge
from api.visits.rules import at_most_used, is_under_review


class VisitImport:
    """What `flask visits import` and the demo do with their rows (see core.imports.Work).

    A row is what `schemas.VisitFileRow` loads.
    """

    def __init__(self, session: Session, plans: Plans) -> None:
        self._session = session
        self._plans = plans

    def prepare(self, rows: list[Values]) -> None:
        """Reads the policies, visits and uses of a batch."""
        self._policies = self._read(Policy, {row["policy_number"] for row in rows})
        self._visits = self._read(Visit, {row["number"] for row in rows})
        charges = sa.select(VisitCharge).where(
            VisitCharge.visit_id.in_([visit.id for visit in self._visits.values()])
        )
        self._charges = {each.visit_id: each for each in self._session.scalars(charges)}
        self._ledger = Ledger(
            self._session,
            UseSource.VISIT,
            [policy.id for policy in self._policies.values()],
            [visit.id for visit in self._visits.values()],
        )

    def take(self, values: Values) -> Outcome:
        """Makes one visit and what it uses so. Raises Refusal naming columns."""
        policy = self._policies.get(values["policy_number"])
        visit = self._visits.get(values["number"])
        policy = self._refuse_wrong(values, policy, visit)
        said = {name: value for name, value in values.items() if hasattr(Visit, name)}
        said |= {"policy_id": policy.id, "benefit": values["benefit_code"]}

        outcome = Outcome.SAME
        if visit is None:
            visit = self._visits[values["number"]] = Visit(id=new_id(), **said)
            self._session.add(visit)
            outcome = Outcome.NEW
        else:
            different = {name: it for name, it in said.items() if getattr(visit, name) != it}
            for name, value in different.items():
                setattr(visit, name, value)
            outcome = Outcome.CHANGED if different else Outcome.SAME
        self._ledger.record(_use(visit))
        if self._charge(visit, values, outcome) and outcome is Outcome.SAME:
            outcome = Outcome.CHANGED
        return outcome

    def _charge(self, visit: Visit, values: Values, outcome: Outcome) -> bool:
        """Notes what is said of the self-pay amount, for its bill; whether that is new."""
        said = {"due_on": values["due_on"], "paid_on": values["paid_on"]}
        charge = self._charges.get(visit.id)
        if charge is None:
            if not visit.self_pay_fen:
                return False
            self._charges[visit.id] = VisitCharge(visit_id=visit.id, **said)
            self._session.add(self._charges[visit.id])
            return True
        different = {name: day for name, day in said.items() if getattr(charge, name) != day}
        for name, day in different.items():
            setattr(charge, name, day)
        if different or outcome is not Outcome.SAME:
            charge.followed_at = None
        return bool(different)

    def finish(self) -> None:
        """Writes the batch, the balances included."""
        self._ledger.settle()

    def _read(self, model: Any, numbers: set[str]) -> dict[str, Any]:
        found = self._session.scalars(sa.select(model).where(model.number.in_(numbers)))
        return {row.number: row for row in found}

    def _refuse_wrong(self, row: Values, policy: Policy | None, visit: Visit | None) -> Policy:
        if policy is None:
            raise _refusal("policy_number", f"There is no policy {row['policy_number']}.")
        if visit is not None and visit.policy_id != policy.id:
            raise _refusal("policy_number", "This visit belongs to another policy already.")
        if not policy.starts_on <= row["visited_on"] <= policy.ends_on:
            period = f"{policy.starts_on} to {policy.ends_on}"
            raise _refusal("visited_on", f"It lies outside the policy's period, {period}.")
        if row["benefit_code"] not in self._plans.get(policy.plan, {}):
            sentence = f"The plan {policy.plan} has no benefit {row['benefit_code']}."
            raise _refusal("benefit_code", sentence)
        return policy


def _use(visit: Visit) -> UseRecord:
    reviewing = is_under_review(visit.figures)
    return UseRecord(
        policy_id=visit.policy_id,
        benefit=visit.benefit,
        source=UseSource.VISIT,
        source_id=visit.id,
        amount_fen=at_most_used(visit.figures),
        count=1,
        state=UseState.REVIEWING if reviewing else UseState.USED,
        used_on=visit.visited_on,
    )


def _refusal(column: str, sentence: str) -> Refusal:
    return Refusal(INVALID, {column: [sentence]})
