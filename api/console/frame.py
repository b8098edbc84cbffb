"""What every page of the console has: who sits there, the top bar, how times and numbers read."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, request

from api.console.ordering import Choice, Row
from api.console.queue import Queue
from api.core.audit import AuditEntry
from api.core.calendar import read_working_days
from api.core.clock import CHINA, china_date
from api.core.crypto import UnreadableValue
from api.core.db import db
from api.core.staff_http import PREFIX, current_staff, staff
from api.core.work import NavEntry, Turn
from api.devices.words import ID_WORDS
from api.policies.rules import masked_name
from api.wiring import services

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Shown:
    """An entry of the top bar as one person sees it."""

    words: str
    url: str
    kind: str | None
    is_here: bool


@dataclass(frozen=True)
class Column:
    """What waits of one kind, at the left of its pages: the most urgent, how many there are by
    whose turn it is, and how many of the wanted ones aren't shown."""

    rows: list[Row]
    counts: Counter[Turn]
    rest: int


def init_frame(app: Flask) -> None:
    """Gives templates what they need."""
    app.add_template_filter(_moment, "moment")
    app.add_template_filter(day_words, "day")
    app.add_template_filter(date_words, "date")
    app.add_template_filter(yuan, "yuan")
    app.add_template_filter(masked_phone, "masked_phone")
    app.add_template_filter(ID_WORDS.__getitem__, "id_words")
    app.add_template_filter(_audit_words, "audit_words")
    app.add_template_filter(masked_email, "masked_email")
    app.add_template_filter(masked_name, "masked_name")
    app.add_template_filter(plain_yuan, "plain_yuan")

    @app.context_processor
    def frame() -> dict[str, object]:
        return {
            "staff_actor": current_staff(),
            "console_nav": _nav,
            "work_column": _work_column,
        }


def queue(kind: str | None = None) -> Queue:
    """The open items that whoever asks works on: all of them, or those of one kind."""
    actor = staff()
    sources = [
        source
        for source in services().work
        if actor.has(*source.roles) and kind in {None, source.kind}
    ]
    days = read_working_days(services().seeds["operator"])
    return Queue(db.session(), sources, actor, days, services().clock.now())


def _work_column(kind: str, turn: str = "") -> Column:
    """What waits of one kind, the most urgent on top: a page of it, and how much there is."""
    found = queue(kind)
    wanted = Turn(turn) if turn in list(Turn) else None
    counts = found.counted().by_turn()
    count = counts[wanted] if wanted else counts.total()
    rows = found.page(Choice.ALL, turn=wanted)
    return Column(rows, counts, count - len(rows))


def _moment(instant: datetime) -> str:
    return moment_words(instant, services().clock.now())


def _audit_words(entry: AuditEntry) -> str:
    """What an entry says happened, with its reason."""
    words = services().verbs.get(entry.verb, entry.verb)
    try:
        details = json.loads(entry.details) if entry.details else {}
        reason = entry.reason
    except UnreadableValue:
        return f"{words}（读不出细节）"
    said = words.format_map(defaultdict(str, details))
    return f"{said}，{reason}" if reason else said


def _nav() -> list[Shown]:
    actor = current_staff()
    entries = [each for each in services().nav if actor and actor.has(*each.roles)]
    return [Shown(each.words, each.url, each.kind, _is_here(each)) for each in entries]


def _is_here(entry: NavEntry) -> bool:
    if entry.url == PREFIX:
        return request.path == PREFIX
    return f"{request.path}/".startswith(f"{entry.url}/")


def moment_words(instant: datetime, now: datetime) -> str:
    """An instant as people read it in China: 今天 09:12, 3月10日 09:12, 2025.09.02."""
    at, today = instant.astimezone(CHINA), china_date(now)
    if at.date() == today:
        return f"今天 {at:%H:%M}"
    if at.year == today.year:
        return f"{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at:%Y.%m.%d}"


def date_words(day: date) -> str:
    """A date in figures: 2026.08.31."""
    return f"{day:%Y.%m.%d}"


def masked_phone(phone: str) -> tuple[str, str]:
    """What is shown of a number in E.164 before and behind what is not."""
    national = phone.removeprefix("+86")
    return national[:3], national[-4:]


def masked_email(address: str) -> tuple[str, str]:
    """What is shown of an e-mail address before and behind what is not."""
    name, _, domain = address.rpartition("@")
    return name[:1], f"@{domain}"


def yuan(fen: int) -> str:
    """An amount as ¥1,386.50."""
    return f"{'−' if fen < 0 else ''}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def plain_yuan(fen: int) -> str:
    """An amount as it stands in a field: 1386.50."""
    return f"{fen // 100}.{fen % 100:02d}"


def day_words(day: date) -> str:
    """A day with its weekday: 3月18日 周三."""
    return f"{day.month}月{day.day}日 周{_WEEKDAYS[day.weekday()]}"
