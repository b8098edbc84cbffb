"""The real service, started again and again, that dies where it is told to.

`python -m tests.faults.failing_server` imports everything once and then forks one life of the
service for each JSON line on its standard input: `environment`, `app_dir`, `point`, `times`. A life
that passes its point so many times kills all of its processes with SIGKILL, as a power cut would;
the number of the life's process and group goes to standard output.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, cast

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from api import create_app
from api.core.db import db
from api.core.synced import Command, Order
from api.gateways.files import FileStore, Part
from api.settings import read_settings
from api.web import Web
from tests.sync.commands import add_note_command

POINTS = ("before_handler", "after_flush", "before_commit", "after_commit", "before_answer")
# Of uploads: around what the store does with a chunk and with a whole file, and the answer.
UPLOAD_POINTS = ("before_append", "after_append", "before_seal", "after_seal", "before_progress")


class Death:
    """Kills the whole life the n-th time that one of its processes passes a point."""

    def __init__(self, point: str, times: int) -> None:
        self._point = point
        self._left = times

    def comes_at(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                os.killpg(os.getpgrp(), signal.SIGKILL)


def bring_death(app: Flask, death: Death) -> None:
    """Puts the fail-points around the handlers, the commits of commands and the answers."""
    services = app.extensions["tongka"]
    commands = tuple(_around(command, death) for command in services.commands)
    files = cast(FileStore, _DyingFiles(services.files, death))
    app.extensions["tongka"] = replace(services, commands=commands, files=files)

    def before_commit(session: Session) -> None:
        if _is_commit_of_command(session):
            death.comes_at("before_commit")

    def after_commit(session: Session) -> None:
        if _is_commit_of_command(session):
            session.info.pop("handled")
            death.comes_at("after_commit")

    with app.app_context():
        sa.event.listen(db.session, "before_commit", before_commit)
        sa.event.listen(db.session, "after_commit", after_commit)
    app.wsgi_app = _Answering(app.wsgi_app, death)  # type: ignore[method-assign]


def _is_commit_of_command(session: Session) -> bool:
    return "handled" in session.info and not session.in_nested_transaction()


def _around(command: Command, death: Death) -> Command:
    def handle(order: Order) -> dict[str, Any]:
        death.comes_at("before_handler")
        result = command.handle(order)
        order.session.flush()
        death.comes_at("after_flush")
        order.session.info["handled"] = True
        return result

    return replace(command, handle=handle)


class _DyingFiles:
    """A file store that dies around the two things it does with an upload."""

    def __init__(self, files: FileStore, death: Death) -> None:
        self._files = files
        self._death = death

    def append(self, key: str, offset: int, chunk: bytes) -> Part | None:
        self._death.comes_at("before_append")
        part = self._files.append(key, offset, chunk)
        self._death.comes_at("after_append")
        return part

    def seal(self, key: str, parts: Sequence[Part]) -> BinaryIO:
        self._death.comes_at("before_seal")
        whole = self._files.seal(key, parts)
        self._death.comes_at("after_seal")
        return whole

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


class _Answering:
    """Has the whole answer ready before it may die instead of giving it."""

    def __init__(self, wrapped: Callable[..., Iterable[bytes]], death: Death) -> None:
        self._wrapped = wrapped
        self._death = death

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        body = self._wrapped(environ, start_response)
        answer = [b"".join(body)]
        getattr(body, "close", lambda: None)()
        if environ["PATH_INFO"] == "/api/sync/push":
            self._death.comes_at("before_answer")
        if environ["PATH_INFO"].startswith("/api/uploads"):
            self._death.comes_at("before_progress")
        return answer


def live(environment: dict[str, str], app_dir: str, point: str, times: int) -> None:
    """One life; ends only by a signal."""
    settings = replace(read_settings(environment), app_dir=Path(app_dir))
    app = create_app(settings)
    add_note_command(app)
    bring_death(app, Death(point, times))
    Web(app, settings.port).run()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        child = os.fork()
        # On both sides, so that neither goes on before it is done.
        os.setpgid(child, child)
        if child == 0:
            os.dup2(2, 1)  # what it logs is no number
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            live(**json.loads(line))
        print(child, flush=True)


if __name__ == "__main__":
    main()
