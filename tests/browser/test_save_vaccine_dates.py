"""A child's vaccine dates go into the phone's calendar, with the server gone."""

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Refuse


@pytest.fixture
def offline(phone: Phone, live: Service, proxy: FaultProxy, family: Family) -> Phone:
    """A phone with the family's card, whose server is gone."""
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    live.kill()
    proxy.use(Refuse())
    return phone


def test_it_saves_the_childs_dates(offline: Phone, family: Family, tmp_path: Path) -> None:
    offline.reopen("/")
    offline.tap("疫苗")
    offline.sees(family.child_name)
    offline.sees("双价HPV 第1剂")
    offline.sees("以接种门诊为准")
    offline.tap("存到手机日历")

    with offline.page.expect_download() as waiting:
        offline.page.get_by_role("dialog").get_by_role("button", name="存").tap()
    offline.sees("日历文件已经交给手机了")

    saved = tmp_path / "saved.ics"
    waiting.value.save_as(saved)
    events = {
        str(event["UID"]).rpartition("-hpv2-nip-")[2]: event
        for event in Calendar.from_ical(saved.read_bytes()).walk("VEVENT")
    }
    assert waiting.value.suggested_filename == f"{family.child_name}的疫苗.ics"
    first = events["1@tongka"]
    assert first["SUMMARY"] == f"{family.child_name}打疫苗：双价HPV 第1剂"
    assert "是建议，以接种门诊为准" in first["DESCRIPTION"]
    assert first["DTSTART"].dt == date(2035, 5, 14)


def test_it_saves_one_dose(offline: Phone, family: Family) -> None:
    offline.reopen("/vaccines/hpv2-nip")
    offline.sees("满13岁")
    offline.tap("存到手机日历")
    with offline.page.expect_download() as waiting:
        offline.tap("存1针")

    path = waiting.value.path()
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == date(2035, 5, 14)


def test_it_is_found_and_read_without_a_card(phone: Phone, live: Service) -> None:
    phone.go("/me")
    phone.tap_row("疫苗知识")
    phone.sees("就能按孩子的生日算出每一针的日子")
    phone.page.locator("input[type=search]").fill("wulian")
    phone.sees("找到1种")
    phone.tap_row("五联疫苗")

    phone.sees("6岁那剂免费百白破还是要打")
    phone.sees("一般知识，未核实")
    phone.sees("马上打120")
    phone.tap_row("脊灰（第1–4剂）")
    expect(phone.page.get_by_role("heading", name="脊髓灰质炎疫苗")).to_be_visible()
    phone.page.locator("summary").filter(has_text="来源").tap()
    phone.sees("原文没能打开，靠转录核对")


def test_it_switches_the_child(phone: Phone, live: Service, families: Families) -> None:
    first, second = families.make(), families.make()
    for family in (first, second):
        steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.go("/vaccines")
    phone.sees(first.child_name)
    phone.tap(f"看{second.child_name}的")

    expect(phone.page.get_by_role("heading", name=second.child_name)).to_be_visible()
