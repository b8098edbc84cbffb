"""A benefit's balance is the sum of its uses, whoever records them and however often."""

import threading
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from api.benefits.models import BenefitBalance, UseSource
from api.benefits.operations import UseRecord, record_use
from api.benefits.rules import UseState
from api.core.db import db
from api.policies.models import Policy
from tests.cast import Card, OpenDatabase


@pytest.fixture
def use(lin: Card) -> UseRecord:
    """A visit's use of ¥100."""
    return UseRecord(
        policy_id=lin.policy_id,
        benefit="outpatient",
        source=UseSource.VISIT,
        source_id="visit-1",
        amount_fen=10_000,
        count=1,
        state=UseState.USED,
        used_on=date(2026, 3, 1),
    )


def figures(database: OpenDatabase, benefit: str = "outpatient") -> tuple[int, int, int, int]:
    with database() as session:
        row = session.scalars(
            sa.select(BenefitBalance).where(BenefitBalance.benefit == benefit)
        ).one()
        return row.used_fen, row.reviewing_fen, row.used_count, row.reviewing_count


def record(database: OpenDatabase, record: UseRecord) -> bool:
    with database() as session:
        return record_use(session, record)


def test_it_adds_a_use_to_the_balance(database: OpenDatabase, use: UseRecord) -> None:
    assert record(database, use)
    record(database, replace(use, source_id="visit-2", state=UseState.REVIEWING, amount_fen=7))
    assert figures(database) == (10_000, 7, 1, 1)


def test_it_counts_a_source_once(database: OpenDatabase, use: UseRecord, lin: Card) -> None:
    record(database, use)
    with database() as session:
        rev = session.get_one(Policy, lin.policy_id).rev
    assert not record(database, use)
    assert figures(database) == (10_000, 0, 1, 0)
    with database() as session:
        assert session.get_one(Policy, lin.policy_id).rev == rev


def test_it_moves_a_corrected_use(database: OpenDatabase, use: UseRecord) -> None:
    record(database, replace(use, state=UseState.REVIEWING))
    record(database, replace(use, benefit="dental", amount_fen=500))
    assert figures(database) == (0, 0, 0, 0)
    assert figures(database, "dental") == (500, 0, 1, 0)


def test_it_keeps_families_apart(database: OpenDatabase, use: UseRecord, chen: Card) -> None:
    record(database, use)
    record(database, replace(use, policy_id=chen.policy_id, amount_fen=1))
    with database() as session:
        rows = session.scalars(sa.select(BenefitBalance)).all()
        assert {row.policy_id: row.used_fen for row in rows} == {
            use.policy_id: 10_000,
            chen.policy_id: 1,
        }


def test_it_loses_no_use_when_several_come_at_once(
    app: Flask, database: OpenDatabase, use: UseRecord
) -> None:
    record(database, use)

    def one_more(number: int) -> None:
        with app.app_context():
            record_use(db.session(), replace(use, source_id=f"visit-{number}"))
            db.session.commit()

    threads = [threading.Thread(target=one_more, args=(number,)) for number in range(2, 8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert figures(database) == (70_000, 0, 7, 0)


@pytest.mark.parametrize("wrong", [{"amount_fen": -1}, {"count": -1}])
def test_it_refuses_less_than_nothing(
    database: OpenDatabase, use: UseRecord, wrong: dict[str, int]
) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        record(database, replace(use, **wrong))
