"""A first visit on a slow mobile network: its largest paint, and what it transfers.

A fresh profile opens `/` with a processor 4 times slower, at 400 kbit/s with a round trip of
400 ms (Chromium's own emulation on the page: it delays requests, not the connection's set-up,
and leaves the service worker alone). The largest contentful paint is the median of the visits.
The bytes are those of the built files as a browser that takes Brotli gets them.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.browsers import Stage, new_stage, slow_down
from bench.figures import Figure, median, spread

VISITS = 7
KBIT_PER_S = 400
ROUND_TRIP_MS = 400

# The last entry is the largest; nothing is drawn any more once the app has been idle.
LARGEST_PAINT = """() => new Promise((tell) => {
  let at = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) at = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  setTimeout(() => tell(at), 1500);
})"""


def measure() -> Iterator[Figure]:
    with new_stage() as stage:
        paints = [_visit(stage, number) for number in range(VISITS)]
        yield Figure("largest paint", median(paints), "ms", note=spread(paints))
        yield from _sizes((stage.folder / "build" / "current").resolve())


def _visit(stage: Stage, number: int) -> float:
    context = stage.open_profile(f"visit-{number}")
    try:
        page = context.pages[0]
        slow_down(page, KBIT_PER_S, ROUND_TRIP_MS)
        page.goto(stage.service.url, wait_until="load", timeout=60_000)
        page.wait_for_selector("h1", timeout=60_000)
        return float(page.evaluate(LARGEST_PAINT))
    finally:
        context.close()


def _sizes(build: Path) -> Iterator[Figure]:
    def brotli_kb(*patterns: str) -> float:
        found = [file for pattern in patterns for file in build.glob(f"{pattern}.br")]
        assert len(found) >= len(patterns), f"{patterns} are not all in {build}"
        return sum(file.stat().st_size for file in found) / 1000

    names = json.loads((build / "built.json").read_text())["files"]
    data = [name for name in names if name.startswith("data/")]
    first, later = brotli_kb("assets/app.*.js"), brotli_kb("assets/later.*.js")
    yield Figure("first script, brotli", first, "KB", at_most=40)
    yield Figure("later script, brotli", later, "KB")
    yield Figure("both scripts, brotli", first + later, "KB")
    yield Figure("service worker, brotli", brotli_kb("sw.js"), "KB", at_most=6)
    yield Figure("its second script, brotli", brotli_kb("assets/sender.*.js"), "KB")
    yield Figure("styles, brotli", brotli_kb("assets/app.*.css"), "KB", at_most=10)
    yield Figure("later styles, brotli", brotli_kb("assets/later.*.css"), "KB")
    yield Figure("page, brotli", brotli_kb("index.html"), "KB")
    note = "plans, operator, consents and the texts of both languages"
    yield Figure("data, brotli", brotli_kb(*data), "KB", note=note)
