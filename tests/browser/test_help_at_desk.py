"""The hotline's day: sign in, find a policy, unbind a phone, correct a phone with a colleague."""

import re

from playwright.sync_api import Playwright, expect

from tests.browser import steps
from tests.browser.desk import hire, open_desk, sign_in
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service


def test_it_unbinds_a_phone_that_then_forgets_the_card(
    playwright: Playwright, chromium: str, live: Service, family: Family, phone: Phone
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "外婆的手机")
    phone.go("/")
    phone.sees(family.child_name)
    xu = hire(live, "xu.unbind", "许静", "support")

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, xu)
        page.get_by_role("link", name="保单", exact=True).click()
        page.get_by_label("孩子姓名").fill(family.child_name)
        page.get_by_label(re.compile("保单后4位")).fill(family.policy_last4)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=f"尾号{family.policy_last4}")).to_be_visible()
        expect(page.get_by_text(family.child_name)).to_have_count(0)

        page.get_by_role("link", name=re.compile("解绑")).click()
        page.get_by_role("button", name="解绑这部手机").click()
        expect(page.get_by_text("写上原因，2到30个字。")).to_be_visible()
        page.get_by_label(re.compile("会告诉投保人")).fill("外婆换了新手机")
        page.get_by_role("button", name="解绑这部手机").click()
        expect(page.get_by_role("status")).to_contain_text("解绑了。")
        expect(page.get_by_text("还没有手机绑这张卡。")).to_be_visible()
        expect(page.get_by_text("许静 解绑了“外婆的手机”，外婆换了新手机")).to_be_visible()

    phone.pull()
    phone.does_not_see(family.child_name)
    told = live.outbox.wait_for(family.e164, "phone_unbound_for_you")
    assert told.params["reason"] == "外婆换了新手机"


def test_it_corrects_a_phone_with_a_colleague_and_by_keyboard(
    playwright: Playwright, chromium: str, live: Service, family: Family
) -> None:
    xu = hire(live, "xu.correct", "许静", "support")
    zhou = hire(live, "zhou.correct", "周宁", "support")

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, xu)
        page.goto(f"{live.url}/console/policies")
        page.get_by_label("孩子姓名").fill(family.child_name)
        page.get_by_label(re.compile("投保手机后4位")).fill(family.phone[-4:])
        page.get_by_role("button", name="查找").click()
        page.get_by_label("新手机号").fill("13912345678")
        page.get_by_label("凭什么改").fill("回拨了旧号码，看过身份证")
        page.get_by_role("button", name="请第二个人看").click()
        expect(page.get_by_text("您提的，要另一个人来看。")).to_be_visible()
        expect(page.get_by_role("button", name="同意，改手机")).to_have_count(0)

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, zhou)
        rows = page.locator("[data-row]")
        wanted = rows.filter(has_text="回拨了旧号码").last
        expect(wanted).to_be_visible()
        # Down to it with J; then L takes it, and Enter opens it.
        for _ in range(rows.count()):
            if wanted.get_attribute("aria-current"):
                break
            page.keyboard.press("j")
        expect(wanted).to_have_attribute("aria-current", "true")
        page.keyboard.press("l")
        expect(page.locator("[data-row][aria-current]")).to_contain_text("周宁")
        page.keyboard.press("Enter")
        page.get_by_role("button", name="同意，改手机").click()
        expect(page.get_by_role("status")).to_contain_text("投保手机改好了")

    for phone in (family.e164, "+8613912345678"):
        assert live.outbox.wait_for(phone, "policy_phone_corrected").params == {"last4": "5678"}
