"""An assessor's day: a photo marked for a retake, a claim decided by two, told to the family."""

import re
from datetime import timedelta

from playwright.sync_api import Page, Playwright, expect

from api.core.clock import SystemClock, china_date
from tests.browser import steps
from tests.browser.claims import claim_row, file_claim
from tests.browser.desk import hire, open_desk, sign_in
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until


def open_claim(page: Page, service: Service, claim_id: str) -> None:
    """Opens a claim's page once its first photo can be seen."""
    page.goto(f"{service.url}/console/claims/{claim_id}")
    photo = page.locator("[data-paper]:not([hidden]) img")

    def is_drawn() -> bool:
        if photo.count() == 0:
            page.reload()
            return False
        return bool(photo.evaluate("(image) => image.naturalWidth > 0"))

    wait_until(is_drawn, "the photo", 40)


def test_it_marks_a_photo_that_was_turned_and_asks_for_it_again(
    playwright: Playwright, chromium: str, live: Service, family: Family, phone: Phone
) -> None:
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈的手机")
    filed = file_claim(phone, policy_id)
    xu = hire(live, "xu.marks", "许静", "assessor")

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, xu)
        open_claim(page, live, filed.id)
        page.keyboard.press("b")
        expect(page.get_by_role("status")).to_contain_text("开始审核了")
        page.keyboard.press("ArrowRight")
        expect(page.locator("[data-title]")).to_have_text("病历1")
        page.keyboard.press("=")
        expect(page.locator("[data-percent]")).to_have_text("125%")
        page.keyboard.press("-")
        page.keyboard.press("o")
        page.keyboard.press("m")
        sheet = page.locator("[data-paper]:not([hidden]) [data-sheet]")
        # A photo that arrives later moves the sheet.
        page.wait_for_function(
            "() => document.querySelector('[data-paper]:not([hidden]) img')?.naturalWidth > 0"
        )
        box = sheet.bounding_box()
        assert box
        # Turned by 90 degrees its right end is the top of the photo.
        page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.1)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.95, box["y"] + box["height"] * 0.5, steps=4)
        page.mouse.up()
        expect(sheet.locator("[data-drawn]")).to_be_visible()
        page.get_by_label("家长会看到").last.fill("左上角看不清，放平再拍一次。")
        page.get_by_role("button", name="请家长重拍").first.click()
        expect(page.get_by_role("status")).to_contain_text("请家长补了")

    row = claim_row(phone, filed.id)
    assert row["status"] == "documents_requested"
    mark = next(
        each["request"]["mark"]
        for policy in steps.pull(phone)["policies"].values()
        for each in policy["put"]["claim_documents"]
        if each["claim_id"] == filed.id and each["state"] == "retake_requested"
    )
    meant = {"x": 0.1, "y": 0.05, "w": 0.4, "h": 0.2}
    assert all(abs(mark[name] - share) < 0.02 for name, share in meant.items()), mark


def test_it_is_decided_by_two_and_the_family_sees_how(
    playwright: Playwright, chromium: str, live: Service, family: Family, phone: Phone
) -> None:
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈的手机")
    today = china_date(SystemClock().now())
    filed = file_claim(
        phone,
        policy_id,
        kind="public_inpatient",
        visited_on=(today - timedelta(days=12)).isoformat(),
        discharged_on=(today - timedelta(days=2)).isoformat(),
        total_fen=1_842_000,
        invoices=[{"number": f"N{family.number[-8:]}", "amount_fen": 1_842_000}],
    )
    xu = hire(live, "xu.decides", "许静", "assessor")
    zhou = hire(live, "zhou.decides", "周宁", "assessor")

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, xu)
        page.goto(f"{live.url}/console/claims/{filed.id}")
        page.keyboard.press("b")
        expect(page.get_by_role("status")).to_contain_text("开始审核了")
        page.get_by_label("第1项，核定金额").fill("18000")
        page.get_by_role("button", name=re.compile("存下，算一算")).click()
        expect(page.get_by_role("alert")).to_contain_text("写上为什么没全赔。")
        page.get_by_label("第1项，为什么没全赔").fill("陪护费不在保障内")
        page.get_by_role("button", name=re.compile("存下，算一算")).click()
        expect(page.get_by_text("怎么算的")).to_be_visible()
        page.get_by_label(re.compile("写给家长")).last.fill("陪护费不在保障内。")
        page.get_by_role("button", name=re.compile("核定通过")).click()
        expect(page.get_by_role("status")).to_contain_text("交给第二个人看了")
        expect(page.get_by_text("您决定的，要另一个人来看。")).to_be_visible()
    assert claim_row(phone, filed.id)["status"] == "under_assessment"

    with open_desk(playwright, chromium) as page:
        sign_in(page, live, zhou)
        page.goto(f"{live.url}/console/claims?show=second")
        page.locator(f'a[href^="/console/claims/{filed.id}"]').click()
        expect(page.get_by_text("许静的决定，等第二个人")).to_be_visible()
        page.keyboard.press("y")
        expect(page.get_by_role("status")).to_contain_text("同意了，结案")

    row = claim_row(phone, filed.id)
    assert (row["status"], row["explanation"]) == ("decided", "陪护费不在保障内。")
    assert row["steps"][1] == {
        "label": "not_covered",
        "amount_fen": -42_000,
        "words": row["steps"][1]["words"],
    }
    assert row["steps"][-1]["amount_fen"] == row["approved_fen"]
    assert live.outbox.wait_for(family.e164, "claim_decided").params == {"receipt": filed.receipt}
