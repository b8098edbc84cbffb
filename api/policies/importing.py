"""Policies as the insurer's files bring them: made or changed, by number."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.errors import INVALID, Refusal
from api.core.ids import new_id
from api.core.imports import Outcome
from api.core.synced import touch
from api.policies.book import Document, PolicyBook, PolicyRow
from api.policies.models import Child, Policy, Policyholder
from api.policies.rules import PolicyStatus, SuspensionReason, same_name

Standing = tuple[PolicyStatus, SuspensionReason | None]


@dataclass(frozen=True)
class Upserted:
    """A policy after its row, what the row did, and how the card stood before (None: new)."""

    policy: Policy
    outcome: Outcome
    before: Standing | None


def upsert_policy(
    session: Session, book: PolicyBook, row: PolicyRow, plans: Collection[str]
) -> Upserted:
    """Makes the policy of a number say what its row says; one that does is not touched.

    Raises Refusal naming columns, before anything changed.
    """
    policy = book.policy(row.number)
    renewed = book.policy(row.renews)
    child = _find_child(book, row, policy, renewed)
    holder = book.holder(row.holder_document)
    _refuse_wrong(book, row, plans, renewed, child)

    before = (policy.status, policy.reason) if policy else None
    people_changed = _update_child(session, book, row, child)
    people_changed |= _update_holder(session, book, row, holder)
    said = {
        "kind": row.kind,
        "plan": row.plan,
        "child": child or _new_child(row),
        "policyholder": holder or _new_holder(row),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "status": row.status,
        "reason": row.reason,
        "reason_note": row.reason_note,
        "demo": row.demo,
    }
    if policy is None:
        policy = _new_policy(row, said, renewed)
        session.add(policy)
        outcome = Outcome.NEW
    else:
        changed = _assign(policy, said) | _renew(policy, renewed) | people_changed
        outcome = Outcome.CHANGED if changed else Outcome.SAME
    book.add(row, policy)
    return Upserted(policy, outcome, before)


def _find_child(
    book: PolicyBook, row: PolicyRow, policy: Policy | None, renewed: Policy | None
) -> Child | None:
    """The row's child: by document, or by name and birthday on the policy or what it renews.

    A birth certificate gives way to an ID: the child stays the same.
    """
    known = book.child(row.child_document)
    if known:
        return known
    for earlier in (policy, renewed):
        if earlier and _is_same_child(row, earlier.child):
            return earlier.child
    return None


def _is_same_child(row: PolicyRow, child: Child) -> bool:
    return child.birthday == row.child_birthday and same_name(row.child_name, child.name)


def _refuse_wrong(
    book: PolicyBook,
    row: PolicyRow,
    plans: Collection[str],
    renewed: Policy | None,
    child: Child | None,
) -> None:
    if row.plan not in plans:
        raise _refusal("plan", f"No plan has the code {row.plan}.")
    if child and child.birthday != row.child_birthday and not same_name(row.child_name, child.name):
        raise _refusal("child_id_number", "It is another child's: name and birthday differ.")
    if row.renews is None:
        return
    if renewed is None:
        raise _refusal("renews", f"There is no policy {row.renews}; it has to come first.")
    if renewed.number == row.number:
        raise _refusal("renews", "A policy can't renew itself.")
    if child is not renewed.child:
        raise _refusal("renews", f"Policy {row.renews} is another child's.")
    known = book.policy(row.number)
    taken_by = book.renewal_of(renewed)
    if taken_by is not None and (known is None or known.id != taken_by):
        raise _refusal("renews", f"Another policy renews {row.renews} already.")


def _refusal(column: str, sentence: str) -> Refusal:
    return Refusal(INVALID, {column: [sentence]})


def _update_child(session: Session, book: PolicyBook, row: PolicyRow, child: Child | None) -> bool:
    """Brings a child's details up to date from the newest of its policies."""
    if child is None or not book.is_newest(child, row.starts_on):
        return False
    said = {"name": row.child_name, "sex": row.child_sex, "birthday": row.child_birthday}
    changed = _assign(child, said) | _assign_document(child, row.child_document)
    if changed:
        _send_cards_again(session, Policy.child_id == child.id)
    return changed


def _update_holder(
    session: Session, book: PolicyBook, row: PolicyRow, holder: Policyholder | None
) -> bool:
    """Brings a policyholder's phone and address up to date from the newest of the policies."""
    if holder is None or not book.is_newest(holder, row.starts_on):
        return False
    changed = _assign(holder, {"email": row.holder_email})
    if holder.phone == row.holder_phone:
        return changed
    holder.write_phone(row.holder_phone)
    _send_cards_again(session, Policy.policyholder_id == holder.id)
    return True


def _send_cards_again(session: Session, which: sa.ColumnElement[bool]) -> None:
    for policy in session.scalars(sa.select(Policy).where(which)):
        touch(policy)


def _new_child(row: PolicyRow) -> Child:
    child = Child(id=new_id(), name=row.child_name, sex=row.child_sex, birthday=row.child_birthday)
    child.write_document(*row.child_document)
    return child


def _new_holder(row: PolicyRow) -> Policyholder:
    holder = Policyholder(id=new_id())
    holder.write_document(*row.holder_document)
    holder.write_phone(row.holder_phone)
    holder.email = row.holder_email
    return holder


def _new_policy(row: PolicyRow, said: dict[str, Any], renewed: Policy | None) -> Policy:
    return Policy(
        id=new_id(),
        number=row.number,
        number_last4=row.number[-4:],
        renews_id=renewed.id if renewed else None,
        **said,
    )


def _renew(policy: Policy, renewed: Policy | None) -> bool:
    if not _assign(policy, {"renews_id": renewed.id if renewed else None}):
        return False
    # The phones of what it renews now are bound to it by a job.
    policy.followed_at = None
    return True


def _assign_document(person: Child | Policyholder, document: Document) -> bool:
    if (person.id_type, person.id_number) == document:
        return False
    person.write_document(*document)
    return True


def _assign(row: Any, values: dict[str, Any]) -> bool:
    """Sets what differs, so that an equal row stays clean; says whether anything did."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
