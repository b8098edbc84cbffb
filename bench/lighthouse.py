"""Lighthouse (mobile) on the first page, on binding, and on the card of a bound phone.

Its scores for performance, accessibility and best practices, each the median of three runs. The
card's page is opened in a profile that is bound; the others in one that never was here.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.building.esbuild import node
from bench.browsers import Stage, new_stage
from bench.figures import Figure, median
from bench.service import ROOT, free_port

RUNS = 3
CATEGORIES = ("performance", "accessibility", "best-practices")
COMMAND = ROOT / "bench" / "node_modules" / "lighthouse" / "cli" / "index.js"


def measure() -> Iterator[Figure]:
    with new_stage() as stage:
        stage.bind_profile("bound")
        for what, profile, path in (
            ("first page", "new", "/"),
            ("binding", "new", "/bind"),
            ("card", "bound", "/"),
        ):
            reports = [_run(stage, profile, path) for _ in range(RUNS)]
            yield from _figures(what, reports)


def _run(stage: Stage, profile: str, path: str) -> dict[str, Any]:
    """One report; Lighthouse joins a browser that runs on the profile."""
    port = free_port()
    context = stage.open_profile(profile, f"--remote-debugging-port={port}")
    report = stage.folder / "lighthouse.json"
    try:
        _lighthouse(stage.service.url + path, port, report, keep=profile == "bound")
    finally:
        context.close()
    found: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def _lighthouse(url: str, port: int, report: Path, *, keep: bool) -> None:
    command = [node(), str(COMMAND), url, f"--port={port}", "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
    # A bound phone keeps its card; for a new one everything is forgotten before each run.
    command += ["--disable-storage-reset"] if keep else []
    environment = {**os.environ, "CI": "1"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr


def _figures(what: str, reports: list[dict[str, Any]]) -> Iterator[Figure]:
    for category in CATEGORIES:
        scores = [100 * report["categories"][category]["score"] for report in reports]
        note = f"runs: {', '.join(f'{score:.0f}' for score in scores)}{_lost(reports[0], category)}"
        yield Figure(f"{what}: {category}", median(scores), at_least=95, note=note)


def _lost(report: dict[str, Any], category: str) -> str:
    """The audits that cost points, heaviest first."""
    parts = [each for each in report["categories"][category]["auditRefs"] if each["weight"]]
    audits = report["audits"]
    lost = {
        part["id"]: part["weight"] * (1 - audits[part["id"]]["score"])
        for part in parts
        if audits[part["id"]]["score"] not in (None, 1)
    }
    worst = sorted(lost, key=lambda name: -lost[name])[:3]
    shown = [f"{name} {audits[name].get('displayValue', '')}".strip() for name in worst]
    return f"; lost on: {', '.join(shown)}" if shown else ""
