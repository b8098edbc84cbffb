"""The one schedule: every job, how often it runs, and the runner that commits its items."""

import logging
import signal
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy.orm import Session

from api import create_app
from api.claims import jobs as claims
from api.console.jobs import forget_done
from api.core.audit_heads import FILE, keep_head
from api.core.clock import SystemClock
from api.core.db import db
from api.devices import jobs as devices
from api.gateways.payments.sandbox import Sandbox
from api.notifications import jobs as notifications
from api.notifications.models import Channel
from api.passes import jobs as passes
from api.payments import jobs as payments
from api.policies import jobs as policies
from api.settings import read_settings
from api.staff import jobs as staff
from api.starting import or_one_sentence
from api.sync import jobs as sync
from api.uploads import jobs as uploads
from api.vaccines import jobs as vaccines
from api.wiring import Services

log = structlog.get_logger()

# Handles one item and says whether there was one; it has committed what it did.
Step = Callable[[Services], bool]


@dataclass(frozen=True)
class Job:
    """A step, repeated until nothing is left, every so often."""

    name: str
    every: timedelta
    step: Step


def in_one_transaction(handle: Callable[[Session, datetime], bool]) -> Step:
    """A step that handles its item in one transaction."""

    def step(services: Services) -> bool:
        found = handle(db.session(), services.clock.now())
        db.session.commit()
        return found

    return step


def send_message(channel: Channel) -> Step:
    """A step that claims a message, sends it outside of any transaction, and settles it."""

    def step(services: Services) -> bool:
        outgoing = notifications.claim(db.session(), channel, services.clock.now())
        db.session.commit()
        if outgoing is None:
            return False
        gateways = services.sms, services.mail
        failure = notifications.deliver(outgoing, *gateways, services.settings.public_url)
        notifications.settle(db.session(), outgoing, failure, services.clock.now())
        db.session.commit()
        return True

    return step


def keep_audit_head(services: Services) -> bool:
    """Keeps the head of the audit chain where the database's owner can't reach it."""
    file = services.settings.var_dir / FILE
    found = keep_head(db.session(), file, services.clock.now())
    db.session.commit()
    return found


def forget_done_work(services: Services) -> bool:
    """Forgets who had items in hand that are done."""
    forget_done(db.session(), services)
    db.session.commit()
    return False


def derive_upload(services: Services) -> bool:
    """Claims an upload, makes its pictures outside of any transaction, and settles it."""
    claimed = uploads.claim(db.session(), services.clock.now())
    db.session.commit()
    if claimed is None:
        return False
    derived = uploads.derive(services.files, claimed)
    uploads.settle(db.session(), claimed, derived, services.clock.now())
    db.session.commit()
    return True


def make_claim_form(services: Services) -> bool:
    """Takes a claim, makes its form outside of any transaction, and puts it there."""
    wanted = claims.next_form(db.session(), services.seeds, services.clock.now())
    db.session.commit()
    if wanted is None:
        return False
    made = claims.make_form(services.files, wanted, services.seeds["operator"])
    claims.settle_form(db.session(), wanted, made, services.clock.now())
    db.session.commit()
    return True


def look_at_payment(services: Services) -> bool:
    """Takes an attempt to pay, asks its gateway outside of any transaction, and settles it."""
    pending = payments.claim_look(db.session(), services.clock.now())
    db.session.commit()
    if pending is None:
        return False
    standing = payments.ask(services.payments, pending)
    payments.settle_look(db.session(), pending, standing, services.clock.now())
    db.session.commit()
    return True


def send_refund(services: Services) -> bool:
    """Takes a refund, asks its gateway for it outside of any transaction, and settles it."""
    pending = payments.claim_refund(db.session(), services.clock.now())
    db.session.commit()
    if pending is None:
        return False
    answer = payments.ask_refund(services.payments, pending)
    payments.settle_refund(db.session(), pending, answer, services.clock.now())
    db.session.commit()
    return True


def fetch_statement(services: Services) -> bool:
    """Fetches a statement of a day that is over outside of any transaction, and compares it."""
    missing = payments.missing_statements(db.session(), services.payments, services.clock.now())
    db.session.commit()
    for name, day in missing:
        lines = payments.fetch_statement(services.payments[name], day)
        if lines is not None:
            payments.take_statement(db.session(), name, day, lines, services.clock.now())
            db.session.commit()
            return True
    return False


