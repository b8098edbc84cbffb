"""Makes rows, one function a model: sound values, of which a test overrides what it is about.

They add and flush; the test commits. A row that needs another one makes it, unless it is given.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pyotp
from sqlalchemy.orm import Session
from stdnum.cn import ric

from api.benefits.models import BenefitBalance
from api.core.actors import Role
from api.core.ids import new_id
from api.core.sessions import LIFETIME, new_token, token_hash
from api.devices.models import Binding, Device, DeviceSession
from api.gateways.files import new_key
from api.notifications.models import InboxItem
from api.policies.models import Child, IdType, Policy, Policyholder, PolicyKind, Sex
from api.policies.rules import PolicyStatus
from api.staff.models import StaffAccount, StaffRole
from api.staff.passwords import hash_password
from api.staff.signing_in import open_session
from api.uploads.models import Upload
from api.uploads.rules import MediaType, UploadState
from api.vaccines.models import Vaccination
from api.vaccines.rules import DoseGiven
from api.visits.models import Visit
from api.visits.rules import VisitMethod

# When what the factories make has happened: a little before the clock of the tests.
EARLIER = datetime(2026, 3, 1, 2, tzinfo=UTC)
_numbers = count(1001)
# The password of everybody of the service; hashing takes its time, so it is done once.
PASSWORD = "a door with seven hinges"
_PASSWORD_HASH = hash_password(PASSWORD)


def mainland_id(birthday: date = date(1990, 5, 17)) -> str:
    """Returns a mainland ID number that nobody has been given yet, with its check digit."""
    number = next(_numbers)
    born_on = birthday - timedelta(days=number // 1000)
    digits = f"110101{born_on:%Y%m%d}{number % 1000:03d}"
    return digits + str(ric.calc_check_digit(f"{digits}0"))


def make_holder(session: Session, **given: Any) -> Policyholder:
    """Adds a policyholder; `id_number` and `phone` are the plain ones."""
    values = {
        "id_type": IdType.MAINLAND_ID,
        "id_number": mainland_id(),
        "phone": f"+861380000{next(_numbers):04d}",
        **given,
    }
    holder = Policyholder(id=new_id())
    holder.write_document(values["id_type"], values["id_number"])
    holder.write_phone(values["phone"])
    session.add(holder)
    session.flush()
    return holder


def make_child(session: Session, **given: Any) -> Child:
    """Adds an insured child; `id_number` is the plain one."""
    values = {
        "name": "林小满",
        "sex": Sex.GIRL,
        "birthday": date(2022, 5, 21),
        "id_type": IdType.BIRTH_CERTIFICATE,
        "id_number": f"T{next(_numbers):09d}",
        **given,
    }
    child = Child(id=new_id(), name=values["name"], sex=values["sex"], birthday=values["birthday"])
    child.write_document(values["id_type"], values["id_number"])
    session.add(child)
    session.flush()
    return child


def make_policy(session: Session, **given: Any) -> Policy:
    """Adds an active policy of this year."""
    number = given.pop("number", None) or f"CZ2026{next(_numbers):06d}"
    values = {
        "kind": PolicyKind.INDIVIDUAL,
        "plan": "chengzhang",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "status": PolicyStatus.ACTIVE,
        **given,
    }
    values.setdefault("policyholder", None)
    values["policyholder"] = values["policyholder"] or make_holder(session)
    values["child"] = values.get("child") or make_child(session)
    policy = Policy(id=new_id(), number=number, number_last4=number[-4:], **values)
    session.add(policy)
    session.flush()
    return policy


def make_benefit(session: Session, policy_id: str, **given: Any) -> BenefitBalance:
    """Adds the balance of one benefit, of which nothing is used."""
    values = {
        "benefit": f"benefit_{next(_numbers)}",
        "used_fen": 0,
        "reviewing_fen": 0,
        "used_count": 0,
        "reviewing_count": 0,
        **given,
    }
    balance = BenefitBalance(id=new_id(), policy_id=policy_id, **values)
    session.add(balance)
    session.flush()
    return balance


def make_visit(session: Session, policy_id: str, **given: Any) -> Visit:
    """Adds a visit that is billed directly and settled."""
    values = {
        "number": f"V{next(_numbers):08d}",
        "hospital": "和平儿童医院",
        "department": "儿科",
        "visited_on": date(2026, 2, 14),
        "method": VisitMethod.DIRECT,
        "benefit": "outpatient",
        "total_fen": 124_000,
        "direct_fen": 124_000,
        "self_pay_fen": 0,
        **given,
    }
    visit = Visit(id=new_id(), policy_id=policy_id, **values)
    session.add(visit)
    session.flush()
    return visit


def make_inbox_item(session: Session, policy_id: str, **given: Any) -> InboxItem:
    """Adds a line to the inbox of a policy's phones."""
    values = {"template": "card_restored", "params": {}, "created_at": EARLIER, **given}
    item = InboxItem(id=new_id(), policy_id=policy_id, **values)
    session.add(item)
    session.flush()
    return item


