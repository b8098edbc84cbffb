"""People of the service at their desks, each with a browser of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.core.actors import Role
from api.core.clock import MovableClock
from api.core.staff_http import PREFIX
from api.staff.signing_in import code_at
from tests.cast import OpenDatabase
from tests.factories import PASSWORD, make_account, make_desk_session

COOKIE = "tongka-staff"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Person:
    """An account as its owner knows it."""

    id: str
    login: str
    secret: str
    password: str = PASSWORD

    def code(self, now: datetime) -> str:
        """The six digits that the authenticator shows."""
        return code_at(self.secret, now)


class Desk:
    """A browser of somebody of the service."""

    def __init__(self, app: Flask, address: str = "203.0.113.9") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base = {**self.client.environ_base, "REMOTE_ADDR": address}
        self.form_token = ""

    @property
    def token(self) -> str | None:
        """The session token that the browser holds."""
        cookie = self.client.get_cookie(COOKIE)
        return cookie.value if cookie else None

    @token.setter
    def token(self, token: str) -> None:
        self.client.set_cookie(COOKIE, token)

    def get(self, path: str, **options: Any) -> TestResponse:
        """Opens a page."""
        answer = self.client.get(path, **options)
        self._keep_token(answer)
        return answer

    def post(self, path: str, **fields: str) -> TestResponse:
        """Sends a form as the page would, its token included."""
        if not self.form_token:
            self.get(f"{PREFIX}/account")
        return self.client.post(path, data={"csrf_token": self.form_token, **fields})

    def sign_in(
        self, person: Person, now: datetime, path: str = f"{PREFIX}/sign-in", **changes: str
    ) -> TestResponse:
        """Fills in the page of signing in, all as it should be but for some changes."""
        self.get(path)
        said = {"login": person.login, "password": person.password, "code": person.code(now)}
        answer = self.post(path, **{**said, **changes})
        self.form_token = ""
        return answer

    def _keep_token(self, answer: TestResponse) -> None:
        found = _TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        self.form_token = found[1] if found else self.form_token


@pytest.fixture
def new_desk(app: Flask) -> Callable[..., Desk]:
    """Makes a browser that has never been here; `address` is where it calls from."""
    return lambda **options: Desk(app, **options)


@pytest.fixture
def hire(database: OpenDatabase) -> Callable[..., Person]:
    """Makes somebody of some roles."""

    def hire(*roles: Role, **given: Any) -> Person:
        with database() as session:
            account = make_account(session, roles=roles or tuple(Role), **given)
            return Person(account.id, account.login, account.totp_secret)

    return hire


@pytest.fixture
def desk_of(app: Flask, database: OpenDatabase, clock: MovableClock) -> Callable[[Person], Desk]:
    """Makes the browser of somebody who has signed in."""

    def desk_of(person: Person) -> Desk:
        desk = Desk(app)
        with database() as session:
            desk.token = make_desk_session(session, person.id, clock.now())
        return desk

    return desk_of


@pytest.fixture
def support(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    """The desk of 许静, who answers the hotline."""
    return desk_of(hire(Role.SUPPORT, name="许静"))


@pytest.fixture
def colleague(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    """The desk of 周宁, who answers the hotline too."""
    return desk_of(hire(Role.SUPPORT, name="周宁"))
