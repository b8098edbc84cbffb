"""The pages of complaints: what waits, one complaint with its photos, its answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, redirect, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from api.complaints import answering
from api.complaints.answering import ANSWERING, KIND
from api.complaints.desk_items import beginning, select_waiting, settled_items, waiting_items
from api.complaints.desk_view import view_of
from api.complaints.models import Complaint
from api.complaints.reading import complaints_of_policy
from api.complaints.words import (
    CLOSER_WORDS,
    DONE_WORDS,
    EVENT_WORDS,
    STATE_WORDS,
    TEMPLATES,
    TOPIC_WORDS,
)
from api.core import staff_http
from api.core.db import db
from api.core.errors import Refusal
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry, WorkSource
from api.staff.holdings import colleagues
from api.uploads import downloads
from api.uploads.rules import Variant
from api.wiring import services

_VARIANTS = ", ".join(Variant)

blueprint = staff_blueprint(
    "complaints",
    __name__,
    roles=dict.fromkeys(
        ("show_complaints", "show_complaint", "show_paper", "answer", "close"), ANSWERING
    ),
)
NAV = (NavEntry("投诉", f"{PREFIX}/complaints", ANSWERING, kind=KIND),)
WORK = (WorkSource(KIND, ANSWERING, select_waiting, waiting_items),)
VERBS = {
    "complaint.looked_at": "看了这条投诉",
    "complaint.paper_looked_at": "看了投诉的一张照片",
    "complaint.answered": "答复了投诉",
    "complaint.closed": "结束了投诉",
}


@blueprint.get("/complaints")
def show_complaints() -> ResponseReturnValue:
    """What waits, and nothing open yet."""
    return render_template("complaints/complaints.html")


@blueprint.get("/complaints/<uuid:complaint_id>")
def show_complaint(complaint_id: UUID) -> ResponseReturnValue:
    """One complaint with its photos, and what may be done."""
    return _page(_look(complaint_id))


@blueprint.get(f"/complaints/<uuid:complaint_id>/papers/<uuid:paper_id>/<any({_VARIANTS}):variant>")
def show_paper(complaint_id: UUID, paper_id: UUID, variant: str) -> Response:
    """A photo of this complaint, or a smaller picture of it; of no other file."""
    session, who = db.session(), staff_http.staff()
    paper = answering.look_at_paper(
        session,
        who,
        str(complaint_id),
        str(paper_id),
        _now(),
        is_readable=variant != Variant.THUMB,
    )
    upload = downloads.attached(session, paper.upload_id or "")
    download = downloads.open_download(
        services().files, upload, Variant(variant), frame_ancestors="'self'"
    )
    return Response(download.content, headers=download.headers)


@blueprint.post("/complaints/<uuid:complaint_id>/answer")
def answer(complaint_id: UUID) -> ResponseReturnValue:
    """Answers it."""
    return _act(complaint_id, answering.answer_complaint, "answered")


@blueprint.post("/complaints/<uuid:complaint_id>/close")
def close(complaint_id: UUID) -> ResponseReturnValue:
    """Closes it, for a reason that the family reads."""
    return _act(complaint_id, answering.close_complaint, "closed")


def _act(complaint_id: UUID, verb: Callable[..., Complaint], done: str) -> ResponseReturnValue:
    """Does one step with a complaint as its page showed it; a refusal shows the page once more."""
    version = request.form.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1
    # A browser sends each line's end as two characters.
    words = request.form.get("words", "").replace("\r\n", "\n")
    try:
        verb(db.session(), staff_http.staff(), str(complaint_id), seen, words, _now())
    except Refusal as refusal:
        db.session.rollback()
        page = _page(_look(complaint_id), refusal=refusal, was_closing=done == "closed")
        return page, refusal.problem.status
    return redirect(f"{PREFIX}/complaints/{complaint_id}?done={done}")


def _look(complaint_id: UUID) -> Complaint:
    who = staff_http.staff()
    return answering.look_at_complaint(db.session(), who, str(complaint_id), _now())


def _page(complaint: Complaint, refusal: Refusal | None = None, was_closing: bool = False) -> str:
    who = staff_http.staff()
    plans = services().seeds["plans"]["plans"]
    view = view_of(db.session(), complaint, who)
    plan = plans.get(view.policy.plan, {"name": {"zh": view.policy.plan}})
    return render_template(
        "complaints/complaint.html",
        view=view,
        complaint=complaint,
        plan=plan["name"]["zh"],
        templates=TEMPLATES,
        colleagues=colleagues(db.session(), ANSWERING, but=who.id),
        refusal=refusal,
        was_closing=was_closing,
        wrong=[each.partition("|")[0] for each in refusal.fields.get("words", [])]
        if refusal
        else [],
        typed=request.form.get("words", ""),
        done=DONE_WORDS.get(request.args.get("done", "")),
    )


def _add_words(setup: BlueprintSetupState) -> None:
    """Gives the pages their words."""
    tables: dict[str, dict[Any, Any]] = {
        "topic_words": TOPIC_WORDS,
        "complaint_state_words": STATE_WORDS,
        "complaint_event_words": EVENT_WORDS,
        "closer_words": CLOSER_WORDS,
    }
    for name, words in tables.items():
        setup.app.add_template_filter(words.__getitem__, name)
    setup.app.add_template_filter(beginning, "beginning")
    setup.app.add_template_global(lambda: settled_items(db.session()), "settled_complaints")
    setup.app.add_template_global(_complaints_of_policy, "complaints_of_policy")


def _complaints_of_policy(policy_id: str) -> list[Complaint]:
    """What the page of a policy lists, for those who answer complaints."""
    if not staff_http.staff().has(*ANSWERING):
        return []
    return complaints_of_policy(db.session(), policy_id)


def _now() -> datetime:
    return services().clock.now()


blueprint.record(_add_words)
