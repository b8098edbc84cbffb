"""What the hotline does for a family: find its policy, look, unlock, unbind."""

from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core import audit, errors
from api.core.actors import Role, StaffActor
from api.core.crypto import vault
from api.core.errors import Refusal
from api.devices import codes
from api.devices.family import tell_family
from api.devices.models import Binding
from api.devices.problems import REASON_MISSING, TOO_LITTLE
from api.notifications.operations import queue_sms
from api.policies.models import LAST4, Child, Policy, Policyholder
from api.policies.rules import plain_id_number, same_name

# Who may look at a policy, and who may change something for a family.
LOOKING = frozenset({Role.SUPPORT, Role.ASSESSOR, Role.ADMIN})
HELPING = frozenset({Role.SUPPORT})
MOST_FOUND = 20
LONGEST_REASON = 30


@dataclass(frozen=True)
class Wanted:
    """What a caller says: the child's name, four digits of the policy or a document, and of the
    phone. At least two of them, the others empty.
    """

    child_name: str
    last4: str
    phone_last4: str


def search_policies(
    session: Session, actor: StaffActor, wanted: Wanted, now: datetime
) -> list[Policy]:
    """The policies that fit in all that is given, those that end last first; 20 at most.

    Raises Refusal(too_little).
    """
    actor.must_have(*LOOKING)
    given = {name: said for name, said in asdict(wanted).items() if said}
    if len(given) < 2:
        raise Refusal(TOO_LITTLE)
    statement = (
        sa.select(Policy)
        .join(Policy.policyholder)
        .join(Policy.child)
        .options(joinedload(Policy.policyholder), joinedload(Policy.child))
        .order_by(Policy.ends_on.desc(), Policy.id)
    )
    if wanted.phone_last4:
        indexes = vault().blind_indexes(wanted.phone_last4, LAST4)
        statement = statement.where(Policyholder.phone_last4_index.in_(indexes))
    if wanted.last4:
        statement = statement.where(Policy.id.in_(_of_last4(wanted.last4)))
    found = session.scalars(statement)
    fitting = [each for each in found if _is_named(each, wanted.child_name)][:MOST_FOUND]
    subject = audit.Subject("policy", "search")
    audit.record(session, actor, "policy.searched", subject, now, found=len(fitting), **given)
    return fitting


def _of_last4(last4: str) -> sa.Select[tuple[str]]:
    """The policies with these four in their number, or in a document of their people."""
    number = plain_id_number(last4)
    indexes = vault().blind_indexes(number, LAST4)
    by_number = sa.select(Policy.id).where(Policy.number_last4 == last4)
    by_child = sa.select(Policy.id).join(Policy.child).where(Child.id_last4_index.in_(indexes))
    by_holder = (
        sa.select(Policy.id)
        .join(Policy.policyholder)
        .where(Policyholder.id_last4_index.in_(indexes))
    )
    united = sa.union(by_number, by_child, by_holder).subquery()
    return sa.select(united.c.id)


def _is_named(policy: Policy, child_name: str) -> bool:
    return not child_name or same_name(child_name, policy.child.name)


def look_at_policy(session: Session, actor: StaffActor, policy_id: str, now: datetime) -> Policy:
    """A policy, and the note that somebody looked. Raises Refusal(not_found)."""
    actor.must_have(*LOOKING)
    policy = _must_find(session, policy_id)
    audit.record(session, actor, "policy.looked_at", about(policy), now)
    return policy


def reveal_policy(
    session: Session, actor: StaffActor, policy_id: str, reason: str, now: datetime
) -> Policy:
    """A policy whose people may be shown in full, and why.

    Raises Refusal(not_found, reason_missing).
    """
    actor.must_have(*LOOKING)
    _must_give(reason)
    policy = _must_find(session, policy_id)
    audit.record(session, actor, "policy.revealed", about(policy), now, reason)
    return policy


def relatives_of(session: Session, policy: Policy) -> list[Policy]:
    """A policy and the others of its child or policyholder, those that end last first."""
    return list(
        session.scalars(
            sa.select(Policy)
            .where(
                sa.or_(
                    Policy.child_id == policy.child_id,
                    Policy.policyholder_id == policy.policyholder_id,
                )
            )
            .options(joinedload(Policy.child))
            .order_by(Policy.ends_on.desc(), Policy.id)
            .limit(MOST_FOUND)
        )
    )


def phones_of(session: Session, policy_id: str) -> list[Binding]:
    """The phones bound to a policy, the longest bound first."""
    bound = sa.select(Binding).where(Binding.policy_id == policy_id, Binding.ended_at.is_(None))
    return list(session.scalars(bound.order_by(Binding.bound_at, Binding.id)))


def unlock_policy(session: Session, actor: StaffActor, policy_id: str, now: datetime) -> None:
    """Lets a policy be bound again, once the caller is known. Raises Refusal(not_found)."""
    actor.must_have(*HELPING)
    policy = _must_find(session, policy_id)
    codes.unlock(session, policy.id)
    audit.record(session, actor, "policy.unlocked", about(policy), now)


def unbind_for_family(
    session: Session, actor: StaffActor, policy_id: str, binding_id: str, reason: str, now: datetime
) -> None:
    """Ends a phone's binding for a family that can't do it itself, and tells all of it why.

    The policyholder is told by SMS too. Raises Refusal(not_found, reason_missing).
    """
    actor.must_have(*HELPING)
    _must_give(reason)
    binding = session.get(Binding, binding_id, with_for_update=True)
    if binding is None or binding.policy_id != policy_id:
        raise Refusal(errors.NOT_FOUND)
    if binding.ended_at is not None:
        return
    binding.ended_at = now
    policy = binding.policy
    params = {"name": binding.name, "reason": reason}
    tell_family(session, policy_id, "phone_unbound_for_you", params, now)
    queue_sms(
        session,
        to=policy.policyholder.phone,
        template="phone_unbound_for_you",
        params=params,
        dedupe_key=f"unbound:{binding.id}",
        now=now,
    )
    details = {"name": binding.name, "binding_id": binding.id}
    audit.record(session, actor, "phone.unbound", about(policy), now, reason, **details)


def about(policy: Policy) -> audit.Subject:
    """A policy as the audit trail names it."""
    return audit.Subject("policy", policy.id, policy.id)


def _must_find(session: Session, policy_id: str) -> Policy:
    policy = session.get(Policy, policy_id)
    if policy is None:
        raise Refusal(errors.NOT_FOUND)
    return policy


def _must_give(reason: str) -> None:
    if not 2 <= len(reason) <= LONGEST_REASON or not reason.isprintable():
        raise Refusal(REASON_MISSING, {"reason": [REASON_MISSING.message.zh]})
