"""Keeping files under generated keys: a local folder by default, an S3 store where it is named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import uuid4

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]*(?:/[a-z0-9][a-z0-9_-]*)*(?:\.[a-z0-9]+)?")
PIECE_BYTES = 64 * 1024


class FileGone(Exception):
    """There is nothing under this key (any more)."""


class WrongOffset(Exception):
    """A chunk that does not begin where the file ends; `received` is where that is."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class FileBusy(Exception):
    """Somebody else is appending to this file; it may be tried again at once."""


class StoreFull(Exception):
    """There is no room: nothing of this was kept, and what was kept before is whole."""


class StoreAway(Exception):
    """The store can't be reached, or does not answer as it should; later it may."""


@dataclass(frozen=True)
class Part:
    """A chunk that lies apart until its file is sealed: where it begins, and under which name."""

    start: int
    length: int
    name: str


class FileStore(Protocol):
    """Whoever keeps files. What a call has returned from is durable; keys are `new_key`'s.

    A file comes whole (`put`) or grows (`begin`, `append` …, `seal`). A store that can't tell
    how far a growing file has come returns a `Part` from each `append`, which the caller notes in
    its own transaction, if it is the first that begins there; otherwise the caller drops it.

    Every call may raise StoreAway, every one that keeps something StoreFull.
    """

    def put(self, key: str, content: bytes) -> None:
        """Keeps a whole file, in place of one that is there."""
        ...

    def read(self, key: str) -> Iterator[bytes]:
        """A file's bytes, piece by piece. Raises FileGone before the first."""
        ...

    def delete(self, key: str) -> None:
        """Removes a file and its parts; what is not there is no error."""
        ...

    def begin(self, key: str) -> None:
        """Makes room for a growing file; one that is there stays as it is."""
        ...

    def received(self, key: str) -> int | None:
        """How many bytes a growing file has; None where the caller notes its parts.

        Raises FileGone.
        """
        ...

    def append(self, key: str, offset: int, chunk: bytes) -> Part | None:
        """Adds a chunk to a growing file; a part where the caller has to note it.

        Raises WrongOffset, FileBusy and FileGone.
        """
        ...

    def drop(self, key: str, part: Part) -> None:
        """Removes a part that nobody noted."""
        ...

    def seal(self, key: str, parts: Sequence[Part]) -> BinaryIO:
        """Makes a growing file whole and opens it, to be closed by the caller.

        The parts stay until `delete_parts`; sealing again does no harm. Raises FileGone.
        """
        ...

    def delete_parts(self, key: str) -> None:
        """Removes the parts of a sealed file."""
        ...


def new_key(kind: str) -> str:
    """A key that nobody can guess and no sender has a say in: `uploads/3f/…`."""
    name = uuid4().hex
    return f"{kind}/{name[:2]}/{name[2:]}"


def checked(key: str) -> str:
    """The key itself. Raises ValueError where it is none of ours."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"no key of a file: {key!r}")
    return key


def make_file_store(url: str) -> FileStore:
    """The store that TONGKA_FILES_URL names.

    Raises ValueError with one sentence where the URL is incomplete.
    """
    name = "s3" if url.startswith("s3://") else "local"
    # Only the one that is named is loaded.
    store: FileStore = import_module(f"api.gateways.files.{name}").make(url)
    return store


def folder_of(url: str) -> Path | None:
    """The folder that a TONGKA_FILES_URL names; None for a store elsewhere."""
    return None if "://" in url else Path(url)
