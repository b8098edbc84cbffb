"""A reception's question beside a bare view, and what it costs a phone to check a pass by itself.

One connection asks `/api/verify` with a pass, and the bare view for the row of the same policy, in
turn, so that a busy machine slows both; the 95th percentiles of both are compared. The phone's part
is Chromium with a processor 4 times slower: the page's own code reads a pass, imports the key and
checks the signature (WebCrypto, whose arithmetic runs beside the page and isn't slowed down).
"""

import statistics
import time
from collections.abc import Iterator

from playwright.sync_api import sync_playwright

from api.core.clock import SystemClock
from api.core.db import db
from api.core.sessions import token_hash
from api.devices.sessions import load_member
from api.passes.operations import issue
from api.wiring import Services
from bench.browsers import slow_down
from bench.families import Phone, make_phone
from bench.figures import Figure, median, spread
from bench.service import DATABASES, House, new_house
from bench.wire import Connection, body_of, request_bytes, status_of
from tests.browser.modules import launched, page_with
from tests.machine import find_chromium

QUESTIONS = 3_000
WARM_UP = 200
CHECKS = 200
# Of what the bare view takes: it proves a signature and reads a child beside the row.
AT_MOST_TIMES = 2.5
AT_MOST_MS = 50


def measure() -> Iterator[Figure]:
    for database in DATABASES:
        with new_house(database) as house:
            phone = make_phone(house.app, visits=0)
            yield from _compare(house, phone, database)
            if database == DATABASES[-1]:
                yield from _check_on_phone(house, _token(house, phone))


def _token(house: House, phone: Phone) -> str:
    services: Services = house.app.extensions["tongka"]
    now = SystemClock().now()
    with house.app.app_context():
        member = load_member(db.session(), token_hash(phone.token), now)
        assert member is not None
        given = issue(db.session(), services.signatures, member, phone.policy_ids[:1], now)
    return given[0].token


def _compare(house: House, phone: Phone, database: str) -> Iterator[Figure]:
    said = {"token": _token(house, phone)}
    ours, bare = house.serve(), house.serve("-m", "bench.bare")
    try:
        questions = {
            "/verify": (
                Connection(ours.port),
                request_bytes(ours.port, "POST", "/api/verify", said),
            ),
            "bare": (
                Connection(bare.port),
                request_bytes(bare.port, "GET", f"/rows/{phone.policy_ids[0]}"),
            ),
        }
        taken: dict[str, list[float]] = {name: [] for name in questions}
        for number in range(WARM_UP + QUESTIONS):
            for name, (connection, request) in questions.items():
                began = time.perf_counter()
                answer = connection.ask(request)
                took = (time.perf_counter() - began) * 1000
                assert status_of(answer) == 200
                assert name == "bare" or b'"valid"' in body_of(answer)
                if number >= WARM_UP:
                    taken[name].append(took)
        yield from _figures(taken, database)
    finally:
        ours.kill()
        bare.kill()


def _figures(taken: dict[str, list[float]], database: str) -> Iterator[Figure]:
    for name, samples in taken.items():
        yield Figure(f"{name} p95, {database}", _p95(samples), "ms", note=spread(samples))
    ratio = _p95(taken["/verify"]) / _p95(taken["bare"])
    note = f"of the medians: {median(taken['/verify']) / median(taken['bare']):.2f}"
    yield Figure(f"p95 beside the bare view, {database}", ratio, at_most=AT_MOST_TIMES, note=note)


def _check_on_phone(house: House, token: str) -> Iterator[Figure]:
    keys = house.app.test_client().get("/api/verify/keys").json
    with sync_playwright() as playwright:
        chromium = find_chromium(playwright.chromium.executable_path)
        assert chromium, "there is no Chromium: run `python -m tests.machine` and do what it says"
        modules = {"check": "../verify/pass.js"}
        with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
            slow_down(page)
            samples: list[float] = page.evaluate(
                """async ([token, keys, times]) => {
                  const taken = [];
                  for (let time = 0; time < times; time += 1) {
                    const began = performance.now();
                    const { kind } = await lib.check.check(token, keys, Date.now());
                    taken.push(performance.now() - began);
                    if (kind !== 'fresh') throw new Error(kind);
                  }
                  return taken;
                }""",
                [token, keys["keys"] if keys else [], CHECKS],
            )
    yield Figure(
        "a pass checked on a slow phone, p95", _p95(samples), "ms", at_most=AT_MOST_MS,
        note=spread(samples),
    )  # fmt: skip


def _p95(samples: list[float]) -> float:
    return statistics.quantiles(samples, n=20)[-1]