def remove_leftover(services: Services) -> bool:
    """Removes bytes that nobody needs from the store, outside of any transaction."""
    leftover = uploads.find_leftover(db.session())
    db.session.commit()
    if leftover is None:
        return False
    uploads.remove(services.files, leftover)
    uploads.settle_leftover(db.session(), leftover)
    db.session.commit()
    return True


def send_sandbox_callback(services: Services) -> bool:
    """Lets the sandbox tell the service the next thing; there is none where it isn't the gateway.

    It claims, sends and settles by itself, as somebody else's server would.
    """
    gateways = services.payments.values()
    return any(each.send_callback() for each in gateways if isinstance(each, Sandbox))


SCHEDULE = (
    Job("devices.send_codes", timedelta(seconds=0.5), in_one_transaction(devices.send_codes)),
    Job("notifications.send", timedelta(seconds=0.5), send_message(Channel.SMS)),
    Job("notifications.send_mail", timedelta(seconds=1), send_message(Channel.MAIL)),
    Job(
        "devices.follow_renewals",
        timedelta(seconds=30),
        in_one_transaction(devices.follow_renewals),
    ),
    Job(
        "vaccines.follow_renewals",
        timedelta(minutes=1),
        in_one_transaction(vaccines.follow_renewals),
    ),
    Job(
        "policies.index_last_four",
        timedelta(hours=1),
        in_one_transaction(policies.index_last_four),
    ),
    Job("devices.tidy", timedelta(hours=1), in_one_transaction(devices.tidy)),
    Job("audit.keep_head", timedelta(hours=1), keep_audit_head),
    Job("staff.tidy", timedelta(hours=1), in_one_transaction(staff.tidy)),
    Job("console.tidy", timedelta(hours=1), forget_done_work),
    Job("uploads.derive", timedelta(seconds=1), derive_upload),
    Job("claims.make_forms", timedelta(seconds=5), make_claim_form),
    Job("uploads.expire", timedelta(minutes=1), in_one_transaction(uploads.expire)),
    Job("uploads.remove", timedelta(minutes=1), remove_leftover),
    Job("uploads.forget", timedelta(hours=1), in_one_transaction(uploads.forget)),
    Job("payments.open_bills", timedelta(seconds=1), in_one_transaction(payments.open_bills)),
    Job("payments.look", timedelta(seconds=0.5), look_at_payment),
    Job("payments.send_refunds", timedelta(seconds=1), send_refund),
    Job("payments.turn_cards", timedelta(seconds=30), in_one_transaction(payments.turn_cards)),
    Job("payments.remind", timedelta(minutes=10), in_one_transaction(payments.remind)),
    Job("payments.reconcile", timedelta(minutes=10), fetch_statement),
    Job("payments.tidy", timedelta(hours=1), in_one_transaction(payments.forget_callbacks)),
    Job("sandbox.send_callbacks", timedelta(seconds=1), send_sandbox_callback),
    Job("notifications.tidy", timedelta(hours=1), in_one_transaction(notifications.forget_old)),
    Job("passes.tidy", timedelta(hours=1), in_one_transaction(passes.tidy)),
    Job("sync.forget_old", timedelta(hours=1), in_one_transaction(sync.forget_old)),
)


def run_job(app: Flask, job: Job) -> int:
    """Runs a job until it finds nothing more; returns how many items it handled.

    An exception undoes its item and ends this run; the next one tries again.
    """
    handled = 0
    with app.app_context():
        services: Services = app.extensions["tongka"]
        try:
            while job.step(services):
                handled += 1
        except Exception:  # one bad item must not end the schedule
            db.session.rollback()
            log.exception("job failed", job=job.name)
    return handled


def run_due(app: Flask, names: Collection[str] | None = None) -> int:
    """Runs all jobs, or the named ones, in the order of the schedule until all are idle."""
    chosen = [job for job in SCHEDULE if names is None or job.name in names]
    handled = 0
    while now_handled := sum(run_job(app, job) for job in chosen):
        handled += now_handled
    return handled


def run_schedule(app: Flask) -> None:
    """Runs the schedule until the process is told to end; the item at hand is finished."""
    # A job that takes longer than its interval is no news.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BlockingScheduler(timezone="UTC")
    for job in SCHEDULE:
        scheduler.add_job(
            run_job,
            IntervalTrigger(seconds=job.every.total_seconds(), timezone="UTC"),
            args=(app, job),
            id=job.name,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=SystemClock().now(),
        )

    def stop(*_signal: Any) -> None:
        scheduler.shutdown()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    scheduler.start()


if __name__ == "__main__":
    or_one_sentence(lambda: run_schedule(create_app(read_settings())))
