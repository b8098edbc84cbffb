"""The real web processes around a test's database and files, as `server.py` starts them."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from api import create_app
from api.settings import ROOT, Settings, read_settings
from api.web import Web
from tests.waiting import wait_until


@contextmanager
def live(settings: Settings, log: Path) -> Iterator[int]:
    """Serves with these settings on a free port, and returns it."""
    port = free_port()
    with log.open("ab") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.live", str(settings.app_dir)],
            cwd=ROOT,
            env=environment(settings, port),
            stdout=said,
            stderr=said,
            start_new_session=True,
        )
    try:
        wait_until(lambda: is_ready(port), "the web processes to be ready", 60)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def environment(settings: Settings, port: int) -> dict[str, str]:
    """The environment that leads to these settings."""
    return {
        **{name: value for name, value in os.environ.items() if "TONGKA" not in name},
        "PORT": str(port),
        "TONGKA_VAR_DIR": str(settings.var_dir),
        "TONGKA_BUILD_DIR": str(settings.build_dir),
        "TONGKA_DATABASE_URL": settings.database_url,
        "TONGKA_FILES_URL": settings.files_url,
    }


def is_ready(port: int) -> bool:
    """Whether a service answers there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    given = read_settings()
    Web(create_app(replace(given, app_dir=Path(sys.argv[1]))), given.port).run()
