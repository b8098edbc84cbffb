"""Where payouts go: adding, choosing and confirming a family's bank account."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.models import Claim
from api.claims.payout_models import Payout, PayoutAccount
from api.claims.problems import (
    ACCOUNT_GONE,
    PHONE_JUST_CORRECTED,
    PHONE_TOO_NEW,
    TOO_MANY_ACCOUNTS,
)
from api.claims.reading import lock_policy
from api.claims.rules import MOST_ACCOUNTS, AccountState, ClaimStatus, may_change_account
from api.claims.said import AccountSaid
from api.core import errors
from api.core.actors import Member
from api.core.crypto import vault
from api.core.errors import Refusal
from api.devices.corrections import account_pause_ends
from api.devices.family import tell_family
from api.devices.models import Binding
from api.devices.operations import has_stepped_up
from api.devices.problems import STEP_UP_REQUIRED

_INDEXED = "bank_number"


def usual_account(session: Session, policy_id: str) -> PayoutAccount | None:
    """The confirmed account of a policy, else the newest that may be confirmed yet."""
    accounts = _current(session, policy_id)
    confirmed = [each for each in accounts if each.state is AccountState.CONFIRMED]
    return next(iter(confirmed or accounts[-1:]), None)


def choose_account(
    session: Session, member: Member, policy_id: str, said: AccountSaid, now: datetime
) -> PayoutAccount:
    """The account that a claim names; a new one is added, unconfirmed. The policy is held.

    Raises Refusal(account_not_found, phone_too_new, phone_just_corrected, too_many_accounts,
    invalid).
    """
    known = session.get(PayoutAccount, said.id)
    if said.number is None:
        if known is None or known.policy_id != policy_id or known.state is AccountState.REPLACED:
            raise Refusal(ACCOUNT_GONE, {"account.id": ["换一个账户。|Choose another account."]})
        return known
    current = _current(session, policy_id)
    for account in current:
        if account.number == said.number and account.holder == said.holder:
            return account
    if known is not None:
        raise Refusal(errors.INVALID, {"account.id": ["这个编号用过了。|This id is taken."]})
    _refuse_change(session, member, policy_id, bool(current), now)
    if len(current) >= MOST_ACCOUNTS:
        raise Refusal(TOO_MANY_ACCOUNTS)
    return _add_account(session, member, policy_id, said, now)


def confirm_account(
    session: Session, member: Member, policy_id: str, account_id: str, now: datetime
) -> PayoutAccount:
    """Confirms an account within the phone's step-up; what was confirmed before is replaced.

    Claims that aren't paid yet go to the new account. Nothing is confirmed by a phone on the
    policy that was itself corrected a moment ago. Raises Refusal(account_not_found, phone_too_new,
    phone_just_corrected, step_up_required).
    """
    lock_policy(session, policy_id)
    account = session.get(PayoutAccount, account_id, populate_existing=True)
    if account is None or account.policy_id != policy_id:
        raise Refusal(ACCOUNT_GONE)
    if account.state is AccountState.CONFIRMED:
        return account
    if account.state is AccountState.REPLACED:
        raise Refusal(ACCOUNT_GONE)
    before = [each for each in _current(session, policy_id) if each.state is AccountState.CONFIRMED]
    _refuse_change(session, member, policy_id, bool(before), now)
    _refuse_corrected(session, policy_id, now)
    if not has_stepped_up(session, member, policy_id, now):
        raise Refusal(STEP_UP_REQUIRED)
    for each in before:
        each.become(AccountState.REPLACED)
    session.flush()
    account.become(AccountState.CONFIRMED)
    account.confirmed_at = now
    _move_claims(session, account)
    said = {"last4": account.last4, "account_id": account.id}
    tell_family(session, policy_id, "account_confirmed", said, now, member.device_id)
    session.flush()
    return account


def _current(session: Session, policy_id: str) -> list[PayoutAccount]:
    """The accounts of a policy that weren't replaced, oldest first."""
    return list(
        session.scalars(
            sa.select(PayoutAccount)
            .where(
                PayoutAccount.policy_id == policy_id, PayoutAccount.state != AccountState.REPLACED
            )
            .order_by(PayoutAccount.created_at, PayoutAccount.id)
        )
    )


def _refuse_change(
    session: Session, member: Member, policy_id: str, is_change: bool, now: datetime
) -> None:
    binding = session.get_one(Binding, member.bindings[policy_id])
    if is_change and not may_change_account(binding.bound_at, now):
        raise Refusal(PHONE_TOO_NEW)
    if is_change:
        _refuse_corrected(session, policy_id, now)


def _refuse_corrected(session: Session, policy_id: str, now: datetime) -> None:
    if account_pause_ends(session, policy_id, now) is not None:
        raise Refusal(PHONE_JUST_CORRECTED)


def _add_account(
    session: Session, member: Member, policy_id: str, said: AccountSaid, now: datetime
) -> PayoutAccount:
    binding = session.get_one(Binding, member.bindings[policy_id])
    number = said.number or ""
    account = PayoutAccount(
        id=said.id,
        policy_id=policy_id,
        bank=said.bank or "",
        number_index=vault().blind_index(number, _INDEXED),
        last4=number[-4:],
        state=AccountState.UNCONFIRMED,
        added_by=binding.name,
        binding_id=binding.id,
        created_at=now,
    )
    account.holder, account.number = said.holder, number
    session.add(account)
    session.flush()
    params = {"last4": account.last4, "name": binding.name, "account_id": account.id}
    tell_family(session, policy_id, "account_added", params, now, member.device_id)
    return account


def _move_claims(session: Session, account: PayoutAccount) -> None:
    """Sends what isn't on its way to a bank yet to a newly confirmed account."""
    on_its_way = sa.select(Payout.claim_id)
    claims = session.scalars(
        sa.select(Claim).where(
            Claim.policy_id == account.policy_id,
            Claim.status.not_in((ClaimStatus.PAID, ClaimStatus.WITHDRAWN)),
            Claim.id.not_in(on_its_way),
        )
    )
    for claim in claims:
        if claim.account_id != account.id:
            claim.account_id = account.id
            claim.version += 1
