"""The page 待发送: what waits, why, and what a parent can do about each."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Playwright

from tests.browser import queue
from tests.browser.corridor import PUSH, Corridor, corridor
from tests.browser.families import Families
from tests.browser.phone import Phone
from tests.browser.photos import photo
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import BUSY, Pass, Refuse
from tests.waiting import wait_until

CELLULAR = """() => {
  const connection = Object.assign(new EventTarget(), {type: 'cellular'});
  Object.defineProperty(Navigator.prototype, 'connection', {get: () => connection});
}"""


@pytest.fixture(scope="module")
def shared(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    all_families: Families,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Corridor]:
    profile = tmp_path_factory.mktemp("phone")
    with corridor(playwright, chromium, running_service, all_families, profile) as found:
        yield found


@pytest.fixture
def here(shared: Corridor) -> Corridor:
    """A phone with nothing in its outbox that has just lost its signal."""
    shared.clear_up()
    shared.phone.go("/")
    shared.phone.sees(shared.family.child_name)
    queue.clear(shared.phone)
    shared.lose_signal(Refuse())
    return shared


@pytest.fixture
def phone(here: Corridor) -> Phone:
    return here.phone


@pytest.fixture
def policy_id(here: Corridor) -> str:
    return here.policy_id


@pytest.fixture
def proxy(here: Corridor) -> FaultProxy:
    return here.proxy


def refuse(phone: Phone, id_: str, code: str, **fields: list[str]) -> None:
    """The server says no to an entry."""
    paths = {path.replace("__", "."): said for path, said in fields.items()}
    refusal = {"code": code, "message": "这样不行。", "hint": "", "fields": paths}
    queue.call(
        phone,
        """([id, refusal]) => lib.db.changeOutbox(async (pen) => pen.put('outbox', {
          ...(await pen.get('outbox', id)), state: 'needs_you', refusal,
          refused_at: new Date().toISOString()}))""",
        [id_, refusal],
    )


def test_it_shows_what_waits_and_counts_it_everywhere(phone: Phone, policy_id: str) -> None:
    queue.claim(phone, policy_id, photo(1, side=60), photo(2, side=60))
    queue.rename(phone, policy_id, "b", "外婆的手机")
    phone.sees("3项没发出")
    phone.go("/me")
    phone.sees("有信号会自动发出")
    phone.tap_row("待发送")

    phone.sees("还有3项没发出")
    phone.sees("理赔照片，2张")
    phone.sees("手机改名：外婆的手机")
    phone.sees("等信号")


def test_it_says_that_all_was_sent(here: Corridor, phone: Phone, proxy: FaultProxy) -> None:
    phone.go("/outbox")
    phone.sees("都发出去了")
    proxy.use(Pass())
    here.rename("外婆的手机")

    phone.sees("今天已送达")
    phone.sees("回执号")
    phone.sees("都发出去了")


def test_it_sends_at_once_when_asked(phone: Phone, proxy: FaultProxy, policy_id: str) -> None:
    """While the app lets a server that was busy rest."""
    before = proxy.requests(PUSH)
    proxy.use(BUSY, only_under=PUSH)
    queue.rename(phone, policy_id, "b", "外婆的手机")
    phone.go("/outbox")
    wait_until(lambda: proxy.requests(PUSH) - before >= 2, "the app to have tried again")
    proxy.use(Pass())
    phone.tap("现在试一次")

    phone.sees("1项要您改一下")  # the service was heard: it knows no such phone


def test_it_removes_one_after_asking(phone: Phone, policy_id: str) -> None:
    queue.claim(phone, policy_id, photo(1, side=60))
    other = queue.rename(phone, policy_id, "b", "外婆的手机")
    phone.go("/outbox")
    phone.page.locator(".ob button").first.tap()
    phone.tap("不交了，从手机删掉")
    phone.sees("从这部手机删掉？")
    phone.tap("先留着")
    phone.sees("还有3项没发出")

    phone.page.locator(".ob button").first.tap()
    phone.tap("不交了，从手机删掉")
    phone.tap("删掉")
    phone.sees("还有1项没发出")
    assert list(queue.entries(phone)) == [other]
    assert queue.files(phone) == {}


def test_it_tells_the_service_of_a_photo_that_will_not_come(phone: Phone, policy_id: str) -> None:
    queue.claim(phone, policy_id, photo(1, side=60))
    phone.go("/outbox")
    phone.tap_row("理赔照片，1张")
    phone.tap("不交了，从手机删掉")
    phone.tap("删掉")
    phone.does_not_see("理赔照片，1张")

    opened, dropped = queue.entries(phone).values()
    assert dropped["name"] == "claims.drop"
    assert dropped["after"] == [opened["id"]]
    assert queue.files(phone) == {}


def test_it_opens_what_came_back_where_it_was_made(phone: Phone, policy_id: str) -> None:
    id_ = queue.claim(phone, policy_id, photo(1, side=60))
    queue.rename(phone, policy_id, "b", "外婆的手机")
    refuse(phone, id_, "invalid", claim__visited_on=["还没到"], account__number=["少1位数字"])
    phone.go("/outbox")

    phone.sees("1项要您改一下")
    for words in ("就诊日期", "还没到", "收款账号", "少1位数字", "等上面那项改好", "不用等它"):
        phone.sees(words)
    phone.tap("打开改这2处")
    phone.page.wait_for_url("**/claims/new?draft=*")


def test_it_holds_what_is_being_changed(phone: Phone, policy_id: str) -> None:
    id_ = queue.claim(phone, policy_id)
    phone.go("/outbox")
    phone.page.locator(".ob button").first.tap()
    phone.tap_row("改一改")
    phone.page.wait_for_url("**/claims/new?draft=*")
    assert queue.entries(phone)[id_]["refusal"]["code"] == "editing"

    phone.go("/outbox")
    phone.sees("改到一半，还没发。")
    phone.tap("别的办法")
    phone.tap("不改了，照原样发")
    phone.sees("还有1项没发出")
    assert queue.entries(phone)[id_]["state"] == "waiting"


def test_it_hands_a_claim_over_as_a_zip_file(here: Corridor, phone: Phone, policy_id: str) -> None:
    family = here.family
    photos = [photo(1, side=60), photo(2, side=60)]
    queue.claim(phone, policy_id, *photos)
    phone.go("/outbox")
    phone.page.locator(".ob button").first.tap()
    phone.tap_row("换个方式交")
    mail = phone.page.get_by_role("link", name="写邮件").get_attribute("href") or ""
    assert mail.startswith("mailto:")
    with phone.page.expect_download() as saved:
        phone.tap_row("下载 ZIP")

    archive = ZipFile(BytesIO(Path(saved.value.path()).read_bytes()))
    names = archive.namelist()
    assert names == ["0 claim.txt", "1 发票1.jpg", "2 发票2.jpg"]
    assert [archive.read(name) for name in names[1:]] == photos
    text = archive.read("0 claim.txt").decode("utf-8-sig")
    for words in (family.child_name, family.number, f"就诊日期：{queue.visited_on()}", "¥1,240.00"):
        assert words in text
    phone.sees("存好了")


def test_it_keeps_photos_for_wifi_where_a_parent_wants_that(
    phone: Phone, proxy: FaultProxy, policy_id: str
) -> None:
    phone.context.add_init_script(f"({CELLULAR})()")
    phone.go("/outbox")
    phone.page.get_by_role("switch", name="用流量发照片").tap()
    phone.sees("照片等 Wi-Fi")
    id_ = queue.keep_photo(phone, policy_id, photo(1, side=60))
    proxy.use(Pass())
    wait_until(lambda: queue.send_now(phone) == "wifi", "a round that ends for want of Wi-Fi")
    assert queue.files(phone)[id_]["sent"] == 0

    phone.page.get_by_role("switch", name="用流量发照片").tap()
    wait_until(lambda: queue.files(phone)[id_]["state"] == "delivered", "the photo to go")


def test_it_says_that_the_phone_forgot_what_was_not_sent(phone: Phone, policy_id: str) -> None:
    queue.rename(phone, policy_id, "b", "外婆的手机")
    phone.sees("1项没发出")
    wait_until(
        lambda: phone.page.evaluate("() => localStorage.getItem('tongka.unsent')") == "1",
        "the mirror to be written",
    )
    session = phone.context.new_cdp_session(phone.page)
    about = {"origin": phone.address, "storageTypes": "indexeddb"}
    session.send("Storage.clearDataForOrigin", about)
    phone.go("/outbox")

    phone.sees("里面有1项没发出")


def test_it_asks_before_a_card_with_unsent_things_goes(
    here: Corridor, phone: Phone, proxy: FaultProxy, policy_id: str
) -> None:
    id_ = queue.rename(phone, policy_id, "b", "外婆的手机")
    phone.go("/me")
    phone.tap_row("从这部手机移除")
    phone.sees("这张卡还有1项没发出")
    proxy.use(Pass(), only_under="/api/policies")
    phone.tap(f"移除{here.family.child_name}的卡")

    held = queue.wait_for(phone, id_, "needs_you")
    assert held["refusal"]["code"] == "gone"
    phone.go("/outbox")
    phone.sees("留30天")
