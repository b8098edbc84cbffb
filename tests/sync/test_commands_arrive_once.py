"""Any order of commands, repeats, lost answers, unbinding and binding: each is done once.

The same id always gets the same answer, phones agree after a pull, and nothing crosses families.
In CI 200 runs of 50 steps on SQLite and a tenth of it on PostgreSQL; `make faults` runs more.
"""

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
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from api.core.db import db
from api.core.ids import new_id
from api.devices.family import add_binding
from api.devices.models import Binding
from api.devices.operations import unbind_phone
from api.sync.operations import pull
from api.sync.push import push
from api.sync.schemas import CommandIn
from tests.commands import make_command
from tests.conftest import MORNING
from tests.factories import make_device, make_policy
from tests.replica import Replica
from tests.sync.ledger import Ledger
from tests.sync.members import member_with
from tests.vaccines.doses import CORRECT, RECORD, REMOVE, a_dose

# The third phone is the grandmother's, who may share the cards of both children.
PHONES, POLICIES, STEPS = 4, 2, 50
MAY_BIND = ((0,), (0,), (0, 1), (1,))
TABLES = (
    "command_results",
    "inbox_items",
    "vaccinations",
    "tombstones",
    "bindings",
    "devices",
    "policies",
)

a_phone = st.integers(0, PHONES - 1)
a_policy = st.integers(0, POLICIES - 1)
a_number = st.integers(0, 30)
seldom = st.sampled_from([False, False, False, True])


