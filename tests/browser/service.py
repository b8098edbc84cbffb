"""The real service in processes of its own, as `make run` starts it, on a free port."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from datetime import timedelta
from pathlib import Path

from tests.outbox import Outbox
from tests.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
_START_TIMEOUT_S = 60


class Service:
    """Web and jobs with their own folder and demo families.

    `database` is its file, where it runs on SQLite. It can be killed and started again: the port,
    the data and the sessions stay the same. `more` are further settings by the name of their
    environment variable.
    """

    def __init__(self, folder: Path, build_dir: Path, database_url: str = "", **more: str) -> None:
        self.port = _free_port()
        self.outbox = Outbox(folder / "var")
        self.database = folder / "var" / "tongka.db"
        self._folder = folder
        self._environment = {
            **{name: value for name, value in os.environ.items() if "TONGKA" not in name},
            "PORT": str(self.port),
            "TONGKA_VAR_DIR": str(folder / "var"),
            "TONGKA_BUILD_DIR": str(build_dir),
            "TONGKA_DATABASE_URL": database_url,
            "TONGKA_DEMO": "1",
            **more,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._minutes_ahead = 0

    @property
    def ahead(self) -> timedelta:
        """How far the service's clock is ahead of this machine's."""
        return timedelta(minutes=self._minutes_ahead)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Starts it and waits until it is ready."""
        self._environment["TONGKA_NOW_OFFSET"] = f"+{self._minutes_ahead}m"
        with (self._folder / "service.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "server.py"],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self._is_ready, "the service to be ready", _START_TIMEOUT_S)

    def kill(self) -> None:
        """Ends all its processes at once, with no time to tidy up; does nothing when it is down."""
        if self._process is None:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._process = None

    def let_pass(self, minutes: int) -> None:
        """Starts it again with its clock so much further on, for good."""
        self._minutes_ahead += minutes
        self.kill()
        self.start()

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def flask(self, *arguments: str, lines: str = "") -> str:
        """Runs a `flask …` command of the operator against the same data, returns what it said.

        `lines` are what the operator types in.
        """
        done = subprocess.run(
            [sys.executable, "-m", "flask", *arguments],
            cwd=ROOT,
            env={**self._environment, "FLASK_APP": "server"},
            check=False,
            input=lines,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"flask {' '.join(arguments)}: {done.stderr}\n{done.stdout}"
        return done.stdout

    def log(self) -> str:
        """Everything it has printed."""
        return (self._folder / "service.log").read_text(errors="replace")

    def _is_ready(self) -> bool:
        assert self.is_running(), f"the service ended by itself:\n{self.log()}"
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
