"""The import of policies: the policy itself, its benefits' opening use, a word to the family."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from api.benefits.models import UseSource
from api.benefits.operations import Ledger, Opening, UseRecord, change_plan, open_balances
from api.benefits.rules import Plans, UseState
from api.core.errors import INVALID, Refusal
from api.core.imports import Outcome, Values
from api.devices.family import tell_family
from api.policies.book import PolicyBook, PolicyRow
from api.policies.importing import Upserted, upsert_policy
from api.policies.models import Policy
from api.policies.rules import PolicyStatus

# Fen and times by benefit; None: the file doesn't say, what is recorded stays.
Used = Mapping[str, tuple[int, int]] | None


class PolicyImport:
    """What `flask policies import` and the demo do with their rows (see core.imports.Work).

    A row is what `benefits.import_schemas.PolicyFileRow` loads.
    """

    def __init__(self, session: Session, plans: Plans, now: datetime) -> None:
        self._session = session
        self._plans = plans
        self._now = now

    def prepare(self, rows: list[Values]) -> None:
        """Reads the policies, people and opening uses of a batch."""
        self._book = PolicyBook(self._session, [_split(row)[0] for row in rows])
        known = [self._book.policy(row["number"]) for row in rows if row["used"] is not None]
        policy_ids = [policy.id for policy in known if policy]
        self._ledger = Ledger(self._session, UseSource.OPENING, policy_ids)
        self._new: list[tuple[Policy, list[UseRecord]]] = []

    def take(self, values: Values) -> Outcome:
        """Makes one policy, its balances and opening uses so. Raises Refusal."""
        row, used = _split(values)
        self._refuse_wrong_benefits(row, used)
        known = self._book.policy(row.number)
        plan_before = known.plan if known else None
        upserted = upsert_policy(self._session, self._book, row, self._plans)
        policy = upserted.policy

        if plan_before is None:
            self._new.append((policy, _openings(policy, used or {})))
            return upserted.outcome
        if plan_before != policy.plan:
            change_plan(self._session, policy.id, self._plans[policy.plan].keys())
        self._tell_family(upserted)
        return self._correct(policy, used, upserted.outcome)

    def finish(self) -> None:
        """Writes the batch: the policies first, then what refers to them."""
        self._session.flush()
        open_balances(
            self._session,
            [
                Opening(policy.id, policy.rev, self._plans[policy.plan].keys(), records)
                for policy, records in self._new
            ],
        )
        self._ledger.settle()

    def _refuse_wrong_benefits(self, row: PolicyRow, used: Used) -> None:
        for code in used or {}:
            if code not in self._plans.get(row.plan, {code}):
                sentence = f"The plan {row.plan} has no benefit {code}."
                raise Refusal(INVALID, {"used": [sentence]})

    def _correct(self, policy: Policy, used: Used, outcome: Outcome) -> Outcome:
        if used is None:
            return outcome
        # A benefit the cell no longer names is back at nothing.
        before = {use.benefit: (0, 0) for use in self._ledger.known(policy.id)}
        records = _openings(policy, {**before, **used})
        changed = [self._ledger.record(record) for record in records]
        return Outcome.CHANGED if any(changed) else outcome

    def _tell_family(self, upserted: Upserted) -> None:
        policy = upserted.policy
        now_stands = policy.status, policy.reason
        if upserted.before in (None, now_stands):
            return
        if policy.status is PolicyStatus.SUSPENDED:
            params = {"reason": str(policy.reason)}
            tell_family(self._session, policy.id, "card_suspended", params, self._now)
        elif (
            upserted.before
            and upserted.before[0] is PolicyStatus.SUSPENDED
            and policy.status is PolicyStatus.ACTIVE
        ):
            tell_family(self._session, policy.id, "card_restored", {}, self._now)


def _split(values: Values) -> tuple[PolicyRow, Used]:
    policy: dict[str, Any] = {name: value for name, value in values.items() if name != "used"}
    return PolicyRow(**policy), values["used"]


def _openings(policy: Policy, used: Mapping[str, tuple[int, int]]) -> list[UseRecord]:
    return [
        UseRecord(
            policy_id=policy.id,
            benefit=code,
            source=UseSource.OPENING,
            source_id=code,
            amount_fen=amount_fen,
            count=count,
            state=UseState.USED,
            used_on=policy.starts_on,
        )
        for code, (amount_fen, count) in used.items()
    ]
