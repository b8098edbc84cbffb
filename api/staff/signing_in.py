"""Signing in with password and code, and what a session is good for."""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import audit, counters
from api.core.actors import StaffActor
from api.core.crypto import vault
from api.core.errors import Refusal
from api.core.sessions import new_token, token_hash
from api.staff import rules
from api.staff.models import StaffAccount, StaffSession
from api.staff.passwords import NOBODYS_HASH, hash_password, is_dated, is_password
from api.staff.problems import SIGN_IN_FAILED

NO_SECRET = pyotp.random_base32()


@dataclass(frozen=True)
class Credentials:
    """What somebody typed, and where they did."""

    login: str
    password: str
    code: str
    address: str


def sign_in(session: Session, given: Credentials, now: datetime) -> str:
    """Opens a session for whoever these credentials belong to; returns its token.

    Every try is counted by one atomic statement before anything is looked at: of any number of
    tries at once, five count. Raises Refusal(sign_in_failed), the same for every reason.
    """
    account = _count_try(session, given, now)
    hashed = account.password_hash if account else NOBODYS_HASH
    secret = account.totp_secret if account else NO_SECRET
    right = is_password(hashed, given.password)
    step = matching_step(secret, given.code, now)
    if account is None:
        raise Refusal(SIGN_IN_FAILED)
    if not right or step is None or not _use_code(session, account, step):
        _note(session, account, "staff.sign_in_failed", now)
        raise Refusal(SIGN_IN_FAILED)
    account.wrongs, account.locked_until = 0, None
    if is_dated(hashed):
        account.password_hash = hash_password(given.password)
    _note(session, account, "staff.signed_in", now)
    return open_session(session, account, now)


def _count_try(session: Session, given: Credentials, now: datetime) -> StaffAccount | None:
    """Counts a try; returns the account unless there is none that may be tried at."""
    address = vault().blind_index(given.address, "address")
    key = f"sign-in:{address}"
    if not counters.take(session, key, rules.ADDRESS_LIMIT, rules.ADDRESS_WINDOW, now):
        return None
    lock_is_over = StaffAccount.locked_until <= now
    wrongs = sa.case((lock_is_over, 1), else_=StaffAccount.wrongs + 1)
    locked = sa.case((wrongs >= rules.WRONGS_BEFORE_LOCK, now + rules.LOCK), else_=sa.null())
    return session.scalar(
        sa.update(StaffAccount)
        .where(
            StaffAccount.login == given.login.strip().casefold(),
            StaffAccount.disabled_at.is_(None),
            sa.or_(StaffAccount.locked_until.is_(None), lock_is_over),
        )
        .values(wrongs=wrongs, locked_until=locked)
        .returning(StaffAccount)
        .execution_options(populate_existing=True)
    )


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The 30 seconds whose code this is, among now and its neighbours, or none."""
    totp, found = pyotp.TOTP(secret), None
    for drift in rules.CODE_DRIFT:
        step = rules.code_step(now) + drift
        if hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            found = step
    return found


def code_at(secret: str, now: datetime) -> str:
    """The code of an instant. Raises ValueError for a secret that is no base 32."""
    return pyotp.TOTP(secret).generate_otp(rules.code_step(now))


def _use_code(session: Session, account: StaffAccount, step: int) -> bool:
    """Takes a code, by one atomic statement; says no where it or a later one was used before."""
    used = session.execute(
        sa.update(StaffAccount)
        .where(StaffAccount.id == account.id, StaffAccount.totp_step < step)
        .values(totp_step=step)
        .returning(StaffAccount.id)
    )
    return used.first() is not None


def _note(session: Session, account: StaffAccount, verb: str, now: datetime) -> None:
    subject = audit.Subject("staff_account", account.id)
    audit.record(session, account.actor, verb, subject, now)


def open_session(session: Session, account: StaffAccount, now: datetime) -> str:
    """A new session of an account; returns its token."""
    token = new_token()
    session.add(
        StaffSession(
            token_hash=token_hash(token), account_id=account.id, created_at=now, seen_at=now
        )
    )
    session.flush()
    return token


def load_actor(session: Session, hashed_token: str, now: datetime) -> StaffActor | None:
    """Who holds a session that is neither too old nor left alone too long."""
    found = session.get(StaffSession, hashed_token)
    if found is None or found.account.disabled_at is not None:
        return None
    if not rules.session_alive(found.created_at, found.seen_at, now):
        return None
    if now - found.seen_at >= rules.SEEN_NOTED_EVERY:
        found.seen_at = now
        session.flush()
    return found.account.actor


def sign_out(session: Session, actor: StaffActor, hashed_token: str, now: datetime) -> None:
    """Ends one session."""
    session.execute(sa.delete(StaffSession).where(StaffSession.token_hash == hashed_token))
    audit.record(session, actor, "staff.signed_out", audit.Subject("staff_account", actor.id), now)


def end_sessions(session: Session, account_id: str, but: str = "") -> None:
    """Ends all sessions of an account, but the one with a given hash."""
    session.execute(
        sa.delete(StaffSession).where(
            StaffSession.account_id == account_id, StaffSession.token_hash != but
        )
    )


def forget_sessions(session: Session, now: datetime) -> bool:
    """Deletes sessions that are over; returns False, as all go at once."""
    session.execute(
        sa.delete(StaffSession).where(
            sa.or_(
                StaffSession.created_at <= now - rules.SESSION_LIFETIME,
                StaffSession.seen_at <= now - rules.SESSION_IDLE,
            )
        )
    )
    return False


def sessions_of(session: Session, account_id: str, now: datetime) -> list[StaffSession]:
    """The sessions of an account that are still good, the newest first."""
    found = session.scalars(
        sa.select(StaffSession)
        .where(StaffSession.account_id == account_id)
        .order_by(StaffSession.created_at.desc())
    )
    return [each for each in found if rules.session_alive(each.created_at, each.seen_at, now)]
