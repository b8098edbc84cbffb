"""Where a test's files stay: a folder, or an S3 server, on which the same tests run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from api.gateways.files import FileStore
from api.uploads.models import Upload
from tests.cast import OpenDatabase
from tests.s3 import S3Server

StoredBytes = Callable[[str], bytes]

on_each_store = pytest.mark.parametrize("store", ["local", "s3"], indirect=True)


def store_beside(request: pytest.FixtureRequest, database_url: str) -> str:
    """The store that a test asks for; else local files beside SQLite, S3 beside PostgreSQL."""
    chosen: str | None = getattr(request, "param", None)
    return chosen or ("local" if database_url.startswith("sqlite") else "s3")


@pytest.fixture
def store(request: pytest.FixtureRequest) -> str:
    """`local`, or what the test's parameter says."""
    chosen: str = getattr(request, "param", "local")
    return chosen


@pytest.fixture
def files_url(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for files with nothing in it."""
    if store == "local":
        return str(tmp_path / "files")
    server: S3Server = request.getfixturevalue("s3_server")
    return server.new_url()


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with S3Server(tmp_path_factory.mktemp("s3")) as server:
        yield server


@pytest.fixture
def files(app: Flask) -> FileStore:
    found: FileStore = app.extensions["tongka"].files
    return found


@pytest.fixture
def stored(files: FileStore, database: OpenDatabase) -> StoredBytes:
    """Returns what the store holds of an upload."""

    def read(upload_id: str) -> bytes:
        with database() as session:
            key = session.get_one(Upload, upload_id).key
        assert key is not None
        return b"".join(files.read(key))

    return read
