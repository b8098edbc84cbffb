"""What can't be in a new claim: days, ids and invoices that don't fit what is there."""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.balances import terms_of
from api.claims.handbook import Handbook
from api.claims.models import Claim, ClaimDocument, ClaimInvoice
from api.claims.problems import DUPLICATE_INVOICE
from api.claims.rules import USUAL_BENEFIT
from api.claims.said import ClaimSaid, DocumentSaid, HeaderSaid, InvoiceSaid
from api.core import errors
from api.core.clock import china_date
from api.core.errors import Refusal
from api.policies.models import Policy

Wrongs = Iterator[tuple[str, str]]

_TAKEN = "这个编号用过了。|This id is taken."
_TO_COME = "日期还没到。|This day is still to come."
_CLAIMED = "这张发票已经申请过了。|It is claimed already."
_NOT_IN_PLAN = "这份计划不含这一项。|The plan of this card does not cover this."


def refuse_wrong(
    session: Session, policy: Policy, said: ClaimSaid, handbook: Handbook, now: datetime
) -> None:
    wrongs: dict[str, list[str]] = {}
    found = (
        *_wrong_days(policy, said.header, china_date(now)),
        *_wrong_ids(session, said),
    )
    for field, sentence in found:
        wrongs.setdefault(field, []).append(sentence)
    if terms_of(handbook, policy, USUAL_BENEFIT[said.header.kind]) is None:
        wrongs["claim.kind"] = [_NOT_IN_PLAN]
    if wrongs:
        raise Refusal(errors.INVALID, wrongs)


def _wrong_days(policy: Policy, header: HeaderSaid, today: date) -> Wrongs:
    if header.visited_on > today:
        yield "claim.visited_on", _TO_COME
    elif not policy.starts_on <= header.visited_on <= policy.ends_on:
        zh = f"要在保单期间内：{policy.starts_on} 到 {policy.ends_on}。"
        en = f"It must lie within the policy: {policy.starts_on} to {policy.ends_on}."
        yield "claim.visited_on", f"{zh}|{en}"
    if header.discharged_on and header.discharged_on > today:
        yield "claim.discharged_on", _TO_COME
    for index, invoice in enumerate(header.invoices):
        if invoice.issued_on and invoice.issued_on > today:
            field = f"claim.invoices.{index}.issued_on"
            yield field, _TO_COME


def _wrong_ids(session: Session, said: ClaimSaid) -> Wrongs:
    if session.get(Claim, said.header.id) is not None:
        yield "claim.id", _TAKEN
    for index in taken_ids(session, said.documents):
        yield f"documents.{index}.id", _TAKEN


def taken_ids(session: Session, documents: Sequence[DocumentSaid]) -> Iterator[int]:
    """Which announced documents have an id that another one has, here or before."""
    ids = [document.id for document in documents]
    known = set(session.scalars(sa.select(ClaimDocument.id).where(ClaimDocument.id.in_(ids))).all())
    for index, each in enumerate(ids):
        if each in known or each in ids[:index]:
            yield index


def refuse_duplicates(session: Session, policy: Policy, invoices: Sequence[InvoiceSaid]) -> None:
    keys = [number_key(invoice.number) for invoice in invoices]
    known = set(
        session.scalars(
            sa.select(ClaimInvoice.number_key).where(
                ClaimInvoice.policyholder_id == policy.policyholder_id,
                ClaimInvoice.number_key.in_([key for key in keys if key]),
                ClaimInvoice.live,
            )
        )
    )
    repeated = {
        f"claim.invoices.{index}.number": [_CLAIMED]
        for index, key in enumerate(keys)
        if key and (key in known or key in keys[:index])
    }
    if repeated:
        raise Refusal(DUPLICATE_INVOICE, repeated)


def number_key(number: str) -> str | None:
    """An invoice's number as it is compared: half-width, upper case, letters and digits alone."""
    folded = unicodedata.normalize("NFKC", number).upper()
    return "".join(each for each in folded if each.isalnum()) or None
