"""Any order of changes, pulls and lost answers: after a quiet pull a phone holds what it may see.

In CI 200 runs of 50 steps on SQLite and a tenth of it on PostgreSQL; `make faults` runs more.
"""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.db import db
from api.core.ids import new_id
from api.core.synced import SyncEpoch, Tombstone, touch
from api.policies.models import Policy
from api.policies.rules import PolicyStatus, SuspensionReason
from api.sync.operations import pull
from tests.factories import make_benefit, make_inbox_item, make_policy, make_vaccination, make_visit
from tests.replica import Replica, Rows
from tests.sync.members import member_with

PHONES, POLICIES, STEPS = 3, 2, 50

MAKERS: dict[str, Callable[..., Any]] = {
    "visits": make_visit,
    "vaccinations": make_vaccination,
    "benefits": make_benefit,
    "inbox": make_inbox_item,
}
CHANGES: dict[str, Callable[[Any], None]] = {
    "visits": lambda row: setattr(row, "total_fen", row.total_fen + 1),
    "vaccinations": lambda row: setattr(row, "note", row.note + "."),
    "benefits": lambda row: setattr(row, "used_count", row.used_count + 1),
    "inbox": lambda row: setattr(row, "params", {"turn": str(len(row.params)) + new_id()}),
}

a_policy = st.integers(0, POLICIES - 1)
a_phone = st.integers(0, PHONES - 1)
a_page = st.sampled_from([1, 2, 3, 7])
mostly = st.sampled_from([True, True, True, True, False])
an_edit = st.tuples(
    st.sampled_from(["insert", "insert", "update", "delete"]),
    st.sampled_from(list(MAKERS)),
    a_policy,
    st.integers(0, 20),
)


