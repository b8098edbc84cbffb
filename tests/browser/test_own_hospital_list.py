"""An operator's own list: two plans' networks, no sample, and the way to each hospital."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from api.settings import ROOT
from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until

OWN_LIST = ROOT / "tests" / "hospitals" / "two_hospitals.yaml"
MORNING, OAK = "重庆晨光儿童医院", "厦门长庚第九十九医院 VIP门诊"
# A few streets from the first hospital; the second has no position.
NEAR_MORNING = {"latitude": 29.561, "longitude": 106.569}


@pytest.fixture(scope="module")
def own_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("own-list")
    shutil.copytree(ROOT / "seed", folder / "seed")
    shutil.copy(OWN_LIST, folder / "seed" / "hospitals.yaml")
    service = Service(folder, folder / "build", TONGKA_SEED_DIR=str(folder / "seed"))
    service.start()
    yield service
    service.kill()


@pytest.fixture
def changing_service(tmp_path: Path) -> Iterator[Service]:
    """A service with the sample, in a seed folder that may be changed."""
    shutil.copytree(ROOT / "seed", tmp_path / "seed")
    service = Service(tmp_path, tmp_path / "build", TONGKA_SEED_DIR=str(tmp_path / "seed"))
    service.start()
    yield service
    service.kill()


@pytest.fixture(scope="module")
def small_and_large(own_service: Service, tmp_path_factory: pytest.TempPathFactory) -> list[Family]:
    """A child on each plan."""
    families = Families(own_service, tmp_path_factory.mktemp("own-families"))
    return [families.make("chengzhang"), families.make("chengzhang_plus")]


@pytest.fixture
def own_phone(
    own_service: Service, playwright: Playwright, chromium: str, tmp_path: Path
) -> Iterator[Phone]:
    phone = Phone(playwright.chromium, chromium, tmp_path / "phone", own_service.url)
    yield phone
    phone.close()


def shows(phone: Phone, *names: str) -> None:
    rows = phone.page.locator(".hosp .row__t")
    expect(rows).to_have_text(list(names))


def test_it_switches_the_network_with_the_child(
    own_phone: Phone, own_service: Service, small_and_large: list[Family]
) -> None:
    phone = own_phone
    small, large = small_and_large
    for family in small_and_large:
        steps.bind_behind_the_scenes(phone, own_service, family, "妈妈")

    phone.go("/hospitals")
    choose(phone, large.child_name)
    shows(phone, MORNING, OAK)
    choose(phone, small.child_name)
    shows(phone, MORNING)
    choose(phone, "全部名单")
    shows(phone, MORNING, OAK)

    phone.tap_row(OAK)
    phone.sees("不在这个计划的网络里")


def choose(phone: Phone, name: str) -> None:
    phone.page.locator(".chips--line .chip").first.tap()
    phone.page.get_by_role("dialog").get_by_role("button", name=name, exact=True).tap()
    phone.page.get_by_role("button", name="看这").tap()
    expect(phone.page.get_by_role("dialog")).to_have_count(0)


def test_it_has_no_sample_left(own_phone: Phone) -> None:
    for path in ("/hospitals", "/hospitals/cq-morning"):
        own_phone.go(path)
        own_phone.sees("网络内")
        own_phone.sees("请在就诊前务必查询就诊医院是否在名单内")
        own_phone.sees("以电子保险卡所列为准")
        words = own_phone.page.locator("#app").inner_text()
        assert "示例名单" not in words
        assert "示例网络" not in words


def test_it_shows_the_nearest_first_when_asked_and_allowed(own_phone: Phone) -> None:
    own_phone.context.grant_permissions(["geolocation"], origin=own_phone.address)
    own_phone.context.set_geolocation(NEAR_MORNING)
    own_phone.go("/hospitals")
    own_phone.is_drawn()
    assert own_phone.page.get_by_text(" m").count() == 0

    own_phone.tap("从近到远")

    first, second = own_phone.page.locator(".hosp").all()
    expect(first).to_contain_text(" m")
    expect(second.locator(".num")).to_have_text("")
    expect(own_phone.page.locator("h2").first).to_have_text("2家，从近到远")
    own_phone.tap("按城市排")
    expect(first.locator(".num")).to_have_text("")


def test_it_says_so_when_the_phone_refuses_its_position(own_phone: Phone) -> None:
    devtools = own_phone.context.new_cdp_session(own_phone.page)
    denied = {"permission": {"name": "geolocation"}, "setting": "denied"}
    devtools.send("Browser.setPermission", denied)
    own_phone.go("/hospitals")
    own_phone.tap("从近到远")
    own_phone.sees("手机没让看位置，先按城市排")
    shows(own_phone, MORNING, OAK)


def test_it_shows_hours_and_the_point_on_the_map(own_phone: Phone) -> None:
    own_phone.go("/hospitals/cq-morning")
    own_phone.sees("08:00 – 12:00、13:30 – 17:00")
    own_phone.sees("20:00 – 02:00")
    own_phone.sees("要先预约")
    own_phone.tap("打开地图")
    amap = own_phone.page.get_by_role("link", name="高德地图")
    expect(amap).to_have_attribute("href", map_link("106.572700%2C29.558600"))


def map_link(position: str) -> str:
    name = "%E9%87%8D%E5%BA%86%E6%99%A8%E5%85%89%E5%84%BF%E7%AB%A5%E5%8C%BB%E9%99%A2"
    query = f"position={position}&name={name}&src=tongka&coordinate=gaode&callnative=1"
    return f"https://uri.amap.com/marker?{query}"


def test_it_reaches_an_open_phone_without_a_new_app(
    changing_service: Service, playwright: Playwright, chromium: str, tmp_path: Path
) -> None:
    phone = Phone(playwright.chromium, chromium, tmp_path / "phone", changing_service.url)
    phone.go("/hospitals")
    phone.sees("92家")
    phone.sees("示例名单")

    shutil.copy(OWN_LIST, tmp_path / "seed" / "hospitals.yaml")
    changing_service.kill()
    changing_service.start()

    def has_own_list() -> bool:
        # One that comes right after a round of its own is left out.
        phone.page.evaluate("() => { dispatchEvent(new Event('online')) }")
        return phone.page.get_by_text(OAK).count() > 0

    wait_until(has_own_list, "the operator's list")
    shows(phone, MORNING, OAK)
    phone.does_not_see("示例名单")
    phone.sees("以电子保险卡所列为准")
    phone.go("/me")
    phone.sees("已是最新")
    changing_service.kill()
    phone.reopen("/hospitals")
    shows(phone, MORNING, OAK)
    phone.close()
