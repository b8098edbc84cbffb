"""The pages of claims: what waits, one claim with its papers, and every step of deciding it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from api.claims import assessing, deciding, requesting
from api.claims.deciding import Verdict
from api.claims.desk import KIND
from api.claims.desk_forms import (
    Form,
    item_rows,
    read_decline,
    read_findings,
    read_kinds,
    read_mark,
    read_verdict,
    sentences_of,
)
from api.claims.desk_items import select_undecided, undecided_items
from api.claims.desk_view import view_of
from api.claims.handbook import Handbook
from api.claims.models import Claim
from api.claims.page_words import add_words
from api.claims.payout_models import DecisionState
from api.claims.revealing import reveal_claim
from api.claims.words import DONE_WORDS
from api.core import staff_http
from api.core.actors import Role
from api.core.db import db
from api.core.errors import Refusal
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry, WorkSource
from api.staff.holdings import colleagues
from api.wiring import services

Given = dict[str, Any]

_ASSESSING = frozenset({Role.ASSESSOR})
_LOOKING = frozenset({Role.ASSESSOR, Role.FINANCE, Role.SUPPORT})
_VERBS = ("begin", "set_items", "decide", "decline", "second", "request_documents")

blueprint = staff_blueprint(
    "claims",
    __name__,
    roles={
        "show_claims": _LOOKING,
        "show_claim": _LOOKING,
        "reveal": _LOOKING,
        **dict.fromkeys((*_VERBS, "request_retake", "take_back"), _ASSESSING),
    },
)
NAV = (NavEntry("理赔", f"{PREFIX}/claims", _LOOKING, kind=KIND),)
WORK = (WorkSource(KIND, _ASSESSING, select_undecided, undecided_items),)
VERBS = {
    "claim.looked_at": "看了这笔理赔",
    "claim.revealed": "看了全名和账号",
    "claim.assessment_begun": "开始审核",
    "claim.items_set": "核定了费用项目",
    "claim.documents_requested": "请家长补材料",
    "claim.requests_taken_back": "收回了补材料的要求",
    "claim.decided": "作了决定",
    "claim.second_agreed": "作为第二个人同意了",
    "claim.second_returned": "作为第二个人退回了",
    "claim.paid": "标记已打款",
}


@blueprint.get("/claims")
def show_claims() -> ResponseReturnValue:
    """What waits, and nothing open yet."""
    return render_template("claims/claims.html")


@blueprint.get("/claims/<uuid:claim_id>")
def show_claim(claim_id: UUID) -> ResponseReturnValue:
    """One claim with its papers, and what may be done."""
    return _page(_look(claim_id))


@blueprint.post("/claims/<uuid:claim_id>/reveal")
def reveal(claim_id: UUID) -> ResponseReturnValue:
    """The same page with names and account in full."""
    reason = _typed("reason")
    try:
        claim = reveal_claim(db.session(), staff_http.staff(), str(claim_id), reason, _now())
    except Refusal as refusal:
        return _again(claim_id, refusal)
    return _page(claim, is_revealed=True)


@blueprint.post("/claims/<uuid:claim_id>/begin")
def begin(claim_id: UUID) -> ResponseReturnValue:
    """Takes a complete claim under assessment."""
    return _act(claim_id, assessing.begin_assessment, dict, "begun")


@blueprint.post("/claims/<uuid:claim_id>/items")
def set_items(claim_id: UUID) -> ResponseReturnValue:
    """Stores what the expenses are and what of them is covered."""

    def read() -> Given:
        return {
            "findings": read_findings(request.form),
            "benefit": request.form.get("benefit", ""),
            "handbook": _handbook(),
        }

    return _act(claim_id, assessing.set_items, read, "items")


@blueprint.post("/claims/<uuid:claim_id>/decide")
def decide(claim_id: UUID) -> ResponseReturnValue:
    """Approves as the rules have it, or with an amount of one's own."""
    return _decide(claim_id, read_verdict)


@blueprint.post("/claims/<uuid:claim_id>/decline")
def decline(claim_id: UUID) -> ResponseReturnValue:
    """Pays nothing, and says why."""
    return _decide(claim_id, read_decline)


