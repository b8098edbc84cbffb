"""A pull in pages: every change once, in the order of revisions, none parted from its own."""

from collections.abc import Sequence
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.synced import Collection
from api.sync.operations import pull
from api.sync.rules import end_of_page
from api.visits.models import Visit
from tests.cast import Card, OpenDatabase
from tests.factories import make_benefit, make_inbox_item, make_visit
from tests.replica import Replica
from tests.sync.members import member_with

DEVICE = "0190e2a0-0000-7000-8000-000000000001"


def member_of(session: Session, *cards: Card) -> Member:
    return member_with(session, DEVICE, [card.policy_id for card in cards])


def collections_of(app: Flask) -> Sequence[Collection]:
    found: Sequence[Collection] = app.extensions["tongka"].collections
    return found


def pages(
    session: Session, app: Flask, card: Card, replica: Replica, page: int
) -> list[dict[str, Any]]:
    """Pulls until there is no more; returns the answers."""
    answers = []
    more = True
    while more:
        said = pull(session, member_of(session, card), collections_of(app), replica.cookies, page)
        answers.append(said[card.policy_id])
        more = replica.apply(said)
        assert len(answers) < 100
    return answers


def rows_in(answer: dict[str, Any]) -> int:
    parts = [*answer.get("put", {}).values(), *answer.get("del", {}).values()]
    return sum(map(len, parts))


def test_it_pages_through_many_small_changes(app: Flask, lin: Card, database: OpenDatabase) -> None:
    visits = set()
    for _ in range(10):
        with database() as session:
            visits.add(make_visit(session, lin.policy_id).id)
    replica = Replica()

    with database() as session:
        answers = pages(session, app, lin, replica, page=3)

    assert [rows_in(answer) for answer in answers] == [3, 3, 3, 2]
    assert [answer["more"] for answer in answers] == [True, True, True, False]
    assert [answer["reset"] for answer in answers] == [True, False, False, False]
    assert replica.ids(lin.policy_id, "visits") == visits


def test_it_never_parts_the_changes_of_one_revision(
    app: Flask, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        for _ in range(7):
            make_visit(session, lin.policy_id)
            make_inbox_item(session, lin.policy_id)
            make_benefit(session, lin.policy_id)
    with database() as session:
        last = make_visit(session, lin.policy_id).id
    replica = Replica()

    with database() as session:
        answers = pages(session, app, lin, replica, page=4)

    # The card; then 21 rows of one revision, more than a page; then the last visit.
    assert [rows_in(answer) for answer in answers] == [1, 21, 1]
    assert [row["id"] for row in answers[-1]["put"]["visits"]] == [last]


@pytest.mark.parametrize("page", [1, 2, 3, 5, 8, 500])
def test_it_comes_to_the_same_whatever_the_page(
    app: Flask, lin: Card, database: OpenDatabase, page: int
) -> None:
    visits = []
    for size in (1, 4, 2):
        with database() as session:
            visits += [make_visit(session, lin.policy_id).id for _ in range(size)]
    replica = Replica()
    with database() as session:
        pages(session, app, lin, replica, page)
    for gone in (visits[:2], visits[3:4]):
        with database() as session:
            for visit in gone:
                session.delete(session.get(Visit, visit))
            make_inbox_item(session, lin.policy_id)

    with database() as session:
        pages(session, app, lin, replica, page)
        fresh = Replica()
        pages(session, app, lin, fresh, page)

    assert replica.ids(lin.policy_id, "visits") == {visits[2], *visits[4:]}
    assert replica.rows == fresh.rows


def test_it_counts_what_is_hidden_as_sent(app: Flask, lin: Card, database: OpenDatabase) -> None:
    """A page of nothing but hidden lines still moves the phone on."""
    for _ in range(5):
        with database() as session:
            make_inbox_item(session, lin.policy_id, caused_by_device_id=DEVICE)
    with database() as session:
        visit = make_visit(session, lin.policy_id).id
    replica = Replica()

    with database() as session:
        answers = pages(session, app, lin, replica, page=1)

    assert replica.ids(lin.policy_id, "inbox") == set()
    assert replica.ids(lin.policy_id, "visits") == {visit}
    assert [rows_in(answer) for answer in answers] == [1, 1]


def test_it_sends_no_deletions_with_a_fresh_start(
    app: Flask, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        visit = make_visit(session, lin.policy_id)
        session.delete(visit)

    with database() as session:
        answers = pages(session, app, lin, Replica(), page=500)

    assert [answer["del"] for answer in answers] == [{}]


@pytest.mark.parametrize(
    ("revs", "page", "last", "expected"),
    [
        ([], 2, 9, (9, False)),
        ([1, 2], 2, 9, (9, False)),
        ([1, 2, 3], 2, 9, (2, True)),
        ([1, 2, 2], 2, 9, (1, True)),
        ([2, 2, 2], 2, 9, (2, True)),
        ([2, 2, 2], 2, 2, (2, False)),
    ],
)
def test_its_page_ends_between_two_revisions(
    revs: list[int], page: int, last: int, expected: tuple[int, bool]
) -> None:
    assert end_of_page(revs, page, last) == expected
