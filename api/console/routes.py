"""The work queue, and taking, putting back and handing over its items."""

from datetime import datetime
from math import ceil

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from api.console.frame import queue
from api.console.ordering import Choice, Group, Row
from api.console.queue import PAGE, Counted
from api.core import errors, staff_http
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
    """A page of what waits for whoever asks, the most urgent on top."""
    found = queue()
    choice = _choice(request.args.get("show", ""))
    kind, _, item_id = request.args.get("item", "").partition(":")
    counted = found.counted()
    groups = counted.chosen(choice)
    last = max(1, ceil(groups.total() / PAGE))
    number = request.args.get("page", type=int) or (found.page_of(kind, item_id) if kind else 1)
    number = min(max(number, 1), last)
    rows = found.page(choice, number)
    return render_template(
        "console/queue.html",
        rows=rows,
        groups=[
            (GROUP_WORDS[group], groups[group], [row for row in rows if row.group is group])
            for group in Group
            if any(row.group is group for row in rows)
        ],
        total=groups.total(),
        pages=(number, last),
        choice=choice,
        choices=[(each, CHOICE_WORDS[each], counted.chosen(each).total()) for each in Choice],
        today=china_date(_now()),
        counts=_counts(counted),
        colleagues=_colleagues(rows),
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


def _counts(counted: Counted) -> dict[str, int]:
    kinds = counted.by_kind()
    return {ALL_KINDS: kinds.total()} | kinds


def _colleagues(rows: list[Row]) -> dict[str, list[tuple[str, str]]]:
    """Whom an item of each kind may be handed to: id and name."""
    kinds = {row.item.kind for row in rows}
    sources = [source for source in services().work if source.kind in kinds]
    roles = {role for source in sources for role in source.roles}
    others = holdings.colleagues(db.session(), roles, but=staff_http.staff().id)
    return {
        source.kind: [(each.id, each.name) for each in others if each.has(*source.roles)]
        for source in sources
    }


def _must_find(kind: str, item_id: str) -> tuple[WorkSource, WorkItem]:
    """An open item of a kind that whoever asks works on. Raises Refusal(not_found)."""
    found = queue(kind).find(kind, item_id)
    if found is None:
        raise Refusal(errors.NOT_FOUND)
    return found


def _about(item: WorkItem) -> Subject:
    return Subject(item.kind, item.id, item.policy_id)


def _back(item: WorkItem) -> Response:
    wanted = request.form.get("back", "")
    return redirect(item.url if wanted == "item" else f"{PREFIX}?item={item.key}")


def _now() -> datetime:
    return services().clock.now()
