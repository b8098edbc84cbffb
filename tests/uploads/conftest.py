"""Uploads run on both stores: local files beside SQLite, S3 beside PostgreSQL, or as asked."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from api.gateways.files import FileStore
from api.settings import Settings
from api.uploads.models import Upload
from tests.cast import OpenDatabase
from tests.s3 import S3Server

StoredBytes = Callable[[str], bytes]

on_each_store_and_database = pytest.mark.parametrize("store", ["local", "s3"], indirect=True)


@pytest.fixture
def store(request: pytest.FixtureRequest, database_url: str) -> str:
    """`local` or `s3`: the test's parameter, or what goes with its database."""
    chosen: str | None = getattr(request, "param", None)
    return chosen or ("local" if database_url.startswith("sqlite") else "s3")


@pytest.fixture
def files_url(store: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A place for files with nothing in it."""
    if store == "local":
        return str(tmp_path / "files")
    server: S3Server = request.getfixturevalue("s3_server")
    return server.new_url()


@pytest.fixture
def settings(
    make_settings: Callable[..., Settings], tmp_path: Path, database_url: str, files_url: str
) -> Settings:
    return make_settings(tmp_path / "var", database_url, TONGKA_FILES_URL=files_url)


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
