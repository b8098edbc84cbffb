"""Verbs of phones: consent, bind, step up, list, unbind."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Member
from api.core.errors import Refusal
from api.core.ids import new_id
from api.devices import rules
from api.devices.codes import CodeRequest, ask_for_code, find_attempt, redeem_code, unlock
from api.devices.family import add_binding, tell_family
from api.devices.matching import BindClaim
from api.devices.models import Binding, ChallengeKind, Consent
from api.devices.problems import (
    BIND_FAILED,
    CONSENT_OUTDATED,
    STEP_UP_FAILED,
    STEP_UP_REQUIRED,
)
from api.devices.renewals import follow_renewal
from api.devices.sessions import add_device, open_session
from api.notifications.operations import queue_sms
from api.policies.models import Policy

NOBODY = ""  # the device of a browser without a session: it has no challenge to redeem


@dataclass(frozen=True)
class Consents:
    """The versions (privacy, guardian) somebody agreed to, and those in force."""

    given: tuple[str, str]
    current: tuple[str, str]


@dataclass(frozen=True)
class Asker:
    """Who asks for a binding code: a known device or none yet, from an address.

    `attempt` is the browser's own id of this request, which a repeat of it carries too.
    """

    member: Member | None
    address: str
    attempt: str | None


@dataclass(frozen=True)
class Asked:
    """The challenge, and a session token where the browser had none."""

    challenge_id: str
    token: str | None


def ask_to_bind(
    session: Session, asker: Asker, claim: BindClaim, consents: Consents, now: datetime
) -> Asked:
    """Asks for a binding code in the name of a browser, known or new.

    Browsers repeat a request whose answer, cookie and all, was lost: the attempt's id, which
    nobody else knows, leads back to the challenge. Raises Refusal(consent_outdated).
    """
    if consents.given != consents.current:
        raise Refusal(CONSENT_OUTDATED)
    try:
        # Two repeats may arrive at once; the database lets one of them in.
        with session.begin_nested():
            return _ask_once(session, asker, claim, consents, now)
    except IntegrityError:
        return _ask_once(session, asker, claim, consents, now)


def _ask_once(
    session: Session, asker: Asker, claim: BindClaim, consents: Consents, now: datetime
) -> Asked:
    device_id = asker.member.device_id if asker.member else None
    earlier = find_attempt(session, asker.attempt)
    if earlier and rules.code_alive(earlier.created_at, now):
        if device_id == earlier.device_id:
            return Asked(earlier.id, None)
        if device_id is None and not _has_bindings(session, earlier.device_id):
            return Asked(earlier.id, open_session(session, earlier.device_id, now))
    token = None
    if device_id is None:
        device_id = add_device(session, now)
        token = open_session(session, device_id, now)
    _record_consent(session, device_id, consents.given, now)
    request = CodeRequest(device_id, asker.address, None if earlier else asker.attempt)
    return Asked(ask_for_code(session, request, ChallengeKind.BIND, claim, now), token)


def _has_bindings(session: Session, device_id: str) -> bool:
    found = session.scalar(sa.select(Binding.id).where(Binding.device_id == device_id).limit(1))
    return found is not None


def ask_to_step_up(
    session: Session, member: Member, address: str, policy_id: str, now: datetime
) -> str:
    """Asks for a step-up code for one of the member's policies; returns the challenge's id.

    Raises Refusal(not_found).
    """
    must_see(member, policy_id)
    request = CodeRequest(member.device_id, address)
    return ask_for_code(session, request, ChallengeKind.STEP_UP, policy_id, now)


def agree(session: Session, member: Member, consents: Consents, now: datetime) -> None:
    """Records that a bound phone agreed to new texts. Raises Refusal(consent_outdated)."""
    if consents.given != consents.current:
        raise Refusal(CONSENT_OUTDATED)
    _record_consent(session, member.device_id, consents.given, now)


def _record_consent(
    session: Session, device_id: str, versions: tuple[str, str], now: datetime
) -> None:
    privacy_version, guardian_version = versions
    session.add(
        Consent(
            id=new_id(),
            device_id=device_id,
            privacy_version=privacy_version,
            guardian_version=guardian_version,
            agreed_at=now,
        )
    )
    session.flush()


@dataclass(frozen=True)
class Bound:
    """The policy a phone is bound to now, and its new session token."""

    policy_id: str
    token: str


def bind(
    session: Session,
    member: Member | None,
    challenge_id: str,
    code: str,
    name: str,
    now: datetime,
) -> Bound:
    """Binds a device to the policy whose code it has, under a name, with a new session.

    Raises Refusal(bind_failed), the same for every reason.
    """
    device_id = member.device_id if member else NOBODY
    challenge = redeem_code(session, device_id, ChallengeKind.BIND, challenge_id, code, now)
    policy = session.get(Policy, challenge.policy_id) if challenge else None
    if challenge is None or policy is None:
        raise Refusal(BIND_FAILED)
    live = sa.select(Binding).where(
        Binding.device_id == device_id,
        Binding.policy_id == policy.id,
        Binding.ended_at.is_(None),
    )
    known = session.scalar(live)
    if known:
        known.name = name
    elif challenge.used_at != now:
        # A code opens once: repeated, it finds its binding, or that was ended meanwhile.
        raise Refusal(BIND_FAILED)
    else:
        _tell_of_binding(session, add_binding(session, device_id, policy.id, name, now), now)
        follow_renewal(session, policy, now)
    return Bound(policy.id, open_session(session, device_id, now))


def _tell_of_binding(session: Session, binding: Binding, now: datetime) -> None:
    """An SMS to the policyholder's phone, a line in the inbox of the other phones."""
    tell_family(
        session,
        binding.policy_id,
        "phone_bound",
        {"name": binding.name, "binding_id": binding.id},
        now,
        caused_by=binding.device_id,
    )
    policy = binding.policy
    queue_sms(
        session,
        to=policy.policyholder.phone,
        template="phone_bound",
        params={"name": binding.name, "last4": policy.number_last4},
        dedupe_key=f"bound:{binding.id}",
        now=now,
    )


