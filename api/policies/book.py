"""The policies and people that a batch of an import speaks of, read in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core.crypto import vault
from api.policies.models import INDEXED, Child, IdType, Policy, Policyholder, PolicyKind, Sex
from api.policies.rules import PolicyStatus, SuspensionReason, plain_id_number

Document = tuple[IdType, str]


@dataclass(frozen=True)
class PolicyRow:
    """One row of a policies file (docs/IMPORTS.md); the phone is E.164."""

    number: str
    kind: PolicyKind
    plan: str
    child_name: str
    child_sex: Sex | None
    child_birthday: date
    child_id_type: IdType
    child_id_number: str
    holder_id_type: IdType
    holder_id_number: str
    holder_phone: str
    starts_on: date
    ends_on: date
    status: PolicyStatus = PolicyStatus.ACTIVE
    reason: SuspensionReason | None = None
    reason_note: str = ""
    renews: str | None = None
    holder_email: str | None = None
    demo: bool = False

    @property
    def child_document(self) -> Document:
        """The child's ID type and its number as it is compared."""
        return self.child_id_type, plain_id_number(self.child_id_number)

    @property
    def holder_document(self) -> Document:
        """The policyholder's ID type and its number as it is compared."""
        return self.holder_id_type, plain_id_number(self.holder_id_number)


class PolicyBook:
    """Finds policies by number and people by document; knows what the rows before added."""

    def __init__(self, session: Session, rows: Iterable[PolicyRow]) -> None:
        self._session = session
        rows = list(rows)
        self._policies = self._read_policies(rows)
        self._holders = self._read_people(Policyholder, {row.holder_document for row in rows})
        self._children = self._read_people(Child, {row.child_document for row in rows})
        self._renewals = self._read_renewals()
        self._newest = {
            **self._read_newest(Policy.policyholder_id, self._holders),
            **self._read_newest(Policy.child_id, self._children),
        }

    def policy(self, number: str | None) -> Policy | None:
        """The policy of a number."""
        return self._policies.get(number or "")

    def holder(self, document: Document) -> Policyholder | None:
        """The policyholder of a document."""
        found: Policyholder | None = self._holders.get(document)
        return found

    def child(self, document: Document) -> Child | None:
        """The child of a document."""
        found: Child | None = self._children.get(document)
        return found

    def renewal_of(self, policy: Policy) -> str | None:
        """The id of the policy that renews another."""
        return self._renewals.get(policy.id)

    def is_newest(self, person: Policyholder | Child, starts_on: date) -> bool:
        """Whether no policy of a person starts later than this."""
        return starts_on >= self._newest.get(person.id, starts_on)

    def add(self, row: PolicyRow, policy: Policy) -> None:
        """Notes a row's policy and people for the rows that follow."""
        self._policies[row.number] = policy
        self._holders[row.holder_document] = policy.policyholder
        self._children[row.child_document] = policy.child
        if policy.renews_id:
            self._renewals[policy.renews_id] = policy.id
        for person in (policy.policyholder, policy.child):
            newest = self._newest.get(person.id, row.starts_on)
            self._newest[person.id] = max(newest, row.starts_on)

    def _read_policies(self, rows: list[PolicyRow]) -> dict[str, Policy]:
        numbers = {row.number for row in rows} | {row.renews for row in rows if row.renews}
        found = self._session.scalars(
            sa.select(Policy)
            .where(Policy.number.in_(numbers))
            .options(joinedload(Policy.policyholder), joinedload(Policy.child))
        )
        return {policy.number: policy for policy in found}

    def _read_people(self, model: Any, documents: set[Document]) -> dict[Document, Any]:
        of_index = {
            (id_type, index): (id_type, number)
            for id_type, number in documents
            for index in vault().blind_indexes(number, INDEXED)
        }
        indexes = {index for _type, index in of_index}
        people = self._session.scalars(sa.select(model).where(model.id_number_index.in_(indexes)))
        keys = ((person, (person.id_type, person.id_number_index)) for person in people)
        return {of_index[key]: person for person, key in keys if key in of_index}

    def _read_renewals(self) -> dict[str, str]:
        ids = [policy.id for policy in self._policies.values()]
        found = self._session.execute(
            sa.select(Policy.renews_id, Policy.id).where(Policy.renews_id.in_(ids))
        )
        return {renewed: renewal for renewed, renewal in found if renewed}

    def _read_newest(self, column: Any, people: dict[Document, Any]) -> dict[str, date]:
        ids = [person.id for person in people.values()]
        newest = sa.func.max(Policy.starts_on)
        found = self._session.execute(
            sa.select(column, newest).where(column.in_(ids)).group_by(column)
        )
        return {row[0]: row[1] for row in found}
