"""Whole claims while the server dies and the network ends: each is there once, with its photos.

CI kills it some dozen times; `make faults` some hundred times.
"""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from time import monotonic

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings as hypothesis_settings

from api.claims.models import Claim, ClaimDocument
from api.claims.rules import ClaimStatus, DocumentState
from api.gateways.files import FileStore
from tests.cast import Card, OpenDatabase, Phone
from tests.faults.claimants import Claimant
from tests.faults.failing_server import POINTS, UPLOAD_POINTS
from tests.faults.lives import Lives
from tests.faults.oracle import judge
from tests.faults.proxy import FaultProxy
from tests.faults.test_kill_uploads import arrived, weather
from tests.faults.weather import Pass

ALL_POINTS = POINTS + UPLOAD_POINTS


@pytest.fixture
def proxy(lives: Lives) -> Iterator[FaultProxy]:
    with FaultProxy(lives.port) as proxy:
        yield proxy


def effects(database: OpenDatabase, claimants: list[Claimant]) -> Counter[str]:
    """How often each command had its effect, by its id; what else is there, by its own."""
    openings = {claim.id: claim.opening for each in claimants for claim in each.claims}
    ties = {
        document: (tie, upload)
        for each in claimants
        for claim in each.claims
        for tie, (document, upload) in claim.photos.items()
    }
    with database() as session:
        claims = list(session.scalars(sa.select(Claim.id)))
        here = ClaimDocument.state == DocumentState.RECEIVED
        documents = session.execute(
            sa.select(ClaimDocument.id, ClaimDocument.upload_id).where(here)
        ).all()
    found = Counter(openings.get(claim_id, claim_id) for claim_id in claims)
    for document_id, upload_id in documents:
        tie, wanted = ties.get(document_id, (document_id, upload_id))
        found[tie if upload_id == wanted else f"{tie} of another photo"] += 1
    return found


def live_and_die(lives: Lives, chance: random.Random, point: str) -> None:
    """Lets the service live until it comes to a point, or for up to a second."""
    lives.begin(point or "-", chance.randint(1, 12))
    deadline = monotonic() + (5 if point else chance.random())
    while not lives.is_over() and monotonic() < deadline:
        threading.Event().wait(0.01)
    lives.kill()


def test_it_loses_and_doubles_no_claim_whatever_dies(
    lives: Lives,
    proxy: FaultProxy,
    mother: Phone,
    father: Phone,
    stranger: Phone,
    lin: Card,
    chen: Card,
    app: Flask,
    database: OpenDatabase,
    files: FileStore,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    trials = max(12, hypothesis_settings.default.max_examples // 10)
    chance = random.Random(20260309)
    ports = proxy.port, proxy.port
    claimants = [
        Claimant(ports, str(phone.token), card.policy_id, seed)
        for seed, (phone, card) in enumerate(((mother, lin), (father, lin), (stranger, chen)))
    ]
    proxy.use(weather(chance))
    for claimant in claimants:
        claimant.begin()
    for trial in range(trials):
        # Every second life ends at random.
        point = ALL_POINTS[trial // 2 % len(ALL_POINTS)] if trial % 2 else ""
        live_and_die(lives, chance, point)
    lives.begin()
    proxy.use(Pass())
    for claimant in claimants:
        claimant.finish(timeout_s=60)

    commands = judge([each.commands.journal for each in claimants], effects(database, claimants))
    photos = judge([each.journal for each in claimants], arrived(database, files, list(claimants)))
    faults = sum(not isinstance(seen.fault, Pass) for seen in proxy.seen)
    with capsys.disabled():
        print(
            f"\n  {request.node.callspec.id}: {trials} times killed, {faults} faults,"
            f" {sum(len(each.claims) for each in claimants)} claims, {photos.wanted} photos:"
            f" commands: {commands}; photos: {photos}"
        )
    assert commands.faults == {}
    assert photos.faults == {}
    assert commands.wanted == commands.done > trials
    _all_phones_see_them(database, claimants, (mother, father), lin)
    assert not {row["id"] for row in stranger.pull().all("claims")} & _ids(claimants[:2])


def _ids(claimants: list[Claimant]) -> set[str]:
    return {claim.id for each in claimants for claim in each.claims}


def _all_phones_see_them(
    database: OpenDatabase, claimants: list[Claimant], phones: tuple[Phone, Phone], card: Card
) -> None:
    """Each claim is complete, and every phone of the family reads the receipt that was told."""
    told = {
        claim.id: entry.answers[0]["result"]["receipt"]
        for each in claimants[:2]
        for claim in each.claims
        for entry in each.commands.journal.entries()
        if entry.id == claim.opening
    }
    assert len(set(told.values())) == len(told)
    for phone in phones:
        rows = {row["id"]: row for row in phone.pull().all("claims")}
        assert {id_: row["receipt"] for id_, row in rows.items()} == told
        assert {row["status"] for row in rows.values()} == {ClaimStatus.COMPLETE}
    with database() as session:
        own = Claim.policy_id == card.policy_id
        assert set(session.scalars(sa.select(Claim.id).where(own))) == told.keys()
