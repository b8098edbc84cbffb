"""Uploads: the server's throughput, what a bad network costs, and how many arrive at once.

Throughput is compared with a program that writes the same bytes to the same disk, appending and
fsyncing each 256 KB, as many at once; the two take turns, round by round. The jobs, which make
smaller pictures in processes of their own, don't run meanwhile. The bad network ends after every
512 KB that the phone sends; the phone's protocol (256 KB chunks, a HEAD after trouble) sends six
photos, 5 MB, beside one that sends each whole file anew.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from api.core.db import db
from api.core.ids import new_id
from api.uploads.models import Upload
from bench.cutting import Network, network
from bench.families import Phone, make_phone
from bench.figures import Figure, median, spread
from bench.service import DATABASES, ROOT, House, new_house
from bench.upload_load import content_of
from tests.uploads.client import UploadClient
from tests.uploads.tus import CHUNK, UPLOADS, metadata

ROUNDS, SECONDS, AT_ONCE = 5, 3.0, 8
# Each has a quota.
POLICIES = 30
BIG, SMALL = 5_000_000, 500_000
EVERY = 512 * 1024
PHOTOS = [content_of(length) for length in (700_000, 800_000, 850_000, 900_000, 900_000, 850_000)]
CLAIM_BYTES = sum(map(len, PHOTOS))
# Whoever has not arrived by then never does.
WHOLE_TRIES = 20


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with new_house(database, is_durable=True) as house:
            phone = make_phone(house.app, policies=POLICIES, visits=0)
            server = house.serve("-m", "bench.web")
            try:
                yield from _speed(house, phone, server.port, database)
                if database == DATABASES[0]:
                    yield from _bad_network(phone, server.port)
            finally:
                server.kill()


def _speed(house: House, phone: Phone, port: int, database: str) -> Iterator[Figure]:
    ours, disk, per_second = [], [], []
    uploads = ["uploads", str(port), phone.token, ",".join(phone.policy_ids)]
    folder = house.folder / "compare"
    folder.mkdir()
    for _ in range(ROUNDS):
        _, sent, seconds = _load(*uploads, str(BIG))
        ours.append(sent / seconds / 1e6)
        _, sent, seconds = _load("disk", str(folder), str(BIG))
        disk.append(sent / seconds / 1e6)
        files, _, seconds = _load(*uploads, str(SMALL))
        per_second.append(files / seconds)
        _make_room(house, folder)
    note = f"{AT_ONCE} at once, 5 MB each; {spread(ours, 'MB/s')}"
    yield Figure(f"uploads, {database}", median(ours), "MB/s", note=note)
    yield Figure(
        f"the same bytes with fsync, {database}", median(disk), "MB/s", note=spread(disk, "MB/s")
    )
    ratio = median([one / other for one, other in zip(ours, disk, strict=True)])
    yield Figure(f"throughput beside the disk's, {database}", ratio)
    note = f"{AT_ONCE} at once, 500 KB each: begun, two chunks, hashed; {spread(per_second, '/s')}"
    yield Figure(f"durable uploads a second, {database}", median(per_second), "/s", note=note)


def _load(*arguments: str) -> tuple[int, int, float]:
    command = [sys.executable, "-m", "bench.upload_load", *arguments, str(AT_ONCE), str(SECONDS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    files, sent, seconds = done.stdout.split()
    return int(files), int(sent), float(seconds)


def _make_room(house: House, folder: Path) -> None:
    """Takes away what the round left, from the disk and from the quota."""
    for path in (*folder.iterdir(), *(house.folder / "var" / "files").rglob("*")):
        if path.is_file():
            path.unlink()
    with house.app.app_context():
        db.session.execute(sa.delete(Upload))
        db.session.commit()
        db.session.close()


def _bad_network(phone: Phone, port: int) -> Iterator[Figure]:
    for name, how in (
        ("cut every 512 KB", {}),
        ("cut every 512 KB on average", {"on_average": True}),
        ("silent after every 512 KB", {"silent": True}),
    ):
        with network(port, EVERY, **how) as net:
            client = UploadClient(
                net.port, phone.token, phone.policy_ids[0], timeout_s=2, pause_s=0.5
            )
            for content in PHOTOS:
                client.upload(new_id(), content)
        aim = {"at_most": 1.1} if not how else {}
        note = f"{net.cuts} cuts, {client.requests} requests, {net.up:,} bytes with all headers"
        yield Figure(f"bytes sent ÷ file bytes, {name}", net.up / CLAIM_BYTES, note=note, **aim)
        if "silent" not in how:
            yield whole_files(phone, port, name, how)


def whole_files(phone: Phone, port: int, name: str, how: dict[str, bool]) -> Figure:
    """The same claim by a phone that sends each file whole, and from its beginning after a cut."""
    with network(port, EVERY, **how) as net:
        arrived = sum(_send_whole(net, phone, content) for content in PHOTOS)
    note = f"{arrived} of {len(PHOTOS)} photos arrived in at most {WHOLE_TRIES} tries each"
    return Figure(f"the same with whole files, {name}", net.up / CLAIM_BYTES, note=note)


def _send_whole(net: Network, phone: Phone, content: bytes) -> bool:
    client = _client(net, phone)
    for _ in range(WHOLE_TRIES):
        said = metadata(id=new_id(), policy_id=client.policy_id, filename="photo.jpg")
        begun = {"Upload-Length": str(len(content)), "Upload-Metadata": said}
        try:
            answer = client.ask("POST", UPLOADS, {**CHUNK, **begun}, content)
        except OSError:
            client.hang_up()
            continue
        return answer.sha256 is not None
    return False


def _client(net: Network, phone: Phone) -> UploadClient:
    return UploadClient(net.port, phone.token, phone.policy_ids[0], timeout_s=2, pause_s=0.5)
