"""The directory's rules on the phone: opening times, positions, map links, filters."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, Playwright

from tests.browser.modules import bundle, launched, open_page

CASES = json.loads((Path(__file__).parents[1] / "cases" / "opening.json").read_text("utf-8"))
MODULES = {
    "opening": "lib/opening.js",
    "geo": "lib/geo.js",
    "maps": "lib/map-links.js",
    "list": "lib/hospital-list.js",
}
# Summer time, half hours, and both sides of the date line: none of them may matter.
ZONES = ("Asia/Shanghai", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati")
OPENING = """({hours, at, calendar}) =>
  lib.opening.openingAt(hours, lib.opening.momentOf(calendar, Date.parse(at)))"""

# WGS-84 and GCJ-02 of the same points, as the published formula is tested everywhere.
PAIRS = [
    pytest.param((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215), id="Shanghai"),
    pytest.param((22.543847, 113.912316), (22.540796131694766, 113.9171764808363), id="Shenzhen"),
    pytest.param((39.911954, 116.377817), (39.91334545536069, 116.38404722455657), id="Beijing"),
]
LINKS = ("amap", "tencent", "apple", "google")
NAME = {"zh": "晴川儿童医院", "en": "Qingchuan Children's Hospital"}
ADDRESS = {"zh": "徐汇区梧桐里路88号;东门", "en": "88 Wutongli Road"}


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as browser:
        yield browser


@pytest.fixture(scope="module", params=ZONES)
def abroad(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that holds the modules as `lib`, on a phone set to a zone."""
    context = browser.new_context(timezone_id=request.param)
    yield open_page(context, bundle(**MODULES))
    context.close()


@pytest.fixture(scope="module")
def lib(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield open_page(context, bundle(**MODULES))
    context.close()


@pytest.mark.parametrize(
    ("given", "expect"),
    [pytest.param(case["given"], case["expect"], id=case["why"]) for case in CASES["cases"]],
)
def test_it_knows_whether_it_is_open(
    abroad: Page, given: dict[str, Any], expect: dict[str, Any]
) -> None:
    assert abroad.evaluate(OPENING, {**given, "calendar": CASES["calendar"]}) == expect


spans = st.lists(
    st.tuples(st.integers(0, 1439), st.integers(1, 720)).map(
        lambda pair: [pair[0], pair[0] + pair[1]]
    ),
    max_size=2,
).map(sorted)


@given(week=st.lists(spans, min_size=7, max_size=7), minute=st.integers(0, 7 * 1440 - 1))
@settings(max_examples=60)
def test_it_keeps_its_word_about_the_next_change(
    lib: Page, week: list[list[list[int]]], minute: int
) -> None:
    """A minute before `at` it is as now, at `at` it is the other way round."""
    changes = """({week, minute}) => {
      const calendar = {from: '2026-01-01', to: '2026-12-31', holidays: [], workdays: []};
      const hours = {week, holiday: [], note: null};
      const monday = Date.parse('2026-03-15T16:00:00Z');
      const at = (m) =>
        lib.opening.openingAt(hours, lib.opening.momentOf(calendar, monday + m * 60000));
      const today = minute - minute % 1440;
      const now = at(minute);
      return now.at === null ? null :
        [now.kind, at(today + now.at - 1).kind, at(today + now.at).kind];
    }"""
    kinds = lib.evaluate(changes, {"week": week, "minute": minute})
    if kinds is not None:
        assert kinds in (["open", "open", "shut"], ["shut", "shut", "open"])


def test_it_puts_days_of_the_same_hours_together(lib: Page) -> None:
    hours = {"week": [[[510, 1260]]] * 5 + [[[540, 1080]]] * 2, "holiday": None, "note": None}
    groups = lib.evaluate("(hours) => lib.opening.groupDays(hours)", hours)
    assert [(group["from"], group["to"]) for group in groups] == [(0, 4), (5, 6)]


@pytest.mark.parametrize(
    ("minute", "text"), [(0, "00:00"), (510, "08:30"), (1440, "24:00"), (1560, "02:00")]
)
def test_it_says_a_time_of_day(lib: Page, minute: int, text: str) -> None:
    assert lib.evaluate("(minute) => lib.opening.clockTime(minute)", minute) == text


@pytest.mark.parametrize(("wgs84", "gcj02"), PAIRS)
def test_it_moves_known_points(
    lib: Page, wgs84: tuple[float, float], gcj02: tuple[float, float]
) -> None:
    assert metres_between(lib, convert(lib, "toGcj02", wgs84), gcj02) < 1
    assert metres_between(lib, convert(lib, "toWgs84", gcj02), wgs84) < 1


@given(lat=st.floats(18, 53), lon=st.floats(74, 134))
@settings(max_examples=60)
def test_it_finds_the_way_back(lib: Page, lat: float, lon: float) -> None:
    there = convert(lib, "toGcj02", (lat, lon))
    assert 0 < metres_between(lib, (lat, lon), there) < 1200
    assert metres_between(lib, (lat, lon), convert(lib, "toWgs84", there)) < 1


@pytest.mark.parametrize("point", [(51.5, -0.12), (-33.9, 151.2), (40.7, -74.0), (60.0, 100.0)])
def test_it_leaves_points_outside_china(lib: Page, point: tuple[float, float]) -> None:
    assert convert(lib, "toGcj02", point) == point
    assert convert(lib, "toWgs84", point) == point


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        ((31.2304, 121.4737), (31.2304, 121.4737), 0),
        ((31.0, 121.0), (32.0, 121.0), 111_195),
        ((31.2304, 121.4737), (39.9042, 116.4074), 1_067_000),
        ((0.0, 179.5), (0.0, -179.5), 111_195),
    ],
)
def test_it_measures_the_way(
    lib: Page, one: tuple[float, float], other: tuple[float, float], metres: float
) -> None:
    assert metres_between(lib, one, other) == pytest.approx(metres, rel=0.002)


