"""The file of a batch for the bank, and the same file coming back with what was paid."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from marshmallow import Schema
from sqlalchemy.orm import Session, joinedload

from api.claims.models import Claim
from api.claims.paying import may_pay
from api.claims.payout_models import Payout, PayoutBatch
from api.claims.reading import lock_policy
from api.claims.rules import ClaimEventKind, ClaimStatus
from api.claims.telling import happened
from api.core.actors import StaffActor
from api.core.audit import Subject, record
from api.core.cells import DayCell, FenCell, TextCell
from api.core.clock import china_date
from api.core.errors import INVALID, Refusal
from api.core.imports import Outcome, Values
from api.core.money import yuan
from api.core.workbooks import Table, write_workbook

# Of the exported columns only these are read again.
READ: Final = ("receipt", "amount_fen", "paid_on", "reference")
COLUMNS: Final = (
    "receipt",
    "holder",
    "bank",
    "account_number",
    "amount_yuan",
    "amount_fen",
    "batch",
    "paid_on",
    "reference",
)


def payout_file(batch: PayoutBatch, payouts: Sequence[Payout]) -> bytes:
    """A batch as XLSX: a row a payout, and the totals on a sheet of their own."""
    rows = [
        (
            payout.claim.receipt,
            payout.account.holder,
            payout.account.bank,
            payout.account.number,
            yuan(payout.amount_fen).replace(",", ""),
            str(payout.amount_fen),
            batch.number,
            payout.paid_on.isoformat() if payout.paid_on else "",
            payout.reference or "",
        )
        for payout in payouts
    ]
    total = sum(payout.amount_fen for payout in payouts)
    totals = (batch.number, str(len(rows)), yuan(total), str(total), batch.made_by)
    return write_workbook(
        {
            "payouts": Table(COLUMNS, rows),
            "totals": Table(("batch", "payouts", "amount_yuan", "amount_fen", "made_by"), [totals]),
        }
    )


class PaidFileRow(Schema):
    """One row of a file that says what was paid; the exported columns beside them are let be."""

    receipt = TextCell(40, required=True)
    amount_fen = FenCell(required=True)
    paid_on = DayCell(required=True)
    reference = TextCell(80, required=True)
    holder = TextCell(200)
    bank = TextCell(200)
    account_number = TextCell(40)
    amount_yuan = TextCell(40)
    batch = TextCell(40)


class PaidImport:
    """Marks claims paid as a file says, once each (see core.imports.Work).

    Raises Refusal(wrong_role).
    """

    def __init__(self, session: Session, who: StaffActor, now: datetime) -> None:
        may_pay(who)
        self._session = session
        self._who = who
        self._now = now

    def prepare(self, rows: list[Values]) -> None:
        """Reads the payouts of a batch of rows, and holds their policies in one order."""
        receipts = {row["receipt"] for row in rows}
        policies = sa.select(Claim.policy_id).where(Claim.receipt.in_(receipts))
        for policy_id in sorted(set(self._session.scalars(policies))):
            lock_policy(self._session, policy_id)
        found = self._session.scalars(
            sa.select(Payout)
            .join(Claim, Claim.id == Payout.claim_id)
            .where(Claim.receipt.in_(receipts))
            .options(joinedload(Payout.claim))
            .execution_options(populate_existing=True)
        )
        self._payouts = {payout.claim.receipt: payout for payout in found}

    def take(self, values: Values) -> Outcome:
        """Marks one claim paid. Raises Refusal naming columns."""
        payout = self._payouts.get(values["receipt"])
        if payout is None:
            raise _refusal("receipt", f"No payout of {values['receipt']} was exported.")
        if payout.amount_fen != values["amount_fen"]:
            raise _refusal("amount_fen", f"The payout is {payout.amount_fen} fen.")
        if payout.paid_on is not None:
            return _same(payout, values["paid_on"], values["reference"])
        if values["paid_on"] > china_date(self._now):
            raise _refusal("paid_on", "This day is still to come.")
        payout.paid_on, payout.paid_at = values["paid_on"], self._now
        payout.reference = values["reference"]
        claim = payout.claim
        claim.become(ClaimStatus.PAID)
        claim.paid_at = self._now
        happened(self._session, claim, ClaimEventKind.PAID, self._now)
        about = Subject("claim", claim.id, claim.policy_id)
        record(self._session, self._who, "claim.paid", about, self._now, payout_id=payout.id)
        return Outcome.CHANGED

    def finish(self) -> None:
        """Writes the batch."""
        self._session.flush()


def _same(payout: Payout, paid_on: date, reference: str) -> Outcome:
    if (payout.paid_on, payout.reference) != (paid_on, reference):
        said = f"It was paid on {payout.paid_on} with the reference {payout.reference}."
        raise _refusal("receipt", said)
    return Outcome.SAME


def _refusal(column: str, sentence: str) -> Refusal:
    return Refusal(INVALID, {column: [sentence]})
