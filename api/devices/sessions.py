"""Devices and their session tokens."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import Heads, Member
from api.core.ids import new_id
from api.core.sessions import LIFETIME, new_token, token_hash
from api.core.synced import SyncEpoch
from api.devices import rules
from api.devices.models import Binding, Challenge, Consent, Device, DeviceSession
from api.policies.models import Policy

# Made once: every request of a known phone asks this.
_HOLDER = (
    sa.select(
        DeviceSession.device_id,
        Device.last_contact_at,
        SyncEpoch.epoch,
        Binding.policy_id,
        Binding.id,
        Policy.rev,
    )
    .join(Device, Device.id == DeviceSession.device_id)
    .join(SyncEpoch, sa.true())
    .outerjoin(Binding, sa.and_(Binding.device_id == Device.id, Binding.ended_at.is_(None)))
    .outerjoin(Policy, Policy.id == Binding.policy_id)
    .where(
        DeviceSession.token_hash == sa.bindparam("hashed_token"),
        DeviceSession.expires_at > sa.bindparam("now"),
    )
)


def load_member(session: Session, hashed_token: str, now: datetime) -> Member | None:
    """Who holds a session token: the device, its live bindings and their heads, in one query."""
    asked = {"hashed_token": hashed_token, "now": now}
    # Plain values, no objects: the connection answers them sooner than the session does.
    rows = session.connection().execute(_HOLDER, asked).all()
    if not rows:
        return None
    device_id, last_contact_at, epoch = rows[0][:3]
    bound = [row[3:] for row in rows if row.policy_id]
    bindings = {policy_id: binding_id for policy_id, binding_id, _ in bound}
    heads = Heads(epoch, {policy_id: rev for policy_id, _, rev in bound})
    return Member(device_id, bindings, last_contact_at, heads)


def with_live_bindings(session: Session, member: Member) -> Member:
    """A member with the bindings as they are in this transaction: one may have ended meanwhile."""
    live = sa.select(Binding.policy_id, Binding.id).where(
        Binding.device_id == member.device_id, Binding.ended_at.is_(None)
    )
    return replace(member, bindings={row.policy_id: row.id for row in session.execute(live)})


def add_device(session: Session, now: datetime) -> str:
    """A new device for a browser that has no session yet; returns its id."""
    device = Device(id=new_id(), created_at=now, last_contact_at=now)
    session.add(device)
    session.flush()
    return device.id


def open_session(session: Session, device_id: str, now: datetime) -> str:
    """A new session token for a device; older ones end soon, not at once.

    A browser may repeat a request, with its old cookie, whose answer was lost.
    """
    ends = now + rules.OLD_SESSION_LIFETIME
    session.execute(
        sa.update(DeviceSession)
        .where(DeviceSession.device_id == device_id, DeviceSession.expires_at > ends)
        .values(expires_at=ends)
    )
    token = new_token()
    session.add(
        DeviceSession(
            token_hash=token_hash(token),
            device_id=device_id,
            created_at=now,
            expires_at=now + LIFETIME,
        )
    )
    session.flush()
    return token


def note_contact(session: Session, member: Member, hashed_token: str, now: datetime) -> bool:
    """Notes when a phone was last in contact; says whether anything was written.

    Coarse on purpose: a pull with nothing new writes at most once in five minutes. The session
    lives 400 days from here.
    """
    if now - member.last_contact_at < rules.CONTACT_NOTED_EVERY:
        return False
    session.execute(
        sa.update(Device).where(Device.id == member.device_id).values(last_contact_at=now)
    )
    session.execute(
        sa.update(DeviceSession)
        .where(
            DeviceSession.token_hash == hashed_token,
            # A session that was replaced is not brought back to life.
            DeviceSession.expires_at > now + rules.OLD_SESSION_LIFETIME,
        )
        .values(expires_at=now + LIFETIME)
    )
    return True


def delete_leftovers(session: Session, now: datetime, batch: int) -> bool:
    """Deletes old challenges, ended sessions, and devices that never bound a card.

    Says whether a batch was full, so that there may be more.
    """
    challenges = sa.select(Challenge.id).where(
        Challenge.created_at < now - rules.CHALLENGE_LIFETIME
    )
    sessions = sa.select(DeviceSession.token_hash).where(DeviceSession.expires_at < now)
    devices = sa.select(Device.id).where(
        Device.created_at < now - rules.UNUSED_DEVICE_LIFETIME,
        ~sa.exists().where(Binding.device_id == Device.id),
        ~sa.exists().where(Challenge.device_id == Device.id),
    )
    full = False
    for found, columns in (
        (challenges, [Challenge.id]),
        (sessions, [DeviceSession.token_hash]),
        (devices, [Consent.device_id, Device.id]),
    ):
        keys = session.scalars(found.limit(batch)).all()
        for column in columns:
            session.execute(sa.delete(column.class_).where(column.in_(keys)))
        full = full or len(keys) == batch
    return full
