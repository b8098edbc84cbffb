"""Finance's page of a day: the gateway's statement beside what stands here."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from api.core import staff_http
from api.core.clock import china_date
from api.core.db import db
from api.core.errors import Refusal
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry, WorkSource
from api.gateways.payments import PaymentGateway
from api.payments import desk_items, reconciling
from api.payments.forms import NoteForm, StatementForm
from api.payments.reading import bills_by_id
from api.payments.reconciling import RECONCILING
from api.payments.rules import DifferenceState
from api.payments.words import DIFFERENCE_STATES, DIFFERENCE_WORDS, DONE_WORDS
from api.wiring import services

_LARGEST_FILE = 4 * 1024 * 1024

blueprint = staff_blueprint(
    "reconcile",
    __name__,
    roles=dict.fromkeys(("show_day", "fetch", "upload", "explain"), RECONCILING),
    largest_form=_LARGEST_FILE,
)
NAV = (NavEntry("对账", f"{PREFIX}/reconcile", RECONCILING, kind=desk_items.DIFFERENCE_KIND),)
WORK = (
    WorkSource(
        desk_items.DIFFERENCE_KIND,
        RECONCILING,
        desk_items.select_differences,
        desk_items.difference_items,
    ),
)
VERBS = {"statement.imported": "导入了渠道账单", "statement.explained": "说明了一处对账差异"}


@blueprint.get("/reconcile")
def show_day() -> ResponseReturnValue:
    """A day's differences."""
    return _page(_asked_day(), _asked_gateway())


@blueprint.post("/reconcile/fetch")
def fetch() -> ResponseReturnValue:
    """Asks the gateway for a day's statement."""
    name, day = _asked_gateway(), _asked_day()
    gateways = _gateways()
    lines = reconciling.fetch(gateways[name], day) if name in gateways else None
    if lines is None:
        return _page(day, name, problem="渠道没有给出这天的账单，过一会儿再取，或者导入文件。"), 422
    reconciling.import_statement(db.session(), staff_http.staff(), name, day, lines, _now())
    return redirect(_address(day, name, "imported"))


@blueprint.post("/reconcile/upload")
def upload() -> ResponseReturnValue:
    """Takes a day's statement from a file."""
    name, day, given = _asked_gateway(), _asked_day(), StatementForm().file.data
    gateway = _gateways().get(name)
    if gateway is None or not given:
        return _page(day, name, problem="选一个文件。"), 422
    try:
        lines = list(gateway.read_statement(given.read()))
    except ValueError as problem:
        return _page(day, name, problem=f"这个文件读不了：{problem}"), 422
    reconciling.import_statement(db.session(), staff_http.staff(), name, day, lines, _now())
    return redirect(_address(day, name, "imported"))


@blueprint.post("/reconcile/differences/<uuid:difference_id>")
def explain(difference_id: UUID) -> ResponseReturnValue:
    """Writes down why a line differs."""
    form = NoteForm()
    try:
        found = reconciling.explain_difference(
            db.session(), staff_http.staff(), str(difference_id), form.note.data or "", _now()
        )
    except Refusal as refusal:
        if not refusal.fields:
            raise
        said = " ".join(refusal.fields["note"])
        return _page(_asked_day(), _asked_gateway(), problem=said), 422
    return redirect(_address(found.statement.day, found.statement.gateway, "explained"))


def _page(day: date, name: str, problem: str = "") -> str:
    session = db.session()
    statement = reconciling.statement_of(session, name, day)
    captures, refunds = reconciling.booked_on(session, name, day)
    differences = list(statement.differences) if statement else []
    differences.sort(key=lambda each: (each.state is not DifferenceState.OPEN, each.number))
    asked = request.args.get("difference", "")
    here = next((each for each in differences if each.id == asked), None)
    return render_template(
        "payments/reconcile.html",
        day=day,
        before=day - timedelta(days=1),
        after=day + timedelta(days=1),
        today=china_date(_now()),
        gateway=name,
        gateways=list(_gateways()),
        statement=statement,
        captures=captures,
        captured_fen=sum(each.amount_fen for each in captures),
        refunds=refunds,
        refunded_fen=sum(each.amount_fen for each in refunds),
        differences=differences,
        open_count=sum(each.state is DifferenceState.OPEN for each in differences),
        bills=bills_by_id(session, [each.bill_id for each in differences if each.bill_id]),
        here=here,
        words=DIFFERENCE_WORDS,
        states=DIFFERENCE_STATES,
        note_form=NoteForm(formdata=None),
        done=DONE_WORDS.get(request.args.get("done", "")),
        problem=problem,
        OPEN=DifferenceState.OPEN,
    )


def _asked_day() -> date:
    yesterday = china_date(_now()) - timedelta(days=1)
    try:
        return date.fromisoformat(request.values.get("day", "") or yesterday.isoformat())
    except ValueError:
        return yesterday


def _asked_gateway() -> str:
    known: list[Any] = list(_gateways())
    asked = request.values.get("gateway", "")
    return asked if asked in known or not known else str(known[0])


def _gateways() -> Mapping[str, PaymentGateway]:
    return services().payments


def _address(day: date, name: str, done: str) -> str:
    return f"{PREFIX}/reconcile?day={day}&gateway={name}&done={done}"


def _now() -> datetime:
    return services().clock.now()
