"""Binding a card, with the code from the policyholder's phone."""

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Refuse

on_both_databases = pytest.mark.parametrize(
    "running_service", ["sqlite", "postgresql"], indirect=True
)


@on_both_databases
def test_it_binds_a_card_with_the_code(phone: Phone, live: Service, family: Family) -> None:
    steps.bind(phone, live, family, "妈妈")

    phone.go("/")
    phone.sees(family.child_name)
    assert phone.problems == []
    told = live.outbox.messages(family.e164, "phone_bound")
    assert [message.params["name"] for message in told] == ["妈妈"]


def test_it_keeps_the_draft_when_the_page_is_killed(phone: Phone, family: Family) -> None:
    steps.fill_details(phone, family)

    phone.reopen("/bind")

    expect(phone.page.locator("input[name=child_name]")).to_have_value(family.child_name)
    expect(phone.page.locator("input[name=phone]")).to_have_value(family.phone)


def test_it_sends_nothing_before_both_consents(
    phone: Phone, proxy: FaultProxy, family: Family
) -> None:
    steps.fill_details(phone, family)
    phone.tap("下一步")
    phone.sees("先看，再决定")

    phone.page.locator("label.checkline").first.tap()

    expect(phone.page.get_by_role("button", name="还差1项同意")).to_be_disabled()
    assert proxy.requests("/api/bind") == 0


def test_it_says_how_many_digits_are_missing(phone: Phone, family: Family) -> None:
    steps.fill_details(phone, family)
    phone.page.locator("input[name=policy_last4]").fill("123")

    phone.tap("下一步")

    phone.sees("还差1位数字，一共4位。")


@pytest.mark.parametrize(
    "wrong",
    [{"child_name": "王小明"}, {"phone": "13900009999"}, {"number": "TK000000"}],
    ids=["name", "phone", "number"],
)
def test_it_says_the_same_whatever_is_wrong(
    phone: Phone, live: Service, family: Family, wrong: dict[str, Any]
) -> None:
    steps.fill_details(phone, replace(family, **wrong))
    steps.agree_to_both(phone)
    steps.enter_code(phone, "000000", "妈妈")

    phone.sees("还没绑上，请核对这几样")
    phone.sees("买了不到24小时？")
    hotline = phone.page.locator("a[href^='tel:']").filter(visible=True).first
    expect(hotline).to_have_attribute("href", "tel:02180209058")
    assert live.outbox.messages(family.e164) == []


def test_it_gives_another_try_after_a_wrong_code(
    phone: Phone, live: Service, family: Family
) -> None:
    steps.fill_details(phone, family)
    steps.agree_to_both(phone)
    code = live.outbox.next_code(family.e164, seen=0)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"

    steps.enter_code(phone, wrong, "妈妈")
    phone.sees("还没绑上，请核对这几样")

    phone.go("/bind/code")
    steps.enter_code(phone, code, "妈妈")
    phone.sees("绑好了")


def test_it_says_that_binding_needs_signal(
    phone: Phone, proxy: FaultProxy, live: Service, family: Family
) -> None:
    steps.fill_details(phone, family)
    proxy.use(Refuse())

    steps.agree_to_both(phone)

    phone.sees("没信号，什么都还没发出。有信号了再点一次。")
    assert live.outbox.codes(family.e164) == []