def _decide(claim_id: UUID, read: Callable[[Form], Verdict]) -> ResponseReturnValue:
    return _act(
        claim_id,
        deciding.decide,
        lambda: {"verdict": read(request.form), "handbook": _handbook()},
        lambda made: "proposed" if made.state is DecisionState.PROPOSED else "decided",
    )


@blueprint.post("/claims/<uuid:claim_id>/second")
def second(claim_id: UUID) -> ResponseReturnValue:
    """Agrees to a colleague's decision, or sends it back."""
    agrees = request.form.get("agrees") == "1"
    words = _typed("words")
    return _act(
        claim_id,
        deciding.second_decision,
        lambda: {"agrees": agrees, "words": words, "handbook": _handbook()},
        "agreed" if agrees else "returned",
    )


@blueprint.post("/claims/<uuid:claim_id>/request")
def request_documents(claim_id: UUID) -> ResponseReturnValue:
    """Asks the family for documents."""
    return _act(
        claim_id,
        requesting.request_documents,
        lambda: {"kinds": read_kinds(request.form), "note": _typed("note")},
        "requested",
    )


@blueprint.post("/claims/<uuid:claim_id>/retake")
def request_retake(claim_id: UUID) -> ResponseReturnValue:
    """Asks the family to take one photo again."""
    return _act(
        claim_id,
        requesting.request_retake,
        lambda: {
            "document_id": _typed("document_id"),
            "mark": read_mark(request.form),
            "note": _typed("note"),
        },
        "requested",
    )


@blueprint.post("/claims/<uuid:claim_id>/take-back")
def take_back(claim_id: UUID) -> ResponseReturnValue:
    """Goes on without what the family was asked for."""
    return _act(
        claim_id, requesting.take_back_requests, lambda: {"handbook": _handbook()}, "taken-back"
    )


def _act(
    claim_id: UUID,
    verb: Callable[..., Any],
    read: Callable[[], Given],
    done: str | Callable[[Any], str],
) -> ResponseReturnValue:
    """Does one step with a claim as its page showed it; a refusal shows the page once more."""
    version = request.form.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() else -1
    try:
        result = verb(db.session(), staff_http.staff(), str(claim_id), seen, **read(), now=_now())
    except Refusal as refusal:
        return _again(claim_id, refusal)
    said = done if isinstance(done, str) else done(result)
    return redirect(f"{PREFIX}/claims/{claim_id}?done={said}")


def _typed(name: str) -> str:
    return request.form.get(name, "").strip()


def _again(claim_id: UUID, refusal: Refusal) -> ResponseReturnValue:
    """The page as it is now, with what was typed, and why that was not done."""
    db.session.rollback()
    page = _page(_look(claim_id), refusal=refusal, wrong=sentences_of(refusal.fields))
    return page, refusal.problem.status


def _look(claim_id: UUID) -> Claim:
    return assessing.look_at_claim(db.session(), staff_http.staff(), str(claim_id), _now())


def _page(claim: Claim, is_revealed: bool = False, **more: Any) -> str:
    actor, plans = staff_http.staff(), services().seeds["plans"]["plans"]
    view = view_of(db.session(), claim, _handbook())
    plan = plans.get(view.policy.plan, {"name": {"zh": view.policy.plan}, "benefits": []})
    typed = request.form
    return render_template(
        "claims/claim.html",
        view=view,
        claim=claim,
        plan=plan["name"]["zh"],
        benefits=[(each["code"], each["name"]["zh"]) for each in plan["benefits"]],
        rows=item_rows(typed) if "item_name" in typed else None,
        typed=typed,
        is_revealed=is_revealed,
        may_assess=actor.has(*_ASSESSING),
        colleagues=colleagues(db.session(), _ASSESSING, but=actor.id),
        second_above_fen=_handbook().second_person_above_fen,
        done=DONE_WORDS.get(request.args.get("done", "")),
        **{"refusal": None, "wrong": {}, **more},
    )


def _handbook() -> Handbook:
    kept: Handbook = current_app.extensions["handbook"]
    return kept


def _now() -> datetime:
    return services().clock.now()


blueprint.record(add_words)
