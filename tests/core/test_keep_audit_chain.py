"""The audit chain: entries in their order, and every way of tampering with them found."""

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from api.core.actors import Role, StaffActor
from api.core.audit import (
    AuditChain,
    AuditEntry,
    Subject,
    entries_about,
    entries_of_policy,
    record,
)
from api.core.audit_heads import FILE, BadHeads, keep_head, read_heads, wrongs_of
from api.core.clock import MovableClock
from api.core.db import db
from api.core.ids import new_id
from api.settings import Settings
from tests.cast import OpenDatabase, RunJobs, on_sqlite

XU = StaffActor("staff-1", "许静", frozenset({Role.SUPPORT, Role.ASSESSOR}))
POLICY = Subject("policy", "p-1", "p-1")

Verify = Callable[[], list[str]]


@pytest.fixture
def verify(database: OpenDatabase, settings: Settings) -> Verify:
    def verify() -> list[str]:
        with database() as session:
            return list(wrongs_of(session, read_heads(settings.var_dir / FILE)))

    return verify


@pytest.fixture
def chain(database: OpenDatabase, clock: MovableClock) -> None:
    """Five entries, made in transactions of their own."""
    for number in range(1, 6):
        with database() as session:
            record(session, XU, "policy.looked_at", POLICY, clock.now(), f"来电 {number}")
        clock.move(minutes=1)


def entries(session: Session) -> list[AuditEntry]:
    return list(session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq)))


def test_it_keeps_who_did_what_in_order(database: OpenDatabase, clock: MovableClock) -> None:
    with database() as session:
        record(session, XU, "policy.looked_at", POLICY, clock.now())
        record(session, XU, "phone.unbound", POLICY, clock.now(), "换了新手机", name="外婆的手机")

    with database() as session:
        first, second = entries(session)
        assert (first.seq, first.verb, first.reason, first.details) == (
            1,
            "policy.looked_at",
            None,
            None,
        )
        assert (second.who, second.roles, second.at) == ("许静", "assessor support", clock.now())
        assert (second.reason, second.details) == ("换了新手机", '{"name": "外婆的手机"}')
        assert [each.seq for each in entries_of_policy(session, "p-1", 5)] == [2, 1]
        assert [each.seq for each in entries_about(session, POLICY, 1)] == [2]
        assert list(wrongs_of(session, [])) == []


def test_it_stores_no_reason_in_plain_form(
    chain: None, database: OpenDatabase, clock: MovableClock
) -> None:
    with database() as session:
        stored = session.execute(sa.text("SELECT * FROM audit_entries")).all()
    assert "来电" not in str(stored)


def test_it_leaves_no_entry_of_what_was_undone(database: OpenDatabase, clock: MovableClock) -> None:
    with database() as session:
        record(session, XU, "undone", POLICY, clock.now())
        session.rollback()
        record(session, XU, "kept", POLICY, clock.now())
        with suppress(ZeroDivisionError), session.begin_nested():
            record(session, XU, "undone", POLICY, clock.now())
            with session.begin_nested():
                record(session, XU, "undone", POLICY, clock.now())
            1 / 0  # noqa: B018 # what goes wrong in between
        with session.begin_nested():
            record(session, XU, "kept too", POLICY, clock.now())

    with database() as session:
        assert [each.verb for each in entries(session)] == ["kept", "kept too"]
        assert list(wrongs_of(session, [])) == []


def test_it_has_no_gap_after_many_at_once(app: Flask, clock: MovableClock) -> None:
    together = threading.Barrier(8)

    def work() -> None:
        with app.app_context():
            together.wait()
            for _ in range(5):
                record(db.session(), XU, "policy.looked_at", POLICY, clock.now())
                db.session.commit()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with app.app_context():
        assert [each.seq for each in entries(db.session())] == list(range(1, 41))
        assert list(wrongs_of(db.session(), [])) == []


def change(column: str, value: Any) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        session.execute(sa.update(AuditEntry).where(AuditEntry.seq == 3).values({column: value}))

    return change


def delete(session: Session) -> None:
    session.execute(sa.delete(AuditEntry).where(AuditEntry.seq == 3))


def delete_and_close_the_gap(session: Session) -> None:
    delete(session)
    for seq in (4, 5):
        session.execute(sa.update(AuditEntry).where(AuditEntry.seq == seq).values(seq=seq - 1))


def reorder(session: Session) -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        session.execute(sa.update(AuditEntry).where(AuditEntry.seq == old).values(seq=new))


def insert(session: Session) -> None:
    for seq in (5, 4, 3):
        session.execute(sa.update(AuditEntry).where(AuditEntry.seq == seq).values(seq=seq + 1))
    columns = [column.key for column in sa.inspect(AuditEntry).columns]
    row = session.execute(sa.select(AuditEntry.__table__).where(AuditEntry.seq == 2)).one()
    session.execute(
        sa.insert(AuditEntry).values(dict(zip(columns, row, strict=True)) | {"id": "x", "seq": 3})
    )


