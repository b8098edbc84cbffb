"""Answers are kept for 400 days."""

import sqlalchemy as sa
from flask import Flask

from api.core.clock import MovableClock
from api.sync.models import CommandResult
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.sync.commands import note


def test_it_forgets_answers_that_nobody_asks_for_any_more(
    noting: Flask,
    mother: Phone,
    lin: Card,
    clock: MovableClock,
    run_jobs: RunJobs,
    database: OpenDatabase,
) -> None:
    old, young = note(lin), note(lin)
    mother.push(old)
    clock.move(days=390)
    mother.push(young)

    clock.move(days=9)
    run_jobs("sync.forget_old")
    assert kept(database) == {old["id"], young["id"]}

    clock.move(days=2)
    run_jobs("sync.forget_old")
    assert kept(database) == {young["id"]}


def kept(database: OpenDatabase) -> set[str]:
    with database() as session:
        return set(session.scalars(sa.select(CommandResult.id)))