class Commands(RuleBasedStateMachine):
    """A server with two families, and phones that send whatever and whenever they like."""

    session: Session
    commands: tuple[Any, ...]
    collections: tuple[Any, ...]

    @initialize()
    def open(self) -> None:
        for table in TABLES:
            self.session.execute(sa.text(f"DELETE FROM {table}"))
        self.policies = [make_policy(self.session).id for _ in range(POLICIES)]
        self.devices = [make_device(self.session).id for _ in range(PHONES)]
        self.session.commit()
        self.ledger = Ledger()
        self.replicas = [Replica() for _ in range(PHONES)]
        self.bound: list[dict[str, str]] = [{} for _ in range(PHONES)]
        self.bindings: list[str] = []
        self.made: list[list[dict[str, Any]]] = [[] for _ in range(PHONES)]
        self.dose_ids = [new_id()]
        for phone in range(PHONES):
            self.bind_or_unbind(phone, 0)

    @rule(
        phone=a_phone, which=a_policy, number=a_number, behind=st.none() | a_number, ends=a_number
    )
    def note(self, phone: int, which: int, number: int, behind: int | None, ends: int) -> None:
        """The one command that shows when it is done twice."""
        how = {0: "refused", 1: "broken", 2: "busy"}.get(ends, "well")
        word = f"{which}-{len(self.made[phone])}-{number}"
        self._make(phone, which, "notes.add", {"word": word, "ends": how}, behind)

    @rule(phone=a_phone, which=a_policy, number=a_number)
    def rename(self, phone: int, which: int, number: int) -> None:
        """Any phone that ever was bound, of any family."""
        binding_id = self.bindings[number % len(self.bindings)]
        name = f"{which}-{len(self.made[phone])}"
        self._make(phone, which, "devices.rename", {"binding_id": binding_id, "name": name})

    @rule(phone=a_phone, which=a_policy, number=st.integers(1, 3), day=st.integers(1, 2))
    def record(self, phone: int, which: int, number: int, day: int) -> None:
        dose = a_dose(dose=number, given_on=f"2026-02-0{day}", place=f"{which}")
        dose |= {"note": ["", "左臂"][day % 2]}
        self.dose_ids.append(dose["id"])
        self._make(phone, which, RECORD, {"dose": dose})

    @rule(phone=a_phone, which=a_policy, index=a_number, number=st.integers(1, 3))
    def correct(self, phone: int, which: int, index: int, number: int) -> None:
        """Any dose, of any family, there or not."""
        dose = a_dose(id=self._dose_id(index), dose=number, place=f"{which}")
        self._make(phone, which, CORRECT, {"dose": dose})

    @rule(phone=a_phone, which=a_policy, index=a_number)
    def remove(self, phone: int, which: int, index: int) -> None:
        self._make(phone, which, REMOVE, {"dose_id": self._dose_id(index)})

    @rule(phone=a_phone, picks=st.lists(a_number, min_size=1, max_size=5))
    def push_some(self, phone: int, picks: list[int]) -> None:
        """In any order, some of them twice, some again: an answer that was lost is no other case.

        The ledger hears every answer, also those that a phone didn't.
        """
        made = self.made[phone][-8:]
        if made:
            self._push(phone, [made[pick % len(made)] for pick in picks])

    @rule(phone=a_phone, pick=a_number)
    def push_other_contents(self, phone: int, pick: int) -> None:
        answered = [each for each in self.made[phone] if each["id"] in self.ledger.answers]
        if not answered:
            return
        sent = answered[pick % len(answered)]
        (said,) = self._answers(phone, [sent | {"args": sent["args"] | {"more": 1}}])
        bound = sent["policy_id"] in self.bound[phone]
        assert said["code"] == ("command_reused" if bound else "not_bound")

    @rule(phone=a_phone, which=a_policy)
    def bind_or_unbind(self, phone: int, which: int) -> None:
        policy_id = self.policies[MAY_BIND[phone][which % len(MAY_BIND[phone])]]
        bound = self.bound[phone]
        if policy_id in bound:
            member = member_with(self.session, self.devices[phone], bound)
            member.bindings.update(bound)
            unbind_phone(self.session, member, policy_id, bound.pop(policy_id), MORNING)
        else:
            binding = add_binding(self.session, self.devices[phone], policy_id, "手机", MORNING)
            bound[policy_id] = binding.id
            self.bindings.append(binding.id)
            self.ledger.bind(policy_id, binding.id, "手机")
        self.session.commit()

    @precondition(lambda self: self.ledger.answers)
    @rule(phone=a_phone, lost=seldom)
    def pull(self, phone: int, lost: bool) -> None:
        if lost:
            self._pull(phone)
        else:
            self._pull_quietly(phone)

    def teardown(self) -> None:
        if not hasattr(self, "ledger"):
            return
        for phone in range(PHONES):
            # What waited for its binding goes through in the end, or is told why not.
            for policy in MAY_BIND[phone]:
                if self.policies[policy] not in self.bound[phone]:
                    self.bind_or_unbind(phone, policy)
            self._push(phone, self.made[phone][-50:])
            self._push(phone, self.made[phone][-50:])
        for phone in range(PHONES):
            self._pull_quietly(phone)
        names = self.session.execute(sa.select(Binding.id, Binding.name))
        assert {row.id: row.name for row in names} == self.ledger.names
        self.session.rollback()

    def _make(
        self, phone: int, which: int, name: str, args: dict[str, Any], behind: int | None = None
    ) -> None:
        made = self.made[phone]
        after = [] if behind is None or not made else [made[behind % len(made)]["id"]]
        made.append(make_command(self.policies[which], name, args, after=after))

    def _dose_id(self, index: int) -> str:
        return self.dose_ids[-1 - index % len(self.dose_ids)]

    def _push(self, phone: int, commands: list[dict[str, Any]]) -> None:
        for sent, said in zip(commands, self._answers(phone, commands), strict=True):
            if sent["policy_id"] in self.bound[phone]:
                self.ledger.take(sent, said, self.bound[phone])
            else:
                assert (said["status"], said["code"]) == ("rejected", "not_bound")

    def _answers(self, phone: int, commands: list[dict[str, Any]]) -> list[dict[str, Any]]:
        member = member_with(self.session, self.devices[phone], self.bound[phone])
        sent = [CommandIn().load(each) for each in commands]
        answers = push(self.session, member, self.commands, sent, MORNING)
        return [answer.worded("en", "12345") for answer in answers]

    def _pull(self, phone: int) -> dict[str, Any]:
        member = member_with(self.session, self.devices[phone], self.bound[phone])
        cookies = dict(self.replicas[phone].cookies)
        answers = pull(self.session, member, self.collections, cookies, page=7)
        self.session.rollback()
        return answers

    def _pull_quietly(self, phone: int) -> None:
        replica = self.replicas[phone]
        while replica.apply(self._pull(phone)):
            pass
        assert replica.rows.keys() == self.bound[phone].keys()
        for policy_id in self.bound[phone]:
            rows = replica.rows[policy_id]
            doses = {key: row for (kind, key), row in rows.items() if kind == "vaccinations"}
            told = self.ledger.doses_of(policy_id)
            assert doses.keys() == told.keys()
            for key, dose in told.items():
                assert doses[key] | dose == doses[key]
                assert dose["place"] == str(self.policies.index(policy_id))
            lines = [row["params"] for (kind, _), row in rows.items() if kind == "inbox"]
            words = sorted(line["word"] for line in lines if "word" in line)
            assert words == sorted(self.ledger.notes.get(policy_id, []))


def test_it_does_each_command_once(noting: Flask, request: pytest.FixtureRequest) -> None:
    on_postgresql = "postgresql" in request.node.name
    runs = settings.default.max_examples * 2 // (10 if on_postgresql else 1)
    with noting.app_context():
        if not on_postgresql:
            # What reaches the disk is not the question here.
            with closing(db.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA synchronous = OFF")
        Commands.session = db.session()
        Commands.commands = noting.extensions["tongka"].commands
        Commands.collections = noting.extensions["tongka"].collections
        run_state_machine_as_test(
            Commands,
            settings=settings(
                max_examples=runs,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
