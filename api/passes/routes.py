"""Passes for a family's phones, and the question of a hospital's reception."""

import base64
from datetime import datetime
from typing import Any

from flask import request

from api.core import http
from api.core.clock import china_date, instant_text
from api.core.db import db
from api.passes import operations, rules, schemas
from api.passes.operations import Issued, Standing
from api.passes.rules import VERDICTS, Verdict
from api.policies.rules import masked_name
from api.wiring import services

blueprint = http.member_blueprint(
    "passes",
    public=frozenset({"verify", "list_keys"}),
    reading=frozenset({"issue_passes", "verify"}),
)


@blueprint.post("/passes")
@blueprint.arguments(schemas.PassesIn)
@blueprint.response(200, schemas.PassesOut)
def issue_passes(said: dict[str, Any]) -> dict[str, Any]:
    """Passes of this phone's cards, good for 24 hours."""
    policy_ids = [str(policy_id) for policy_id in said["policy_ids"]]
    issued = operations.issue(
        db.session(), services().signatures, http.member(), policy_ids, _now()
    )
    return {"passes": [_pass(each) for each in issued]}


@blueprint.post("/verify")
@blueprint.arguments(schemas.VerifyIn)
@blueprint.response(200, schemas.VerifyOut)
def verify(said: dict[str, Any]) -> dict[str, Any]:
    """How the card of a QR or of a typed code stands now; anybody may ask."""
    now, signatures = _now(), services().signatures
    if "token" in said:
        return _answer(operations.check_token(db.session(), signatures, said["token"], now), now)
    code = said["code"]
    with http.writing() as session:
        may = operations.may_type(session, request.remote_addr or "", code, now)
    found = operations.check_code(db.session(), signatures, code, now) if may else None
    return _answer(found, now)


@blueprint.get("/verify/keys")
@blueprint.response(200, schemas.KeysOut)
def list_keys() -> dict[str, Any]:
    """The public keys, for who has to check a pass without asking."""
    keys = services().signatures.public_keys
    return {"keys": [{"id": _text(key_id), "key": _text(key)} for key_id, key in keys.items()]}


def _pass(issued: Issued) -> dict[str, Any]:
    shown = issued.shown
    return {
        "policy_id": shown.policy_id,
        "token": issued.token,
        "code": issued.code,
        "state": shown.state,
        "version": shown.version,
        "as_of": instant_text(shown.as_of),
        "expires_at": instant_text(shown.as_of + rules.LIFETIME),
    }


def _answer(found: Standing | None, now: datetime) -> dict[str, Any]:
    answer: dict[str, Any] = dict.fromkeys(schemas.VerifyOut().fields)
    answer |= {"state": Verdict.UNKNOWN, "asked_at": instant_text(now)}
    if found is None:
        return answer
    policy, child = found.policy, found.policy.child
    return answer | {
        "state": VERDICTS[found.state],
        "name": masked_name(child.name),
        "sex": child.sex,
        "years": rules.age_in_years(child.birthday, china_date(now)),
        "plan_name": _plan_name(policy.plan),
        "number_tail": policy.number_last4,
        "ends_on": policy.ends_on,
    }


def _plan_name(code: str) -> dict[str, str]:
    plan = services().seeds["plans"]["plans"].get(code)
    name: dict[str, str] = plan["name"] if plan else {"zh": code, "en": code}
    return name


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _now() -> datetime:
    return services().clock.now()
