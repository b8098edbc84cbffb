"""Bills at a desk: what is late, who has to be called, changes and refunds by two people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from api.claims.desk_forms import read_fen
from api.core import audit, staff_http
from api.core.actors import Role
from api.core.db import db
from api.core.errors import Refusal
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry, WorkSource
from api.payments import changes, desk_items, looking_up, refunding, waiting
from api.payments.forms import ChangeForm, NoteForm, RefundForm
from api.payments.rules import BillState, ChangeKind, RefundState
from api.payments.words import BILL_WORDS, CAUSE_WORDS, DONE_WORDS, REFUND_WORDS
from api.wiring import services

_LOOKING = frozenset({Role.SUPPORT, Role.FINANCE, Role.ADMIN})
_CALLING = frozenset({Role.SUPPORT})

blueprint = staff_blueprint(
    "bills",
    __name__,
    roles={
        "show_bills": _LOOKING,
        "show_bill": _LOOKING,
        "propose_change": changes.PROPOSING,
        "decide_change": changes.AGREEING,
        "propose_refund": refunding.PROPOSING,
        "decide_refund": refunding.AGREEING,
        "mark_refunded": refunding.PROPOSING,
        "note_call": _CALLING,
    },
)
NAV = (NavEntry("账单", f"{PREFIX}/bills", _LOOKING, kind=desk_items.CALL_KIND),)
WORK = (
    WorkSource(desk_items.CALL_KIND, _CALLING, desk_items.select_calls, desk_items.call_items),
    WorkSource(
        desk_items.CHANGE_KIND, changes.AGREEING, desk_items.select_changes, desk_items.change_items
    ),
    WorkSource(
        desk_items.REFUND_KIND,
        refunding.AGREEING,
        desk_items.select_refunds,
        desk_items.refund_items,
    ),
    WorkSource(
        desk_items.FAILED_KIND,
        refunding.PROPOSING,
        desk_items.select_failed,
        desk_items.failed_items,
    ),
)
VERBS = {
    "bill.looked_at": "看了这笔账单",
    "bill.called": "打过电话说账单",
    "bill.waive_proposed": "提出免除账单",
    "bill.waive_agreed": "同意免除账单",
    "bill.waive_refused": "没同意免除账单",
    "bill.postpone_proposed": "提出账单延期",
    "bill.postpone_agreed": "同意账单延期",
    "bill.postpone_refused": "没同意账单延期",
    "refund.proposed": "提出退款",
    "refund.agreed": "同意退款",
    "refund.declined": "没同意退款",
    "refund.sent_otherwise": "另外退了款",
}


@blueprint.get("/bills")
def show_bills() -> ResponseReturnValue:
    """What is late, and whom to call."""
    session, now = db.session(), _now()
    return render_template(
        "payments/bills.html",
        calls=waiting.bills_to_call_about(session, now),
        late=waiting.late_bills(session, now),
        words=BILL_WORDS,
        today=looking_up.today(now),
    )


@blueprint.get("/bills/<uuid:bill_id>")
def show_bill(bill_id: UUID) -> ResponseReturnValue:
    """A bill, what happened to it, and what may be done."""
    return _page(bill_id)


@blueprint.post("/bills/<uuid:bill_id>/changes")
def propose_change(bill_id: UUID) -> ResponseReturnValue:
    """Proposes to waive or postpone a bill."""
    form = ChangeForm()
    waive = request.form.get("kind") == ChangeKind.WAIVE
    kind = ChangeKind.WAIVE if waive else ChangeKind.POSTPONE
    return _try(
        bill_id,
        "proposed",
        lambda: changes.propose_change(
            db.session(),
            staff_http.staff(),
            str(bill_id),
            kind,
            form.due_on.data,
            form.reason.data or "",
            _now(),
        ),
        change_form=form,
    )


@blueprint.post("/bill-changes/<uuid:change_id>")
def decide_change(change_id: UUID) -> ResponseReturnValue:
    """Agrees to a proposed change, or not."""
    agrees = request.form.get("agrees") == "yes"
    change = changes.decide_change(db.session(), staff_http.staff(), str(change_id), agrees, _now())
    return redirect(_address(change.bill_id, "agreed" if agrees else "refused"))


@blueprint.post("/bills/<uuid:bill_id>/refunds")
def propose_refund(bill_id: UUID) -> ResponseReturnValue:
    """Proposes to give something back."""
    form = RefundForm()
    return _try(
        bill_id,
        "proposed",
        lambda: refunding.propose_refund(
            db.session(),
            staff_http.staff(),
            str(bill_id),
            read_fen(form.amount_fen.data or "", "amount_fen"),
            form.reason.data or "",
            _now(),
        ),
        refund_form=form,
    )


@blueprint.post("/refunds/<uuid:refund_id>")
def decide_refund(refund_id: UUID) -> ResponseReturnValue:
    """Agrees to a proposed refund, or not."""
    agrees = request.form.get("agrees") == "yes"
    refund = refunding.decide_refund(
        db.session(), staff_http.staff(), str(refund_id), agrees, _now()
    )
    return redirect(_address(refund.bill_id, "agreed" if agrees else "refused"))


@blueprint.post("/bills/<uuid:bill_id>/refunds/<uuid:refund_id>/sent")
def mark_refunded(bill_id: UUID, refund_id: UUID) -> ResponseReturnValue:
    """Notes that money was sent back otherwise."""
    form = NoteForm()
    return _try(
        bill_id,
        "sent",
        lambda: refunding.mark_refunded(
            db.session(), staff_http.staff(), str(refund_id), form.note.data or "", _now()
        ),
        note_form=form,
    )


@blueprint.post("/bills/<uuid:bill_id>/called")
def note_call(bill_id: UUID) -> ResponseReturnValue:
    """Notes that the family was called."""
    note = (NoteForm().note.data or "")[:200]
    waiting.note_call(db.session(), staff_http.staff(), str(bill_id), note, _now())
    return redirect(_address(bill_id, "called"))


def _try(bill_id: UUID, done: str, verb: Callable[[], Any], **forms: Any) -> ResponseReturnValue:
    """Does it, or shows the page with the form as it was, and what is wrong at its fields."""
    try:
        verb()
    except Refusal as refusal:
        if not refusal.fields:
            raise
        for form in forms.values():
            for name, sentences in refusal.fields.items():
                if hasattr(form, name):
                    form[name].errors = [each.partition("|")[0] for each in sentences]
        return _page(bill_id, **forms), 422
    return redirect(_address(bill_id, done))


def _page(bill_id: UUID, **forms: Any) -> str:
    session, actor, now = db.session(), staff_http.staff(), _now()
    found = looking_up.look_at_bill(session, actor, str(bill_id), now)
    bill = found.bill
    return render_template(
        "payments/bill.html",
        found=found,
        bill=bill,
        look=BILL_WORDS[bill.state],
        entries=audit.entries_of_policy(session, bill.policy_id, 12),
        refund_words=REFUND_WORDS,
        cause_words=CAUSE_WORDS,
        done=DONE_WORDS.get(request.args.get("done", "")),
        may_change=actor.has(*changes.PROPOSING) and bill.state is BillState.OPEN,
        may_refund=actor.has(*refunding.PROPOSING) and bill.state is BillState.PAID,
        may_agree=actor.has(*changes.AGREEING),
        may_agree_refund=actor.has(*refunding.AGREEING),
        may_call=actor.has(*_CALLING) and found.is_unread,
        FAILED=RefundState.FAILED,
        PROPOSED=RefundState.PROPOSED,
        **{
            "change_form": ChangeForm(formdata=None),
            "refund_form": RefundForm(formdata=None),
            "note_form": NoteForm(formdata=None),
            **forms,
        },
    )


def _address(bill_id: UUID | str, done: str) -> str:
    return f"{PREFIX}/bills/{bill_id}?done={done}"


def _now() -> datetime:
    return services().clock.now()
