"""Writers and a phone that pulls all the while: no change is missed."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
from flask import Flask

from api.core.db import db, only_reads
from api.sync.operations import pull
from api.visits.models import Visit
from tests.cast import Card, OpenDatabase
from tests.factories import make_visit
from tests.replica import Replica
from tests.sync.members import member_with

WRITERS, TURNS = 4, 25


def write(app: Flask, policy_ids: Sequence[str], offset: int) -> None:
    """Adds visits, changes some and deletes some, a transaction each, of both policies."""
    with app.app_context():
        for turn in range(TURNS):
            # Always in the same order: two writers must not wait for each other.
            for policy_id in policy_ids:
                own = sa.select(Visit).where(
                    Visit.policy_id == policy_id, Visit.number.startswith(f"W{offset}-")
                )
                rows = db.session.scalars(own.order_by(Visit.number)).all()
                number = f"W{offset}-{policy_id}-{turn:03d}"
                make_visit(db.session(), policy_id, number=number)
                if rows and turn % 3 == 1:
                    rows[0].total_fen += 1
                if rows and turn % 5 == 4:
                    db.session.delete(rows[-1])
                db.session.flush()
            db.session.commit()
        db.session.remove()


def pull_once(app: Flask, policy_ids: list[str], replica: Replica, page: int) -> bool:
    collections = app.extensions["tongka"].collections
    member = member_with(db.session(), "device", policy_ids)
    answers = pull(db.session(), member, collections, dict(replica.cookies), page)
    db.session.rollback()
    return replica.apply(answers)


def test_it_misses_no_change_of_writers_at_work(
    app: Flask, lin: Card, chen: Card, database: OpenDatabase
) -> None:
    policy_ids = sorted([lin.policy_id, chen.policy_id])
    replica = Replica()
    pulls = 0

    with ThreadPoolExecutor(WRITERS) as pool, app.app_context():
        writers = [pool.submit(write, app, policy_ids, each) for each in range(WRITERS)]
        only_reads.set(True)
        while not all(writer.done() for writer in writers):
            pull_once(app, policy_ids, replica, page=3)
            pulls += 1
        for writer in writers:
            writer.result()
        while pull_once(app, policy_ids, replica, page=3):
            pass
        only_reads.set(False)

    with database() as session:
        for policy_id in policy_ids:
            rows = session.scalars(sa.select(Visit).where(Visit.policy_id == policy_id))
            held = replica.rows[policy_id]
            assert {row.id: row.total_fen for row in rows} == totals(held)
    assert pulls > 1


def totals(rows: dict[tuple[str, str], dict[str, Any]]) -> dict[str, int]:
    return {row_id: row["total_fen"] for (kind, row_id), row in rows.items() if kind == "visits"}
