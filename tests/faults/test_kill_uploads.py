"""Uploads while the server dies and the network ends: each file is there once, byte for byte.

CI kills it some dozen times on each store; `make faults` some hundred times.
"""

import hashlib
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import settings as hypothesis_settings

from api.gateways.files import FileStore
from api.uploads.models import Upload, UploadPart
from api.uploads.rules import UploadState
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.faults.failing_server import UPLOAD_POINTS
from tests.faults.lives import Lives
from tests.faults.oracle import judge
from tests.faults.proxy import FaultProxy
from tests.faults.uploaders import Uploader
from tests.faults.weather import Cut, LoseReply, Mixed, Pass, Simple, Slow
from tests.s3 import S3Server
from tests.stores import store_beside

Restart = Callable[[], None]


@pytest.fixture
def store(request: pytest.FixtureRequest, database_url: str) -> str:
    return store_beside(request, database_url)


def weather(chance: random.Random) -> Mixed:
    """Half of the requests meet something, at a byte of their own."""
    faults: list[Simple] = [LoseReply()] * 4 + [Slow(2_000_000, 0.02)] * 4
    faults += [Cut(up=chance.randrange(1, 250_000)) for _ in range(8)]
    faults += [Cut(down=chance.randrange(1, 400)) for _ in range(4)]
    return Mixed((*faults, *[Pass()] * len(faults)), chance.randrange(10**6))


@pytest.fixture
def proxy(lives: Lives) -> Iterator[FaultProxy]:
    with FaultProxy(lives.port) as proxy:
        yield proxy


@pytest.fixture
def trouble_s3(store: str, request: pytest.FixtureRequest) -> Restart:
    """Restarts the S3 server, where there is one."""

    def restart() -> None:
        if store == "s3":
            server: S3Server = request.getfixturevalue("s3_server")
            server.kill()
            server.start()

    return restart


def arrived(
    database: OpenDatabase,
    files: FileStore,
    uploaders: list[Uploader],
) -> Counter[str]:
    """How often each file lies in the store byte for byte, by its id; what else lies there."""
    wanted = {
        file.sha256: upload_id for each in uploaders for upload_id, file in each.files.items()
    }
    with database() as session:
        rows = session.execute(
            sa.select(Upload.id, Upload.key, Upload.sha256).where(
                Upload.state == UploadState.COMPLETE
            )
        ).all()
    found: Counter[str] = Counter()
    for row in rows:
        digest = hashlib.sha256(b"".join(files.read(row.key))).hexdigest()
        whole = wanted.get(digest) == row.id and row.sha256 == digest
        found[row.id if whole else f"{row.id} damaged"] += 1
    return found


def test_it_loses_and_doubles_no_file_whatever_dies(
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
    run_jobs: RunJobs,
    trouble_s3: Restart,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    trials = max(10, hypothesis_settings.default.max_examples // 10)
    chance = random.Random(20260309)
    uploaders = [
        Uploader(proxy.port, str(phone.token), card.policy_id, seed)
        for seed, (phone, card) in enumerate(((mother, lin), (father, lin), (stranger, chen)))
    ]
    proxy.use(weather(chance))
    for uploader in uploaders:
        uploader.begin()
    for trial in range(trials):
        live_and_die(lives, chance, UPLOAD_POINTS[trial % (2 * len(UPLOAD_POINTS)) :][:1])
        if trial % 4 == 3:
            trouble_s3()
    lives.begin()
    proxy.use(Pass())
    for uploader in uploaders:
        uploader.finish(timeout_s=60)
    run_jobs("uploads.remove")

    verdict = judge([each.journal for each in uploaders], arrived(database, files, uploaders))
    faults = sum(not isinstance(seen.fault, Pass) for seen in proxy.seen)
    with capsys.disabled():
        print(f"\n  {request.node.callspec.id}: {trials} times killed, {faults} faults, {verdict}")
    assert verdict.faults == {}
    assert verdict.done > trials // 4
    with database() as session:
        assert session.query(UploadPart).count() == 0


def live_and_die(lives: Lives, chance: random.Random, points: tuple[str, ...]) -> None:
    """Lets the service live until it comes to a point, or for up to a second."""
    for point in points:
        lives.begin(point, chance.randint(1, 12))
        deadline = monotonic() + 5
        while not lives.is_over() and monotonic() < deadline:
            threading.Event().wait(0.01)
    if not points:
        lives.begin()
        threading.Event().wait(chance.random())
    lives.kill()
