"""Verbs of accounts: add, reset, give roles, disable, change the password."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyotp
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import audit, counters
from api.core.actors import Role, StaffActor
from api.core.errors import NOT_FOUND, Refusal
from api.core.ids import new_id
from api.staff import rules
from api.staff.models import StaffAccount, StaffRole
from api.staff.passwords import hash_password, is_password
from api.staff.problems import BAD_ACCOUNT, WRONG_PASSWORD
from api.staff.signing_in import end_sessions

ISSUER = "Tongka"


@dataclass(frozen=True)
class NewAccount:
    """What an account is made of; `totp_secret` is made up where none is given (base 32).

    The passwords of demo accounts stand in a file anyway: they may be as weak as they like.
    """

    login: str
    name: str
    password: str
    roles: frozenset[Role]
    totp_secret: str | None = None
    demo: bool = False


def add_account(session: Session, who: StaffActor, new: NewAccount, now: datetime) -> StaffAccount:
    """Adds somebody who may sign in.

    Raises Refusal(bad_account) naming `login`, `name`, `password`, `roles`.
    """
    login = new.login.strip().casefold()
    wrong: dict[str, list[str]] = {}
    if not rules.LOGIN.fullmatch(login):
        wrong["login"] = ["登录名用字母、数字和 . _ @ -，2到64个字符。"]
    elif find_account(session, login):
        wrong["login"] = ["这个登录名有人用了。"]
    if not 1 <= len(new.name) <= 20 or not new.name.isprintable():
        wrong["name"] = ["姓名要1到20个字。"]
    if not new.roles:
        wrong["roles"] = ["至少要有一个角色。"]
    flaws = list(rules.password_flaws(new.password, login, new.name))
    if flaws and not new.demo:
        wrong["password"] = flaws
    if wrong:
        raise Refusal(BAD_ACCOUNT, wrong)
    account = StaffAccount(
        id=new_id(),
        login=login,
        name=new.name,
        password_hash=hash_password(new.password),
        created_at=now,
        demo=new.demo,
        role_rows=[StaffRole(role=role) for role in sorted(new.roles)],
    )
    account.totp_secret = new.totp_secret or pyotp.random_base32()
    session.add(account)
    session.flush()
    _note(session, who, "staff.added", account, now, roles=sorted(new.roles))
    return account


def reset_account(
    session: Session, who: StaffActor, login: str, password: str, now: datetime
) -> StaffAccount:
    """Gives somebody a new password and a new secret, and lets them in again.

    Raises Refusal(not_found, bad_account).
    """
    account = must_find(session, login)
    _set_password(account, password)
    account.totp_secret, account.totp_step = pyotp.random_base32(), 0
    account.wrongs, account.locked_until, account.disabled_at = 0, None, None
    end_sessions(session, account.id)
    session.flush()
    _note(session, who, "staff.reset", account, now)
    return account


def disable_account(session: Session, who: StaffActor, login: str, now: datetime) -> None:
    """Keeps somebody out from now on. Raises Refusal(not_found)."""
    account = must_find(session, login)
    account.disabled_at = account.disabled_at or now
    end_sessions(session, account.id)
    session.flush()
    _note(session, who, "staff.disabled", account, now)


def give_roles(
    session: Session, who: StaffActor, login: str, roles: frozenset[Role], now: datetime
) -> None:
    """Gives somebody these roles and no others. Raises Refusal(not_found, bad_account)."""
    account = must_find(session, login)
    if not roles:
        raise Refusal(BAD_ACCOUNT, {"roles": ["至少要有一个角色。"]})
    before: list[str] = sorted(account.roles)
    kept = [row for row in account.role_rows if row.role in roles]
    new = sorted(roles - {row.role for row in kept})
    account.role_rows = kept + [StaffRole(role=role) for role in new]
    session.flush()
    _note(session, who, "staff.roles_given", account, now, before=before, roles=sorted(roles))


def change_password(
    session: Session, actor: StaffActor, session_hash: str, old: str, new: str, now: datetime
) -> None:
    """Changes one's own password, and ends one's other sessions.

    Raises Refusal(wrong_password, bad_account).
    """
    account = session.get_one(StaffAccount, actor.id, with_for_update=True)
    # Counted before it is looked at, like the tries to sign in.
    tried = counters.take(session, f"password:{account.id}", rules.PASSWORD_TRIES, rules.LOCK, now)
    if not tried or not is_password(account.password_hash, old):
        _note(session, actor, "staff.password_change_failed", account, now)
        raise Refusal(WRONG_PASSWORD, {"old": ["现在的密码不对。"]})
    _set_password(account, new)
    end_sessions(session, account.id, but=session_hash)
    session.flush()
    _note(session, actor, "staff.password_changed", account, now)


def list_accounts(session: Session) -> list[StaffAccount]:
    """All accounts, by login."""
    return list(session.scalars(sa.select(StaffAccount).order_by(StaffAccount.login)))


def find_account(session: Session, login: str) -> StaffAccount | None:
    """The account with a login, or none."""
    wanted = login.strip().casefold()
    return session.scalar(sa.select(StaffAccount).where(StaffAccount.login == wanted))


def must_find(session: Session, login: str) -> StaffAccount:
    """The account with a login. Raises Refusal(not_found)."""
    account = find_account(session, login)
    if account is None:
        raise Refusal(NOT_FOUND)
    return account


def totp_uri(account: StaffAccount) -> str:
    """What an authenticator app reads from a QR code."""
    totp = pyotp.TOTP(account.totp_secret, name=account.login, issuer=ISSUER)
    return totp.provisioning_uri()


def _set_password(account: StaffAccount, password: str) -> None:
    if flaws := list(rules.password_flaws(password, account.login, account.name)):
        raise Refusal(BAD_ACCOUNT, {"password": flaws})
    account.password_hash = hash_password(password)


def _note(
    session: Session,
    who: StaffActor,
    verb: str,
    account: StaffAccount,
    now: datetime,
    **details: list[str],
) -> None:
    subject = audit.Subject("staff_account", account.id)
    told: dict[str, Any] = {"name": account.name, "login": account.login, **details}
    audit.record(session, who, verb, subject, now, **told)
