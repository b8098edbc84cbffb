"""gunicorn as the service runs it."""

from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from api.core.db import db

# A phone in a bad network holds a thread, and nothing else, while its photo trickles in.
PROCESSES, THREADS = 2, 24


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn is untyped
    """A process that leaves connections to the others while all its threads are busy."""

    @property
    def worker_connections(self) -> int:
        """How many it may hold: those that wait for a next request need no thread."""
        return int(self.cfg.threads) + len(self.keepalived_conns) + len(self.pending_conns)

    @worker_connections.setter
    def worker_connections(self, _configured: int) -> None:
        pass


class Web(BaseApplication):  # type: ignore[misc] # gunicorn is untyped
    """gunicorn around an app that is made once, before it forks."""

    def __init__(self, app: Flask, port: int) -> None:
        self._app = app
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        """Sets gunicorn's options; there is no configuration file."""
        options: dict[str, Any] = {
            "bind": f"127.0.0.1:{self._port}",
            "workers": PROCESSES,
            "worker_class": Worker,
            "threads": THREADS,
            "loglevel": "warning",
            "post_fork": self._forget_connections,
            "pre_request": self._end_connection_of_upload,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The app that every process serves."""
        return self._app

    def _forget_connections(self, _server: Any, _worker: Any) -> None:
        # A forked process must not use its parent's connections, nor close them.
        with self._app.app_context():
            db.engine.dispose(close=False)

    def _end_connection_of_upload(self, _worker: Any, request: Any) -> None:
        # What is cut on a connection that was used before, a browser sends again by itself.
        if request.path.startswith("/api/uploads"):
            request.headers.insert(0, ("CONNECTION", "close"))
