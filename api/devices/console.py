"""The hotline's pages: find a policy, its page, and what may be done for its family."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from api.core import audit, staff_http
from api.core.actors import StaffActor
from api.core.db import db
from api.core.errors import Refusal
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry, OpenSelect, Turn, WorkItem, WorkSource, open_select
from api.devices import codes, corrections, hotline
from api.devices.corrections import DECIDING, PROPOSING
from api.devices.forms import FindForm, PhoneForm, ReasonForm
from api.devices.hotline import HELPING, LOOKING
from api.devices.models import PhoneCorrection
from api.devices.phone_numbers import e164
from api.devices.words import DONE_WORDS, policy_facts
from api.policies.models import Policy
from api.policies.rules import masked_name
from api.wiring import services

KIND = "phone_correction"

blueprint = staff_blueprint(
    "policies",
    __name__,
    roles={
        "show_finder": LOOKING,
        "find": LOOKING,
        "show_policy": LOOKING,
        "reveal": LOOKING,
        "unlock": HELPING,
        "unbind": HELPING,
        "propose_phone": PROPOSING,
        "approve_phone": DECIDING,
        "refuse_phone": DECIDING,
        "withdraw_phone": PROPOSING,
    },
)
NAV = (NavEntry("保单", f"{PREFIX}/policies", LOOKING),)
VERBS = {
    "policy.searched": "找过保单",
    "policy.looked_at": "看了这张保单",
    "policy.revealed": "看了全名和号码",
    "policy.unlocked": "解开了绑卡",
    "phone.unbound": "解绑了“{name}”",
    "phone_correction.proposed": "提出改投保手机，尾号{last4}",
    "phone_correction.approved": "同意改投保手机，尾号{last4}",
    "phone_correction.refused": "没同意改投保手机，尾号{last4}",
    "phone_correction.withdrawn": "收回了改投保手机，尾号{last4}",
}


def _select_waiting(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    selected = open_select(PhoneCorrection.id, PhoneCorrection.proposed_at, Turn.SECOND)
    return selected.where(corrections.WAITING)


def _waiting_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    return [
        WorkItem(
            kind=KIND,
            id=each.id,
            policy_id=each.policy_id,
            child=masked_name(each.policy.child.name),
            sort="投保手机",
            words=f"改成尾号{each.phone[-4:]}，凭：{each.grounds}",
            since=each.proposed_at,
            turn=Turn.SECOND,
            look="review",
            state="等第二人",
            url=f"{PREFIX}/policies/{each.policy_id}",
            facts=(("谁提的", each.proposed_by), ("新手机", f"尾号{each.phone[-4:]}")),
        )
        for each in corrections.waiting_corrections(session, ids)
    ]


WORK = (WorkSource(KIND, DECIDING, _select_waiting, _waiting_items),)


@blueprint.get("/policies")
def show_finder() -> ResponseReturnValue:
    """The fields to find a policy by."""
    return render_template("devices/finder.html", find=FindForm(formdata=None), found=None)


@blueprint.post("/policies")
def find() -> ResponseReturnValue:
    """The policies that fit; straight to the page of the only one."""
    form = FindForm()
    if not form.validate():
        return render_template("devices/finder.html", find=form, found=None), 422
    wanted = hotline.Wanted(
        form.child_name.data or "", form.last4.data or "", form.phone_last4.data or ""
    )
    try:
        found = hotline.search_policies(db.session(), staff_http.staff(), wanted, _now())
    except Refusal as refusal:
        form.child_name.errors = [refusal.problem.message.zh]
        return render_template("devices/finder.html", find=form, found=None), 422
    if len(found) == 1:
        return redirect(_page(found[0].id))
    rows = [policy_facts(each, services(), _now()) for each in found]
    return render_template("devices/finder.html", find=form, found=rows)


@blueprint.get("/policies/<uuid:policy_id>")
def show_policy(policy_id: UUID) -> ResponseReturnValue:
    """A policy with its phones, and what may be done."""
    policy = hotline.look_at_policy(db.session(), staff_http.staff(), str(policy_id), _now())
    return _policy_page(policy)


@blueprint.post("/policies/<uuid:policy_id>/reveal")
def reveal(policy_id: UUID) -> ResponseReturnValue:
    """The same page with names and numbers in full."""
    form, actor = ReasonForm(), staff_http.staff()
    try:
        reason = form.reason.data or ""
        policy = hotline.reveal_policy(db.session(), actor, str(policy_id), reason, _now())
    except Refusal as refusal:
        return _again(policy_id, refusal, reveal_form=form)
    return _policy_page(policy, is_revealed=True)


@blueprint.post("/policies/<uuid:policy_id>/unlock")
def unlock(policy_id: UUID) -> Response:
    """Lets the policy be bound again."""
    hotline.unlock_policy(db.session(), staff_http.staff(), str(policy_id), _now())
    return redirect(_page(policy_id, "unlocked"))


@blueprint.post("/policies/<uuid:policy_id>/phones/<uuid:binding_id>/unbind")
def unbind(policy_id: UUID, binding_id: UUID) -> ResponseReturnValue:
    """Ends a phone's binding, for a reason that the family is told."""
    form = ReasonForm()
    try:
        hotline.unbind_for_family(
            db.session(),
            staff_http.staff(),
            str(policy_id),
            str(binding_id),
            form.reason.data or "",
            _now(),
        )
    except Refusal as refusal:
        return _again(policy_id, refusal, unbind_form=form, unbinding=str(binding_id))
    return redirect(_page(policy_id, "unbound"))


