"""Paying out: decided claims leave for the bank in batches, and are paid once the bank says so."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.claims.models import Claim
from api.claims.payout_models import (
    ClaimDecision,
    DecisionState,
    Payout,
    PayoutAccount,
    PayoutBatch,
)
from api.claims.reading import lock_policy
from api.claims.receipts import new_number
from api.claims.rules import AccountState, ClaimStatus
from api.core import errors
from api.core.actors import COMMAND_LINE, Role, StaffActor
from api.core.audit import Subject, record
from api.core.clock import china_date
from api.core.errors import Refusal
from api.core.ids import new_id


def may_pay(who: StaffActor) -> None:
    """Raises Refusal(wrong_role) but for finance, and for whoever has a shell on the server."""
    if who is not COMMAND_LINE:
        who.must_have(Role.FINANCE)


def export_payouts(session: Session, who: StaffActor, now: datetime) -> PayoutBatch | None:
    """Puts all payouts that may leave into a new batch; None: there are none.

    A claim leaves once, to a confirmed account, and never by the hand of somebody who decided it:
    such claims stay for a colleague. Raises Refusal(wrong_role).
    """
    may_pay(who)
    batch: PayoutBatch | None = None
    for policy_id in _policies_to_pay(session, who):
        lock_policy(session, policy_id)
        for claim, account in _to_pay(session, who, policy_id):
            batch = batch or _new_batch(session, who, now)
            session.add(
                Payout(
                    id=new_id(),
                    batch_id=batch.id,
                    claim_id=claim.id,
                    account_id=account.id,
                    amount_fen=claim.approved_fen,
                )
            )
            claim.version += 1
        session.flush()
    if batch is not None:
        record(session, who, "payouts.exported", Subject("payout_batch", batch.id), now)
    return batch


def payouts_of(
    session: Session, who: StaffActor, batch_id: str, now: datetime
) -> tuple[PayoutBatch, list[Payout]]:
    """A batch and its payouts with whole bank numbers; the look is recorded.

    Raises Refusal(wrong_role, not_found).
    """
    may_pay(who)
    batch = session.get(PayoutBatch, batch_id)
    if batch is None:
        raise Refusal(errors.NOT_FOUND)
    payouts = session.scalars(
        sa.select(Payout)
        .join(Claim, Claim.id == Payout.claim_id)
        .where(Payout.batch_id == batch.id)
        .options(joinedload(Payout.claim), joinedload(Payout.account))
        .order_by(Claim.receipt)
    )
    record(session, who, "payouts.looked_at", Subject("payout_batch", batch.id), now)
    return batch, list(payouts)


def batches(session: Session, who: StaffActor) -> Sequence[tuple[PayoutBatch, int, int, int]]:
    """The batches, newest first: how many payouts, how many of them are paid, the sum in fen.

    Raises Refusal(wrong_role).
    """
    may_pay(who)
    rows = session.execute(
        sa.select(
            PayoutBatch,
            sa.func.count(Payout.id),
            sa.func.count(Payout.paid_at),
            sa.func.sum(Payout.amount_fen),
        )
        .join(Payout, Payout.batch_id == PayoutBatch.id)
        .group_by(PayoutBatch.id)
        .order_by(PayoutBatch.made_at.desc())
    )
    return [(batch, int(many), int(paid), int(fen)) for batch, many, paid, fen in rows]


def _waiting(who: StaffActor) -> sa.Select[Claim, PayoutAccount]:
    decided_by_them = sa.select(ClaimDecision.claim_id).where(
        ClaimDecision.state == DecisionState.IN_FORCE,
        sa.or_(ClaimDecision.proposed_by_id == who.id, ClaimDecision.second_id == who.id),
    )
    return (
        sa.select(Claim, PayoutAccount)
        .join(PayoutAccount, PayoutAccount.id == Claim.account_id)
        .where(
            Claim.status == ClaimStatus.DECIDED,
            Claim.approved_fen > 0,
            PayoutAccount.state == AccountState.CONFIRMED,
            Claim.id.not_in(sa.select(Payout.claim_id)),
            Claim.id.not_in(decided_by_them),
        )
        .order_by(Claim.policy_id, Claim.id)
    )


def _policies_to_pay(session: Session, who: StaffActor) -> list[str]:
    """The policies with payouts, in the order in which everybody holds them."""
    found = session.scalars(_waiting(who).with_only_columns(Claim.policy_id))
    return list(dict.fromkeys(found))


def _to_pay(
    session: Session, who: StaffActor, policy_id: str
) -> Iterator[tuple[Claim, PayoutAccount]]:
    found = _waiting(who).where(Claim.policy_id == policy_id)
    rows = session.execute(found.execution_options(populate_existing=True)).all()
    yield from ((claim, account) for claim, account in rows)


def _new_batch(session: Session, who: StaffActor, now: datetime) -> PayoutBatch:
    number = new_number(session, f"P{china_date(now):%y%m}")
    batch = PayoutBatch(
        id=new_id(), number=number, made_at=now, made_by_id=who.id, made_by=who.name
    )
    session.add(batch)
    session.flush()
    return batch
