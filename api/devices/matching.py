"""Which policy somebody means."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core.crypto import vault
from api.policies.models import Child, IdType, Policy, Policyholder, PolicyKind
from api.policies.rules import PolicyStatus, plain_id_number, same_name


@dataclass(frozen=True)
class BindClaim:
    """What somebody says of a policy. All of it identifies; none of it proves.

    `phone` is E.164, `birthday` the child's, the document the policyholder's or the child's.
    """

    child_name: str
    policy_last4: str
    id_type: IdType
    id_number: str
    birthday: date
    phone: str
    kind: PolicyKind


def find_claimed_policy(session: Session, claim: BindClaim) -> Policy | None:
    """The policy a claim fits in every field, or none (manual, chapter 2).

    Of several, as when a renewed one ends on the same digits, the one that ends last.
    """
    phone_indexes = vault().blind_indexes(claim.phone, "phone")
    candidates = session.scalars(
        sa.select(Policy)
        .join(Policy.policyholder)
        .join(Policy.child)
        .options(joinedload(Policy.policyholder), joinedload(Policy.child))
        .where(
            Policyholder.phone_index.in_(phone_indexes),
            Policy.number_last4 == claim.policy_last4,
            Policy.kind == claim.kind,
            Policy.status != PolicyStatus.TERMINATED,
            Child.birthday == claim.birthday,
        )
        .order_by(Policy.ends_on.desc())
    )
    return next((policy for policy in candidates if _fits(policy, claim)), None)


def _fits(policy: Policy, claim: BindClaim) -> bool:
    number = plain_id_number(claim.id_number)
    documents = {
        (person.id_type, plain_id_number(person.id_number))
        for person in (policy.policyholder, policy.child)
    }
    return same_name(claim.child_name, policy.child.name) and ((claim.id_type, number) in documents)
