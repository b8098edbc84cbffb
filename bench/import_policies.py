"""Importing policies: how fast, and whether memory grows with the file.

`flask policies import` reads invented CSV files of 10,000 and of 100,000 new policies into empty
databases; its peak memory is what the system counted for the process.
"""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from stdnum.cn import ric

from bench.figures import Figure
from bench.service import DATABASES, ROOT, House, new_house

SMALL, LARGE = 10_000, 100_000


@dataclass(frozen=True)
class Run:
    """What one import took."""

    rows_per_s: float
    peak_mb: float


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        small, large = (_import(database, size) for size in (SMALL, LARGE))
        what = f"import of {LARGE:,} policies, {database}"
        note = f"{SMALL:,} policies: {small.rows_per_s:,.0f} rows/s"
        yield Figure(what, large.rows_per_s, "rows/s", note=note)
        ratio = large.peak_mb / small.peak_mb
        note = f"{small.peak_mb:.0f} and {large.peak_mb:.0f} MB"
        what = f"peak memory, {LARGE:,} beside {SMALL:,} rows, {database}"
        yield Figure(what, ratio, at_most=1.1, note=note)


def _import(database: str, size: int) -> Run:
    with new_house(database) as house:
        file = _write(house.folder / "policies.csv", size)
        began = time.perf_counter()
        peak_mb = _run(house, file)
        return Run(size / (time.perf_counter() - began), peak_mb)


def _run(house: House, file: Path) -> float:
    command = [sys.executable, "-m", "flask", "policies", "import", str(file)]
    environment = {**os.environ, **house.environment, "FLASK_APP": "server"}
    log = (house.folder / "import.log").open("wb")
    with (
        log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (house.folder / "import.log").read_text()
    # Kilobytes, but on macOS bytes.
    return usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _write(file: Path, size: int) -> Path:
    with file.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.DictWriter(opened, list(_row(0)))
        writer.writeheader()
        writer.writerows(_row(serial) for serial in range(size))
    return file


def _row(serial: int) -> dict[str, str]:
    birthday = date(2014, 1, 1) + timedelta(days=serial % 4000)
    id_number = f"310104{birthday:%Y%m%d}{serial // 4000:03d}"
    return {
        "number": f"TK{serial:010d}",
        "kind": "individual",
        "plan": "chengzhang",
        "child_name": "林小满",
        "child_sex": "girl",
        "child_birthday": birthday.isoformat(),
        "child_id_type": "mainland_id",
        "child_id_number": id_number + ric.calc_check_digit(id_number + "0"),
        "holder_id_type": "passport",
        "holder_id_number": f"E{serial:08d}",
        "holder_phone": f"+86138{serial:08d}",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "used": "outpatient:120000;checkup:1x",
    }
