"""A phone that loses its signal says no goodbye: what it sent is kept all the same, and soon."""

import hashlib
import socket
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from api.core.ids import new_id
from api.settings import Settings
from api.web import PROCESSES, THREADS
from tests.cast import Card, Phone, on_sqlite
from tests.live import live
from tests.stores import StoredBytes, on_each_store
from tests.uploads.client import UploadClient
from tests.uploads.tus import png
from tests.waiting import wait_until

pytestmark = [on_sqlite, on_each_store]

PHOTO = png(filler=600_000)
HASH = hashlib.sha256(PHOTO).hexdigest()
# At least so much of what was sent is kept: what is read at once may be missing.
SENT, KEPT = 200_000, 180_000


@pytest.fixture
def client(settings: Settings, tmp_path: Path, mother: Phone, lin: Card) -> Iterator[UploadClient]:
    with live(settings, tmp_path / "live.log") as port:
        client = UploadClient(port, str(mother.token), lin.policy_id)
        yield client
        client.hang_up()


def send_half(client: UploadClient, upload_id: str) -> socket.socket:
    """Announces all, sends a part, and falls silent; returns the connection."""
    half_open = socket.create_connection(("127.0.0.1", client.port))
    head = (
        f"PATCH /api/uploads/{upload_id} HTTP/1.1\r\nHost: 127.0.0.1:{client.port}\r\n"
        f"Cookie: tongka={client.token}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
        "Content-Type: application/offset+octet-stream\r\n"
        f"Content-Length: {len(PHOTO)}\r\n\r\n"
    )
    half_open.sendall(head.encode() + PHOTO[:SENT])
    return half_open


def test_it_keeps_what_came_and_waits_for_nobody(client: UploadClient, stored: StoredBytes) -> None:
    upload_id = new_id()
    client.create(upload_id, PHOTO)
    with closing(send_half(client, upload_id)) as half_open:
        wait_until(lambda: client.head(upload_id).offset >= KEPT, "what was sent to be kept", 10)

        # From another network, while the first connection still stands.
        assert client.upload(upload_id, PHOTO) == HASH

        # The signal comes back, and the rest of the first request with it.
        half_open.sendall(PHOTO[SENT:])
        half_open.recv(4096)
    assert client.head(upload_id).sha256 == HASH
    assert stored(upload_id) == PHOTO


def test_it_answers_others_while_most_threads_wait(client: UploadClient) -> None:
    """Whichever process has a thread left takes the next one."""
    client.timeout_s = 15
    with ExitStack() as half_open:
        for _ in range(PROCESSES * THREADS - 4):
            upload_id = new_id()
            client.create(upload_id, PHOTO)
            half_open.enter_context(closing(send_half(client, upload_id)))

        assert client.upload(new_id(), PHOTO, tries=1) == HASH