def truncate(session: Session) -> None:
    session.execute(sa.delete(AuditEntry).where(AuditEntry.seq == 5))


def empty(session: Session) -> None:
    session.execute(sa.delete(AuditEntry))


def take_the_chain_away(session: Session) -> None:
    session.execute(sa.delete(AuditChain))


def append_beside_the_chain(session: Session) -> None:
    last = entries(session)[-1]
    values = {column.key: getattr(last, column.key) for column in sa.inspect(AuditEntry).columns}
    added = AuditEntry(**values | {"id": new_id(), "seq": 6})
    added.hash = added.hash_after(last.hash)
    session.add(added)


def tamperings() -> Iterator[Any]:
    flipped = {
        "who_id": "staff-2",
        "who": "周宁",
        "roles": "admin",
        "verb": "nothing",
        "kind": "claim",
        "subject_id": "p-2",
        "policy_id": None,
        "reason_sealed": None,
        "details_sealed": "x",
        "hash": "0" * 64,
    }
    for column, value in flipped.items():
        yield pytest.param(change(column, value), id=f"flip {column}")
    for tamper in (
        delete,
        delete_and_close_the_gap,
        reorder,
        insert,
        truncate,
        empty,
        take_the_chain_away,
        append_beside_the_chain,
    ):
        yield pytest.param(tamper, id=tamper.__name__)


@pytest.mark.parametrize("tamper", list(tamperings()))
def test_it_finds_what_was_tampered_with(
    chain: None, database: OpenDatabase, verify: Verify, tamper: Callable[[Session], None]
) -> None:
    assert verify() == []

    with database() as session:
        tamper(session)

    assert verify() != []


def test_it_finds_a_changed_time(
    chain: None, database: OpenDatabase, verify: Verify, clock: MovableClock
) -> None:
    with database() as session:
        change("at", clock.now())(session)

    assert verify() == ["Entry 3 was changed, or put in its place later."]


def rewrite(session: Session, upto: int) -> None:
    """Changes the second entry and makes the chain anew, as one could who owns the database."""
    chain = session.scalars(sa.select(AuditChain)).one()
    kept = entries(session)
    kept[1].verb = "nothing"
    last = kept[0].hash
    for entry in kept[1:upto]:
        entry.hash = last = entry.hash_after(last)
    for entry in kept[upto:]:
        session.delete(entry)
    chain.length, chain.head = upto, last


@pytest.mark.parametrize("upto", [5, 4])
def test_it_finds_a_chain_made_anew_by_the_kept_head(
    chain: None, database: OpenDatabase, verify: Verify, run_jobs: RunJobs, upto: int
) -> None:
    run_jobs("audit.keep_head")
    assert verify() == []

    with database() as session:
        rewrite(session, upto)
        assert list(wrongs_of(session, [])) == []

    assert len(verify()) == 1


def test_it_finds_an_end_cut_off_by_the_kept_head(
    chain: None, database: OpenDatabase, verify: Verify, run_jobs: RunJobs
) -> None:
    run_jobs("audit.keep_head")
    with database() as session:
        kept = entries(session)
        session.delete(kept[-1])
        session.execute(sa.update(AuditChain).values(length=4, head=kept[-2].hash))

    assert verify() == ["There were 5 entries on 2026-03-09T02:05:00.000Z; now there are 4."]


def test_it_keeps_a_head_once(
    chain: None, database: OpenDatabase, run_jobs: RunJobs, settings: Settings, clock: MovableClock
) -> None:
    for _ in range(2):
        run_jobs("audit.keep_head")
        clock.move(hours=1)
    with database() as session:
        record(session, XU, "policy.looked_at", POLICY, clock.now())
    run_jobs("audit.keep_head")

    assert [head.length for head in read_heads(settings.var_dir / FILE)] == [5, 6]


@on_sqlite
def test_it_says_which_kept_head_can_not_be_read(
    chain: None, database: OpenDatabase, tmp_path: Path, clock: MovableClock
) -> None:
    file = tmp_path / FILE
    file.write_text('{"at": "2026-03-09", "length": 1}\n')

    with database() as session, pytest.raises(BadHeads, match=r"audit-heads.log line 1"):
        keep_head(session, file, clock.now())


@on_sqlite
def test_it_tells_the_operator(
    app: Flask, chain: None, database: OpenDatabase, run_jobs: RunJobs
) -> None:
    run_jobs("audit.keep_head")
    run = app.test_cli_runner()
    whole = run.invoke(args=["audit", "verify"])
    with database() as session:
        delete(session)
    broken = run.invoke(args=["audit", "verify"])

    assert (whole.exit_code, broken.exit_code) == (0, 1)
    assert whole.output == "The audit chain is whole, and agrees with 1 kept heads.\n"
    assert broken.output == "Entry 3 is missing: the next one is 4.\n"