def make_device(session: Session, **given: Any) -> Device:
    """Adds a phone's browser."""
    device = Device(id=new_id(), **{"created_at": EARLIER, "last_contact_at": EARLIER, **given})
    session.add(device)
    session.flush()
    return device


def make_session(session: Session, device_id: str, now: datetime = EARLIER) -> str:
    """Adds a session of a device and returns its token."""
    token = new_token()
    values = {"token_hash": token_hash(token), "created_at": now, "expires_at": now + LIFETIME}
    session.add(DeviceSession(device_id=device_id, **values))
    session.flush()
    return token


def make_binding(session: Session, device_id: str, policy_id: str, **given: Any) -> Binding:
    """Ties a device to a policy."""
    values = {"name": "妈妈的手机", "bound_at": EARLIER, **given}
    binding = Binding(id=new_id(), device_id=device_id, policy_id=policy_id, **values)
    session.add(binding)
    session.flush()
    return binding


def make_upload(session: Session, device_id: str, policy_id: str, **given: Any) -> Upload:
    """Adds a complete photo that belongs to nothing yet; the file store has no bytes of it."""
    values = {
        "filename": "photo.jpg",
        "length": 1000,
        "received": 1000,
        "state": UploadState.COMPLETE,
        "key": new_key("uploads"),
        "created_at": EARLIER,
        "expires_at": EARLIER + timedelta(days=30),
        "completed_at": EARLIER,
        "media_type": MediaType.JPEG,
        "sha256": hashlib.sha256(str(next(_numbers)).encode()).hexdigest(),
        "width": 1600,
        "height": 1200,
        **given,
    }
    upload = Upload(id=new_id(), device_id=device_id, policy_id=policy_id, **values)
    session.add(upload)
    session.flush()
    return upload


def make_vaccination(session: Session, policy_id: str, **given: Any) -> Vaccination:
    """Adds a dose that the child of a policy got."""
    dose = Vaccination(
        id=new_id(),
        policy_id=policy_id,
        child_id=session.get_one(Policy, policy_id).child_id,
        added_by="妈妈的手机",
        created_at=EARLIER,
    )
    given_on = date(2026, 2, 20)
    dose.say(replace(DoseGiven("mmr", "", 1, given_on, "202501A23", "", "", ""), **given))
    session.add(dose)
    session.flush()
    return dose


def renewal_of(session: Session, policy: Policy, **given: Any) -> Policy:
    """Adds the policy that renews another for the year after it."""
    return make_policy(
        session,
        policyholder=policy.policyholder,
        child=policy.child,
        renews_id=policy.id,
        **{
            "starts_on": policy.ends_on + timedelta(days=1),
            "ends_on": policy.ends_on + timedelta(days=365),
            **given,
        },
    )


def make_account(session: Session, **given: Any) -> StaffAccount:
    """Adds somebody of the service, of all roles unless `roles` says which."""
    roles = given.pop("roles", tuple(Role))
    values = {
        "login": f"login{next(_numbers)}",
        "name": "许静",
        "password_hash": _PASSWORD_HASH,
        "created_at": EARLIER,
        **given,
    }
    account = StaffAccount(id=new_id(), **values)
    account.role_rows = [StaffRole(role=role) for role in roles]
    account.totp_secret = pyotp.random_base32()
    session.add(account)
    session.flush()
    return account


def make_desk_session(session: Session, account_id: str, now: datetime) -> str:
    """Adds a session of somebody of the service and returns its token."""
    return open_session(session, session.get_one(StaffAccount, account_id), now)
