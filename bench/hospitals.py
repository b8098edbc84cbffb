"""The list of hospitals on a slow phone: keystroke and filter to painted result, and scrolling.

Each list, the sample and one of 3,000 invented rows, is opened with a processor 4 times slower and
without signal from then on. A keystroke counts from its event until the frame with its result was
handed over for painting; so does a press on a filter. The longest task is that of Chromium's own
trace of the page's main thread.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

from api.settings import ROOT
from bench.browsers import Stage, new_stage, slow_down
from bench.figures import Figure, median, spread
from bench.hospitals_list import write_hospitals

ROWS = 3000
AT_MOST_MS = 50
# Names that both lists have, in characters and letters, typed to their end; one with a slip.
QUERIES = (
    "etyy",
    "shanghai et",
    "ertongyiyuan",
    "儿童医院",
    "上海 医院",
    "ertnogyiyuan",
    "children",
)
SCREENS = 60

WATCH = """() => {
  globalThis.painted = [];
  const note = (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => painted.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  });
  document.addEventListener('input', note, true);
  document.addEventListener('click', note, true);
}"""
NEXT_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


def measure() -> Iterator[Figure]:
    with new_stage() as stage:
        yield from _figures(stage, "sample")
    with tempfile.TemporaryDirectory(prefix="tongka-bench-") as name:
        seed_dir = Path(name) / "seed"
        shutil.copytree(ROOT / "seed", seed_dir)
        write_hospitals(seed_dir, ROWS)
        with new_stage(TONGKA_SEED_DIR=str(seed_dir)) as stage:
            yield from _figures(stage, f"{ROWS:,} rows")


def _figures(stage: Stage, name: str) -> Iterator[Figure]:
    context = stage.open_profile("phone")
    try:
        page = context.pages[0]
        devtools = slow_down(page)
        page.goto(f"{stage.service.url}/hospitals")
        page.wait_for_selector(".hosp")
        page.evaluate(WATCH)
        with traced(devtools, page) as preparing:
            # The search makes itself ready while nobody types.
            page.wait_for_timeout(6000)
        longest = max(preparing.wall_ms)
        what = f"{name}: longest task while the search gets ready"
        yield Figure(what, longest, "ms", at_most=AT_MOST_MS)
        with traced(devtools, page) as typing:
            keys = _type(page)
        yield from _times(f"{name}: keystroke to painted result", keys)
        yield Figure(f"{name}: its longest task by CPU time", max(typing.cpu_ms), "ms")
        with traced(devtools, page) as pressing:
            presses = _press_filters(page)
        yield from _times(f"{name}: filter to painted result", presses)
        yield Figure(f"{name}: its longest task by CPU time", max(pressing.cpu_ms), "ms")
        with traced(devtools, page) as scrolling:
            _scroll(page)
        worst = max(scrolling.wall_ms)
        yield Figure(f"{name}: longest task while scrolling", worst, "ms", at_most=AT_MOST_MS)
        yield Figure(f"{name}: the same by CPU time", max(scrolling.cpu_ms), "ms")
    finally:
        context.close()


def _times(what: str, samples: list[float]) -> Iterator[Figure]:
    yield Figure(f"{what}, median", median(samples), "ms", at_most=AT_MOST_MS, note=spread(samples))
    yield Figure(f"{what}, worst", max(samples), "ms", at_most=AT_MOST_MS)


def _type(page: Page) -> list[float]:
    search = page.locator("input[type=search]")
    page.evaluate("() => { painted.length = 0 }")
    for query in QUERIES:
        search.focus()
        for letter in query:
            page.keyboard.insert_text(letter)
            page.evaluate(NEXT_FRAMES)
        page.evaluate(NEXT_FRAMES)
        search.fill("")
        page.evaluate(NEXT_FRAMES)
    return _painted(page)


def _press_filters(page: Page) -> list[float]:
    page.evaluate("() => { painted.length = 0 }")
    for _ in range(20):
        page.locator(".chips--line .chip", has_text="营业中").click()
        page.evaluate(NEXT_FRAMES)
    return _painted(page)


def _painted(page: Page) -> list[float]:
    page.evaluate(NEXT_FRAMES)
    samples: list[float] = page.evaluate("() => painted")
    return samples


def _scroll(page: Page) -> None:
    """Scrolls screen by screen as a finger does."""
    for _ in range(SCREENS):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(50)


@dataclass
class Tasks:
    """How long each task of the page's main thread took, by the clock and of the processor."""

    wall_ms: list[float] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)


@contextmanager
def traced(devtools: CDPSession, page: Page) -> Iterator[Tasks]:
    """Traces the page's tasks; they are known once the block is over."""
    events: list[dict[str, Any]] = []
    tasks = Tasks()

    def collect(data: dict[str, Any]) -> None:
        events.extend(data["value"])

    devtools.on("Tracing.dataCollected", collect)
    devtools.send("Tracing.start", {"categories": "toplevel", "transferMode": "ReportEvents"})
    yield tasks
    devtools.send("Tracing.end")
    page.wait_for_timeout(1500)
    devtools.remove_listener("Tracing.dataCollected", collect)
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    for event in events:
        if (event["pid"], event["tid"]) in threads and event.get("ph") == "X":
            tasks.wall_ms.append(event["dur"] / 1000)
            tasks.cpu_ms.append(event.get("tdur", 0) / 1000)
