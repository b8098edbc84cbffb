"""Taking in what a phone sends, over a network that may end at any byte.

A chunk is read from the socket first; only then is anything locked. No transaction and no lock is
held while a phone, or the store, is slow. What is answered is durable.
"""

import hashlib
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.errors import UNAVAILABLE, Refusal
from api.gateways.files import (
    PIECE_BYTES,
    FileBusy,
    FileGone,
    FileStore,
    Part,
    StoreAway,
    StoreFull,
    WrongOffset,
)
from api.uploads import operations, problems, rules
from api.uploads.models import Upload, UploadPart
from api.uploads.operations import Standing
from api.uploads.rules import RefusedFor, UploadState
from api.uploads.sniffing import Facts, sniff

Transaction = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True)
class Desk:
    """Where uploads are taken in: the store, and how to open a short transaction."""

    files: FileStore
    reading: Transaction
    writing: Transaction
    now: Callable[[], datetime]


def look(desk: Desk, member: Member, upload_id: str) -> Standing:
    """How an upload stands; one that has all its bytes is finished on the way. Raises Refusal."""
    with desk.reading() as session:
        standing = operations.find(session, member, upload_id, desk.now())
    return finished(desk, counted(desk, standing))


def counted(desk: Desk, standing: Standing) -> Standing:
    """The same with what the store has of it, where the store is who counts."""
    if not standing.is_open:
        return standing
    try:
        received = desk.files.received(standing.key)
    except FileGone as error:
        raise Refusal(problems.GONE) from error
    except StoreAway as error:
        raise Refusal(UNAVAILABLE) from error
    return standing if received is None else replace(standing, received=received)


def keep(desk: Desk, standing: Standing, chunks: Iterable[bytes]) -> Standing:
    """Keeps chunks one after the other, each durably before the next is asked for.

    Raises Refusal where one does not fit; those before it stay.
    """
    for chunk in chunks:
        if standing.received + len(chunk) > standing.length:
            raise Refusal(problems.BEYOND_LENGTH)
        _keep_one(desk, standing, chunk)
        standing = replace(standing, received=standing.received + len(chunk))
    return standing


def finished(desk: Desk, standing: Standing) -> Standing:
    """Looks through an upload that has arrived in full: hash, kind, size. Else changes nothing.

    May be done twice at once: the first one counts. Raises Refusal, for a refused file too.
    """
    if standing.is_open and standing.received == standing.length:
        digest, found = _examine(desk, standing)
        with desk.writing() as session:
            standing = _settle(session, standing, digest, found, desk.now())
    if standing.refused_for is not None:
        raise Refusal(problems.REFUSED[standing.refused_for])
    return standing


def _keep_one(desk: Desk, standing: Standing, chunk: bytes) -> None:
    try:
        part = desk.files.append(standing.key, standing.received, chunk)
    except WrongOffset as error:
        raise Refusal(problems.WRONG_OFFSET) from error
    except FileBusy as error:
        raise Refusal(problems.BUSY) from error
    except FileGone as error:
        raise Refusal(problems.GONE) from error
    except StoreFull as error:
        raise Refusal(problems.STORAGE_FULL) from error
    except StoreAway as error:
        raise Refusal(UNAVAILABLE) from error
    if part is not None:
        _note(desk, standing, part)


def _note(desk: Desk, standing: Standing, part: Part) -> None:
    row = UploadPart(
        upload_id=standing.upload_id, start=part.start, length=part.length, name=part.name
    )
    with desk.writing() as session:
        first = operations.note_part(session, standing, row)
    if not first:
        desk.files.drop(standing.key, part)
        raise Refusal(problems.WRONG_OFFSET)


def _examine(desk: Desk, standing: Standing) -> tuple[str, Facts | RefusedFor]:
    with desk.reading() as session:
        rows = operations.parts_of(session, standing.upload_id)
        parts = [Part(row.start, row.length, row.name) for row in rows]
    try:
        with desk.files.seal(standing.key, parts) as whole:
            return _sha256(whole), sniff(whole, standing.length)
    except FileGone as error:
        # Removed, or finished by another request and its parts gone: asked again, it tells.
        raise Refusal(UNAVAILABLE) from error
    except StoreFull as error:
        raise Refusal(problems.STORAGE_FULL) from error
    except StoreAway as error:
        raise Refusal(UNAVAILABLE) from error


def _settle(
    session: Session, seen: Standing, digest: str, found: Facts | RefusedFor, now: datetime
) -> Standing:
    upload = session.get(Upload, seen.upload_id, with_for_update=True, populate_existing=True)
    if upload is None or upload.key != seen.key or upload.state in rules.ENDED:
        raise Refusal(problems.GONE)
    if upload.state == UploadState.RECEIVING:
        operations.complete(upload, digest, found, now)
        session.flush()
    return operations.standing(upload)


def _sha256(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while piece := file.read(PIECE_BYTES):
        digest.update(piece)
    return digest.hexdigest()
