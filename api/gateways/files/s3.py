"""Files in an S3 store.

TONGKA_FILES_URL=s3://KEY_ID:SECRET@BUCKET/PREFIX?endpoint=https://…&region=…

Without a key the machine's own role is asked for one. `virtual_host=1` is for stores whose
endpoint holds the bucket's name (Aliyun OSS).

A chunk is an object of its own, `<key>.parts/<offset>-<random>`: of two that come at once neither
overwrites the other, whatever the store makes of conditions. Which one counts, the database says.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import uuid4

import obstore
import structlog
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from api.gateways.files import PIECE_BYTES, FileGone, Part, StoreAway, StoreFull, checked

if TYPE_CHECKING:
    from obstore.store import S3Config

log = structlog.get_logger()

# A whole request, and the time after which a failed one is not tried again: a phone waits.
_TIMEOUT, _RETRY_FOR, _RETRIES = timedelta(seconds=20), timedelta(seconds=10), 2
_SPOOL_BYTES = 2 * 1024 * 1024


class S3Files:
    """See FileStore."""

    def __init__(self, open_store: Callable[[], S3Store]) -> None:
        self._open_store = open_store

    @cached_property
    def _store(self) -> S3Store:
        # Opened by who uses it first: its threads would not survive the fork of a web process.
        return self._open_store()

    def put(self, key: str, content: bytes) -> None:
        self._put(checked(key), content)

    def read(self, key: str) -> Iterator[bytes]:
        with _answering(key):
            pieces = obstore.get(self._store, checked(key)).stream(min_chunk_size=PIECE_BYTES)
        return _guarded(pieces, key)

    def delete(self, key: str) -> None:
        self._delete([checked(key)])

    def begin(self, key: str) -> None:
        """Nothing: a growing file is its parts."""

    def received(self, key: str) -> None:
        """None: the caller notes its parts."""

    def append(self, key: str, offset: int, chunk: bytes) -> Part:
        part = Part(offset, len(chunk), f"{offset:08d}-{uuid4().hex}")
        self._put(_place(key, part), chunk)
        return part

    def drop(self, key: str, part: Part) -> None:
        self._delete([_place(key, part)])

    def seal(self, key: str, parts: Sequence[Part]) -> BinaryIO:
        spool = tempfile.SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115 # its reader closes it
        whole = cast(BinaryIO, spool)
        try:
            for part in parts:
                self._fetch(_place(key, part), whole)
            whole.seek(0)
            self._put(checked(key), whole)
        except BaseException:
            whole.close()
            raise
        whole.seek(0)
        return whole

    def delete_parts(self, key: str) -> None:
        with _answering(key):
            listed = obstore.list(self._store, f"{checked(key)}.parts")
            names = [found["path"] for page in listed for found in page]
        self._delete(names)

    def _put(self, place: str, content: bytes | BinaryIO) -> None:
        with _answering(place):
            obstore.put(self._store, place, content)

    def _fetch(self, place: str, whole: BinaryIO) -> None:
        with _answering(place):
            for piece in obstore.get(self._store, place).stream(min_chunk_size=PIECE_BYTES):
                try:
                    whole.write(piece)
                except OSError as error:
                    raise StoreFull from error

    def _delete(self, places: list[str]) -> None:
        for place in places:
            try:
                with _answering(place):
                    obstore.delete(self._store, place)
            except FileGone:
                continue


def _place(key: str, part: Part) -> str:
    return f"{checked(key)}.parts/{part.name}"


def _guarded(pieces: Any, key: str) -> Iterator[bytes]:
    with _answering(key):
        for piece in pieces:
            yield bytes(piece)


@contextmanager
def _answering(place: str) -> Iterator[None]:
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise FileGone(place) from error
    except BaseError as error:
        log.warning("file store does not answer", kind=type(error).__name__, said=str(error)[:300])
        raise StoreAway from error


def make(url: str) -> S3Files:
    """The store of an `s3://` URL. Raises ValueError with one sentence."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    endpoint = query.pop("endpoint", None)
    region = query.pop("region", "us-east-1")
    virtual_host = query.pop("virtual_host", "0") == "1"
    if not parts.hostname or query or bool(parts.username) != bool(parts.password):
        raise ValueError(
            "TONGKA_FILES_URL must look like s3://KEY_ID:SECRET@BUCKET?endpoint=https://…&region=…"
        )
    config: S3Config = {"region": region, "virtual_hosted_style_request": virtual_host}
    if endpoint:
        config["endpoint"] = endpoint
    if parts.username and parts.password:
        config["access_key_id"] = unquote(parts.username)
        config["secret_access_key"] = unquote(parts.password)
    return S3Files(
        lambda: S3Store(
            parts.hostname,
            prefix=parts.path.strip("/") or None,
            config=config,
            client_options={"timeout": _TIMEOUT, "allow_http": bool(endpoint)},
            retry_config={"max_retries": _RETRIES, "retry_timeout": _RETRY_FOR},
        )
    )
