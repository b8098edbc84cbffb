"""The queue's order, pages and counts, of items in a table of the test's own."""

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.console.ordering import Choice, Group
from api.console.queue import PAGE, Queue
from api.core.actors import Role, StaffActor
from api.core.calendar import WorkingDays
from api.core.db import UtcInstant
from api.core.work import OpenSelect, Turn, WorkItem, WorkSource, open_select
from api.staff.holdings import WorkHolding
from tests.cast import OpenDatabase
from tests.desks import Person

# A Wednesday of a plain week, 12:00 in China.
NOW = datetime(2026, 3, 18, 4, tzinfo=UTC)
BEFORE = NOW - timedelta(days=2)
NewPerson = Callable[..., Person]

_ITEMS = sa.Table(
    "test_items",
    sa.MetaData(),
    sa.Column("kind", sa.Text()),
    sa.Column("id", sa.Text()),
    sa.Column("since", UtcInstant()),
    sa.Column("due_on", sa.Date()),
    sa.Column("turn", sa.Text()),
    prefixes=["TEMPORARY"],
)


def source(kind: str) -> WorkSource:
    """Where the items of one kind come from."""

    def select(_who: StaffActor | None, _now: datetime) -> OpenSelect:
        columns = _ITEMS.c
        found = open_select(columns.id, columns.since, columns.turn, columns.due_on)
        return found.where(columns.kind == kind)

    def items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
        found = session.execute(
            sa.select(_ITEMS).where(_ITEMS.c.kind == kind, _ITEMS.c.id.in_(ids))
        )
        # In another order than they were asked for, as a database may.
        return [
            WorkItem(
                kind=kind,
                id=row.id,
                policy_id="p",
                child="林**",
                sort="理赔 住院",
                words="安和妇儿医院",
                since=row.since,
                turn=Turn(row.turn),
                look="review",
                state="审核中",
                url=f"/console/claims/{row.id}",
                due_on=row.due_on,
            )
            for row in reversed(list(found))
        ]

    return WorkSource(kind, frozenset(Role), select, items)


SOURCES = (source("claim"), source("refund"))


@pytest.fixture
def xu(hire: NewPerson) -> StaffActor:
    return StaffActor(hire(Role.ADMIN, name="许静").id, "许静", frozenset())


@pytest.fixture
def zhou(hire: NewPerson) -> StaffActor:
    return StaffActor(hire(Role.ADMIN, name="周宁").id, "周宁", frozenset())


@pytest.fixture
def session(database: OpenDatabase, xu: StaffActor, zhou: StaffActor) -> Iterator[Session]:
    """One transaction, begun after the people are there, and taken back at the end."""
    with database() as session:
        _ITEMS.create(session.connection())
        yield session
        session.rollback()


def add(
    session: Session,
    id_: str,
    due_on: date | None = None,
    *,
    turn: Turn = Turn.OURS,
    since: datetime = BEFORE,
    kind: str = "claim",
) -> None:
    values = {"kind": kind, "id": id_, "since": since, "due_on": due_on, "turn": turn.value}
    session.execute(_ITEMS.insert().values(values))


def hold(session: Session, who: StaffActor, *ids: str) -> None:
    session.add_all(
        WorkHolding(kind="claim", item_id=id_, account_id=who.id, since=NOW) for id_ in ids
    )
    session.flush()


def queue_of(session: Session, who: StaffActor) -> Queue:
    return Queue(session, SOURCES, who, WorkingDays(), NOW)


def test_it_puts_the_most_urgent_on_top(session: Session, xu: StaffActor) -> None:
    add(session, "new")
    add(session, "soon", date(2026, 3, 19))
    add(session, "old", since=BEFORE - timedelta(days=9))
    add(session, "today", date(2026, 3, 18), kind="refund")
    add(session, "late", date(2026, 3, 17))
    add(session, "later", date(2026, 3, 16), turn=Turn.FAMILY)
    add(session, "latest", date(2026, 3, 17), since=BEFORE - timedelta(days=1))

    rows = queue_of(session, xu).page(Choice.ALL)

    assert [(row.item.id, row.group) for row in rows] == [
        ("latest", Group.LATE),
        ("late", Group.LATE),
        ("today", Group.TODAY),
        # What waits for the family is never late.
        ("later", Group.LATER),
        ("soon", Group.LATER),
        ("old", Group.LATER),
        ("new", Group.LATER),
    ]
    assert rows[0].deadline == "超1个工作日"


def test_it_shows_what_somebody_wants_to_see(
    session: Session, xu: StaffActor, zhou: StaffActor
) -> None:
    for id_ in ("mine", "theirs", "free"):
        add(session, id_)
    add(session, "family", turn=Turn.FAMILY)
    # In nobody's hands: the same id of another kind is another item.
    add(session, "mine", date(2026, 3, 17), kind="refund")
    hold(session, xu, "mine")
    hold(session, zhou, "theirs", "family")
    queue = queue_of(session, xu)
    counted = queue.counted()

    seen = {
        each: sorted(f"{row.item.kind} {row.item.id}" for row in queue.page(each))
        for each in Choice
    }

    assert seen == {
        Choice.ALL: ["claim family", "claim free", "claim mine", "claim theirs", "refund mine"],
        Choice.MINE: ["claim mine"],
        Choice.FREE: ["claim free", "refund mine"],
        Choice.FAMILY: ["claim family"],
    }
    assert {each: sum(counted.chosen(each).values()) for each in Choice} == {
        each: len(ids) for each, ids in seen.items()
    }
    assert counted.chosen(Choice.FREE) == {Group.LATE: 1, Group.LATER: 1}
    assert counted.by_kind() == {"claim": 4, "refund": 1}
    assert counted.by_turn() == {Turn.OURS: 4, Turn.FAMILY: 1}
    held = {row.item.key: row.holder and row.holder.name for row in queue.page(Choice.ALL)}
    assert (held["claim:theirs"], held["refund:mine"]) == ("周宁", None)


def test_it_is_cut_into_pages(session: Session, xu: StaffActor) -> None:
    for place in range(PAGE + 3):
        add(session, f"{place:03d}", since=BEFORE + timedelta(minutes=place))
    queue = queue_of(session, xu)

    pages = [[row.item.id for row in queue.page(Choice.ALL, number)] for number in (1, 2, 3)]

    assert [len(ids) for ids in pages] == [PAGE, 3, 0]
    assert [id_ for ids in pages for id_ in ids] == [f"{place:03d}" for place in range(PAGE + 3)]
    assert (queue.page_of("claim", "000"), queue.page_of("claim", f"{PAGE:03d}")) == (1, 2)
    assert queue.page_of("claim", "gone") == 1


def test_it_finds_only_what_is_open(session: Session, xu: StaffActor) -> None:
    add(session, "one")
    queue = queue_of(session, xu)

    found = queue.find("claim", "one")

    assert found
    assert (found[0].kind, found[1].id) == ("claim", "one")
    assert queue.find("claim", "two") is None
    assert queue.find("refund", "one") is None
    assert queue.find("payout", "one") is None


def test_it_is_empty_for_who_works_on_nothing(session: Session, xu: StaffActor) -> None:
    queue = Queue(session, (), xu, WorkingDays(), NOW)

    assert queue.page(Choice.ALL) == []
    assert queue.counted().chosen(Choice.ALL) == {}
    assert queue.page_of("claim", "one") == 1
