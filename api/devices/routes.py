"""Binding, step-up, consents and the phones of a card."""

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request

from api.core import http, sessions
from api.core.clock import instant_text
from api.core.db import db
from api.devices import operations, rules, schemas
from api.wiring import MIN_BUILD, services

blueprint = http.member_blueprint(
    "devices", public=frozenset({"show_session", "ask_bind_code", "bind"})
)


@blueprint.get("/session")
@blueprint.response(200, schemas.SessionOut)
def show_session() -> dict[str, Any]:
    """What this browser is bound to."""
    member = sessions.current_member()
    privacy, guardian = services().consent_versions
    return {
        "bound": sorted(member.bindings) if member else [],
        "privacy_version": privacy,
        "guardian_version": guardian,
        "min_build": MIN_BUILD,
    }


@blueprint.post("/bind/code")
@blueprint.arguments(schemas.BindCodeIn)
@blueprint.response(202, schemas.ChallengeOut)
def ask_bind_code(said: dict[str, Any]) -> dict[str, Any]:
    """Asks for a binding code; the answer is the same whether or not anything matched."""
    asker = operations.Asker(sessions.current_member(), request.remote_addr or "", said["attempt"])
    asked = operations.ask_to_bind(
        db.session(), asker, said["claim"], _consents(said["versions"]), _now()
    )
    if asked.token:
        sessions.hand_out(asked.token)
    return _challenge(asked.challenge_id)


@blueprint.post("/bind")
@blueprint.arguments(schemas.BindIn)
@blueprint.response(200, schemas.BindOut)
def bind(said: dict[str, Any]) -> dict[str, Any]:
    """Binds this browser with the code from the policyholder's phone."""
    bound = operations.bind(
        db.session(),
        sessions.current_member(),
        str(said["challenge"]),
        said["code"],
        said["device_name"],
        _now(),
    )
    sessions.hand_out(bound.token)
    return {"policy_id": bound.policy_id}


@blueprint.post("/step-up/code")
@blueprint.arguments(schemas.StepUpCodeIn)
@blueprint.response(202, schemas.ChallengeOut)
def ask_step_up_code(said: dict[str, Any]) -> dict[str, Any]:
    """Sends a code to the policyholder's phone, to confirm this one."""
    challenge_id = operations.ask_to_step_up(
        db.session(), http.member(), request.remote_addr or "", str(said["policy_id"]), _now()
    )
    return _challenge(challenge_id)


@blueprint.post("/step-up")
@blueprint.arguments(schemas.StepUpIn)
@blueprint.response(200, schemas.StepUpOut)
def step_up(said: dict[str, Any]) -> dict[str, Any]:
    """Confirms this phone for ten minutes."""
    until = operations.step_up(
        db.session(), http.member(), str(said["challenge"]), said["code"], _now()
    )
    return {"until": instant_text(until)}


@blueprint.post("/consents")
@blueprint.arguments(schemas.ConsentIn)
@blueprint.response(204)
def agree(said: dict[str, Any]) -> None:
    """Agrees to a new version of the texts."""
    versions = (said["privacy_version"], said["guardian_version"])
    operations.agree(db.session(), http.member(), _consents(versions), _now())


@blueprint.get("/policies/<uuid:policy_id>/phones")
@blueprint.response(200, schemas.PhonesOut)
def list_phones(policy_id: UUID) -> dict[str, Any]:
    """The phones that share a card."""
    member = http.member()
    phones = operations.list_phones(db.session(), member, str(policy_id))
    own_id = member.bindings[str(policy_id)]
    return {
        "phones": [
            {
                "binding_id": binding.id,
                "name": binding.name,
                "bound_at": instant_text(binding.bound_at),
                "last_contact_at": instant_text(binding.device.last_contact_at),
                "this": binding.id == own_id,
            }
            for binding in phones
        ]
    }


@blueprint.post("/policies/<uuid:policy_id>/phones/<uuid:binding_id>/unbind")
@blueprint.arguments(schemas.Nothing)
@blueprint.response(204)
def unbind_phone(_said: dict[str, Any], policy_id: UUID, binding_id: UUID) -> None:
    """Ends a phone's binding; another phone's only after a step-up."""
    operations.unbind_phone(db.session(), http.member(), str(policy_id), str(binding_id), _now())


def _now() -> datetime:
    return services().clock.now()


def _consents(given: tuple[str, str]) -> operations.Consents:
    return operations.Consents(given, services().consent_versions)


def _challenge(challenge_id: str) -> dict[str, Any]:
    return {
        "challenge": challenge_id,
        "resend_after_s": int(rules.RESEND_AFTER.total_seconds()),
    }
