"""The cast of all tests: two families, two phones in one of them, and as many more as wanted."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.core.db import db
from api.core.sessions import token_hash
from api.devices.models import DeviceSession
from api.policies.models import Policy
from tests.commands import make_command
from tests.factories import (
    make_binding,
    make_child,
    make_device,
    make_holder,
    make_policy,
    make_session,
)
from tests.outbox import Outbox
from tests.replica import Replica

RunJobs = Callable[..., int]
OpenDatabase = Callable[[], AbstractContextManager[Session]]

# For what no database decides.
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

VERSIONS = {"privacy_version": "2026-11", "guardian_version": "2026-11"}
PULL = "/api/sync/pull"
PUSH = "/api/sync/push"


@dataclass(frozen=True)
class Card:
    """A policy as its family knows it; `claim` is what they type to bind it."""

    policy_id: str
    number: str
    holder_phone: str
    claim: dict[str, str]

    def claims(self, **changes: str) -> dict[str, str]:
        """Returns the claim and the consents, with some values changed."""
        return {**self.claim, **VERSIONS, **changes}


class Phone:
    """One phone's browser: its cookie, and its copy of what it pulled."""

    def __init__(self, app: Flask, address: str = "203.0.113.7") -> None:
        self.client: FlaskClient = app.test_client()
        self.client.environ_base = {**self.client.environ_base, "REMOTE_ADDR": address}
        self.replica = Replica()

    @property
    def token(self) -> str | None:
        """The session token that the browser holds."""
        cookie = self.client.get_cookie("tongka")
        return cookie.value if cookie else None

    @token.setter
    def token(self, token: str) -> None:
        self.client.set_cookie("tongka", token)

    def get(self, path: str, **headers: str) -> TestResponse:
        """Sends a GET; a header's name has underscores for its hyphens."""
        return self.client.get(path, headers=_headers(headers))

    def post(self, path: str, body: Any, **headers: str) -> TestResponse:
        """Sends JSON; a header's name has underscores for its hyphens."""
        return self.client.post(path, json=body, headers=_headers(headers))

    def ask_code(self, card: Card, **changes: str) -> TestResponse:
        """Asks for a binding code, all claimed as it should be but for some changes."""
        return self.post("/api/bind/code", card.claims(**changes))

    def enter_code(self, challenge: str, code: str, name: str = "外婆的手机") -> TestResponse:
        """Binds with a code."""
        body = {"challenge": challenge, "code": code, "device_name": name}
        return self.post("/api/bind", body)

    def phones(self, policy_id: str) -> list[dict[str, Any]]:
        """Returns the phones that share a card."""
        phones: list[dict[str, Any]] = self.get(f"/api/policies/{policy_id}/phones").json["phones"]
        return phones

    def own_binding(self, policy_id: str) -> str:
        """Returns the id of this phone's own binding."""
        return next(str(each["binding_id"]) for each in self.phones(policy_id) if each["this"])

    def unbind(self, policy_id: str, binding_id: str) -> TestResponse:
        """Ends a phone's binding."""
        return self.post(f"/api/policies/{policy_id}/phones/{binding_id}/unbind", {})

    def ask_pull(self, cookies: dict[str, str] | None = None) -> TestResponse:
        """Sends one pull, with the phone's cookies or others, and keeps nothing of the answer."""
        sent = self.replica.cookies if cookies is None else cookies
        return self.post(PULL, {"build": "1.tests", "cookies": sent})

    def pull(self) -> Replica:
        """Pulls until there is no more, and returns what the phone holds then."""
        while self.replica.apply(self.ask_pull().json["policies"]):
            pass
        return self.replica

    def ask_push(self, *commands: Any) -> TestResponse:
        """Sends one push with these commands."""
        return self.post(PUSH, {"build": "1.tests", "commands": commands})

    def push(self, *commands: Any) -> list[dict[str, Any]]:
        """Sends one push, and returns what became of its commands."""
        results: list[dict[str, Any]] = self.ask_push(*commands).json["results"]
        return results

    def send(self, card: Card, command: str, /, **args: Any) -> dict[str, Any]:
        """Sends one new command about a card, and returns what became of it."""
        return self.push(make_command(card.policy_id, command, args))[0]

    def inbox(self) -> list[str]:
        """Pulls, and returns the templates of the inbox in the order of their rows' ids."""
        rows = self.pull().all("inbox")
        return [row["template"] for row in sorted(rows, key=lambda row: row["id"])]


