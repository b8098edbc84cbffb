"""A parent finds out in a corridor whether the insurer has to be asked first, the server dead."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Playwright, expect

from api.core.calendar import WorkingDays, day_after_working_days, day_before_working_days
from api.core.clock import SystemClock, china_date
from tests.browser import steps
from tests.browser.corridor import Corridor, corridor
from tests.browser.families import Families
from tests.browser.look import barriers_of, complaints_of, let_motion_end
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.weather import Refuse

CHINA = WorkingDays()
TODAY = china_date(SystemClock().now())
START = TODAY + timedelta(days=40)
APPLY_BY = day_before_working_days(CHINA, START, 5).on


@pytest.fixture(scope="module")
def dead(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    all_families: Families,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Corridor]:
    """A bound phone in the corridor, whose server is gone for good."""
    profile = tmp_path_factory.mktemp("phone")
    with corridor(playwright, chromium, running_service, all_families, profile) as held:
        all_families.add_visit(held.family, "海棠妇儿医院", f"V-{held.family.number}")
        sibling = all_families.make()
        steps.bind_behind_the_scenes(held.phone, running_service, sibling, "妈妈")
        held.phone.pull()
        running_service.kill()
        held.proxy.use(Refuse())
        yield held


@pytest.fixture
def phone(dead: Corridor) -> Phone:
    """The phone, opened anew at the front."""
    dead.phone.reopen("/")
    return dead.phone


def words(on: date) -> str:
    """A day as the app writes it."""
    weekday = "周" + "一二三四五六日"[on.weekday()]
    year = f"{on.year}年" if on.year != TODAY.year else ""
    return f"{year}{on.month}月{on.day}日 {weekday}"


def choose(phone: Phone, name: str) -> None:
    """Takes one of the options and goes on."""
    phone.page.locator(".opt").filter(has=phone.page.get_by_text(name, exact=True)).tap()
    go_on(phone)


def go_on(phone: Phone) -> None:
    phone.page.locator(".dock .btn").tap()


def row(phone: Phone, term: str) -> str:
    """What the answer says under one heading."""
    found = phone.page.locator(".answer__r").filter(has=phone.page.get_by_text(term, exact=True))
    return found.locator("dd").inner_text()


def change(phone: Phone, answered: str) -> None:
    """Goes back to a question from the answer."""
    phone.page.locator(".qa", has_text=answered).get_by_role("button").tap()


def pick_day(phone: Phone, on: date) -> None:
    phone.page.locator("input[name=day]").fill(on.isoformat())
    go_on(phone)


def test_it_leads_a_stay_to_its_last_day_and_one_call(phone: Phone, tmp_path: Path) -> None:
    phone.tap("事先授权")
    phone.sees("去哪家医院？")
    phone.sees("没信号也可用")
    phone.page.locator(".opt").filter(has_text="网络内的私立医院").tap()
    phone.page.get_by_role("textbox", name="哪家医院").fill("和睦家")
    phone.page.locator(".panel .row", has_text="和睦家").first.tap()
    go_on(phone)
    phone.sees("第2题，共3题")
    choose(phone, "住院")
    phone.sees("哪天开始？")
    pick_day(phone, START)

    phone.sees("要。医院帮您申请")
    assert row(phone, "最晚").startswith(f"{words(APPLY_BY)}递上去\n治疗前至少5个工作日")
    assert "¥20,000 ×（1 − 40%）= ¥12,000" in row(phone, "不办呢")
    assert "“所有住院和手术治疗，特殊门诊治疗”" in row(phone, "依据")
    call = phone.page.get_by_role("link", name="打给医院")
    assert (call.get_attribute("href") or "").startswith("tel:")
    assert phone.page.locator(".dock .call").get_attribute("href") == "tel:02180209058"

    with phone.page.expect_download() as waiting:
        phone.tap_row("前提醒我")
    phone.sees("日历文件已经交给手机了")
    saved = tmp_path / "saved.ics"
    waiting.value.save_as(saved)
    (event,) = Calendar.from_ical(saved.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == APPLY_BY
    assert not [problem for problem in phone.problems if "ERR_" not in problem]


def test_it_says_that_the_family_asks_for_a_public_stay(phone: Phone) -> None:
    phone.go("/preauths")
    choose(phone, "公立医院")
    choose(phone, "住院")
    phone.tap("还没定日子")

    phone.sees("要。您自己申请")
    earliest = words(day_after_working_days(CHINA, TODAY, 5).on)
    assert f"今天递的话，最早{earliest}开始。" in row(phone, "最晚")
    assert "手册只给私立医院写明了5个工作日" in row(phone, "最晚")
    call = phone.page.get_by_role("link", name="打热线申请")
    assert call.get_attribute("href") == "tel:02180209058"


def test_it_says_when_it_is_too_late(phone: Phone) -> None:
    phone.go("/preauths")
    choose(phone, "公立医院")
    choose(phone, "住院")
    pick_day(phone, TODAY + timedelta(days=1))

    phone.sees("要。马上打热线")
    earliest = words(day_after_working_days(CHINA, TODAY, 5).on)
    assert f"最早{earliest}开始" in row(phone, "最晚")
    assert "已经过了" in row(phone, "最晚")
    phone.does_not_see("前提醒我")


def test_it_goes_by_the_price_then_by_the_sum(dead: Corridor, phone: Phone) -> None:
    phone.go("/preauths")
    phone.tap(dead.family.child_name)
    choose(phone, "网络内的私立医院")
    choose(phone, "检查、检验")
    phone.page.get_by_label("单价").fill("5000")
    go_on(phone)
    phone.sees("就诊记录里，这张保单到现在一共¥1,240.00")
    phone.page.get_by_label("医疗费预计一共").fill("30000")
    go_on(phone)
    phone.sees("正好在线上，先问一句")
    assert phone.page.get_by_role("link", name="打热线问一句").is_visible()

    change(phone, "检查单价")
    phone.page.get_by_label("单价").fill("4999.99")
    go_on(phone)
    phone.sees("不用事先授权")

    change(phone, "检查单价")
    phone.page.get_by_label("单价").fill("5000.01")
    go_on(phone)
    phone.sees("哪天开始？")
    pick_day(phone, START)
    phone.sees("要。医院帮您申请")
    assert "私立医院第2项" in row(phone, "依据")
    # Without a hospital there is its number to find.
    assert phone.page.get_by_role("link", name="找医院电话").get_attribute("href") == "/hospitals"


def test_it_speaks_of_the_child_that_is_meant(dead: Corridor, phone: Phone) -> None:
    phone.go("/preauths")
    child = phone.page.locator("fieldset .chip")
    expect(child).to_have_count(2)
    sibling = child.filter(has_not_text=dead.family.child_name)
    name = sibling.inner_text()
    sibling.tap()
    choose(phone, "名单外的私立医院")
    choose(phone, "别的治疗")
    # Of the other child's visits nothing is said.
    phone.sees("一共会花多少")
    phone.does_not_see("就诊记录里")
    phone.page.get_by_label("医疗费预计一共").fill("30000.01")
    go_on(phone)
    pick_day(phone, TODAY + timedelta(days=700))

    phone.sees("要。医院帮您申请")
    assert "私立医院第3项" in row(phone, "依据")
    # A year whose holidays nobody knows, and a policy that is over by then.
    assert "那时怎么放假还不知道，先按周一到周五推算" in row(phone, "最晚")
    phone.sees("那天不在这张卡的有效期里")
    phone.sees(f"{name}这张卡有效期")


def test_it_says_maybe_where_nobody_knows_the_price(phone: Phone) -> None:
    phone.go("/preauths")
    choose(phone, "名单外的私立医院")
    choose(phone, "检查、检验")
    phone.tap("还不知道价钱")
    phone.tap("算不出来")
    phone.tap("还没定日子")

    phone.sees("可能要，先问清单价")
    assert "名单外的医院不一定办过" in row(phone, "谁来办")
    assert "少赔40%" in row(phone, "还有")


def test_it_pays_nothing_for_transport_without_a_yes(phone: Phone) -> None:
    phone.go("/preauths")
    choose(phone, "公立医院")
    choose(phone, "紧急医疗转运")

    phone.sees("要。转运前先打热线")
    assert row(phone, "不办呢").startswith("一分不赔")
    phone.does_not_see("哪天开始")
    assert phone.page.locator("a[href='tel:120']").is_visible()


def test_it_asks_again_for_what_is_no_answer(phone: Phone) -> None:
    phone.go("/preauths")
    go_on(phone)
    phone.sees("选一个，再看下一题。")
    choose(phone, "网络内的私立医院")
    choose(phone, "检查、检验")
    phone.page.get_by_label("单价").fill("五千")
    go_on(phone)
    phone.sees("只写数字就行，比如4800。")
    phone.page.get_by_label("单价").fill("6000")
    go_on(phone)
    go_on(phone)
    phone.sees("选一天，或者点“还没定日子”。")
    pick_day(phone, TODAY - timedelta(days=1))
    phone.sees("这一天已经过了，看看月份。")
    pick_day(phone, TODAY + timedelta(days=1000))
    phone.sees("太远了，看看年份。")
    pick_day(phone, START)
    phone.sees("要。医院帮您申请")


def test_its_way_back_keeps_what_was_answered(phone: Phone) -> None:
    phone.go("/notices/preauth-public")
    phone.tap_row("我这次要不要先授权？")
    choose(phone, "公立医院")
    choose(phone, "住院")
    phone.tap("上一题")
    expect(phone.page.locator("input[value=inpatient]")).to_be_checked()
    phone.tap("返回")
    phone.sees("哪天开始？")
    pick_day(phone, START)
    phone.tap_row("看注意事项怎么说")
    phone.sees("公立医院：住院先授权，自己申请")
    phone.tap("返回")
    phone.sees("要。您自己申请")
    # Asked anew, nothing is left of it.
    phone.tap("再问一件")
    phone.sees("去哪家医院？")
    expect(phone.page.locator("input:checked")).to_have_count(0)


def test_a_step_of_the_address_waits_for_those_before_it(phone: Phone) -> None:
    phone.go("/preauths?step=answer")
    phone.sees("去哪家医院？")


def test_it_comes_from_a_hospitals_page_with_its_number(phone: Phone) -> None:
    phone.go("/hospitals/sh-ufh-puxi")
    phone.tap_row("住院、手术、大检查要先授权")
    # A sample list doesn't say where it belongs.
    expect(phone.page.locator("input:checked")).to_have_count(0)
    choose(phone, "名单外的私立医院")
    choose(phone, "手术，不住院")
    phone.tap("还没定日子")
    phone.sees("要。医院帮您申请")
    call = phone.page.get_by_role("link", name="打给医院")
    assert (call.get_attribute("href") or "").startswith("tel:")


def take(phone: Phone, value: str) -> None:
    """Takes an option in whichever language, and goes on."""
    phone.page.locator(f".opt:has(input[value={value}])").tap()
    go_on(phone)


def every_screen(phone: Phone, look: Callable[[str], None]) -> None:
    """Walks through each question and each kind of answer."""
    phone.go("/preauths")
    go_on(phone)
    phone.page.locator(".opt:has(input[value=network_private])").tap()
    look("place")
    go_on(phone)
    look("item")
    take(phone, "test")
    go_on(phone)
    look("price")
    phone.page.locator("input[name=price]").fill("4800")
    go_on(phone)
    look("total")
    phone.page.locator("input[name=total]").fill("30800")
    go_on(phone)
    go_on(phone)
    look("day")
    pick_day(phone, START)
    look("hospital asks")
    for place, item, on in (
        ("public", "inpatient", TODAY),
        ("public", "surgery", None),
        ("other_private", "transport", None),
        ("other_private", "visit", None),
    ):
        phone.go("/preauths")
        take(phone, place)
        take(phone, item)
        if on:
            pick_day(phone, on)
        look(f"{place} {item}")


@pytest.mark.parametrize(
    ("language", "text_size"), list(product(("zh", "en"), ("standard", "largest")))
)
def test_every_screen_can_be_read_and_used(phone: Phone, language: str, text_size: str) -> None:
    phone.go("/me")
    for name, value in (("language", language), ("text_size", text_size)):
        choice = phone.page.locator(f"input[name={name}][value={value}]")
        choice.tap()
        expect(choice).to_be_checked()
    expect(phone.page.locator("html")).to_have_attribute(
        "lang", "en" if language == "en" else "zh-CN"
    )
    found: list[str] = []
    seen: list[str] = []

    def look(screen: str) -> None:
        is_answer = " " in screen
        expect(phone.page.locator(".answer" if is_answer else ".pq").first).to_be_visible()
        seen.append(screen)
        for width, theme in ((360, "light"), (390, "dark")):
            phone.page.set_viewport_size({"width": width, "height": 800})
            phone.page.emulate_media(color_scheme=theme)
            let_motion_end(phone.page)
            told = complaints_of(phone.page) + barriers_of(phone.page)
            found.extend(f"{screen}, {width} {theme}: {sentence}" for sentence in told)

    every_screen(phone, look)
    assert len(seen) == 10
    assert not found, "\n".join(found)
