"""Codes by SMS: asked for, sent by a job, redeemed.

Asking never tells whether a policy matched: it writes one row whatever the claim says. The job
that looks for the policy and sends the code runs apart from the request.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from api.core import counters
from api.core.crypto import UnreadableValue, vault
from api.core.ids import new_id
from api.devices import rules
from api.devices.matching import BindClaim, find_claimed_policy
from api.devices.models import Challenge, ChallengeKind
from api.notifications.operations import queue_sms
from api.policies.models import IdType, Policy, PolicyKind

log = structlog.get_logger()

_NO_POLICY = "no-policy-"
_TEMPLATES = {ChallengeKind.BIND: "bind_code", ChallengeKind.STEP_UP: "step_up_code"}


@dataclass(frozen=True)
class CodeRequest:
    """Where a request came from: its device, its network address, its own id if it gave one."""

    device_id: str
    address: str
    attempt: str | None = None


def ask_for_code(
    session: Session,
    request: CodeRequest,
    kind: ChallengeKind,
    about: BindClaim | str,
    now: datetime,
) -> str:
    """Notes that a device asks for a code, and returns the challenge's id.

    `about` is the claim to bind with, or the id of the bound policy to step up for.
    """
    challenge = Challenge(
        id=new_id(),
        kind=kind,
        attempt=request.attempt,
        device_id=request.device_id,
        created_at=now,
        due_at=now,
        address_index=vault().blind_index(request.address, "address"),
        tries=0,
    )
    if isinstance(about, BindClaim):
        challenge.claim = json.dumps(asdict(about), default=str, ensure_ascii=False)
    else:
        challenge.policy_id = about
    session.add(challenge)
    session.flush()
    return challenge.id


def find_attempt(session: Session, attempt: str | None) -> Challenge | None:
    """The challenge a browser asked for with this attempt, however long ago.

    Browsers repeat a request whose answer was lost; one attempt gets one challenge, one SMS.
    """
    if attempt is None:
        return None
    return session.scalar(sa.select(Challenge).where(Challenge.attempt == attempt))


def send_next_code(session: Session, now: datetime) -> bool:
    """Handles the challenge that waits longest; says whether there was one.

    A policy that matches gets its code by SMS, within all budgets. A phone that got one this
    minute makes the challenge wait; everything else that keeps it from a code ends in silence.
    """
    challenge = session.scalar(
        sa.select(Challenge)
        .where(Challenge.handled_at.is_(None), Challenge.due_at <= now)
        .order_by(Challenge.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if challenge is None:
        return False
    try:
        _handle(session, challenge, now)
    except UnreadableValue as damaged:
        # One row that can't be read must not keep all the others from their codes.
        log.warning("a code was not sent", unreadable=str(damaged))
        _end_in_silence(challenge, now)
    session.flush()
    return True


def _handle(session: Session, challenge: Challenge, now: datetime) -> None:
    policy = _policy_of(session, challenge)
    if policy is None or not _may_send(session, challenge, policy, now):
        _end_in_silence(challenge, now)
    elif not _take_minute(session, policy, now):
        _wait_for_minute(challenge, now)
    else:
        _send(session, challenge, policy, now)


def _end_in_silence(challenge: Challenge, now: datetime) -> None:
    challenge.handled_at, challenge.claim_sealed = now, None


def _policy_of(session: Session, challenge: Challenge) -> Policy | None:
    if challenge.kind is ChallengeKind.STEP_UP:
        return session.get(Policy, challenge.policy_id)
    said = json.loads(challenge.claim)
    return find_claimed_policy(
        session,
        BindClaim(
            **said
            | {
                "birthday": date.fromisoformat(said["birthday"]),
                "id_type": IdType(said["id_type"]),
                "kind": PolicyKind(said["kind"]),
            }
        ),
    )


def _may_send(session: Session, challenge: Challenge, policy: Policy, now: datetime) -> bool:
    phone = policy.policyholder.phone_index
    budgets = [(rules.ADDRESS_BUDGET, challenge.address_index), (rules.GLOBAL_BUDGET, "sms")]
    budgets += [(budget, phone) for budget in rules.PHONE_BUDGETS]
    first_look = challenge.due_at == challenge.created_at
    return not is_locked(session, policy.id) and (
        # A challenge that waited for its minute has paid already.
        not first_look or all(_take(session, budget, key, now) for budget, key in budgets)
    )


def _take_minute(session: Session, policy: Policy, now: datetime) -> bool:
    return _take(session, rules.PHONE_MINUTE, policy.policyholder.phone_index, now)


def _take(session: Session, budget: rules.Budget, key: str, now: datetime) -> bool:
    return counters.take(session, f"sms:{budget.name}:{key}", budget.limit, budget.window, now)


def _wait_for_minute(challenge: Challenge, now: datetime) -> None:
    if now - challenge.created_at < rules.PATIENCE:
        challenge.due_at = now + timedelta(seconds=3)
    else:
        _end_in_silence(challenge, now)


def _send(session: Session, challenge: Challenge, policy: Policy, now: datetime) -> None:
    code = f"{secrets.randbelow(1_000_000):06d}"
    challenge.code_signature = vault().sign(f"{challenge.id}:{code}")
    challenge.policy_id = policy.id
    challenge.handled_at, challenge.claim_sealed = now, None
    queue_sms(
        session,
        to=policy.policyholder.phone,
        template=_TEMPLATES[challenge.kind],
        params={"code": code},
        dedupe_key=f"code:{challenge.id}",
        now=now,
    )


def redeem_code(
    session: Session,
    device_id: str,
    kind: ChallengeKind,
    challenge_id: str,
    code: str,
    now: datetime,
) -> Challenge | None:
    """The challenge that this device's code opens, or none; every try counts, right or wrong.

    The count is one atomic statement: of any number of guesses at once, five count. Redeeming
    again what this device redeemed gives the same answer (a lost answer is asked for again).
    """
    challenge = session.scalar(
        sa.update(Challenge)
        .where(
            Challenge.id == challenge_id,
            Challenge.device_id == device_id,
            Challenge.kind == kind,
            Challenge.tries < rules.TRIES_A_CODE,
        )
        .values(tries=Challenge.tries + 1)
        .returning(Challenge)
        .execution_options(populate_existing=True)
    )
    if challenge is None:
        return None
    # A challenge without a policy does the same work, so that time tells nothing.
    failures = _failures(challenge.policy_id or _NO_POLICY + challenge.id)
    signature = challenge.code_signature or vault().sign("no code")
    # Counted before it is looked at: of any number of guesses at once, no more are looked at.
    counted = counters.take(session, failures, rules.FAILURES_A_POLICY, counters.FOREVER, now)
    right = vault().signed(f"{challenge.id}:{code}", signature)
    sent_at = challenge.handled_at
    alive = challenge.used_at or (sent_at and rules.code_alive(sent_at, now))
    if not (counted and right and alive):
        return None
    challenge.used_at = challenge.used_at or now
    counters.clear(session, failures)
    return challenge


def is_locked(session: Session, policy_id: str) -> bool:
    """Whether so many wrong codes were typed for a policy that only the hotline can help."""
    return counters.used(session, _failures(policy_id)) >= rules.FAILURES_A_POLICY


def unlock(session: Session, policy_id: str) -> None:
    """Lets a policy be bound again after the hotline knew who called."""
    counters.clear(session, _failures(policy_id))


def void(session: Session, policy_ids: list[str]) -> None:
    """Makes all codes that were sent for some policies worth nothing."""
    session.execute(
        sa.update(Challenge).where(Challenge.policy_id.in_(policy_ids)).values(code_signature=None)
    )


def forget_counts(session: Session, now: datetime) -> None:
    """Deletes counters whose window is long over, and those of challenges without a policy."""
    before = now - rules.CHALLENGE_LIFETIME
    for prefix in ("sms:", _failures(_NO_POLICY)):
        counters.forget(session, prefix, before)


def _failures(policy_id: str) -> str:
    return f"failures:{policy_id}"