class Replicas(RuleBasedStateMachine):
    """A server with two policies, and three phones that pull whenever they like."""

    session: Session
    collections: tuple[Any, ...]

    def __init__(self) -> None:
        super().__init__()
        self.devices = [new_id() for _ in range(PHONES)]
        self.replicas = [Replica() for _ in range(PHONES)]
        self.bound: list[set[str]] = [set() for _ in range(PHONES)]

    @initialize()
    def open(self) -> None:
        for table in (
            "inbox_items",
            "visits",
            "vaccinations",
            "benefit_balances",
            "tombstones",
            "policies",
        ):
            self.session.execute(sa.text(f"DELETE FROM {table}"))
        self.policies = [make_policy(self.session).id for _ in range(POLICIES)]
        self.session.commit()
        self.bound[0].update(self.policies)
        self.bound[1].add(self.policies[0])

    @rule(
        edits=st.lists(an_edit, min_size=1, max_size=5), kept=st.sampled_from([True] * 4 + [False])
    )
    def change_rows(self, edits: list[tuple[str, str, int, int]], kept: bool) -> None:
        """Some changes in one transaction, with a flush after each; sometimes undone."""
        for edit in edits:
            self._edit(*edit)
            self.session.flush()
        if kept:
            self.session.commit()
        else:
            self.session.rollback()

    @rule(before=an_edit, undone=an_edit, after=an_edit)
    def change_around_a_savepoint(self, before: Any, undone: Any, after: Any) -> None:
        self._edit(*before)
        savepoint = self.session.begin_nested()
        self._edit(*undone)
        self.session.flush()
        savepoint.rollback()
        self._edit(*after)
        self.session.commit()

    @rule(
        kind=st.sampled_from(["visits", "vaccinations"]), which=a_policy, index=st.integers(0, 20)
    )
    def move_row(self, kind: str, which: int, index: int) -> None:
        """To the other policy, as what belongs to a child does when its policy is renewed."""
        row = self._find(kind, which, index)
        if row is not None:
            row.policy_id = self.policies[1 - which]
        self.session.commit()

    @rule(which=a_policy)
    def change_policy(self, which: int) -> None:
        policy = self.session.get_one(Policy, self.policies[which])
        suspended = policy.status is PolicyStatus.SUSPENDED
        policy.status = PolicyStatus.ACTIVE if suspended else PolicyStatus.SUSPENDED
        policy.reason = None if suspended else SuspensionReason.OTHER
        self.session.commit()

    @rule(which=a_policy)
    def change_what_the_card_shows_elsewhere(self, which: int) -> None:
        policy = self.session.get_one(Policy, self.policies[which])
        policy.child.name += "满"
        touch(policy)
        self.session.commit()

    @rule(phone=a_phone, which=a_policy)
    def bind_or_unbind(self, phone: int, which: int) -> None:
        self.bound[phone] ^= {self.policies[which]}

    @rule()
    def restore_a_backup(self) -> None:
        self.session.scalars(sa.select(SyncEpoch)).one().epoch = new_id().replace("-", "")
        # It may know nothing of what was deleted since.
        self.session.execute(sa.delete(Tombstone))
        self.session.commit()

    @rule(phone=a_phone, page=a_page, lost=st.booleans())
    def pull_once(self, phone: int, page: int, lost: bool) -> None:
        answers = self._pull(phone, page)
        if not lost:
            self.replicas[phone].apply(answers)

    @rule(phone=a_phone, page=st.sampled_from([2, 5, 500]))
    def pull_quietly(self, phone: int, page: int) -> None:
        """Until there is no more, while nobody changes anything."""
        for _ in range(500):
            if not self.replicas[phone].apply(self._pull(phone, page)):
                break
        assert self.replicas[phone].rows == {
            policy_id: self._visible(phone, policy_id) for policy_id in self.bound[phone]
        }

    def teardown(self) -> None:
        for phone in range(PHONES):
            self.pull_quietly(phone, 7)
        self.session.rollback()

    def _edit(self, verb: str, kind: str, which: int, index: int) -> None:
        policy_id = self.policies[which]
        if verb == "insert":
            hidden = {"caused_by_device_id": self.devices[index % PHONES]}
            MAKERS[kind](self.session, policy_id, **(hidden if kind == "inbox" else {}))
            return
        row = self._find(kind, which, index)
        if row is None:
            return
        if verb == "delete":
            self.session.delete(row)
        else:
            CHANGES[kind](row)

    def _find(self, kind: str, which: int, index: int) -> Any:
        """One of a policy's rows, if it has any."""
        model = next(each.model for each in self.collections if each.name == kind)
        own = sa.select(model).where(model.policy_id == self.policies[which]).order_by(model.id)
        rows = self.session.scalars(own).all()
        return rows[index % len(rows)] if rows else None

    def _member(self, phone: int) -> Member:
        return member_with(self.session, self.devices[phone], self.bound[phone])

    def _pull(self, phone: int, page: int) -> dict[str, Any]:
        cookies = dict(self.replicas[phone].cookies)
        answers = pull(self.session, self._member(phone), self.collections, cookies, page)
        self.session.rollback()
        return answers

    def _visible(self, phone: int, policy_id: str) -> Rows:
        """The rows of a policy that a phone may see, asked for without any revision."""
        member = self._member(phone)
        rows: Rows = {}
        for kind in self.collections:
            query = sa.select(kind.model).where(kind.policy_id == policy_id)
            if kind.hidden_from:
                query = query.where(sa.not_(kind.hidden_from(member)))
            for row in self.session.scalars(query):
                rows[kind.name, row.id] = kind.dump(row)
        self.session.rollback()
        return rows


def test_it_holds_what_the_server_shows_after_a_quiet_pull(
    app: Flask, request: pytest.FixtureRequest
) -> None:
    on_postgresql = "postgresql" in request.node.name
    runs = settings.default.max_examples * 2 // (10 if on_postgresql else 1)
    with app.app_context():
        if not on_postgresql:
            # What reaches the disk is not the question here.
            with closing(db.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA synchronous = OFF")
        Replicas.session = db.session()
        Replicas.collections = app.extensions["tongka"].collections
        run_state_machine_as_test(
            Replicas,
            settings=settings(
                max_examples=runs,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