def _headers(named: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in named.items()}


@pytest.fixture
def database(app: Flask) -> OpenDatabase:
    """Opens the app's database for a `with`; what is done inside is committed at its end."""

    @contextmanager
    def open_database() -> Iterator[Session]:
        with app.app_context():
            yield db.session()
            db.session.commit()

    return open_database


@pytest.fixture
def lin(database: OpenDatabase) -> Card:
    """The card of the Lins' child, whose policyholder gave a mainland ID."""
    with database() as session:
        return card_of(make_policy(session, policyholder=make_holder(session)))


@pytest.fixture
def chen(database: OpenDatabase) -> Card:
    """The card of the other family's child."""
    with database() as session:
        child = make_child(session, name="陈一诺", birthday=date(2020, 9, 3))
        return card_of(make_policy(session, child=child))


def card_of(policy: Policy) -> Card:
    """Returns what a family knows of its policy, with the policyholder's document."""
    return Card(
        policy.id,
        policy.number,
        policy.policyholder.phone,
        {
            "child_name": policy.child.name,
            "policy_last4": policy.number[-4:],
            "id_type": policy.policyholder.id_type.value,
            "id_number": policy.policyholder.id_number,
            "birthday": policy.child.birthday.isoformat(),
            "phone": policy.policyholder.phone,
            "kind": policy.kind.value,
        },
    )


@pytest.fixture
def new_phone(app: Flask) -> Callable[..., Phone]:
    """Makes a phone that has never been here; `address` is where it calls from."""
    return lambda **options: Phone(app, **options)


@pytest.fixture
def bound_phone(app: Flask, database: OpenDatabase, clock: MovableClock) -> Callable[..., Phone]:
    """Makes a phone that has been bound to some policies for a while, under a name."""

    def make(*policy_ids: str, name: str = "妈妈的手机") -> Phone:
        phone = Phone(app)
        with database() as session:
            device = make_device(session, last_contact_at=clock.now())
            phone.token = make_session(session, device.id, clock.now())
            for policy_id in policy_ids:
                make_binding(session, device.id, policy_id, name=name)
        return phone

    return make


@pytest.fixture
def mother(bound_phone: Callable[..., Phone], lin: Card) -> Phone:
    """The first phone of the Lins."""
    return bound_phone(lin.policy_id, name="妈妈的手机")


@pytest.fixture
def father(bound_phone: Callable[..., Phone], lin: Card) -> Phone:
    """The second phone of the Lins."""
    return bound_phone(lin.policy_id, name="爸爸的手机")


@pytest.fixture
def stranger(bound_phone: Callable[..., Phone], chen: Card) -> Phone:
    """A phone of the other family."""
    return bound_phone(chen.policy_id, name="陈妈妈的手机")


@pytest.fixture
def get_code(run_jobs: RunJobs, outbox: Outbox) -> Callable[[Card], str]:
    """Lets the jobs run, and returns the last code that a card's policyholder got."""

    def get(card: Card) -> str:
        run_jobs()
        return outbox.codes(card.holder_phone)[-1]

    return get


@pytest.fixture
def bind(get_code: Callable[[Card], str]) -> Callable[..., TestResponse]:
    """Binds a phone to a card as people do, code and all, and returns the last answer."""

    def bind(phone: Phone, card: Card, name: str = "外婆的手机") -> TestResponse:
        challenge = phone.ask_code(card).json["challenge"]
        return phone.enter_code(challenge, get_code(card), name)

    return bind


@pytest.fixture
def step_up(get_code: Callable[[Card], str]) -> Callable[[Phone, Card], TestResponse]:
    """Confirms a bound phone with a code, and returns the last answer."""

    def step_up(phone: Phone, card: Card) -> TestResponse:
        asked = phone.post("/api/step-up/code", {"policy_id": card.policy_id})
        body = {"challenge": asked.json["challenge"], "code": get_code(card)}
        return phone.post("/api/step-up", body)

    return step_up


def device_of(session: Session, phone: Phone) -> str:
    """Returns the id of a phone's device."""
    found = session.get(DeviceSession, token_hash(phone.token or ""))
    assert found is not None
    return found.device_id
