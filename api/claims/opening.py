"""Opening a claim: its header is checked, gets its receipt number, and waits for its photos."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.accounts import choose_account, usual_account
from api.claims.balances import hold_back
from api.claims.checking import number_key, refuse_duplicates, refuse_wrong
from api.claims.documents import add_documents, settle_status
from api.claims.handbook import Handbook
from api.claims.models import Claim, ClaimInvoice
from api.claims.reading import lock_policy
from api.claims.receipts import new_receipt
from api.claims.rules import USUAL_BENEFIT, ClaimEventKind, ClaimStatus
from api.claims.said import ClaimSaid, HeaderSaid, InvoiceSaid
from api.claims.telling import happened
from api.core.actors import Member
from api.core.clock import china_date
from api.core.ids import new_id
from api.devices.models import Binding
from api.policies.models import Policy, Policyholder


def open_claim(
    session: Session,
    member: Member,
    policy_id: str,
    said: ClaimSaid,
    handbook: Handbook,
    now: datetime,
) -> Claim:
    """Opens a claim of a policy that the member sees.

    Raises Refusal naming fields (invalid, duplicate_invoice), or what `choose_account` raises.
    """
    policy = _lock_family(session, policy_id)
    refuse_wrong(session, policy, said, handbook, now)
    refuse_duplicates(session, policy, said.header.invoices)
    account = (
        choose_account(session, member, policy_id, said.account, now)
        if said.account
        else usual_account(session, policy_id)
    )
    claim = _new_claim(session, member, policy, said.header, handbook, now)
    claim.account_id = account.id if account else None
    session.add(claim)
    _add_invoices(claim, policy, said.header.invoices)
    session.flush()
    add_documents(session, member, claim, said.documents)
    hold_back(session, claim, policy, handbook)
    params = {"phone": claim.opened_by}
    happened(session, claim, ClaimEventKind.ANNOUNCED, now, member.device_id, **params)
    settle_status(session, claim, handbook, now)
    session.flush()
    return claim


def _lock_family(session: Session, policy_id: str) -> Policy:
    """The policy, held; and its holder, so that one invoice isn't claimed twice at once."""
    holder_id = sa.select(Policy.policyholder_id).where(Policy.id == policy_id).scalar_subquery()
    session.execute(
        sa.select(Policyholder.id)
        .where(Policyholder.id == holder_id)
        .with_for_update(key_share=True)
    )
    return lock_policy(session, policy_id)


def _new_claim(
    session: Session,
    member: Member,
    policy: Policy,
    said: HeaderSaid,
    handbook: Handbook,
    now: datetime,
) -> Claim:
    binding = session.get_one(Binding, member.bindings[policy.id])
    hospital_id, hospital = _hospital(said, handbook.hospitals)
    follow_up, licensed = said.internet or (None, None)
    claim = Claim(
        id=said.id,
        policy_id=policy.id,
        version=1,
        receipt=new_receipt(session, china_date(now)),
        kind=said.kind,
        status=ClaimStatus.ANNOUNCED,
        hospital=hospital,
        hospital_id=hospital_id,
        department=said.department,
        visited_on=said.visited_on,
        discharged_on=said.discharged_on,
        total_fen=said.total_fen,
        follow_up=follow_up,
        licensed=licensed,
        benefit=USUAL_BENEFIT[said.kind],
        opened_by=binding.name,
        binding_id=binding.id,
        announced_at=now,
    )
    claim.diagnosis, claim.note = said.diagnosis, said.note
    return claim


def _hospital(said: HeaderSaid, known: Mapping[str, str]) -> tuple[str | None, str]:
    """The id, where the list has it still, and the name; the phone's list may be another one."""
    name = known.get(said.hospital_id or "")
    return (said.hospital_id if name else None), said.hospital or name or (said.hospital_id or "")


def _add_invoices(claim: Claim, policy: Policy, invoices: Iterable[InvoiceSaid]) -> None:
    for position, invoice in enumerate(invoices):
        claim.invoices.append(
            ClaimInvoice(
                id=new_id(),
                policyholder_id=policy.policyholder_id,
                position=position,
                number=invoice.number,
                number_key=number_key(invoice.number),
                live=True,
                amount_fen=invoice.amount_fen,
                issued_on=invoice.issued_on,
            )
        )
