"""Whether the audit chain is whole, against itself and against heads kept outside the database.

Whoever can write to the database can write a chain anew. What they can't change is what was kept
elsewhere before: the heads in a file, which also go to the log.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Session

from api.core.audit import NO_HEAD, AuditChain, AuditEntry
from api.core.clock import instant_text

log = structlog.get_logger()

FILE = "audit-heads.log"


@dataclass(frozen=True)
class Head:
    """How long the chain was at an instant, and the hash of its last entry."""

    at: str
    length: int
    head: str


class BadHeads(Exception):
    """A file of heads that can't be read: one sentence."""


def keep_head(session: Session, file: Path, now: datetime) -> bool:
    """Adds the chain's head to a file and to the log, unless the file ends with it already.

    Returns False: there is never more of it to do at once. Raises BadHeads.
    """
    chain = session.scalars(sa.select(AuditChain)).one()
    kept = read_heads(file)
    if chain.length == (kept[-1].length if kept else 0):
        return False
    head = Head(instant_text(now), chain.length, chain.head)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(asdict(head)) + "\n")
        lines.flush()
        os.fsync(lines.fileno())
    log.info("audit head", length=head.length, head=head.head)
    return False


def read_heads(file: Path) -> list[Head]:
    """The heads kept in a file, oldest first. Raises BadHeads."""
    if not file.exists():
        return []
    heads = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            heads.append(Head(**json.loads(line)))
        except (ValueError, TypeError) as problem:
            raise BadHeads(f"{file.name} line {number} holds no head of the chain.") from problem
    return heads


def wrongs_of(session: Session, kept: list[Head]) -> Iterator[str]:
    """What is wrong with the chain, a sentence each; nothing where it is whole.

    After the first broken link the rest can't be judged, so that one is the last told.
    """
    expected = {head.length: head for head in kept}
    length, last = 0, NO_HEAD
    stream = sa.select(AuditEntry).order_by(AuditEntry.seq).execution_options(yield_per=1000)
    with session.scalars(stream) as entries:
        for entry in entries:
            wrong = _wrong_link(entry, length, last) or _unlike(entry, expected.get(entry.seq))
            if wrong:
                yield wrong
                return
            length, last = entry.seq, entry.hash
    yield from _wrong_end(session, length, last)
    for head in kept:
        if head.length > length:
            yield f"There were {head.length} entries on {head.at}; now there are {length}."


def _wrong_link(entry: AuditEntry, length: int, last: str) -> str | None:
    if entry.seq != length + 1:
        return f"Entry {length + 1} is missing: the next one is {entry.seq}."
    if entry.hash != entry.hash_after(last):
        return f"Entry {entry.seq} was changed, or put in its place later."
    return None


def _unlike(entry: AuditEntry, head: Head | None) -> str | None:
    if head and head.head != entry.hash:
        return f"Entry {entry.seq} is not the one that was last on {head.at}."
    return None


def _wrong_end(session: Session, length: int, last: str) -> Iterator[str]:
    chain = session.scalars(sa.select(AuditChain)).one_or_none()
    if chain is None or (chain.length, chain.head) != (length, last):
        noted = chain.length if chain else "no"
        yield f"The chain should have {noted} entries; it has {length}."
