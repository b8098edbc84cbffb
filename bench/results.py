"""Where figures are kept: `bench/results/<program>.json`, with the machine they come from."""

import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil

from bench.figures import Figure, figure_of

FOLDER = Path(__file__).parent / "results"


def write(name: str, says: str, figures: Sequence[Figure]) -> None:
    """Keeps the figures of one program in place of the ones before."""
    content = {
        "name": name,
        "says": says,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "figures": [figure.as_json() for figure in figures],
    }
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def read(name: str) -> list[Figure]:
    """The figures a program measured last; none where it never ran."""
    path = FOLDER / f"{name}.json"
    if not path.exists():
        return []
    return [figure_of(stored) for stored in json.loads(path.read_text("utf-8"))["figures"]]


def machine() -> dict[str, Any]:
    """What the figures depend on; `load` is the system's over the last minute and quarter."""
    one, _, fifteen = os.getloadavg()
    return {
        "processor": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "load": [round(one, 1), round(fifteen, 1)],
    }


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    models = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