@blueprint.post("/policies/<uuid:policy_id>/corrections")
def propose_phone(policy_id: UUID) -> ResponseReturnValue:
    """Proposes another phone for the policy to a second person."""
    form = PhoneForm()
    phone = e164(form.phone.data or "")
    if phone is None:
        form.phone.errors = ["手机号不对，看看位数和地区。"]
        policy = hotline.look_at_policy(db.session(), staff_http.staff(), str(policy_id), _now())
        return _policy_page(policy, phone_form=form), 422
    try:
        corrections.propose_phone(
            db.session(),
            staff_http.staff(),
            str(policy_id),
            phone,
            form.grounds.data or "",
            _now(),
        )
    except Refusal as refusal:
        return _again(policy_id, refusal, phone_form=form)
    return redirect(_page(policy_id, "proposed"))


@blueprint.post("/corrections/<uuid:correction_id>/approve")
def approve_phone(correction_id: UUID) -> Response:
    """Makes the proposed phone the policyholder's."""
    return _decide(corrections.approve_correction, correction_id, "approved")


@blueprint.post("/corrections/<uuid:correction_id>/refuse")
def refuse_phone(correction_id: UUID) -> Response:
    """Says no to a proposed phone."""
    reason = (ReasonForm().reason.data or "")[: hotline.LONGEST_REASON]
    return _decide(corrections.refuse_correction, correction_id, "refused", reason)


@blueprint.post("/corrections/<uuid:correction_id>/withdraw")
def withdraw_phone(correction_id: UUID) -> Response:
    """Takes one's own proposal back."""
    return _decide(corrections.withdraw_correction, correction_id, "withdrawn")


def _decide(verb: Callable[..., Any], correction_id: UUID, done: str, *more: str) -> Response:
    actor, now = staff_http.staff(), _now()
    correction = verb(db.session(), actor, str(correction_id), *more, now)
    return redirect(_page(correction.policy_id, done))


def _again(policy_id: UUID, refusal: Refusal, **forms: Any) -> ResponseReturnValue:
    """The page with its form as it was filled in, and what is wrong at the fields."""
    for form in forms.values():
        for name, sentences in refusal.fields.items():
            if hasattr(form, name):
                form[name].errors = sentences
    if not refusal.fields:
        raise refusal
    policy = hotline.look_at_policy(db.session(), staff_http.staff(), str(policy_id), _now())
    return _policy_page(policy, **forms), 422


def _policy_page(policy: Policy, is_revealed: bool = False, **forms: Any) -> str:
    session, actor, now = db.session(), staff_http.staff(), _now()
    unbinding = forms.pop("unbinding", "") or request.args.get("unbind", "")
    phones = hotline.phones_of(session, policy.id)
    return render_template(
        "devices/policy.html",
        policy=policy,
        facts=policy_facts(policy, services(), now),
        relatives=[
            policy_facts(each, services(), now) for each in hotline.relatives_of(session, policy)
        ],
        phones=phones,
        unbinding=next((each for each in phones if each.id == unbinding), None),
        is_locked=codes.is_locked(session, policy.id),
        waiting=corrections.waiting_correction(session, policy.policyholder_id),
        pause_ends=corrections.account_pause_ends(session, policy.id, now),
        entries=audit.entries_of_policy(session, policy.id, 12),
        is_revealed=is_revealed,
        done=DONE_WORDS.get(request.args.get("done", "")),
        may_help=actor.has(*HELPING),
        may_decide=actor.has(*DECIDING),
        **{
            "find": FindForm(formdata=None),
            "reveal_form": ReasonForm(formdata=None),
            "unbind_form": ReasonForm(formdata=None),
            "phone_form": PhoneForm(formdata=None),
            **forms,
        },
    )


def _page(policy_id: UUID | str, done: str = "") -> str:
    return f"{PREFIX}/policies/{policy_id}" + (f"?done={done}" if done else "")


def _now() -> datetime:
    return services().clock.now()
