"""The push: each command is one transaction, and its answer is stored in that transaction.

The only committer beside HTTP, imports and the job runner. The same id always gets the same
answer: of two repeats at once the second waits for the first and reads what that one stored.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
import structlog
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from api.core import errors
from api.core.actors import Member
from api.core.crypto import vault
from api.core.db import DATABASE_AWAY, only_reads
from api.core.errors import Refusal
from api.core.synced import Command, Order
from api.core.texts import INVISIBLE, unstorable_texts
from api.core.words import flat_fields
from api.devices.sessions import with_live_bindings
from api.sync.answers import Answer, done, later, rejected
from api.sync.models import CommandResult
from api.sync.problems import COMMAND_REUSED, NOT_BOUND
from api.sync.rules import CommandStatus, Malformed, Sent, display_time, receipt_of

log = structlog.get_logger()

Handlers = Mapping[tuple[str, int], Command]

_SERVER_ERROR = 500


def push(
    session: Session,
    member: Member,
    commands: Sequence[Command],
    sent: Sequence[Sent | Malformed],
    now: datetime,
) -> list[Answer]:
    """What became of each command, in the order they came; none keeps another from its turn.

    Ends the session's transaction and begins its own. When the database can't even begin one,
    the rest waits for a later push rather than each for its own timeout.
    """
    handlers = {(command.name, command.version): command for command in commands}
    session.rollback()
    only_reads.set(False)
    handled: list[Answer] = []
    for each in sent:
        if isinstance(each, Malformed):
            handled.append(rejected(errors.INVALID, each.fields))
        elif _begins(session):
            handled.append(_in_one_transaction(session, member, handlers, each, now))
        else:
            break
    return handled + [later(errors.UNAVAILABLE.code)] * (len(sent) - len(handled))


def _begins(session: Session) -> bool:
    try:
        session.connection()
    except DATABASE_AWAY as error:
        session.rollback()
        log.warning("no transaction for a command", kind=type(error).__name__)
        return False
    return True


def _in_one_transaction(
    session: Session, member: Member, handlers: Handlers, sent: Sent, now: datetime
) -> Answer:
    try:
        answer = _answer(session, member, handlers, sent, now)
        session.commit()
    except Refusal as refusal:
        answer = later(refusal.problem.code)
    except DATABASE_AWAY as error:
        # Where the commit's own answer was lost, the repeat finds out what became of it.
        answer = later(errors.UNAVAILABLE.code)
        log.warning("database unavailable", command=sent.name, kind=type(error).__name__)
    except Exception:  # one bad command must not stop the others
        answer = later(errors.FAILED.code)
        log.exception("command failed", command=sent.name, id=sent.id)
    session.rollback()
    return answer


def _answer(
    session: Session, member: Member, handlers: Handlers, sent: Sent, now: datetime
) -> Answer:
    """The answer to a command; stored, where it is one for good."""
    _wait_for_repeats(session, sent.id)
    member = with_live_bindings(session, member)
    if not member.sees(sent.policy_id):
        return rejected(NOT_BOUND)
    contents = _contents(sent)
    known = session.get(CommandResult, sent.id)
    if known is not None:
        same = known.fingerprint in vault().blind_indexes(contents, "command")
        return Answer(known.status, known.answer) if same else rejected(COMMAND_REUSED)
    command = handlers.get((sent.name, sent.version))
    if command is None:
        return later("unknown_command")
    obstacle = _obstacle(session, member, sent.after)
    if obstacle is not None:
        return later(obstacle)
    answer = _handle(session, member, command, sent, now)
    session.add(
        CommandResult(
            id=sent.id,
            policy_id=sent.policy_id,
            device_id=member.device_id,
            name=sent.name,
            fingerprint=vault().blind_index(contents, "command"),
            status=answer.status,
            answer=answer.details,
            made_at=display_time(sent.made_at, now),
            handled_at=now,
        )
    )
    return answer


def _wait_for_repeats(session: Session, command_id: str) -> None:
    """Waits until no other transaction handles this command. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        key = sa.func.hashtextextended(command_id, 0)
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(key)))


def _contents(sent: Sent) -> str:
    """All that makes a command this one and no other."""
    return json.dumps(
        [sent.name, sent.version, sent.policy_id, sent.args], sort_keys=True, separators=(",", ":")
    )


def _obstacle(session: Session, member: Member, after: Sequence[str]) -> str | None:
    """Why a command can't have its turn yet: what it comes after is not done."""
    if not after:
        return None
    found = session.execute(
        sa.select(CommandResult.id, CommandResult.status).where(
            CommandResult.id.in_(after), CommandResult.policy_id.in_(member.bindings)
        )
    )
    statuses = {row.id: row.status for row in found}
    if CommandStatus.REJECTED in statuses.values():
        return "blocked"
    return None if statuses.keys() >= set(after) else "waiting"


def _handle(
    session: Session, member: Member, command: Command, sent: Sent, now: datetime
) -> Answer:
    """Does what a command says. Raises Refusal where a later try may succeed."""
    unstorable = {path: [INVISIBLE] for path in unstorable_texts(sent.args)}
    if unstorable:
        return rejected(errors.INVALID, unstorable)
    try:
        args = command.args().load(sent.args)
    except ValidationError as error:
        return rejected(errors.INVALID, flat_fields({"args": error.messages}))
    made_at = display_time(sent.made_at, now)
    order = Order(session, member, sent.policy_id, sent.id, args, now, made_at)
    savepoint = session.begin_nested()
    try:
        result = command.handle(order)
        savepoint.commit()
    except Refusal as refusal:
        if refusal.problem.status >= _SERVER_ERROR:
            raise
        if refusal.problem.keeps_changes:
            savepoint.commit()
        else:
            savepoint.rollback()
        return rejected(refusal.problem, refusal.fields)
    return done(result, result.get("receipt") or receipt_of(sent.id))
