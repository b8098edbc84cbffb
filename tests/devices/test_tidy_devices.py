"""What nobody needs any more is deleted, and nothing else."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core import counters
from api.core.clock import MovableClock
from api.core.counters import Counter
from api.devices.jobs import tidy
from api.devices.models import Binding, Challenge, Consent, Device, DeviceSession
from tests.cast import Card, OpenDatabase, Phone, RunJobs, device_of

TIDY = "devices.tidy"


def sizes(session: Session) -> dict[str, int]:
    models = (Device, DeviceSession, Challenge, Consent, Binding)
    count = sa.func.count
    return {
        model.__tablename__: session.scalar(sa.select(count()).select_from(model)) or 0
        for model in models
    }


def test_it_deletes_browsers_that_never_bound_a_card(
    new_phone: type[Phone],
    mother: Phone,
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    clock: MovableClock,
) -> None:
    for _ in range(3):
        phone = new_phone()
        phone.ask_code(lin, child_name="林小曼")
        phone.ask_code(lin, child_name="林大曼")
    mother.ask_code(lin)
    clock.move(days=2, seconds=1)

    run_jobs(TIDY)

    with database() as session:
        assert sizes(session) == {
            "devices": 1,
            "device_sessions": 1,
            "challenges": 0,
            "consents": 1,
            "bindings": 1,
        }
        device_of(session, mother)


def test_it_keeps_what_is_fresh(
    new_phone: type[Phone],
    lin: Card,
    database: OpenDatabase,
    run_jobs: RunJobs,
    clock: MovableClock,
) -> None:
    new_phone().ask_code(lin)
    clock.move(hours=23)
    run_jobs(TIDY)

    with database() as session:
        kept = sizes(session)
    assert (kept["devices"], kept["challenges"], kept["consents"]) == (1, 1, 1)


def test_it_deletes_sessions_that_have_ended(
    mother: Phone, lin: Card, database: OpenDatabase, run_jobs: RunJobs, clock: MovableClock
) -> None:
    clock.move(days=401)
    run_jobs(TIDY)

    with database() as session:
        kept = sizes(session)
    # The device stays: it is what the family's list of phones shows.
    assert (kept["device_sessions"], kept["devices"], kept["bindings"]) == (0, 1, 1)


def test_it_works_in_batches(
    new_phone: type[Phone], lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    for _ in range(5):
        new_phone().ask_code(lin)
    clock.move(days=3)

    with database() as session:
        rounds = [tidy(session, clock.now(), batch=2) for _ in range(4)]
        assert rounds[-1] is False
        assert sizes(session)["devices"] == 0


def test_it_forgets_counts_of_yesterday_but_no_failure_of_a_policy(
    database: OpenDatabase, lin: Card, run_jobs: RunJobs, clock: MovableClock
) -> None:
    keys = [f"failures:{lin.policy_id}", "failures:no-policy-1", "sms:day:1", "smsx"]
    with database() as session:
        for key in keys:
            counters.take(session, key, 15, counters.FOREVER, clock.now())
    clock.move(days=1, seconds=1)
    with database() as session:
        counters.take(session, "sms:day:2", 15, counters.FOREVER, clock.now())

    run_jobs(TIDY)

    with database() as session:
        kept = session.scalars(sa.select(Counter.key).order_by(Counter.key)).all()
    assert kept == [keys[0], "sms:day:2", "smsx"]
