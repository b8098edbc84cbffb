"""Logs of one JSON line each, for gateways that reach nobody."""

import json
import os
from pathlib import Path
from typing import Any


def append_line(log: Path, line: dict[str, Any]) -> None:
    """Appends a line to a log that only its owner reads. Raises OSError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    # One write to a file opened for appending: lines of several processes never mix.
    descriptor = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (json.dumps(line, ensure_ascii=False) + "\n").encode())
    finally:
        os.close(descriptor)
