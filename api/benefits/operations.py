"""Recording what uses a benefit, and keeping each balance the sum of its uses."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.benefits.models import BenefitBalance, BenefitUse, UseSource
from api.benefits.rules import Balance, Use, UseState, add_up
from api.core.ids import new_id

Pair = tuple[str, str]


@dataclass(frozen=True)
class UseRecord:
    """One use as its source states it; `source_id` is the source's own id."""

    policy_id: str
    benefit: str
    source: UseSource
    source_id: str
    amount_fen: int
    count: int
    state: UseState
    used_on: date


class Ledger:
    """The uses that a batch of records speaks of; `settle` brings their balances up to date."""

    def __init__(
        self,
        session: Session,
        source: UseSource,
        policy_ids: Collection[str],
        source_ids: Collection[str] | None = None,
    ) -> None:
        self._session = session
        self._touched: set[Pair] = set()
        which = [BenefitUse.source == source, BenefitUse.policy_id.in_(policy_ids)]
        if source_ids is not None:
            which.append(BenefitUse.source_id.in_(source_ids))
        uses = session.scalars(sa.select(BenefitUse).where(*which))
        self._uses = {(use.policy_id, use.source_id): use for use in uses}

    def known(self, policy_id: str) -> list[BenefitUse]:
        """The uses of one policy that the ledger read or recorded."""
        return [use for (owner, _), use in self._uses.items() if owner == policy_id]

    def record(self, record: UseRecord) -> bool:
        """Writes or corrects a use; says whether anything changed."""
        key = record.policy_id, record.source_id
        use = self._uses.get(key)
        if use is None:
            use = self._uses[key] = BenefitUse(id=new_id(), **vars(record))
            self._session.add(use)
        elif all(getattr(use, name) == value for name, value in vars(record).items()):
            return False
        else:
            self._touched.add((use.policy_id, use.benefit))
            for name, value in vars(record).items():
                setattr(use, name, value)
        self._touched.add((use.policy_id, use.benefit))
        return True

    def settle(self) -> None:
        """Recomputes the balances of all that was recorded."""
        self._session.flush()
        recompute_balances(self._session, self._touched)
        self._touched.clear()


def record_use(session: Session, record: UseRecord) -> bool:
    """Writes or corrects one use and its balance; says whether anything changed."""
    ledger = Ledger(session, record.source, [record.policy_id], [record.source_id])
    changed = ledger.record(record)
    ledger.settle()
    return changed


@dataclass(frozen=True)
class Opening:
    """A new policy's benefits, and what was used of them before its visits were known here."""

    policy_id: str
    rev: int
    benefits: Collection[str]
    records: Collection[UseRecord]


def open_balances(session: Session, openings: Iterable[Opening]) -> None:
    """Gives new policies a balance for each benefit of their plans, and their opening uses.

    The rows go around the unit of work, which would take half of an import's time; they carry
    the revision that their new policy has, so phones get them with it.
    """
    uses: list[dict[str, Any]] = []
    balances: list[dict[str, Any]] = []
    for opening in openings:
        of_benefit: dict[str, list[Use]] = {code: [] for code in opening.benefits}
        for record in opening.records:
            uses.append({"id": new_id(), **vars(record)})
            use = Use(record.amount_fen, record.count, record.state)
            of_benefit[record.benefit].append(use)
        for code, of_code in of_benefit.items():
            balance = {"id": new_id(), "policy_id": opening.policy_id, "benefit": code}
            balances.append({**balance, "rev": opening.rev, **vars(add_up(of_code))})
    for model, rows in ((BenefitUse, uses), (BenefitBalance, balances)):
        if rows:
            session.execute(sa.insert(model), rows)


def change_plan(session: Session, policy_id: str, benefits: Collection[str]) -> None:
    """Gives a policy the balances of its new plan's benefits, and drops those of the old one's."""
    balances = session.scalars(
        sa.select(BenefitBalance).where(BenefitBalance.policy_id == policy_id)
    ).all()
    for balance in balances:
        if balance.benefit not in benefits:
            session.delete(balance)
    missing = set(benefits) - {balance.benefit for balance in balances}
    session.flush()
    recompute_balances(session, {(policy_id, code) for code in missing})


def recompute_balances(session: Session, pairs: Collection[Pair]) -> None:
    """Makes the balances of these policies and benefits the sums of their uses.

    The balances are locked first, in a fixed order: of two at once, the second one counts both.
    """
    if not pairs:
        return
    policy_ids = {policy_id for policy_id, _ in pairs}
    balances = {
        (balance.policy_id, balance.benefit): balance
        for balance in session.scalars(
            sa.select(BenefitBalance)
            .where(BenefitBalance.policy_id.in_(policy_ids))
            .order_by(BenefitBalance.id)
            .with_for_update()
        )
    }
    sums = _sums(session, policy_ids)
    for policy_id, benefit in sorted(pairs):
        balance = balances.get((policy_id, benefit))
        total = add_up(sums.get((policy_id, benefit), []))
        if balance is None:
            session.add(_new_balance(policy_id, benefit, total))
        else:
            _update_balance(balance, total)
    session.flush()


def _sums(session: Session, policy_ids: Collection[str]) -> dict[Pair, list[Use]]:
    by = (BenefitUse.policy_id, BenefitUse.benefit, BenefitUse.state)
    rows: Any = session.execute(
        sa.select(*by, sa.func.sum(BenefitUse.amount_fen), sa.func.sum(BenefitUse.count))
        .where(BenefitUse.policy_id.in_(policy_ids))
        .group_by(*by)
    )
    sums: dict[Pair, list[Use]] = {}
    for policy_id, benefit, state, fen, count in rows:
        sums.setdefault((policy_id, benefit), []).append(Use(int(fen), int(count), state))
    return sums


def _new_balance(policy_id: str, benefit: str, total: Balance) -> BenefitBalance:
    return BenefitBalance(id=new_id(), policy_id=policy_id, benefit=benefit, **vars(total))


def _update_balance(balance: BenefitBalance, total: Balance) -> None:
    for name, value in vars(total).items():
        if getattr(balance, name) != value:
            setattr(balance, name, value)
