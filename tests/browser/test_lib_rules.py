"""The card rules as the app decides them, by the cases that Python is held to as well."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

CASES = Path(__file__).parents[1] / "cases"
TODAY = "2026-03-16"


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    """A page that holds the modules of pwa/lib as `lib`."""
    names = [
        "bills",
        "card",
        "benefits",
        "visits",
        "identity",
        "phone",
        "format",
        "clock",
        "labels",
    ]
    modules = {name: f"lib/{name}.js" for name in names}
    with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
        yield page


def cases(name: str) -> list[Any]:
    """Return the shared cases of one rule, each under the reason it is there for."""
    found = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case["given"], case["expect"], id=case["why"]) for case in found]


@pytest.mark.parametrize(("given", "expect"), cases("card_state"))
def test_it_knows_a_cards_state(lib: Page, given: dict[str, Any], expect: str) -> None:
    assert lib.evaluate("(given) => lib.card.cardState(given, given.today)", given) == expect


@pytest.mark.parametrize(("given", "expect"), cases("wallet"))
def test_it_arranges_the_wallet(lib: Page, given: dict[str, Any], expect: dict[str, Any]) -> None:
    shown = lib.evaluate(
        """({cards, today}) => {
          const wallet = lib.card.wallet(cards, today);
          const colours = wallet.map((card) => [card.id, lib.card.cardColour(card, wallet)]);
          return {order: wallet.map((card) => card.id), colours: Object.fromEntries(colours)};
        }""",
        given,
    )
    assert shown == expect


@pytest.mark.parametrize(("given", "expect"), cases("benefits"))
def test_it_counts_what_is_left(lib: Page, given: dict[str, Any], expect: dict[str, Any]) -> None:
    left = lib.evaluate("(given) => lib.benefits.balance(given, given)", given)
    assert {name: left[name] for name in expect} == expect


def test_it_counts_a_benefit_without_a_row_as_unused(lib: Page) -> None:
    limits = {"limit_fen": 500, "limit_count": None}
    left = lib.evaluate("(limits) => lib.benefits.balance(limits, undefined)", limits)
    assert (left["remaining_fen"], left["used_fen"], left["remaining_count"]) == (500, 0, None)


@pytest.mark.parametrize(
    ("limit", "used", "reviewing", "parts"),
    [
        (1000, 250, 250, (2500, 2500, 5000)),
        (1000, 0, 0, (0, 0, 10_000)),
        (1000, 900, 300, (9000, 1000, 0)),
        (1000, 1200, 100, (10_000, 0, 0)),
        (0, 0, 0, (10_000, 0, 0)),
        (3, 1, 1, (3333, 3333, 3334)),
    ],
)
def test_it_draws_no_more_than_the_whole(
    lib: Page, limit: int, used: int, reviewing: int, parts: tuple[int, int, int]
) -> None:
    drawn = lib.evaluate("(given) => lib.benefits.shares(...given)", [limit, used, reviewing])
    assert (drawn["used_bp"], drawn["reviewing_bp"], drawn["remaining_bp"]) == parts


def test_it_draws_nothing_without_a_limit(lib: Page) -> None:
    assert lib.evaluate("() => lib.benefits.shares(null, 1, 1)") is None


@pytest.mark.parametrize(
    ("direct", "self_pay", "bill", "state"),
    [
        (None, None, None, "reviewing"),
        (None, 5000, None, "reviewing"),
        (10_000, 5000, "open", "due"),
        (10_000, 5000, "paying", "paying"),
        (10_000, 5000, "paid", "settled"),
        (10_000, 5000, "waived", "settled"),
        (10_000, 5000, None, "reviewing"),
        (10_000, 0, None, "settled"),
        (10_000, None, None, "settled"),
    ],
)
def test_it_knows_a_visits_state(
    lib: Page, direct: int | None, self_pay: int | None, bill: str | None, state: str
) -> None:
    visit = {"method": "direct", "direct_fen": direct, "self_pay_fen": self_pay}
    if bill:
        visit["bill"] = {"state": bill}
    assert lib.evaluate("(visit) => lib.visits.visitState(visit)", visit) == state


@pytest.mark.parametrize(("given", "expect"), cases("due_bills"))
def test_it_knows_a_due_bill(lib: Page, given: dict[str, Any], expect: bool) -> None:
    since = given["paying_since"]
    bill = {**given, "paying": {"since": f"{since}T02:00:00.000Z"} if since else None}
    due = lib.evaluate("(given) => lib.bills.isDue(...given)", [bill, given["today"]])
    assert due is expect


def test_it_greys_a_card_with_a_due_bill(lib: Page) -> None:
    card = {"status": "active", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    bill = {"state": "open", "due_on": "2026-03-15", "paying": None}
    for bills, state in (([], "active"), ([bill], "suspended")):
        given = [{**card, "bills": bills}, TODAY]
        assert lib.evaluate("(given) => lib.card.cardState(...given)", given) == state


def test_it_says_which_bills_grey_a_card_the_oldest_first(lib: Page) -> None:
    card = {"status": "active", "starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    bills = [
        {"id": each, "state": "open", "due_on": due_on, "paying": None}
        for each, due_on in (("b", "2026-03-10"), ("later", "2099-01-01"), ("a", "2026-03-02"))
    ]
    for changes, first in (
        ({}, ["a", "b"]),
        ({"status": "suspended"}, []),
        ({"ends_on": "2026-03-01"}, []),
    ):
        given = [{**card, **changes, "bills": bills}, TODAY]
        assert (
            lib.evaluate("(given) => lib.card.greyedBy(...given).map((b) => b.id)", given) == first
        )


def test_it_groups_visits_by_month_newest_first(lib: Page) -> None:
    days = ["2026-01-05", "2026-03-02", "2026-03-09", "2025-12-31", "2026-03-09"]
    visits = [{"number": f"V{number}", "visited_on": on} for number, on in enumerate(days)]
    groups = lib.evaluate("(visits) => lib.visits.groupByMonth(visits)", visits)
    shown = [(group["month"], [visit["number"] for visit in group["visits"]]) for group in groups]
    assert shown == [("2026-03", ["V4", "V2", "V1"]), ("2026-01", ["V0"]), ("2025-12", ["V3"])]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("11010519491231002X", None),
        ("11010519491231002x", None),
        (" 110105 19491231 002X ", None),
        ("１１０１０５１９４９１２３１００２Ｘ", None),
        ("110105194912310021", "identity.check_digit"),
        ("11010519491331002X", "identity.birth_date"),
        ("11010520260317002X", "identity.birth_date"),
        ("11010520250229002X", "identity.birth_date"),
        ("1101051949123100", "identity.too_short"),
        ("", "identity.too_short"),
        ("11010519491231002XX", "identity.only_digits"),
        ("1101051949123100211", "identity.too_long"),
        ("11010519X91231002X", "identity.only_digits"),
        ("护照E12345678", "identity.only_digits"),
    ],
)
def test_it_checks_a_mainland_id_by_its_rule(lib: Page, number: str, problem: str | None) -> None:
    found = lib.evaluate("(given) => lib.identity.checkMainlandId(...given)", [number, TODAY])
    assert (found and found["key"]) == problem


def test_it_says_how_many_digits_are_missing(lib: Page) -> None:
    found = lib.evaluate("(given) => lib.identity.checkMainlandId(...given)", ["1101051949", TODAY])
    assert found == {"key": "identity.too_short", "params": {"count": 8}}


@pytest.mark.parametrize(
    ("type_", "number", "problem"),
    [
        ("passport", "E12345678", None),
        ("hk_macau_permit", "C01234567", None),
        ("taiwan_permit", "12345678", None),
        ("birth_certificate", "A110105123", None),
        ("passport", "E1", "identity.looks_short"),
        ("passport", "E1234？678", "identity.only_letters_digits"),
        ("mainland_id", "E12345678", "identity.only_digits"),
    ],
)
def test_it_looks_at_other_documents(
    lib: Page, type_: str, number: str, problem: str | None
) -> None:
    found = lib.evaluate("(given) => lib.identity.checkIdNumber(...given)", [type_, number, TODAY])
    assert (found and found["key"]) == problem


@pytest.mark.parametrize(
    ("region", "typed", "number"),
    [
        ("CN", "13812342046", "+8613812342046"),
        ("CN", "138 1234 2046", "+8613812342046"),
        ("CN", "+86 138-1234-2046", "+8613812342046"),
        ("CN", "0086 13812342046", "+8613812342046"),
        ("CN", "１３８１２３４２０４６", "+8613812342046"),
        ("CN", "1381234204", None),
        ("CN", "138123420466", None),
        ("CN", "02180209058", None),
        ("CN", "12812342046", None),
        ("CN", "1381234204a", None),
        ("CN", "", None),
        ("HK", "9123 4567", "+85291234567"),
        ("HK", "91234", None),
        ("MO", "66123456", "+85366123456"),
        ("TW", "0912 345 678", "+886912345678"),
        ("GB", "07700 900123", "+447700900123"),
        ("GB", "+44 (0)7700 900123", "+447700900123"),
        ("US", "(415) 555-0132", "+14155550132"),
    ],
)
def test_it_writes_a_phone_number_in_full(
    lib: Page, region: str, typed: str, number: str | None
) -> None:
    assert lib.evaluate("(given) => lib.phone.toE164(...given)", [region, typed]) == number
    problem = lib.evaluate("(given) => lib.phone.checkPhone(...given)", [region, typed])
    assert (problem is None) is (number is not None)


def test_it_starts_with_the_mainland_and_names_each_region_once(lib: Page) -> None:
    regions = lib.evaluate("() => lib.phone.regions")
    assert [region["code"] for region in regions[:4]] == ["CN", "HK", "MO", "TW"]
    assert len({region["code"] for region in regions}) == len(regions)


@pytest.mark.parametrize(
    ("fen", "options", "text"),
    [
        (124_000, {}, "¥1,240.00"),
        (5, {}, "¥0.05"),
        (100_000_000, {"whole": True}, "¥1,000,000"),
        (124_050, {"whole": True}, "¥1,240.50"),
        (0, {}, "¥0.00"),
        (-12_600, {}, "−¥126.00"),
    ],
)
def test_it_writes_money(lib: Page, fen: int, options: dict[str, bool], text: str) -> None:
    assert lib.evaluate("(given) => lib.format.money(...given)", [fen, options]) == text


@pytest.mark.parametrize(
    ("birthday", "today", "zh", "en"),
    [
        ("2023-01-09", "2026-03-16", "3岁2个月", "3 y 2 m"),
        ("2023-03-16", "2026-03-16", "3岁", "3 y"),
        ("2023-03-17", "2026-03-16", "2岁11个月", "2 y 11 m"),
        ("2026-03-16", "2026-03-16", "0个月", "0 m"),
        ("2025-10-31", "2026-02-28", "4个月", "4 m"),
        ("2024-02-29", "2025-02-28", "1岁", "1 y"),
        ("2014-01-09", "2026-03-16", "12岁", "12 y"),
    ],
)
def test_it_says_how_old_a_child_is(lib: Page, birthday: str, today: str, zh: str, en: str) -> None:
    say = """([birthday, today]) => ['zh', 'en'].map((language) => {
      lib.labels.setStrings(language, {});
      return lib.format.age(birthday, today);
    })"""
    assert lib.evaluate(say, [birthday, today]) == [zh, en]


@pytest.mark.parametrize(
    ("at", "text"),
    [
        ("2026-03-16T01:12:00Z", "今天 09:12"),
        ("2026-03-15T16:00:00Z", "今天 00:00"),
        ("2026-03-15T15:59:59Z", "昨天 23:59"),
        ("2026-03-13T01:12:00Z", "3月13日 09:12"),
        ("2025-12-31T01:12:00Z", "2025年12月31日 09:12"),
    ],
)
def test_it_says_when_in_china_time(lib: Page, at: str, text: str) -> None:
    say = """([at, now]) => {
      lib.labels.setStrings('zh', {});
      return lib.format.asOf(at, Date.parse(now));
    }"""
    assert lib.evaluate(say, [at, "2026-03-16T02:00:00Z"]) == text


def test_it_never_believes_a_clock_behind_the_servers(lib: Page) -> None:
    seen = "2036-01-01T16:00:00.000Z"
    assert lib.evaluate(
        "(at) => (lib.clock.noteServerTime(at), lib.clock.todayInChina())", seen
    ) == ("2036-01-02")
    earlier = "2030-01-01T00:00:00Z"
    said = "(at) => (lib.clock.noteServerTime(at), lib.clock.nowInstant())"
    assert lib.evaluate(said, earlier) == seen


def test_it_fills_texts_in_and_prefers_the_form_for_one(lib: Page) -> None:
    say = """() => {
      lib.labels.setStrings('en', {visits: {count: '{count} visits', count_one: '1 visit'}});
      const {t} = lib.labels;
      return [t('visits.count', {count: 2}), t('visits.count', {count: 1}), t('visits.gone'),
        t('visits.count', {})];
    }"""
    assert lib.evaluate(say) == ["2 visits", "1 visit", "visits.gone", "{count} visits"]
