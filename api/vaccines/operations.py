"""Verbs of the doses a child got: record, correct, remove."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Member
from api.core.clock import china_date
from api.core.errors import Refusal
from api.core.synced import Tombstone
from api.devices.models import Binding
from api.policies.models import Child, Policy
from api.uploads.operations import attach
from api.uploads.releasing import release
from api.vaccines.models import Vaccination
from api.vaccines.problems import DOSE_GONE, DOSE_RECORDED, TOO_MANY_DOSES
from api.vaccines.rules import DoseGiven, DoseSaid, wrong_dose

MOST_RECORDS = 500

_DIFFERS = "和已经记下的不一样。|It differs from what is recorded."


@dataclass(frozen=True)
class Family:
    """Who acts on the doses of which child: a phone, one of its policies, the vaccines it knows."""

    member: Member
    policy_id: str
    vaccine_ids: Collection[str]


def record_dose(session: Session, family: Family, said: DoseSaid, now: datetime) -> Vaccination:
    """Records a dose; said a second time in other words that agree, it is the same record.

    Raises Refusal: invalid, dose_recorded naming what contradicts, dose_gone, too_many_doses, and
    what `uploads.attach` raises.
    """
    child = _child_of(session, family)
    _refuse_wrong(said.given, family.vaccine_ids, child, now)
    dose = _same_id(session, family, child, said.id) or _same_dose(session, family, child, said)
    if dose is None:
        dose = _add(session, family, child, said, now)
    else:
        _refuse_contradiction(dose, said)
        dose.say(dose.given.filled_from(said.given))
    _take_photo(session, family, dose, said, now)
    session.flush()
    return dose


def correct_dose(session: Session, family: Family, said: DoseSaid, now: datetime) -> None:
    """Makes a record say something else; any phone of the family may.

    A new photo takes the old one's place. Raises Refusal as `record_dose` does.
    """
    child = _child_of(session, family)
    dose = _same_id(session, family, child, said.id)
    if dose is None:
        raise Refusal(DOSE_GONE)
    _refuse_wrong(said.given, {*family.vaccine_ids, dose.vaccine_id}, child, now)
    if _same_dose(session, family, child, said) is not None:
        raise Refusal(DOSE_RECORDED, {"dose.dose": [_DIFFERS]})
    dose.say(said.given)
    if (said.upload_id or said.drop_photo) and said.upload_id != dose.upload_id:
        _release_photo(session, dose, now)
    _take_photo(session, family, dose, said, now)
    session.flush()


def remove_dose(session: Session, family: Family, dose_id: str, now: datetime) -> None:
    """Removes a record and its photo; one that another phone removed is removed.

    Raises Refusal(dose_gone) for one that never was the family's.
    """
    child = _child_of(session, family)
    dose = _find(session, family, child, dose_id)
    if dose is not None:
        _release_photo(session, dose, now)
        session.delete(dose)
        session.flush()
    elif not _was_removed(session, family, dose_id):
        raise Refusal(DOSE_GONE)


def _child_of(session: Session, family: Family) -> Child:
    """The child of the policy; one phone at a time acts on its doses."""
    if not family.member.sees(family.policy_id):
        raise Refusal(errors.NOT_FOUND)
    child_id = sa.select(Policy.child_id).where(Policy.id == family.policy_id).scalar_subquery()
    lock = sa.select(Child).where(Child.id == child_id).with_for_update(key_share=True)
    return session.scalars(lock).one()


def _refuse_wrong(
    given: DoseGiven, vaccine_ids: Collection[str], child: Child, now: datetime
) -> None:
    wrong: dict[str, list[str]] = {}
    for name, sentence in wrong_dose(given, vaccine_ids, child.birthday, china_date(now)):
        wrong.setdefault(f"dose.{name}", []).append(sentence)
    if wrong:
        raise Refusal(errors.INVALID, wrong)


def _find(session: Session, family: Family, child: Child, dose_id: str) -> Vaccination | None:
    dose = session.get(Vaccination, dose_id, populate_existing=True)
    if dose is None or dose.child_id != child.id or not family.member.sees(dose.policy_id):
        return None
    return dose


def _was_removed(session: Session, family: Family, dose_id: str) -> bool:
    stone = sa.select(Tombstone.rev).where(
        Tombstone.collection == Vaccination.__collection__,
        Tombstone.row_id == dose_id,
        Tombstone.policy_id.in_(family.member.bindings),
    )
    return session.scalar(stone.limit(1)) is not None


def _same_id(session: Session, family: Family, child: Child, dose_id: str) -> Vaccination | None:
    """The record of this id, or none; an id that can't be used for one is refused."""
    dose = _find(session, family, child, dose_id)
    if dose is not None:
        return dose
    if _was_removed(session, family, dose_id) or session.get(Vaccination, dose_id) is not None:
        raise Refusal(DOSE_GONE)
    return None


def _same_dose(
    session: Session, family: Family, child: Child, said: DoseSaid
) -> Vaccination | None:
    """The record, under another id, that can only be of the same dose."""
    candidates = sa.select(Vaccination).where(
        Vaccination.child_id == child.id,
        Vaccination.policy_id.in_(family.member.bindings),
        Vaccination.vaccine_id == said.given.vaccine_id,
        Vaccination.id != said.id,
    )
    found = (dose for dose in session.scalars(candidates) if dose.given.is_same_dose(said.given))
    return next(found, None)


def _refuse_contradiction(dose: Vaccination, said: DoseSaid) -> None:
    wrong = {f"dose.{name}": [_DIFFERS] for name in said.given.contradictions(dose.given)}
    if said.upload_id and dose.upload_id not in {None, said.upload_id}:
        wrong["upload_id"] = [_DIFFERS]
    if wrong:
        raise Refusal(DOSE_RECORDED, wrong)


def _add(
    session: Session, family: Family, child: Child, said: DoseSaid, now: datetime
) -> Vaccination:
    own = sa.select(sa.func.count()).where(Vaccination.child_id == child.id)
    if session.scalars(own).one() >= MOST_RECORDS:
        raise Refusal(TOO_MANY_DOSES)
    binding = session.get_one(Binding, family.member.bindings[family.policy_id])
    dose = Vaccination(
        id=said.id,
        child_id=child.id,
        policy_id=_newest(session, family, child),
        added_by=binding.name,
        created_at=now,
    )
    dose.say(said.given)
    session.add(dose)
    session.flush()
    return dose


def _newest(session: Session, family: Family, child: Child) -> str:
    """The policy's renewal, and that one's, as far as the phone has followed."""
    newest = family.policy_id
    for _ in family.member.bindings:
        renewal = session.scalar(
            sa.select(Policy.id).where(Policy.renews_id == newest, Policy.child_id == child.id)
        )
        if renewal is None or not family.member.sees(renewal):
            break
        newest = renewal
    return newest


def _take_photo(
    session: Session, family: Family, dose: Vaccination, said: DoseSaid, now: datetime
) -> None:
    if said.upload_id is None or said.upload_id == dose.upload_id:
        return
    member = family.member
    upload = attach(session, member, dose.policy_id, said.upload_id, said.sha256, now)
    dose.upload_id = upload.id


def _release_photo(session: Session, dose: Vaccination, now: datetime) -> None:
    if dose.upload_id is not None:
        upload_id, dose.upload_id = dose.upload_id, None
        session.flush()
        release(session, upload_id, now)
