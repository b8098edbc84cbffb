"""`flask staff …`: who may sign in to the console."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import click
import segno
from flask.cli import AppGroup

from api.core.actors import COMMAND_LINE, Role
from api.core.db import db
from api.core.errors import NOT_FOUND, Refusal
from api.staff import accounts, signing_in
from api.staff.accounts import NewAccount
from api.staff.models import StaffAccount
from api.staff.rules import is_locked
from api.wiring import services

group = AppGroup("staff", help="People of the service, and how they sign in to /console.")

_roles = click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person does; may be given several times.",
)


@group.command("add")
@click.argument("login")
@click.option("--name", required=True, help="The name that colleagues and the audit trail see.")
@_roles
def add(login: str, name: str, roles: tuple[str, ...]) -> None:
    """Adds LOGIN; asks for the password, and shows the QR code for the authenticator once."""
    new = NewAccount(login, name, _ask_password(), frozenset(map(Role, roles)))
    with _told(login):
        account = accounts.add_account(db.session(), COMMAND_LINE, new, _now())
        db.session.commit()
    _show_secret(account)


@group.command("reset")
@click.argument("login")
def reset(login: str) -> None:
    """Gives LOGIN a new password and authenticator, and lifts a lock; ends its sessions."""
    password = _ask_password()
    with _told(login):
        account = accounts.reset_account(db.session(), COMMAND_LINE, login, password, _now())
        db.session.commit()
    _show_secret(account)


@group.command("roles")
@click.argument("login")
@_roles
def give_roles(login: str, roles: tuple[str, ...]) -> None:
    """Gives LOGIN these roles and no others, from its next click on."""
    with _told(login):
        chosen = frozenset(map(Role, roles))
        accounts.give_roles(db.session(), COMMAND_LINE, login, chosen, _now())
        db.session.commit()


@group.command("disable")
@click.argument("login")
def disable(login: str) -> None:
    """Keeps LOGIN out from now on, and ends its sessions; `reset` lets it in again."""
    with _told(login):
        accounts.disable_account(db.session(), COMMAND_LINE, login, _now())
        db.session.commit()


@group.command("list")
def show() -> None:
    """Lists the accounts: login, name, roles, and whether one is locked or disabled."""
    for account in accounts.list_accounts(db.session()):
        roles = " ".join(sorted(account.roles))
        click.echo(f"{account.login}\t{account.name}\t{roles}\t{_state(account)}".rstrip())


@group.command("code")
@click.argument("login")
def show_code(login: str) -> None:
    """Says the code of this moment of a demo account, for those without an authenticator."""
    with _told(login):
        account = accounts.must_find(db.session(), login)
    if not account.demo:
        raise click.ClickException("Only the codes of demo accounts are told.")
    click.echo(signing_in.code_at(account.totp_secret, _now()))


def _state(account: StaffAccount) -> str:
    if account.disabled_at:
        return "disabled"
    return "locked" if is_locked(account.locked_until, _now()) else ""


def _ask_password() -> str:
    """The password: asked for twice in a terminal, else the first line of what is piped in."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _show_secret(account: StaffAccount) -> None:
    uri = accounts.totp_uri(account)
    drawn = io.StringIO()
    segno.make(uri).terminal(out=drawn, compact=True)
    click.echo(drawn.getvalue())
    click.echo(f"For the authenticator of {account.name}; this is shown once:\n{uri}")


@contextmanager
def _told(login: str) -> Iterator[None]:
    """Turns a refusal into one sentence a line."""
    try:
        yield
    except Refusal as refusal:
        if refusal.problem is NOT_FOUND:
            raise click.ClickException(f"There is no account {login}.") from refusal
        sentences = [each for said in refusal.fields.values() for each in said]
        raise click.ClickException("\n".join(sentences)) from refusal


def _now() -> datetime:
    return services().clock.now()
