"""Correcting the phone on a policy: one person proposes, another one decides.

Codes go to that phone, so whoever could change it alone could bind any card. It is the
policyholder's phone, on all of its policies at once.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from api.core import audit, errors
from api.core.actors import Role, StaffActor
from api.core.errors import Refusal
from api.core.ids import new_id
from api.core.synced import touch
from api.devices import codes
from api.devices.family import tell_family
from api.devices.models import Binding, CorrectionState, PhoneCorrection
from api.devices.problems import BAD_CORRECTION, CORRECTION_DECIDED, CORRECTION_WAITS
from api.notifications.operations import queue_sms
from api.policies.models import Policy, Policyholder

PROPOSING = frozenset({Role.SUPPORT})
DECIDING = frozenset({Role.SUPPORT, Role.ADMIN})
# After the phone on a policy changed, a payout account stays what it is for so long.
ACCOUNT_PAUSE = timedelta(hours=24)
LONGEST_GROUNDS = 200


def propose_phone(
    session: Session, actor: StaffActor, policy_id: str, phone: str, grounds: str, now: datetime
) -> PhoneCorrection:
    """Proposes another phone (E.164), on grounds (a call back, a document seen).

    Raises Refusal(not_found, bad_correction, correction_waits).
    """
    actor.must_have(*PROPOSING)
    policy = session.get(Policy, policy_id)
    if policy is None:
        raise Refusal(errors.NOT_FOUND)
    # Two proposals at once: the second one waits here, and then finds the first.
    holder = session.get_one(Policyholder, policy.policyholder_id, with_for_update=True)
    if holder.phone == phone:
        raise Refusal(BAD_CORRECTION, {"phone": ["和现在的手机一样。"]})
    if not 4 <= len(grounds) <= LONGEST_GROUNDS or not grounds.isprintable():
        sentence = f"凭什么改，写4到{LONGEST_GROUNDS}个字，不换行。"
        raise Refusal(BAD_CORRECTION, {"grounds": [sentence]})
    if waiting_correction(session, holder.id):
        raise Refusal(CORRECTION_WAITS)
    correction = PhoneCorrection(
        id=new_id(),
        policy_id=policy.id,
        policyholder_id=holder.id,
        state=CorrectionState.PROPOSED,
        proposed_by_id=actor.id,
        proposed_by=actor.name,
        proposed_at=now,
    )
    correction.phone, correction.grounds = phone, grounds
    session.add(correction)
    session.flush()
    _note(session, actor, "phone_correction.proposed", correction, now, grounds)
    return correction


def approve_correction(
    session: Session, actor: StaffActor, correction_id: str, now: datetime
) -> PhoneCorrection:
    """Makes the proposed phone the policyholder's, and tells both phones and the family.

    Whatever was confirmed by the old phone counts no more. Raises Refusal(not_found,
    second_person, correction_decided).
    """
    correction = _must_wait(session, actor, correction_id)
    _decide(correction, actor, CorrectionState.APPROVED, now)
    holder = correction.policyholder
    old, new = holder.phone, correction.phone
    holder.write_phone(new)
    policies = list(session.scalars(sa.select(Policy).where(Policy.policyholder_id == holder.id)))
    for policy in policies:
        touch(policy)
        tell_family(session, policy.id, "policy_phone_corrected", {"last4": new[-4:]}, now)
    _void_what_the_old_phone_confirmed(session, [policy.id for policy in policies])
    for number, phone in enumerate((old, new)):
        queue_sms(
            session,
            to=phone,
            template="policy_phone_corrected",
            params={"last4": new[-4:]},
            dedupe_key=f"phone-corrected:{correction.id}:{number}",
            now=now,
        )
    _note(session, actor, "phone_correction.approved", correction, now)
    return correction


def refuse_correction(
    session: Session, actor: StaffActor, correction_id: str, reason: str, now: datetime
) -> PhoneCorrection:
    """Says no to a proposal. Raises Refusal(not_found, second_person, correction_decided)."""
    correction = _must_wait(session, actor, correction_id)
    _decide(correction, actor, CorrectionState.REFUSED, now)
    _note(session, actor, "phone_correction.refused", correction, now, reason)
    return correction


def withdraw_correction(
    session: Session, actor: StaffActor, correction_id: str, now: datetime
) -> PhoneCorrection:
    """Takes one's own proposal back. Raises Refusal(not_found, correction_decided)."""
    actor.must_have(*PROPOSING)
    correction = _locked(session, correction_id)
    if correction.proposed_by_id != actor.id:
        raise Refusal(errors.NOT_FOUND)
    _decide(correction, actor, CorrectionState.WITHDRAWN, now)
    _note(session, actor, "phone_correction.withdrawn", correction, now)
    return correction


def waiting_correction(session: Session, policyholder_id: str) -> PhoneCorrection | None:
    """The proposal that waits for a policyholder's phone, if any."""
    return session.scalar(
        sa.select(PhoneCorrection).where(
            PhoneCorrection.policyholder_id == policyholder_id,
            PhoneCorrection.state == CorrectionState.PROPOSED,
        )
    )


WAITING = PhoneCorrection.state == CorrectionState.PROPOSED


def waiting_corrections(session: Session, ids: Collection[str]) -> list[PhoneCorrection]:
    """Those of these proposals that wait."""
    found = session.scalars(
        sa.select(PhoneCorrection)
        .where(WAITING, PhoneCorrection.id.in_(ids))
        .options(joinedload(PhoneCorrection.policy).joinedload(Policy.child))
    )
    return list(found)


def account_pause_ends(session: Session, policy_id: str, now: datetime) -> datetime | None:
    """Until when a policy's payout account can't be changed, as its phone was; none: it can."""
    policy = session.get_one(Policy, policy_id)
    corrected_at = session.scalar(
        sa.select(sa.func.max(PhoneCorrection.decided_at)).where(
            PhoneCorrection.policyholder_id == policy.policyholder_id,
            PhoneCorrection.state == CorrectionState.APPROVED,
            PhoneCorrection.decided_at > now - ACCOUNT_PAUSE,
        )
    )
    return corrected_at + ACCOUNT_PAUSE if corrected_at else None


def _must_wait(session: Session, actor: StaffActor, correction_id: str) -> PhoneCorrection:
    actor.must_have(*DECIDING)
    correction = _locked(session, correction_id)
    if correction.proposed_by_id == actor.id:
        raise Refusal(errors.SECOND_PERSON)
    return correction


def _locked(session: Session, correction_id: str) -> PhoneCorrection:
    correction = session.get(
        PhoneCorrection, correction_id, with_for_update=True, populate_existing=True
    )
    if correction is None:
        raise Refusal(errors.NOT_FOUND)
    return correction


def _decide(
    correction: PhoneCorrection, actor: StaffActor, state: CorrectionState, now: datetime
) -> None:
    if correction.state is not CorrectionState.PROPOSED:
        raise Refusal(CORRECTION_DECIDED)
    correction.state, correction.decided_at = state, now
    correction.decided_by_id, correction.decided_by = actor.id, actor.name


def _void_what_the_old_phone_confirmed(session: Session, policy_ids: list[str]) -> None:
    codes.void(session, policy_ids)
    session.execute(
        sa.update(Binding).where(Binding.policy_id.in_(policy_ids)).values(step_up_until=None)
    )


def _note(
    session: Session,
    actor: StaffActor,
    verb: str,
    correction: PhoneCorrection,
    now: datetime,
    reason: str = "",
) -> None:
    subject = audit.Subject("phone_correction", correction.id, correction.policy_id)
    audit.record(session, actor, verb, subject, now, reason, last4=correction.phone[-4:])
