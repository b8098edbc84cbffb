"""The work queue, and taking, putting back and handing over its items."""

from collections.abc import Iterator
from datetime import datetime

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from api.console.frame import queue_rows
from api.console.ordering import Choice, Group, Row, chosen
from api.core import errors, staff_http
from api.core.actors import StaffActor
from api.core.audit import Subject
from api.core.clock import china_date
from api.core.db import db
from api.core.errors import Refusal
from api.core.staff_http import ANYBODY, PREFIX, staff_blueprint
from api.core.work import NavEntry, WorkItem, WorkSource
from api.staff import holdings
from api.wiring import services

ALL_KINDS = "all"

blueprint = staff_blueprint(
    "console",
    __name__,
    roles={
        "show_queue": ANYBODY,
        "take": ANYBODY,
        "put_back": ANYBODY,
        "hand_over": ANYBODY,
        "nothing": ANYBODY,
    },
)
NAV = (NavEntry("待办", PREFIX, ANYBODY, kind=ALL_KINDS),)

CHOICE_WORDS = {
    Choice.ALL: "全部",
    Choice.MINE: "我的",
    Choice.FREE: "没人领",
    Choice.FAMILY: "等家长",
}
GROUP_WORDS = {Group.LATE: "已超期", Group.TODAY: "今天到期", Group.LATER: "之后"}


@blueprint.get("")
def show_queue() -> ResponseReturnValue:
    """What waits for whoever asks, the most urgent on top."""
    actor = staff_http.staff()
    rows = queue_rows()
    choice = _choice(request.args.get("show", ""))
    wanted = chosen(rows, choice, actor)
    now = _now()
    return render_template(
        "console/queue.html",
        rows=wanted,
        groups=_groups(wanted),
        choice=choice,
        choices=[(each, CHOICE_WORDS[each], len(chosen(rows, each, actor))) for each in Choice],
        today=china_date(now),
        counts=_counts(rows),
        colleagues=_colleagues(rows, actor),
    )


@blueprint.post("/work/<kind>/<item_id>/take")
def take(kind: str, item_id: str) -> Response:
    """Takes an item that nobody has."""
    _, item = _must_find(kind, item_id)
    holdings.take(db.session(), staff_http.staff(), _about(item), _now())
    return _back(item)


@blueprint.post("/work/<kind>/<item_id>/put-back")
def put_back(kind: str, item_id: str) -> Response:
    """Puts back an item that one has in hand."""
    _, item = _must_find(kind, item_id)
    holdings.put_back(db.session(), staff_http.staff(), _about(item), _now())
    return _back(item)


@blueprint.post("/work/<kind>/<item_id>/hand-over")
def hand_over(kind: str, item_id: str) -> Response:
    """Hands an item to a colleague."""
    source, item = _must_find(kind, item_id)
    holdings.hand_over(
        db.session(),
        staff_http.staff(),
        _about(item),
        request.form.get("to", ""),
        source.roles,
        _now(),
    )
    return _back(item)


@blueprint.get("/<path:_rest>")
def nothing(_rest: str) -> ResponseReturnValue:
    """An address that leads nowhere, told as a page."""
    raise Refusal(errors.NOT_FOUND)


def _choice(wanted: str) -> Choice:
    return Choice(wanted) if wanted in list(Choice) else Choice.ALL


def _sources(actor: StaffActor) -> Iterator[WorkSource]:
    return (source for source in services().work if actor.has(*source.roles))


def _groups(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    found = [(group, [row for row in rows if row.group is group]) for group in Group]
    return [(GROUP_WORDS[group], inside) for group, inside in found if inside]


def _counts(rows: list[Row]) -> dict[str, int]:
    kinds = [row.item.kind for row in rows]
    return {ALL_KINDS: len(rows)} | {kind: kinds.count(kind) for kind in set(kinds)}


def _colleagues(rows: list[Row], actor: StaffActor) -> dict[str, list[tuple[str, str]]]:
    """Whom an item of each kind may be handed to: id and name."""
    kinds = {row.item.kind for row in rows}
    return {
        source.kind: [
            (each.id, each.name)
            for each in holdings.colleagues(db.session(), source.roles, but=actor.id)
        ]
        for source in _sources(actor)
        if source.kind in kinds
    }


def _must_find(kind: str, item_id: str) -> tuple[WorkSource, WorkItem]:
    """An open item of a kind that whoever asks works on. Raises Refusal(not_found)."""
    for source in _sources(staff_http.staff()):
        if source.kind == kind:
            for item in source.items(db.session(), _now()):
                if item.id == item_id:
                    return source, item
    raise Refusal(errors.NOT_FOUND)


def _about(item: WorkItem) -> Subject:
    return Subject(item.kind, item.id, item.policy_id)


def _back(item: WorkItem) -> Response:
    wanted = request.form.get("back", "")
    return redirect(item.url if wanted == "item" else f"{PREFIX}?item={item.key}")


def _now() -> datetime:
    return services().clock.now()
