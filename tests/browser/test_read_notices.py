"""A parent reads the notices in a corridor: without signal, with a card or before there is one."""

import re

from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Refuse


def test_it_reads_the_notice_on_prior_authorisation_with_the_server_dead(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    live.kill()
    proxy.use(Refuse())
    phone.reopen("/")

    phone.sees("6条")
    phone.tap_row("就诊前必看")
    phone.sees("还有6条必看没看")
    phone.sees("没信号也可用")
    phone.tap_row("没批先做，少赔40%")
    phone.sees("¥10,000 × 40%")
    phone.sees("¥6,000")
    phone.tap("我看过了")
    phone.sees("这一版您看过了")

    phone.reopen("/notices/preauth-skipped")
    phone.sees("这一版您看过了")
    phone.does_not_see("我看过了")
    phone.go("/")
    phone.sees("5条")
    assert not [problem for problem in phone.problems if "ERR_" not in problem]


def test_it_goes_on_to_the_next_important_one_until_none_is_left(phone: Phone) -> None:
    phone.go("/notices/check-hospital")
    for left in range(5, 0, -1):
        phone.tap("我看过了")
        phone.tap("看最后一条必看" if left == 1 else f"看下一条必看，还有{left}条")
    phone.tap("我看过了")
    phone.sees("这一版您看过了")

    expect(phone.page.locator(".tabs")).to_be_visible()
    phone.go("/notices")
    phone.sees("先查医院在不在名单里")
    phone.does_not_see("必看没看")


def test_it_can_be_read_before_there_is_a_card(phone: Phone, proxy: FaultProxy) -> None:
    phone.go("/")
    phone.sees("绑定电子卡")
    phone.is_ready_for_no_signal()
    proxy.use(Refuse())

    phone.reopen("/")
    phone.tap_row("注意事项")
    phone.sees("先查医院在不在名单里")
    phone.go("/me")
    phone.tap_row("注意事项")
    phone.sees("先查医院在不在名单里")


def test_it_searches_and_comes_back_to_what_was_found(phone: Phone) -> None:
    phone.go("/notices")
    field = phone.page.get_by_role("searchbox")
    field.fill("黑名单")
    phone.sees("找到1条")
    expect(phone.page.locator("mark")).to_have_text(["黑名单"])

    phone.tap_row("公立医院要先预约")
    phone.sees("特需部或国际部")
    phone.tap("返回")
    expect(field).to_have_value("黑名单")
    phone.sees("找到1条")

    field.fill("飞机票")
    phone.sees("没找到“飞机票”")
    phone.tap("清空")
    phone.sees("就诊后")


def test_it_fills_slots_with_what_the_operator_says(phone: Phone, live: Service) -> None:
    phone.go("/notices/complain")
    links = phone.page.locator("main a.link")
    expect(links).to_have_text(["021-80209058", "service@windstoneservice.com"])
    expect(links.first).to_have_attribute("href", "tel:02180209058")
    expect(links.last).to_have_attribute("href", "mailto:service@windstoneservice.com")
    phone.sees("全天 24 小时")


def test_it_says_so_when_there_is_no_such_notice(phone: Phone) -> None:
    phone.go("/notices/nothing")
    phone.sees("没有这一条")
    phone.tap("看全部注意事项")
    expect(phone.page).to_have_url(re.compile("/notices$"))
