"""A service that dies and comes back, as a fault trial drives it."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any

from api.settings import ROOT, Settings
from tests.waiting import wait_until


class Cradle:
    """The process that all lives are forked from: it has imported everything already."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "lives.log"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.failing_server"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def bear(self, life: dict[str, Any]) -> int:
        """Begins a life; returns the number of its process group."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(life) + "\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        assert said, self._log.read_text(errors="replace")
        return int(said)

    def end(self) -> None:
        """Bears no more."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()


class Lives:
    """Starts one life of the service after the other on the same port and database."""

    def __init__(self, cradle: Cradle, settings: Settings) -> None:
        self.port = _free_port()
        self._url = f"http://127.0.0.1:{self.port}"
        self._cradle = cradle
        self._app_dir = str(settings.app_dir)
        self._master = 0
        self._environment = {
            "PORT": str(self.port),
            "TONGKA_VAR_DIR": str(settings.var_dir),
            "TONGKA_BUILD_DIR": str(settings.build_dir),
            "TONGKA_DATABASE_URL": settings.database_url,
            "TONGKA_FILES_URL": settings.files_url,
        }

    def begin(self, point: str = "-", times: int = 1) -> None:
        """Begins a life that dies the n-th time one of its processes passes a point."""
        said = {"environment": self._environment, "app_dir": self._app_dir}
        self._master = self._cradle.bear(said | {"point": point, "times": times})
        wait_until(self._is_ready, "a life of the service to be ready", 60)

    def kill(self) -> None:
        """Ends all processes of a life at once, if there is one."""
        if not self._master:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._master, signal.SIGKILL)
        wait_until(self.is_over, "a life of the service to end")

    def is_over(self) -> bool:
        """Whether a life has ended, and nobody listens any more."""
        return not self._is_alive() and not self._is_listening()

    def _is_ready(self) -> bool:
        if not self._is_alive():
            return True  # it died at its point already
        try:
            with urllib.request.urlopen(f"{self._url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def _is_alive(self) -> bool:
        try:
            os.kill(self._master, 0)
        except ProcessLookupError:
            return False
        return True

    def _is_listening(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
