"""Counters: within the limit yes, beyond it no, in their windows, whoever asks at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask

from api.core import counters
from api.core.clock import MovableClock
from api.core.db import db
from tests.cast import OpenDatabase

HOUR = timedelta(hours=1)


def test_it_says_yes_up_to_the_limit(database: OpenDatabase, clock: MovableClock) -> None:
    with database() as session:
        heard = [counters.take(session, "a", 3, HOUR, clock.now()) for _ in range(5)]

        assert heard == [True, True, True, False, False]
        assert counters.used(session, "a") == 3


def test_it_begins_anew_when_the_window_is_over(
    database: OpenDatabase, clock: MovableClock
) -> None:
    with database() as session:
        assert counters.take(session, "a", 1, HOUR, clock.now())
        clock.move(minutes=59, seconds=59)
        assert not counters.take(session, "a", 1, HOUR, clock.now())
        clock.move(seconds=1)
        assert counters.take(session, "a", 1, HOUR, clock.now())
        clock.move(minutes=59)
        assert not counters.take(session, "a", 1, HOUR, clock.now())


def test_it_never_forgets_without_a_window(database: OpenDatabase, clock: MovableClock) -> None:
    with database() as session:
        assert counters.take(session, "a", 1, counters.FOREVER, clock.now())
        clock.move(days=20_000)
        assert not counters.take(session, "a", 1, counters.FOREVER, clock.now())


def test_it_counts_keys_apart_and_clears_one(database: OpenDatabase, clock: MovableClock) -> None:
    with database() as session:
        for key in ("a", "a", "b"):
            counters.take(session, key, 9, HOUR, clock.now())
        counters.clear(session, "a")

        assert (counters.used(session, "a"), counters.used(session, "b")) == (0, 1)
        assert counters.take(session, "a", 1, HOUR, clock.now())


def test_it_forgets_old_windows_by_the_beginning_of_their_keys(
    database: OpenDatabase, clock: MovableClock
) -> None:
    with database() as session:
        for key in ("x_1", "x_2", "xy1"):
            counters.take(session, key, 9, HOUR, clock.now())
        clock.move(days=1)
        counters.take(session, "x_2", 9, HOUR, clock.now())

        counters.forget(session, "x_", clock.now())

        assert [counters.used(session, key) for key in ("x_1", "x_2", "xy1")] == [0, 1, 1]


def test_it_undoes_a_count_with_its_transaction(
    database: OpenDatabase, clock: MovableClock
) -> None:
    with database() as session:
        counters.take(session, "a", 1, HOUR, clock.now())
        session.rollback()

        assert counters.take(session, "a", 1, HOUR, clock.now())


def test_it_says_yes_exactly_as_often_as_the_limit_to_many_at_once(
    app: Flask, clock: MovableClock
) -> None:
    def take(_number: int) -> bool:
        with app.app_context():
            taken = counters.take(db.session(), "a", 7, HOUR, clock.now())
            db.session.commit()
            return taken

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(40))) == 7