@pytest.mark.parametrize("datum", ["wgs84", "gcj02"])
@pytest.mark.parametrize("app", LINKS)
def test_it_gives_every_map_the_point_it_draws(lib: Page, app: str, datum: str) -> None:
    wgs84, gcj02 = PAIRS[0].values
    lat, lon = wgs84 if datum == "wgs84" else gcj02
    link = link_of(lib, app, {"lat": lat, "lon": lon, "datum": datum})
    found = numbers_in(app, link)
    assert metres_between(lib, found, gcj02) < 5


def test_it_writes_each_address_as_its_map_wants_it(lib: Page) -> None:
    position = {"lat": 31.175304, "lon": 121.531542, "datum": "gcj02"}
    links = {app: urlsplit(link_of(lib, app, position)) for app in LINKS}
    queries = {app: parse_qs(link.query) for app, link in links.items()}
    assert links["amap"].netloc + links["amap"].path == "uri.amap.com/marker"
    assert queries["amap"]["position"] == ["121.531542,31.175304"]
    assert queries["amap"]["coordinate"] == ["gaode"]
    assert queries["amap"]["name"] == [NAME["zh"]]
    assert links["tencent"].netloc + links["tencent"].path == "apis.map.qq.com/uri/v1/marker"
    assert queries["tencent"]["marker"] == [
        f"coord:31.175304,121.531542;title:{NAME['zh']};addr:徐汇区梧桐里路88号 东门"
    ]
    assert links["apple"].netloc == "maps.apple.com"
    assert queries["apple"] == {"ll": ["31.175304,121.531542"], "q": [NAME["zh"]]}
    assert links["google"].netloc + links["google"].path == "www.google.com/maps/search/"
    assert queries["google"] == {"api": ["1"], "query": ["31.175304,121.531542"]}


@pytest.mark.parametrize("app", LINKS)
def test_it_searches_by_name_and_address_without_a_position(lib: Page, app: str) -> None:
    link = urlsplit(link_of(lib, app, None))
    said = " ".join(value for values in parse_qs(link.query).values() for value in values)
    assert link.scheme == "https"
    assert {NAME["zh"], ADDRESS["zh"], "上海"} <= {
        part for part in (NAME["zh"], ADDRESS["zh"], "上海") if part in said
    }


