"""The list of hospitals on a slow phone: keystroke and filter to painted result, and scrolling.

Each list, the sample and one of 3,000 invented rows, is opened with a processor 4 times slower and
without signal from then on. A keystroke counts from its event until the frame with its result was
handed over for painting; so does a press on a filter. The longest task is that of Chromium's own
trace of the page's main thread.
"""

import shutil
import tempfile
from collections.abc import Iterator
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
        # The search makes itself ready while nobody types.
        page.wait_for_timeout(6000)
        keys = _type(page)
        yield from _times(f"{name}: keystroke to painted result", keys)
        presses = _press_filters(page)
        yield from _times(f"{name}: filter to painted result", presses)
        longest = _scroll(page, devtools)
        yield Figure(f"{name}: longest task while scrolling", longest, "ms", at_most=AT_MOST_MS)
    finally:
        context.close()


def _times(what: str, samples: list[float]) -> Iterator[Figure]:
    yield Figure(f"{what}, median", median(samples), "ms", at_most=AT_MOST_MS, note=spread(samples))
    yield Figure(f"{what}, worst", max(samples), "ms", at_most=AT_MOST_MS)


def _type(page: Page) -> list[float]:
    field = page.locator("input[type=search]")
    page.evaluate("() => { painted.length = 0 }")
    for query in QUERIES:
        field.focus()
        for letter in query:
            page.keyboard.insert_text(letter)
            page.evaluate(NEXT_FRAMES)
        page.evaluate(NEXT_FRAMES)
        field.fill("")
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


def _scroll(page: Page, devtools: CDPSession) -> float:
    """Scrolls screen by screen as a finger does; returns the longest task in milliseconds."""
    events: list[dict[str, Any]] = []
    devtools.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    devtools.send("Tracing.start", {"categories": "toplevel", "transferMode": "ReportEvents"})
    for _ in range(SCREENS):
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(50)
    with page.expect_event("console", timeout=60_000) as _said:
        devtools.once("Tracing.tracingComplete", lambda _: None)
        devtools.send("Tracing.end")
        page.evaluate("() => setTimeout(() => console.debug('traced'), 1500)")
    return _longest_task(events)


def _longest_task(events: list[dict[str, Any]]) -> float:
    threads = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event["dur"] / 1000
        for event in events
        if (event["pid"], event["tid"]) in threads and event.get("ph") == "X"
    ]
    return max(tasks, default=0.0)
