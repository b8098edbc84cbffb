"""A renewed policy keeps its phones."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.devices.family import add_binding, tell_family
from api.devices.models import Binding
from api.policies.models import Policy


def follow_next_renewal(session: Session, now: datetime) -> bool:
    """Binds the phones of a renewed policy to its successor; says whether there was one."""
    policy = session.scalar(
        sa.select(Policy)
        .where(Policy.renews_id.is_not(None), Policy.followed_at.is_(None))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if policy is None:
        return False
    if _bind_followers(session, policy, now):
        _tell_of_renewal(session, policy, now)
    policy.followed_at = now
    session.flush()
    # Of a chain that arrived at once, the later policy may have been handled first.
    follow_renewal(session, policy, now)
    return True


def follow_renewal(session: Session, policy: Policy, now: datetime) -> None:
    """Binds the phones of a policy to what renews it already (a chain of any length).

    A renewal the job has still to handle is left to it. Only a family that has no phone there
    yet is told: the others know.
    """
    renewal = _renewal_of(session, policy)
    while renewal is not None and renewal.followed_at is not None:
        known = session.scalar(
            sa.select(Binding.id).where(Binding.policy_id == renewal.id).limit(1)
        )
        if _bind_followers(session, renewal, now) and not known:
            _tell_of_renewal(session, renewal, now)
        renewal = _renewal_of(session, renewal)


def _renewal_of(session: Session, policy: Policy) -> Policy | None:
    return session.scalar(sa.select(Policy).where(Policy.renews_id == policy.id))


def _bind_followers(session: Session, renewal: Policy, now: datetime) -> bool:
    """Binds the phones that were not bound to a renewal yet; says whether there were any."""
    already = sa.select(Binding.device_id).where(Binding.policy_id == renewal.id)
    followers = session.scalars(
        sa.select(Binding).where(
            Binding.policy_id == renewal.renews_id,
            Binding.ended_at.is_(None),
            Binding.device_id.not_in(already),
        )
    ).all()
    for binding in followers:
        add_binding(session, binding.device_id, renewal.id, binding.name, now)
    return bool(followers)


def _tell_of_renewal(session: Session, renewal: Policy, now: datetime) -> None:
    params = {"number_tail": renewal.number_last4, "starts_on": renewal.starts_on.isoformat()}
    tell_family(session, renewal.id, "policy_renewed", params, now)
