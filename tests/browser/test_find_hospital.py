"""A sick child at night, no signal: which hospital, is it open, how do we get there."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import steps
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Pass, Refuse

LAST = "中国医科大学附属盛京医院 涉外医疗中心"
PUXI = "上海和睦家医院（浦西院区）"
# Nothing on a sample may sound like a promise to pay.
PROMISES = ("直付", "direct billing", "Direct billing")


@pytest.fixture
def offline_phone(phone: Phone, live: Service, proxy: FaultProxy) -> Phone:
    """A phone without a card that opened the app once; the service is gone since."""
    phone.go("/")
    phone.is_ready_for_no_signal()
    live.kill()
    proxy.use(Refuse())
    phone.reopen("/hospitals")
    phone.is_drawn()
    return phone


def names(phone: Phone) -> list[str]:
    expect(phone.page.locator(".hosp").first).to_be_visible()
    return phone.page.locator(".hosp .row__t").all_inner_texts()


def type_into_search(phone: Phone, typed: str) -> None:
    phone.page.locator("input[type=search]").fill(typed)


def link(phone: Phone, name: str) -> Locator:
    return phone.page.get_by_role("link", name=name, exact=True)


def test_it_finds_a_clinic_with_the_server_dead(offline_phone: Phone) -> None:
    phone = offline_phone
    phone.tap("科室")
    phone.tap("儿科")
    phone.page.get_by_role("button", name="看这").tap()
    type_into_search(phone, "shhmj")
    expect(phone.page.locator("h2").first).to_contain_text("2家")
    assert set(names(phone)) == {PUXI, "上海和睦家浦东医院"}

    phone.tap_row(PUXI)

    phone.sees("平塘路699号")
    expect(link(phone, "打给预约中心")).to_have_attribute("href", "tel:02122163900")
    phone.tap("打开地图")
    expect(link(phone, "高德地图")).to_have_attribute(
        "href", re.compile(r"^https://uri\.amap\.com/search\?keyword=")
    )
    phone.page.go_back()
    phone.tap("给司机看")
    phone.sees("师傅您好")
    phone.sees(PUXI)
    assert not [problem for problem in phone.problems if "ERR_" not in problem]


def test_it_says_what_to_do_before_the_list_is_here(
    phone: Phone, live: Service, proxy: FaultProxy
) -> None:
    phone.go("/")
    phone.is_ready_for_no_signal()
    phone.page.goto("about:blank")
    phone.page.goto(f"{proxy.url}/robots.txt")
    phone.page.evaluate(
        """() => new Promise((done, fail) => {
          const deletion = indexedDB.deleteDatabase('tongka');
          deletion.onsuccess = done;
          deletion.onerror = fail;
        })"""
    )
    proxy.use(Refuse())
    phone.reopen("/hospitals")

    phone.sees("还没存到这部手机里")
    proxy.use(Pass())
    phone.page.evaluate("() => { dispatchEvent(new Event('online')) }")
    phone.sees("92家")


def test_it_says_on_every_page_that_the_list_is_a_sample(offline_phone: Phone) -> None:
    phone = offline_phone
    for path in ("/hospitals", "/hospitals/sh-ufh-puxi", "/hospitals/sh-fudan-ped"):
        phone.go(path)
        phone.sees("示例名单，不是保险公司的网络医院")
        phone.sees("以电子保险卡所列为准")
        phone.sees("请在就诊前务必查询就诊医院是否在名单内")
        words = phone.page.locator("#app").inner_text()
        assert "021-80209058" in words
        assert not [promise for promise in PROMISES if promise in words]

    phone.go("/hospitals")
    phone.tap("城市")
    expect(phone.page.get_by_role("dialog")).to_contain_text("示例名单，不是保险公司的网络医院")


def test_it_calls_the_hotline_where_a_phone_is_not_verified(offline_phone: Phone) -> None:
    phone = offline_phone
    phone.go("/hospitals/sh-delta")
    expect(link(phone, "打热线问预约")).to_have_attribute("href", "tel:02180209058")
    phone.sees("未核实")
    assert phone.page.get_by_text("打给预约中心").count() == 0


def test_it_books_a_public_hospital_through_the_hotline(offline_phone: Phone) -> None:
    offline_phone.go("/hospitals/bj-pumch")
    offline_phone.sees("打热线预约")
    expect(link(offline_phone, "打热线问预约")).to_have_attribute("href", "tel:02180209058")


def test_it_keeps_what_was_asked_for_on_the_way_back(offline_phone: Phone) -> None:
    phone = offline_phone
    phone.tap("城市")
    phone.page.get_by_role("dialog").get_by_role("button", name="北京").tap()
    phone.page.get_by_role("button", name="看这").tap()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)
    type_into_search(phone, "妇儿")
    phone.page.locator(".hosp__a").nth(5).scroll_into_view_if_needed()
    seen = names(phone)
    height = phone.page.evaluate("() => scrollY")

    phone.page.locator(".hosp__a").nth(5).tap()
    phone.sees("去之前")
    phone.page.go_back()

    expect(phone.page.locator("input[type=search]")).to_have_value("妇儿")
    expect(phone.page.get_by_role("button", name="北京")).to_have_attribute("aria-pressed", "true")
    assert names(phone)[: len(seen)] == seen
    assert phone.page.evaluate("() => scrollY") == height


def test_it_draws_more_as_one_scrolls(offline_phone: Phone) -> None:
    before = len(names(offline_phone))
    for _ in range(60):
        offline_phone.page.mouse.wheel(0, 2000)
        offline_phone.page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(offline_phone.page.locator(".hosp")).to_have_count(92)
    assert before < 92


def test_it_comes_back_to_a_row_far_down(offline_phone: Phone) -> None:
    phone = offline_phone
    for _ in range(60):
        phone.page.mouse.wheel(0, 2000)
        phone.page.evaluate("() => new Promise(requestAnimationFrame)")
    phone.page.get_by_text(LAST).scroll_into_view_if_needed()
    height = phone.page.evaluate("() => scrollY")

    phone.page.get_by_text(LAST).tap()
    phone.sees("去之前")
    phone.page.go_back()

    expect(phone.page.get_by_text(LAST)).to_be_in_viewport()
    assert phone.page.evaluate("() => scrollY") == height


def test_it_finds_nothing_and_starts_anew(offline_phone: Phone) -> None:
    type_into_search(offline_phone, "zzzzzz")
    offline_phone.sees("没有找到这样的医院")
    offline_phone.tap("清空，看全部")
    expect(offline_phone.page.locator("h2").first).to_contain_text("92家")


def test_it_asks_for_no_position_that_no_record_could_use(offline_phone: Phone) -> None:
    assert offline_phone.page.get_by_text("从近到远").count() == 0


def test_it_keeps_favourites_on_the_phone(offline_phone: Phone) -> None:
    phone = offline_phone
    phone.go("/hospitals/sh-delta")
    star = phone.page.get_by_role("button", name="收藏这家医院")
    star.tap()
    expect(star).to_have_attribute("aria-pressed", "true")
    phone.reopen("/hospitals")
    star = phone.page.get_by_role("button", name="收藏这家医院")
    first = phone.page.locator(".hosp").first
    expect(first).to_contain_text("上海德达医院")
    phone.tap("收藏")
    expect(phone.page.locator("h2").first).to_contain_text("1家")

    phone.tap_row("上海德达医院")
    star.tap()
    expect(star).to_have_attribute("aria-pressed", "false")
    phone.go("/hospitals")
    expect(first).to_be_visible()
    expect(first).not_to_contain_text("上海德达医院")


def test_it_says_when_a_hospital_has_left_the_list(offline_phone: Phone) -> None:
    offline_phone.go("/hospitals/gone")
    offline_phone.sees("名单里没有这家医院")
    offline_phone.go("/hospitals/gone/driver")
    offline_phone.sees("名单里没有这家医院")


def test_it_shows_the_network_of_the_childs_plan(
    phone: Phone, live: Service, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.go("/hospitals")
    phone.tap(family.child_name)
    phone.page.get_by_role("dialog").get_by_role("button", name="全部名单").tap()
    phone.page.get_by_role("button", name="看这").tap()
    expect(phone.page.get_by_role("button", name="全部名单")).to_have_attribute(
        "aria-pressed", "false"
    )
    phone.go("/hospitals/sh-ufh-puxi")
    phone.sees("京东安联成长优享计划")