def list_phones(session: Session, member: Member, policy_id: str) -> list[Binding]:
    """The phones bound to one of the member's policies, the longest bound first.

    Raises Refusal(not_found).
    """
    must_see(member, policy_id)
    return list(
        session.scalars(
            sa.select(Binding)
            .where(Binding.policy_id == policy_id, Binding.ended_at.is_(None))
            .order_by(Binding.bound_at, Binding.id)
        )
    )


def step_up(
    session: Session, member: Member, challenge_id: str, code: str, now: datetime
) -> datetime:
    """Confirms a bound phone for ten minutes by a code sent to the policyholder's phone.

    Raises Refusal(step_up_failed).
    """
    challenge = redeem_code(
        session, member.device_id, ChallengeKind.STEP_UP, challenge_id, code, now
    )
    binding_id = member.bindings.get(challenge.policy_id or "") if challenge else None
    binding = session.get(Binding, binding_id) if binding_id else None
    if challenge is None or binding is None:
        raise Refusal(STEP_UP_FAILED)
    # A repeated request does not prolong what the first one opened.
    binding.step_up_until = (challenge.used_at or now) + rules.STEP_UP_LIFETIME
    session.flush()
    return binding.step_up_until


def unbind_phone(
    session: Session, member: Member, policy_id: str, binding_id: str, now: datetime
) -> None:
    """Ends a phone's binding; another phone's only within a step-up.

    The phone forgets the card at its next contact. Raises Refusal(not_found, step_up_required).
    """
    binding = session.get(Binding, binding_id, with_for_update=True)
    if binding and binding.ended_at and binding.device_id == member.device_id:
        return  # a phone repeats its own goodbye when the answer was lost
    must_see(member, policy_id)
    own_id = member.bindings[policy_id]
    if binding is None or binding.policy_id != policy_id:
        raise Refusal(errors.NOT_FOUND)
    if binding_id != own_id and not has_stepped_up(session, member, policy_id, now):
        raise Refusal(STEP_UP_REQUIRED)
    if binding.ended_at is None:
        binding.ended_at = now
        params = {"name": binding.name}
        tell_family(session, policy_id, "phone_unbound", params, now, member.device_id)
    session.flush()


def has_stepped_up(session: Session, member: Member, policy_id: str, now: datetime) -> bool:
    """Whether a phone confirmed itself for one of its policies within the last ten minutes."""
    own_id = member.bindings.get(policy_id)
    until = session.scalar(sa.select(Binding.step_up_until).where(Binding.id == own_id))
    return until is not None and now < until


def must_see(member: Member, policy_id: str) -> None:
    """Raises Refusal(not_found) for a policy the member's phone is not bound to."""
    if not member.sees(policy_id):
        raise Refusal(errors.NOT_FOUND)


def unlock_binding(session: Session, number: str) -> bool:
    """Lets a policy be bound again after the hotline knew who called; says whether it exists."""
    policy_id = session.scalar(sa.select(Policy.id).where(Policy.number == number))
    if policy_id is not None:
        unlock(session, policy_id)
    return policy_id is not None
