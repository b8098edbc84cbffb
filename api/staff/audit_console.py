"""The audit trail, for those who look after the service's people."""

from datetime import date, datetime, time, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from api.core.actors import Role
from api.core.audit import AuditFilter, people_in_trail, trail
from api.core.clock import CHINA
from api.core.db import db
from api.core.staff_http import PREFIX, staff_blueprint
from api.core.work import NavEntry
from api.staff.words import ROLE_WORDS

_READING = frozenset({Role.ADMIN})
_A_PAGE = 100

blueprint = staff_blueprint("audit", __name__, roles={"show_trail": _READING})
NAV = (NavEntry("操作记录", f"{PREFIX}/audit", _READING),)


@blueprint.get("/audit")
def show_trail() -> ResponseReturnValue:
    """Who looked at or changed what, newest first: of one person, up to one day."""
    who_id, until = request.args.get("who", ""), _asked_day()
    asked = AuditFilter(
        who_id=who_id or None,
        before=None
        if until is None
        else datetime.combine(until, time(), CHINA) + timedelta(days=1),
        below=request.args.get("below", type=int),
    )
    entries = trail(db.session(), asked, _A_PAGE + 1)
    shown = entries[:_A_PAGE]
    return render_template(
        "staff/audit.html",
        entries=shown,
        below=shown[-1].seq if len(entries) > _A_PAGE else None,
        people=people_in_trail(db.session()),
        who_id=who_id,
        until=until or "",
        role_words={role.value: words for role, words in ROLE_WORDS.items()},
    )


def _asked_day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("until", ""))
    except ValueError:
        return None
