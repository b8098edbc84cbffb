"""`flask staff …`: accounts made, given roles, reset, disabled and listed."""

import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from api.core.actors import Role
from api.core.audit import AuditEntry
from api.core.clock import MovableClock
from api.staff.accounts import find_account
from tests.cast import OpenDatabase, on_sqlite
from tests.desks import Desk, Person

Run = Callable[..., Result]
NewDesk = Callable[..., Desk]
PASSWORD = "seven hinges and a door"


@pytest.fixture
def run(app: Flask) -> Run:
    """Runs `flask staff …` with lines piped in."""

    def run(*words: str, lines: str = f"{PASSWORD}\n") -> Result:
        return app.test_cli_runner().invoke(args=["staff", *words], input=lines)

    return run


def secret_in(result: Result) -> str:
    found = re.search(r"otpauth://totp/\S+secret=([A-Z2-7]+)", result.output)
    assert found, result.output
    return found[1]


def test_it_adds_somebody_who_can_sign_in(
    run: Run, new_desk: NewDesk, clock: MovableClock, database: OpenDatabase
) -> None:
    added = run("add", "Xu.Jing", "--name", "许静", "--role", "support", "--role", "assessor")

    assert added.exit_code == 0, added.output
    assert "▀" in added.output or "█" in added.output
    assert PASSWORD not in added.output
    with database() as session:
        account = find_account(session, "xu.jing")
        assert account is not None
        assert account.roles == {Role.SUPPORT, Role.ASSESSOR}
        entry = session.scalars(sa.select(AuditEntry)).one()
        assert (entry.who_id, entry.verb) == ("command-line", "staff.added")
        stored = session.execute(sa.text("SELECT * FROM staff_accounts")).all()
        assert secret_in(added) not in str(stored)
        assert PASSWORD not in str(stored)
        person = Person(account.id, "xu.jing", secret_in(added), PASSWORD)
    assert new_desk().sign_in(person, clock.now()).status_code == 302


@on_sqlite
@pytest.mark.parametrize(
    ("login", "name", "password", "sentence"),
    [
        ("x", "许静", PASSWORD, "登录名用"),
        ("xu jing", "许静", PASSWORD, "登录名用"),
        ("<b>xu</b>", "许静", PASSWORD, "登录名用"),
        ("taken", "许静", PASSWORD, "登录名有人用了"),
        ("xu.jing", "许" * 21, PASSWORD, "姓名要"),
        ("xu.jing", "许\u202e静", PASSWORD, "姓名要"),
        ("xu.jing", "", PASSWORD, "姓名要"),
        ("xu.jing", "许静", "short", "密码要"),
        ("xu.jing", "许静", "", "密码要"),
        ("xu.jing", "许静", "qwertyuiop12", "太常见"),
        ("xu.jing", "许静", "许静的门有七个铰链对吧呀", "姓名"),
    ],
)
def test_it_adds_nobody_where_something_is_wrong(
    run: Run, hire: Callable[..., Person], login: str, name: str, password: str, sentence: str
) -> None:
    hire(login="taken")

    refused = run("add", login, "--name", name, "--role", "support", lines=f"{password}\n")

    assert refused.exit_code == 1
    assert sentence in refused.output


@on_sqlite
@pytest.mark.parametrize("words", [["--role", "boss"], []], ids=str)
def test_it_knows_its_roles(run: Run, words: list[str]) -> None:
    assert run("add", "xu.jing", "--name", "许静", *words).exit_code == 2


def test_it_resets_who_lost_the_authenticator(
    run: Run,
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    new_desk: NewDesk,
    clock: MovableClock,
) -> None:
    xu = hire(login="xu.jing")
    signed_in = desk_of(xu)
    for _ in range(5):
        new_desk().sign_in(xu, clock.now(), code="000000")

    done = run("reset", "xu.jing")

    again = Person(xu.id, xu.login, secret_in(done), PASSWORD)
    assert signed_in.get("/console").status_code == 302
    assert new_desk().sign_in(xu, clock.now()).status_code == 422
    assert new_desk().sign_in(again, clock.now()).status_code == 302


def test_it_disables_and_lets_in_again(
    run: Run,
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    new_desk: NewDesk,
    clock: MovableClock,
) -> None:
    xu = hire(login="xu.jing")
    signed_in = desk_of(xu)

    assert run("disable", "xu.jing").exit_code == 0
    assert signed_in.get("/console").status_code == 302
    assert new_desk().sign_in(xu, clock.now()).status_code == 422

    again = Person(xu.id, xu.login, secret_in(run("reset", "xu.jing")), PASSWORD)
    assert new_desk().sign_in(again, clock.now()).status_code == 302


def test_it_gives_other_roles_at_once(
    run: Run, hire: Callable[..., Person], desk_of: Callable[[Person], Desk]
) -> None:
    desk = desk_of(hire(Role.SUPPORT, Role.DOCTOR, login="xu.jing"))

    assert run("roles", "xu.jing", "--role", "support", "--role", "finance").exit_code == 0

    assert "客服" in (page := desk.get("/console/account").text)
    assert "财务" in page
    assert "医生" not in page


def test_it_lists_everybody(run: Run, hire: Callable[..., Person], clock: MovableClock) -> None:
    hire(Role.FINANCE, login="qian", name="钱朗")
    hire(Role.SUPPORT, Role.ADMIN, login="he", name="何明", disabled_at=clock.now())

    listed = run("list").output

    assert listed == "he\t何明\tadmin support\tdisabled\nqian\t钱朗\tfinance\n"


@on_sqlite
@pytest.mark.parametrize("verb", ["reset", "disable", "code"])
def test_it_says_that_it_knows_nobody_of_that_name(run: Run, verb: str) -> None:
    refused = run(verb, "nobody")

    assert refused.exit_code == 1
    assert "There is no account nobody." in refused.output


@on_sqlite
def test_it_tells_the_code_of_a_demo_account_alone(
    run: Run, hire: Callable[..., Person], clock: MovableClock
) -> None:
    demo, real = hire(login="demo", demo=True), hire(login="real")

    assert run("code", "demo").output == f"{demo.code(clock.now())}\n"
    assert run("code", "real").exit_code == 1
    assert real.code(clock.now()) not in run("code", "real").output
