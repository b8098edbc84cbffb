"""`python -m bench` runs every program and prints one table; `python -m bench NAME` runs one."""

import importlib
import subprocess
import sys
from types import ModuleType

from bench import results
from bench.figures import table

PROGRAMS = (
    "first_visit",
    "hospitals",
    "data_files",
    "cold_open",
    "pull_quiet",
    "pull_first",
    "pull_population",
    "push",
    "timing_equality",
    "lighthouse",
    "import_policies",
    "uploads",
    "verify",
    "outbox",
    "callbacks",
    "desk_queue",
)


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PROGRAMS]
    if unknown:
        print(f"There is no {unknown[0]}. Programs: {', '.join(PROGRAMS)}.", file=sys.stderr)
        return 2
    if len(names) == 1:
        run(names[0])
    else:
        failed = [name for name in names or PROGRAMS if not run_apart(name)]
        if failed:
            print(f"Failed: {', '.join(failed)}.", file=sys.stderr)
            return 1
    rows = [(name, figure) for name in names or PROGRAMS for figure in results.read(name)]
    print(f"\n{table(rows)}")
    return 0


def run(name: str) -> None:
    """Runs one program in this process and keeps its figures."""
    program: ModuleType = importlib.import_module(f"bench.{name}")
    says = (program.__doc__ or "").strip()
    results.write(name, says.partition("\n")[0], list(program.measure()))


def run_apart(name: str) -> bool:
    """Runs one program in a process of its own, so that none warms or burdens the next."""
    print(f"{name} ...", flush=True)
    command = [sys.executable, "-m", "bench", name]
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
