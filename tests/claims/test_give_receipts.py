"""Receipt numbers: short, drawn, and nobody else's."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from flask import Flask

from api.claims.receipts import new_receipt
from api.core.db import db
from tests.cast import OpenDatabase

MARCH = date(2026, 3, 9)


def test_it_reads_as_year_month_and_number(database: OpenDatabase) -> None:
    with database() as session:
        assert new_receipt(session, MARCH, lambda below: 731 % below) == "C2603-0731"


def test_it_grows_where_the_month_is_crowded(database: OpenDatabase) -> None:
    with database() as session:
        found = [new_receipt(session, MARCH, lambda _below: 7) for _ in range(4)]

    assert found == ["C2603-0007", "C2603-00007", "C2603-000007", "C2603-000000007"]


def test_another_month_has_its_own(database: OpenDatabase) -> None:
    with database() as session:
        assert new_receipt(session, MARCH, lambda _below: 7) == "C2603-0007"
        assert new_receipt(session, date(2026, 4, 1), lambda _below: 7) == "C2604-0007"


def test_it_is_drawn_and_not_counted(database: OpenDatabase) -> None:
    with database() as session:
        numbers = [int(new_receipt(session, MARCH)[6:]) for _ in range(40)]

    assert [after - before for before, after in pairwise(numbers)].count(1) <= 2
    assert max(numbers) - min(numbers) > 3000


@pytest.mark.parametrize("workers", [8])
def test_asked_for_at_once_each_is_another(app: Flask, workers: int) -> None:
    def draw_many(_worker: int) -> list[str]:
        # Everybody draws the same numbers.
        draw = Random(1).randrange
        with app.app_context():
            found = []
            for _ in range(6):
                found.append(new_receipt(db.session(), MARCH, draw))
                db.session.commit()
            return found

    with ThreadPoolExecutor(workers) as pool:
        found = [each for batch in pool.map(draw_many, range(workers)) for each in batch]

    assert len(set(found)) == len(found) == workers * 6
