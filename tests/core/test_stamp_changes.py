"""Every change of a synced row raises its policy's revision once and carries it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from api.core.db import db
from api.core.synced import Tombstone, touch
from api.policies.models import Policy
from api.visits.models import Visit
from tests.cast import Card, OpenDatabase
from tests.factories import make_inbox_item, make_policy, make_visit


def rev_of(session: Session, policy_id: str) -> int:
    return session.scalars(sa.select(Policy.rev).where(Policy.id == policy_id)).one()


def stones(session: Session) -> list[tuple[str, str, str, int]]:
    return [
        (stone.collection, stone.row_id, stone.policy_id, stone.rev)
        for stone in session.scalars(sa.select(Tombstone))
    ]


def test_it_stamps_a_new_policy_and_its_rows(database: OpenDatabase) -> None:
    with database() as session:
        policy = make_policy(session)
        visit = make_visit(session, policy.id)

        assert (policy.row_rev, visit.rev, rev_of(session, policy.id)) == (1, 1, 1)


def test_it_raises_once_a_transaction_whatever_the_flushes(
    database: OpenDatabase, lin: Card
) -> None:
    with database() as session:
        first = make_visit(session, lin.policy_id)
        second = make_visit(session, lin.policy_id)
        line = make_inbox_item(session, lin.policy_id)
        session.get_one(Policy, lin.policy_id).reason_note = "x"
        session.flush()

        assert {first.rev, second.rev, line.rev} == {2}
        assert rev_of(session, lin.policy_id) == 2
        assert session.get_one(Policy, lin.policy_id).row_rev == 2


def test_it_stamps_a_change_and_nothing_that_stayed(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        changed, same = (make_visit(session, lin.policy_id) for _ in range(2))
    with database() as session:
        session.add_all([changed, same])
        changed.department = "眼科"
        same.department = str(same.department)
    with database() as session:
        session.add_all([changed, same])

        assert (changed.rev, same.rev, rev_of(session, lin.policy_id)) == (3, 2, 3)


def test_it_raises_nothing_for_a_change_that_is_none(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        visit = make_visit(session, lin.policy_id)
    with database() as session:
        session.add(visit)
        visit.total_fen = int(visit.total_fen)

    with database() as session:
        assert rev_of(session, lin.policy_id) == 2


def test_it_leaves_a_tombstone(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        visit = make_visit(session, lin.policy_id)
    with database() as session:
        session.add(visit)
        session.delete(visit)

    with database() as session:
        assert stones(session) == [("visits", visit.id, lin.policy_id, 3)]
        assert rev_of(session, lin.policy_id) == 3


def test_it_leaves_a_tombstone_where_a_row_moves_away_from(
    database: OpenDatabase, lin: Card, chen: Card
) -> None:
    with database() as session:
        visit_id = make_visit(session, lin.policy_id).id
    with database() as session:
        moved = session.get_one(Visit, visit_id)
        moved.policy_id = chen.policy_id

    with database() as session:
        assert session.get_one(Visit, visit_id).rev == rev_of(session, chen.policy_id) == 2
        assert stones(session) == [("visits", visit_id, lin.policy_id, 3)]
        assert rev_of(session, lin.policy_id) == 3


def test_it_keeps_one_tombstone_a_feed_however_a_row_moves(
    database: OpenDatabase, lin: Card, chen: Card
) -> None:
    with database() as session:
        visit_id = make_visit(session, lin.policy_id).id
        visit = session.get_one(Visit, visit_id)
        for card in (chen, lin, chen, lin, chen):
            visit.policy_id = card.policy_id
            session.flush()
        assert stones(session) == [("visits", visit_id, lin.policy_id, 2)]
    with database() as session:
        moved = session.get_one(Visit, visit_id)
        moved.policy_id = lin.policy_id
    with database() as session:
        session.delete(session.get_one(Visit, visit_id))

    with database() as session:
        assert sorted(stones(session), key=lambda stone: stone[3]) == [
            ("visits", visit_id, chen.policy_id, 3),
            ("visits", visit_id, lin.policy_id, 4),
        ]


def test_it_raises_each_policy_that_is_concerned(
    database: OpenDatabase, lin: Card, chen: Card
) -> None:
    with database() as session:
        make_visit(session, lin.policy_id)
    with database() as session:
        of_lin, of_chen = (make_visit(session, card.policy_id) for card in (lin, chen))

        assert (of_lin.rev, of_chen.rev) == (3, 2)


def test_it_sends_a_card_again_when_asked_to(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        touch(session.get_one(Policy, lin.policy_id))

    with database() as session:
        policy = session.get_one(Policy, lin.policy_id)
        assert (policy.rev, policy.row_rev) == (2, 2)


def test_it_undoes_the_revision_with_its_transaction(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        make_visit(session, lin.policy_id)
        session.rollback()
        assert rev_of(session, lin.policy_id) == 1

        visit = make_visit(session, lin.policy_id)
        assert visit.rev == rev_of(session, lin.policy_id) == 2


def test_it_raises_again_after_a_savepoint_was_undone(database: OpenDatabase, lin: Card) -> None:
    with database() as session:
        savepoint = session.begin_nested()
        make_visit(session, lin.policy_id)
        savepoint.rollback()

        visit = make_visit(session, lin.policy_id)
        session.commit()

        assert visit.rev == rev_of(session, lin.policy_id) == 2


def test_it_never_stamps_below_a_revision_that_phones_may_have_seen(
    database: OpenDatabase, lin: Card
) -> None:
    """What was raised in one transaction does not count in the next one of the same session."""
    with database() as session:
        revs = []
        for _ in range(3):
            visit = make_visit(session, lin.policy_id)
            session.commit()
            revs.append(visit.rev)

        assert revs == [2, 3, 4]


def test_it_keeps_a_row_of_a_policy_that_is_cached_with_an_old_revision(
    database: OpenDatabase, lin: Card
) -> None:
    with database() as session:
        policy = session.get_one(Policy, lin.policy_id)
        assert policy.rev == 1
        make_visit(session, lin.policy_id)
        policy.reason_note = "x"
        session.flush()

        assert rev_of(session, lin.policy_id) == 2


def test_it_lets_a_second_writer_wait_so_that_revisions_appear_in_their_order(
    app: Flask, database: OpenDatabase, lin: Card
) -> None:
    def write() -> int:
        with app.app_context():
            rev = make_visit(db.session(), lin.policy_id).rev
            db.session.commit()
            return rev

    with ThreadPoolExecutor(1) as pool:
        with database() as session:
            first = make_visit(session, lin.policy_id).rev
            second = pool.submit(write)
            with pytest.raises(TimeoutError):
                second.result(timeout=0.3)
        assert (first, second.result(timeout=10)) == (2, 3)
