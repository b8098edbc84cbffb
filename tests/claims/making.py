"""Makes rows of claims, one function a model, as tests/factories.py does."""

from datetime import date
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.models import Claim, ClaimDocument
from api.claims.payout_models import PayoutAccount
from api.claims.rules import (
    AccountState,
    ClaimKind,
    ClaimStatus,
    DocumentKind,
    DocumentState,
)
from api.core.crypto import vault
from api.core.ids import new_id
from api.devices.models import Binding
from tests.factories import EARLIER, make_binding, make_device

_numbers = count(1001)


def make_claim(session: Session, policy_id: str, **given: Any) -> Claim:
    """Adds an outpatient claim that one of the policy's phones announced; `diagnosis` is plain."""
    diagnosis = given.pop("diagnosis", "急性支气管炎")
    values = {
        "receipt": f"C2603-{next(_numbers):04d}",
        "kind": ClaimKind.PUBLIC_OUTPATIENT,
        "status": ClaimStatus.ANNOUNCED,
        "hospital": "市第九十九医院国际部",
        "department": "儿科",
        "visited_on": date(2026, 2, 14),
        "total_fen": 138_650,
        "benefit": "outpatient",
        "opened_by": "妈妈的手机",
        "binding_id": None,
        "announced_at": EARLIER,
        **given,
    }
    values["binding_id"] = values["binding_id"] or _some_binding(session, policy_id).id
    claim = Claim(id=new_id(), policy_id=policy_id, **values)
    claim.diagnosis, claim.note = diagnosis, ""
    session.add(claim)
    session.flush()
    return claim


def make_claim_document(session: Session, claim: Claim, **given: Any) -> ClaimDocument:
    """Adds a photo of an invoice that is still on its phone."""
    values = {
        "kind": DocumentKind.INVOICE,
        "state": DocumentState.EXPECTED,
        "position": len(claim.documents),
        "filename": "",
        "size": 4000,
        "phone": claim.opened_by,
        "binding_id": claim.binding_id,
        **given,
    }
    document = ClaimDocument(id=new_id(), policy_id=claim.policy_id, claim_id=claim.id, **values)
    session.add(document)
    session.flush()
    return document


def make_payout_account(session: Session, policy_id: str, **given: Any) -> PayoutAccount:
    """Adds an account that waits for its confirmation; `holder` and `number` are plain."""
    number = given.pop("number", "6222021234567890128")
    holder = given.pop("holder", "周晚晴")
    values = {
        "bank": "招商银行",
        "state": AccountState.UNCONFIRMED,
        "added_by": "妈妈的手机",
        "created_at": EARLIER,
        **given,
    }
    binding = _some_binding(session, policy_id)
    account = PayoutAccount(id=new_id(), policy_id=policy_id, binding_id=binding.id, **values)
    account.number_index = vault().blind_index(number, "bank_number")
    account.holder, account.number, account.last4 = holder, number, number[-4:]
    session.add(account)
    session.flush()
    return account


def _some_binding(session: Session, policy_id: str) -> Binding:
    """Returns one of the policy's phones, or adds one."""
    found = session.scalar(sa.select(Binding).where(Binding.policy_id == policy_id).limit(1))
    return found or make_binding(session, make_device(session).id, policy_id)
