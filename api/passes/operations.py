"""Gives out passes, and says what a reception asks: how a card stands now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core import counters
from api.core.actors import Member
from api.core.clock import china_date
from api.core.crypto import vault
from api.core.errors import NOT_FOUND, Refusal
from api.core.signatures import Signatures
from api.passes import rules
from api.passes.rules import Malformed, Pass
from api.payments.reading import state_of
from api.policies.models import Policy
from api.policies.rules import CardState

_TYPED = "typed code"
# What the counters of typed codes begin with.
COUNTED = "verify:"


@dataclass(frozen=True)
class Issued:
    """A pass as a phone keeps it; `code` is what a reception may type instead."""

    shown: Pass
    token: str
    code: str


@dataclass(frozen=True)
class Standing:
    """A card that was asked about, and its state now."""

    policy: Policy
    state: CardState


def issue(
    session: Session,
    signatures: Signatures,
    member: Member,
    policy_ids: Sequence[str],
    now: datetime,
) -> list[Issued]:
    """Passes for some of a phone's cards; nothing is stored. Raises Refusal(not_found)."""
    if not all(map(member.sees, policy_ids)):
        raise Refusal(NOT_FOUND)
    asked = sa.select(Policy).where(Policy.id.in_(policy_ids)).options(joinedload(Policy.child))
    return [_issue(session, signatures, policy, now) for policy in session.scalars(asked)]


def _issue(session: Session, signatures: Signatures, policy: Policy, now: datetime) -> Issued:
    today = china_date(now)
    child = policy.child
    shown = Pass(
        policy_id=policy.id,
        state=state_of(session, policy, today),
        version=policy.rev,
        as_of=now.replace(microsecond=0),
        sex=child.sex.value if child.sex else "",
        years=rules.age_in_years(child.birthday, today),
        tail=policy.number_last4,
        letter=child.name.strip()[:1],
    )
    body = rules.body_of(shown, signatures.first_id)
    code = rules.typed_code(signatures.derive(_TYPED)[0], policy.id, today)
    token = rules.token_of(body, signatures.sign(body))
    return Issued(shown, token, policy.number_last4 + code)


def check_token(
    session: Session, signatures: Signatures, token: str, now: datetime
) -> Standing | None:
    """How the card of a token stands now; none for one that is not ours, too old or of a future.

    What the pass says is not repeated: it only proves which card somebody holds.
    """
    shown = read_token(signatures, token, now)
    policy = session.get(Policy, shown.policy_id) if shown else None
    return _standing(session, policy, now) if policy else None


def read_token(signatures: Signatures, token: str, now: datetime) -> Pass | None:
    """What a token says, if one of our keys signed it in the last 24 hours."""
    try:
        body, signature = rules.split_token(token)
        if not signatures.signed(rules.key_id_of(body), body, signature):
            return None
        shown = rules.read_body(body)
    except Malformed:
        return None
    return shown if rules.is_fresh(shown.as_of, now) else None


def may_type(session: Session, address: str, code: str, now: datetime) -> bool:
    """Counts one typed code, right or wrong, and says whether it may be looked at.

    The arithmetic of the limits stands beside them in rules.py. Every code counts before it is
    looked at: of any number of guesses at once, no more are looked at.
    """
    counted = (
        # Who asked is kept no longer than the hour, and not in plain words.
        (rules.ADDRESS, vault().blind_index(address, "address")),
        (rules.TAIL, code[:4].upper()),
        (rules.ALL, ""),
    )
    return all(
        counters.take(
            session, f"{COUNTED}{budget.name}:{key}", budget.limit, rules.BUDGET_WINDOW, now
        )
        for budget, key in counted
    )


def check_code(
    session: Session, signatures: Signatures, code: str, now: datetime
) -> Standing | None:
    """How the card of a typed code stands now; none where no card has it, or two have."""
    tail, digits = code[:4], code[4:]
    alike = {tail, tail.upper(), tail.lower()}
    good = list(product(signatures.derive(_TYPED), rules.good_days(china_date(now))))
    among = session.scalars(sa.select(Policy.id).where(Policy.number_last4.in_(alike)))
    found = [
        policy_id
        for policy_id in among
        if any(rules.typed_code(secret, policy_id, day) == digits for secret, day in good)
    ]
    policy = session.get(Policy, found[0]) if len(found) == 1 else None
    return _standing(session, policy, now) if policy else None


def _standing(session: Session, policy: Policy, now: datetime) -> Standing:
    return Standing(policy, state_of(session, policy, china_date(now)))


def forget_counts(session: Session, now: datetime) -> None:
    """Forgets the counts of typed codes whose hour is over."""
    counters.forget(session, COUNTED, now - rules.BUDGET_WINDOW)
