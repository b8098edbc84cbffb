"""The later part of the app's script: what is said until it can be had, and how it comes."""

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.browser import steps
from tests.browser.conftest import OpenPhone
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import PORTAL_PAGE, Answer, BlackHole, Cut, Pass, Refuse, Simple

LATER = "/assets/later"
NOT_HERE = "这一页还没收完"
FORGED = Answer(200, "globalThis.forged = true", content_type="text/javascript; charset=utf-8")
UNHAD: dict[str, Simple] = {
    "refused": Refuse(),
    "cut": Cut(down=-1),
    "missing": Answer(404),
    "portal": PORTAL_PAGE,
    "forged": FORGED,
}

# A worker that still installs would bring it once more.
FORGET = """async () => {
  await navigator.serviceWorker?.ready;
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (url.includes('/assets/later')) await cache.delete(url);
    }
  }
}"""


@pytest.fixture(params=["with worker", "without worker"])
def any_phone(request: pytest.FixtureRequest, open_phone: OpenPhone) -> Phone:
    phone = open_phone("phone")
    if request.param == "without worker":
        phone.context.add_init_script("delete Navigator.prototype.serviceWorker")
    return phone


def forget(phone: Phone) -> None:
    """Throws the later part away, as a phone does that is short of room."""
    phone.page.evaluate(FORGET)
    phone.context.new_cdp_session(phone.page).send("Network.clearBrowserCache")


def test_it_comes_by_itself_when_the_network_is_back(any_phone: Phone, proxy: FaultProxy) -> None:
    phone = any_phone
    proxy.use(Refuse(), only_under=LATER)
    phone.go("/")
    phone.sees("绑定电子卡")
    phone.tap("医院")
    phone.sees(NOT_HERE)

    proxy.use(Refuse())
    phone.tap("再试一次")
    phone.sees("没信号")
    phone.tap("卡包")
    phone.sees("绑定电子卡")
    phone.tap("医院")
    phone.sees(NOT_HERE)

    proxy.use(Pass())
    phone.sees("北京和睦家医院", within_s=60)
    phone.does_not_see(NOT_HERE)
    assert phone.page.evaluate("() => document.activeElement.tagName") == "H1"


@pytest.mark.parametrize("weather", UNHAD.values(), ids=UNHAD)
def test_it_runs_nothing_but_the_part_of_its_build(
    any_phone: Phone, proxy: FaultProxy, weather: Simple
) -> None:
    phone = any_phone
    proxy.use(weather, only_under=LATER)
    phone.go("/hospitals")
    phone.sees(NOT_HERE)
    assert not phone.page.evaluate("() => 'forged' in globalThis")

    proxy.use(Pass())
    phone.sees("北京和睦家医院", within_s=60)


def test_it_comes_when_somebody_asks(any_phone: Phone, proxy: FaultProxy) -> None:
    phone = any_phone
    # By itself the page would look every few seconds, and with every answer of the server.
    phone.context.add_init_script("globalThis.setInterval = () => 0")
    phone.context.route("**/api/**", lambda route: route.abort())
    proxy.use(Refuse(), only_under=LATER)
    phone.go("/me/install")
    phone.sees(NOT_HERE)

    proxy.use(Pass())
    phone.tap("再试一次")
    phone.sees("放到手机桌面")


def test_it_speaks_english(any_phone: Phone, proxy: FaultProxy) -> None:
    phone = any_phone
    phone.go("/me")
    phone.page.locator("input[name=language][value=en]").tap()
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    forget(phone)
    proxy.use(Refuse(), only_under=LATER)
    phone.go("/notices")
    phone.sees("This page hasn’t arrived yet")


def test_it_does_not_wait_for_ever(phone: Phone, proxy: FaultProxy) -> None:
    """A connection that opens and never answers: the page goes on, and says so in time."""
    proxy.use(BlackHole(), only_under=LATER)
    phone.go("/")
    phone.sees("绑定电子卡")
    phone.tap("消息")
    phone.sees(NOT_HERE, within_s=45)

    proxy.use(Pass())
    phone.sees("还没有通知", within_s=60)


def test_it_offers_the_newer_build_when_the_server_has_moved_on(
    any_phone: Phone, proxy: FaultProxy
) -> None:
    phone = any_phone
    phone.context.route("**/api/**", answer_as_newer_build)
    proxy.use(Answer(404), only_under=LATER)
    phone.go("/hospitals")
    phone.sees("有新版本")
    phone.sees("这一页要更新以后才打得开")

    # A request on its way to an answer would meet the page's end.
    phone.context.unroute_all(behavior="wait")
    # Until then the part stays away: it would come by itself, and take the button along.
    with phone.page.expect_navigation():
        phone.tap("更新")
    proxy.use(Pass())
    phone.sees("北京和睦家医院", within_s=60)


def answer_as_newer_build(route: Route) -> None:
    answer: APIResponse = route.fetch()
    route.fulfill(response=answer, headers={**answer.headers, "tongka": "1-ffffffffffff"})


def test_a_worker_keeps_it_so_that_no_address_asks_for_it(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    before = proxy.requests("/assets")
    # Its script and its styles.
    assert proxy.requests(LATER) == 2

    for path in ("/", "/hospitals", "/me"):
        phone.reopen(path)
        phone.is_drawn()
    assert proxy.requests("/assets") == before


def test_it_comes_again_when_the_phone_has_thrown_it_away(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    forget(phone)
    proxy.use(Refuse())
    phone.reopen("/visits")
    phone.sees(NOT_HERE)
    phone.tap("卡包")
    phone.sees(family.child_name)

    proxy.use(Pass())
    phone.tap("医院")
    phone.sees("北京和睦家医院")