HOSPITALS = [
    {"id": "a", "city": "sh", "kind": "private", "plans": ["p", "q"], "services": ["x", "y"]},
    {"id": "b", "city": "sh", "kind": "public", "plans": ["p"], "services": ["x"]},
    {"id": "c", "city": "bj", "kind": "private", "plans": ["q"], "designated": True},
    {"id": "d", "city": "bj", "kind": "private", "plans": [], "departments": ["k"], "open": True},
]
NARROWED: list[tuple[dict[str, Any], str, list[str]]] = [
    ({}, "", ["a", "b", "c", "d"]),
    ({}, "p", ["a", "b"]),
    ({}, "q", ["a", "c"]),
    ({}, "gone", []),
    ({"city": "bj"}, "", ["c", "d"]),
    ({"city": "bj"}, "q", ["c"]),
    ({"department": "k"}, "", ["d"]),
    ({"services": ["x"]}, "", ["a", "b"]),
    ({"services": ["x", "y"]}, "", ["a"]),
    ({"kind": "public"}, "", ["b"]),
    ({"kind": "private"}, "", ["a", "c", "d"]),
    ({"kind": "designated"}, "", ["c"]),
    ({"isOpen": True}, "", ["d"]),
    ({"isFavourite": True}, "", ["b"]),
]


@pytest.mark.parametrize(("filters", "plan", "ids"), NARROWED)
def test_it_narrows_the_list(lib: Page, filters: dict[str, Any], plan: str, ids: list[str]) -> None:
    found = lib.evaluate(
        """({hospitals, filters, plan}) => lib.list.narrow(
          hospitals, {...lib.list.NO_FILTERS, ...filters},
          {plan, favourites: ['b'], isOpenNow: ({isOpen}) => isOpen},
        ).map(({id}) => id)""",
        {"hospitals": hospitals(), "filters": filters, "plan": plan},
    )
    assert found == ids


def test_it_counts_the_hospitals_of_each_city(lib: Page) -> None:
    counts = lib.evaluate(
        "(rows) => Object.fromEntries(lib.list.tally(rows, ({city}) => [city]))", hospitals()
    )
    assert counts == {"sh": 2, "bj": 2}


def test_it_puts_the_nearest_first_and_those_without_a_position_last(lib: Page) -> None:
    rows = hospitals()
    rows[1]["position"] = {"lat": 31.5, "lon": 121.5, "datum": "wgs84"}
    rows[3]["position"] = {"lat": 31.2, "lon": 121.5, "datum": "wgs84"}
    places = lib.evaluate(
        """(rows) => lib.list.nearestFirst(rows, {lat: 31.2, lon: 121.5})
          .map(({hospital, metres}) => [hospital.id, metres && Math.round(metres / 1000)])""",
        rows,
    )
    assert places == [["d", 0], ["b", 33], ["a", None], ["c", None]]


def test_it_puts_favourites_first_and_keeps_the_order(lib: Page) -> None:
    found = lib.evaluate(
        "(rows) => lib.list.favouritesFirst(rows, ['d', 'b', 'gone']).map(({id}) => id)",
        hospitals(),
    )
    assert found == ["b", "d", "a", "c"]


def hospitals() -> list[dict[str, Any]]:
    return [
        {
            "id": row["id"],
            "city": row["city"],
            "kind": row["kind"],
            "networks": {plan: ["outpatient"] for plan in row["plans"]},
            "services": row.get("services", []),
            "departments": row.get("departments", []),
            "designated_inpatient": row.get("designated", False),
            "isOpen": row.get("open", False),
            "position": None,
        }
        for row in HOSPITALS
    ]


def convert(lib: Page, how: str, point: tuple[float, float]) -> tuple[float, float]:
    found = lib.evaluate(f"([lat, lon]) => lib.geo.{how}({{lat, lon}})", point)
    return found["lat"], found["lon"]


def metres_between(lib: Page, one: tuple[float, float], other: tuple[float, float]) -> float:
    points = [{"lat": lat, "lon": lon} for lat, lon in (one, other)]
    return float(lib.evaluate("(points) => lib.geo.distance(...points)", points))


def link_of(lib: Page, app: str, position: dict[str, Any] | None) -> str:
    hospital = {"name": NAME, "address": ADDRESS, "position": position}
    say = "({app, hospital}) => lib.maps.mapLink(app, hospital, '上海')"
    return str(lib.evaluate(say, {"app": app, "hospital": hospital}))


def numbers_in(app: str, link: str) -> tuple[float, float]:
    """The latitude and longitude of a link."""
    query = parse_qs(urlsplit(link).query)
    field = {"amap": "position", "tencent": "marker", "apple": "ll", "google": "query"}[app]
    text = query[field][0].removeprefix("coord:").partition(";")[0]
    one, other = (float(part) for part in text.split(","))
    return (other, one) if app == "amap" else (one, other)
