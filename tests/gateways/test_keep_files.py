"""Both stores keep files in the same way; only who counts a growing one differs."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from api.gateways.files import (
    FileBusy,
    FileGone,
    FileStore,
    Part,
    StoreAway,
    StoreFull,
    WrongOffset,
    local,
    make_file_store,
    new_key,
)
from tests.s3 import S3Server

CONTENT = bytes(range(256)) * 3000


@pytest.fixture(params=["local", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    if request.param == "local":
        return make_file_store(str(tmp_path / "files"))
    server: S3Server = request.getfixturevalue("s3_server")
    return make_file_store(server.new_url())


@pytest.fixture
def folder(tmp_path: Path) -> FileStore:
    return make_file_store(str(tmp_path / "files"))


def content_of(files: FileStore, key: str) -> bytes:
    return b"".join(files.read(key))


def grow(files: FileStore, key: str, *chunks: bytes) -> list[Part]:
    """Appends chunks, and returns the parts to be noted."""
    noted, offset = [], 0
    for chunk in chunks:
        part = files.append(key, offset, chunk)
        noted += [part] if part else []
        offset += len(chunk)
    return noted


def test_it_gives_back_what_it_was_given(files: FileStore) -> None:
    key = new_key("claims")
    for content in (CONTENT, b"another"):
        files.put(key, content)
        assert content_of(files, key) == content


def test_it_grows_a_file(files: FileStore) -> None:
    key = new_key("uploads")
    files.begin(key)
    files.begin(key)
    assert files.received(key) in {0, None}

    parts = grow(files, key, CONTENT[:1000], CONTENT[1000:300_000], CONTENT[300_000:])
    assert files.received(key) in {len(CONTENT), None}
    with files.seal(key, parts) as whole:
        assert whole.read() == CONTENT
    with files.seal(key, parts) as whole:
        assert whole.read() == CONTENT
    files.delete_parts(key)

    assert content_of(files, key) == CONTENT


def test_it_leaves_out_a_part_that_was_dropped(files: FileStore) -> None:
    key = new_key("uploads")
    files.begin(key)
    parts = grow(files, key, CONTENT[:1000])
    files.drop(key, Part(0, 1000, "00000000-of-another"))

    with files.seal(key, parts) as whole:
        assert whole.read() == CONTENT[:1000]


def test_it_forgets_what_is_deleted(files: FileStore) -> None:
    key = new_key("uploads")
    files.begin(key)
    parts = grow(files, key, CONTENT)
    files.seal(key, parts).close()

    for _ in range(2):
        files.delete(key)
        files.delete_parts(key)

    with pytest.raises(FileGone):
        content_of(files, key)
    with pytest.raises(FileGone):
        files.seal(key, [*parts, Part(0, 1, "00000000-gone")])


def test_it_knows_no_file_of_that_name(files: FileStore) -> None:
    with pytest.raises(FileGone):
        files.read(new_key("uploads"))


@pytest.mark.parametrize(
    "key", ["../a", "/etc/passwd", "a//b", "a/../b", "", ".hidden", "A", "a\0", "a\n", "a.b.c"]
)
def test_it_takes_generated_names_alone(files: FileStore, key: str) -> None:
    for call in (
        lambda: files.put(key, b"x"),
        lambda: files.append(key, 0, b"x"),
        lambda: files.read(key),
        lambda: files.delete(key),
    ):
        with pytest.raises(ValueError, match="no key"):
            call()


def test_it_appends_only_where_the_file_ends(folder: FileStore) -> None:
    key = new_key("uploads")
    folder.begin(key)
    grow(folder, key, CONTENT[:1000])

    for offset in (0, 999, 1001):
        with pytest.raises(WrongOffset) as wrong:
            folder.append(key, offset, b"x")
        assert wrong.value.received == 1000
    assert content_of(folder, key) == CONTENT[:1000]


def test_it_brings_nothing_back_that_was_removed(folder: FileStore) -> None:
    key = new_key("uploads")
    folder.begin(key)
    folder.delete(key)

    with pytest.raises(FileGone):
        folder.append(key, 0, b"x")
    with pytest.raises(FileGone):
        folder.received(key)


def test_it_takes_one_of_many_chunks_that_come_at_once(folder: FileStore) -> None:
    key = new_key("uploads")
    folder.begin(key)
    outcomes: list[str] = []

    def send(byte: int) -> None:
        try:
            folder.append(key, 0, bytes([byte]) * 10_000)
        except WrongOffset:
            outcomes.append("wrong offset")
        else:
            outcomes.append("kept")

    threads = [Thread(target=send, args=(byte,)) for byte in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["kept"] + ["wrong offset"] * 11
    assert len(set(content_of(folder, key))) == 1


def test_it_says_when_somebody_else_appends_for_too_long(
    folder: FileStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_PATIENCE_S", 0.02)
    key = new_key("uploads")
    folder.begin(key)
    with (tmp_path / "files" / key).open("ab") as other:
        local._lock(other.fileno())

        with pytest.raises(FileBusy):
            folder.append(key, 0, b"x")

    folder.append(key, 0, b"x")


@contextmanager
def no_file_longer_than(length: int) -> Iterator[None]:
    """The disk is full, as far as this process can tell."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_it_keeps_nothing_of_a_chunk_that_does_not_fit(folder: FileStore) -> None:
    key = new_key("uploads")
    folder.begin(key)
    grow(folder, key, CONTENT[:100_000])

    with no_file_longer_than(150_000), pytest.raises(StoreFull):
        folder.append(key, 100_000, CONTENT[100_000:300_000])

    assert folder.received(key) == 100_000
    folder.append(key, 100_000, CONTENT[100_000:])
    assert content_of(folder, key) == CONTENT


def test_it_replaces_no_file_by_half_of_one(folder: FileStore, tmp_path: Path) -> None:
    key = new_key("claims")
    folder.put(key, b"before")

    with no_file_longer_than(150_000), pytest.raises(StoreFull):
        folder.put(key, CONTENT)

    assert content_of(folder, key) == b"before"
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_it_says_when_the_store_does_not_answer(tmp_path: Path) -> None:
    server = S3Server(tmp_path)
    files = make_file_store(server.new_url())
    key = new_key("uploads")

    for call in (
        lambda: files.put(key, b"x"),
        lambda: files.read(key),
        lambda: files.append(key, 0, b"x"),
        lambda: files.delete(key),
        lambda: files.delete_parts(key),
    ):
        with pytest.raises(StoreAway):
            call()


@pytest.mark.parametrize(
    "url",
    ["s3://", "s3://key@bucket", "s3://bucket?endpont=http://x", "s3://:secret@bucket"],
)
def test_it_says_what_an_address_lacks(url: str) -> None:
    with pytest.raises(ValueError, match=r"^TONGKA_FILES_URL must look like s3://"):
        make_file_store(url)


def test_it_shows_no_secret(tmp_path: Path) -> None:
    assert "hidden" not in repr(make_file_store("s3://a:hidden@bucket"))
