"""Files in a local folder. The offset of a growing file is its size.

Appending takes the operating system's lock on the file, which ends with its holder: several
processes of one machine may share the folder.
"""

import contextlib
import errno
import fcntl
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from api.gateways.files import (
    PIECE_BYTES,
    FileBusy,
    FileGone,
    Part,
    StoreFull,
    WrongOffset,
    checked,
    folder_of,
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# An append takes milliseconds; who waits longer than this is told to come again.
_PATIENCE_S, _LOOK_EVERY_S = 2.0, 0.005


class LocalFiles:
    """See FileStore; keys are paths below one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, key: str, content: bytes) -> None:
        path = self._path(key)
        with _full_is_full():
            _make_folder(path.parent)
            # Appears whole or not at all, under whatever name it has until then.
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as new:
                try:
                    new.write(content)
                    new.flush()
                    os.fsync(new.fileno())
                    Path(new.name).rename(path)
                except BaseException:
                    Path(new.name).unlink(missing_ok=True)
                    raise
            _sync_folder(path.parent)

    def read(self, key: str) -> Iterator[bytes]:
        return _pieces(self._open(key))

    def delete(self, key: str) -> None:
        self._path(key).unlink(missing_ok=True)

    def begin(self, key: str) -> None:
        path = self._path(key)
        with _full_is_full():
            _make_folder(path.parent)
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
            _sync_folder(path.parent)

    def received(self, key: str) -> int:
        try:
            return self._path(key).stat().st_size
        except FileNotFoundError as error:
            raise FileGone(key) from error

    def append(self, key: str, offset: int, chunk: bytes) -> None:
        try:
            # Never made here: a file that was removed meanwhile must not come back.
            descriptor = os.open(self._path(key), os.O_WRONLY | os.O_APPEND)
        except FileNotFoundError as error:
            raise FileGone(key) from error
        try:
            _lock(descriptor)
            received = os.fstat(descriptor).st_size
            if received != offset:
                raise WrongOffset(received)
            _write(descriptor, offset, chunk)
        finally:
            os.close(descriptor)

    def drop(self, key: str, part: Part) -> None:
        """Nothing: there are no parts here."""

    def seal(self, key: str, parts: Sequence[Part]) -> BinaryIO:
        return self._open(key)

    def delete_parts(self, key: str) -> None:
        """Nothing: there are no parts here."""

    def _path(self, key: str) -> Path:
        return self._folder / checked(key)

    def _open(self, key: str) -> BinaryIO:
        try:
            return self._path(key).open("rb")
        except FileNotFoundError as error:
            raise FileGone(key) from error


def _lock(descriptor: int) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise FileBusy from None
            time.sleep(_LOOK_EVERY_S)
        else:
            return


def _write(descriptor: int, offset: int, chunk: bytes) -> None:
    """Writes a chunk to the end of a locked file; where it doesn't fit, none of it stays."""
    rest = memoryview(chunk)
    try:
        with _full_is_full():
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
    except BaseException:
        os.ftruncate(descriptor, offset)
        raise


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _make_folder(folder: Path) -> None:
    """Makes a folder and those above it, each noted durably in the one above."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _full_is_full() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull from error
        raise


def make(url: str) -> LocalFiles:
    """The store of a folder, which is made when it is first needed."""
    folder = folder_of(url)
    if folder is None:
        raise ValueError("TONGKA_FILES_URL must be a folder, or begin with s3://.")
    return LocalFiles(folder)
