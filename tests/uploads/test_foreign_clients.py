"""tus clients that aren't ours, against the real web processes, on both stores."""

import hashlib
import io
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tusclient.client import TusClient
from tusclient.uploader import Uploader

from api.building.esbuild import node
from api.settings import ROOT, Settings
from tests.cast import Card, Phone
from tests.live import live
from tests.stores import StoredBytes, on_each_store
from tests.uploads.tus import png

pytestmark = [
    on_each_store,
    # Which database it is makes no difference to a client.
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]

PHOTO = png() + os.urandom(1_500_000)
HASH = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def port(settings: Settings, tmp_path: Path, mother: Phone) -> Iterator[int]:
    """The port of the real web processes."""
    with live(settings, tmp_path / "live.log") as port:
        yield port


@pytest.fixture
def tuspy(port: int, mother: Phone, lin: Card) -> Callable[..., Uploader]:
    """Makes an uploader of tuspy for the photo."""
    client = TusClient(
        f"http://127.0.0.1:{port}/api/uploads", headers={"Cookie": f"tongka={mother.token}"}
    )

    def make(**options: object) -> Uploader:
        said = {"policy_id": lin.policy_id, "filename": "photo.png"}
        uploader: Uploader = client.uploader(
            file_stream=io.BytesIO(PHOTO), metadata=said, **options
        )
        return uploader

    return make


def id_in(url: str) -> str:
    return url.rpartition("/")[2]


def test_tuspy_uploads_and_goes_on_where_another_one_stopped(
    tuspy: Callable[..., Uploader], stored: StoredBytes
) -> None:
    in_pieces = tuspy(chunk_size=400_000)
    with_checksums = tuspy(chunk_size=400_000, upload_checksum=True)
    at_once = tuspy()
    for uploader in (in_pieces, with_checksums, at_once):
        uploader.upload()
        assert uploader.request.response_headers["tongka-sha256"] == HASH
        assert stored(id_in(uploader.url)) == PHOTO

    stopped = tuspy(chunk_size=100_000)
    stopped.upload(stop_at=700_000)
    second = tuspy(chunk_size=250_000, url=stopped.url)
    assert second.offset == 700_000
    second.upload()
    assert stored(id_in(stopped.url)) == PHOTO


def test_tus_js_client_uploads_aborts_and_goes_on(
    port: int, mother: Phone, lin: Card, tmp_path: Path, stored: StoredBytes
) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(PHOTO)
    said = {
        "endpoint": f"http://127.0.0.1:{port}/api/uploads",
        "cookie": f"tongka={mother.token}",
        "policyId": lin.policy_id,
        "path": str(file),
        "chunkSize": 256 * 1024,
    }
    for abort_after in (None, 600_000):
        done = subprocess.run(
            [node(), "tests/uploads/tus_js.mjs", json.dumps({**said, "abortAfter": abort_after})],
            cwd=ROOT,
            capture_output=True,
            check=False,
            text=True,
            timeout=60,
        )

        assert done.returncode == 0, done.stderr
        ended = json.loads(done.stdout)
        assert ended["sha256"] == HASH
        assert stored(id_in(ended["url"])) == PHOTO
