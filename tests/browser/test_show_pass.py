"""The card's code: on the wallet and for the reception, without signal, and 待核实."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.browser import passes, steps
from tests.browser.clocks import set_clock, set_right
from tests.browser.families import Families, Family
from tests.browser.phone import TIMEOUT_MS, Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Pass, Refuse


@pytest.fixture
def policy_id(phone: Phone, live: Service, family: Family) -> str:
    """A card with its pass, on a phone whose clock is right and that is ready for no signal."""
    set_right(phone, live)
    found = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    has_code(phone)
    return found


def has_code(phone: Phone) -> None:
    expect(phone.page.locator(".ecard__qr")).to_be_visible(timeout=TIMEOUT_MS)


def is_unchecked(phone: Phone, policy_id: str) -> None:
    """Both the wallet and the reception's page say 待核实, and neither says 有效."""
    for path in ("/", f"/cards/{policy_id}/show"):
        phone.go(path)
        phone.sees("待核实")
        expect(phone.page.locator(".st--active")).to_have_count(0)


def test_it_shows_a_code_that_a_camera_reads(
    phone: Phone, policy_id: str, proxy: FaultProxy, family: Family
) -> None:
    on_card = passes.scan(phone.page.locator(".ecard__qr"))

    at_reception = passes.scanned(phone, policy_id)

    assert on_card == at_reception
    assert re.fullmatch(re.escape(proxy.url) + "/verify#[A-Za-z0-9_-]{135,145}", at_reception)
    assert re.fullmatch(rf"{family.policy_last4} \d{{4}} \d{{2}}", passes.typed(phone))
    phone.sees("有效")
    assert phone.problems == []


def test_it_shows_the_same_code_without_signal(
    phone: Phone, policy_id: str, proxy: FaultProxy
) -> None:
    before = passes.scanned(phone, policy_id)
    proxy.use(Refuse())
    phone.reopen()
    set_clock(phone, timedelta())

    assert passes.scanned(phone, policy_id) == before
    phone.sees("有效")


def test_it_asks_for_nothing_while_nothing_is_due(phone: Phone, policy_id: str) -> None:
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.pull()
    phone.page.reload()
    has_code(phone)
    phone.pull()

    assert [url for url in asked if url.endswith("/api/passes")] == []
    assert [url for url in asked if url.endswith("/api/sync/pull")]


def test_it_is_unchecked_after_24_hours_without_signal(
    phone: Phone, policy_id: str, proxy: FaultProxy
) -> None:
    proxy.use(Refuse())
    set_clock(phone, timedelta(hours=24, minutes=5))

    is_unchecked(phone, policy_id)

    phone.sees("上次核实过了 24 小时")
    expect(phone.page.locator(".show__qr")).to_have_count(0)

    proxy.use(Pass())
    phone.go(f"/cards/{policy_id}/show")
    expect(phone.page.locator(".show__paper .st--active")).to_be_visible(timeout=TIMEOUT_MS)
    expect(phone.page.locator(".show__qr")).to_be_visible(timeout=TIMEOUT_MS)


def test_it_is_unchecked_while_the_clock_was_set_back(
    phone: Phone, policy_id: str, proxy: FaultProxy
) -> None:
    proxy.use(Refuse())
    set_clock(phone, timedelta(hours=-1))

    is_unchecked(phone, policy_id)

    phone.sees("手机的时间好像不对")
    # The reception's own phone asks the server: what it scans is as good as ever.
    expect(phone.page.locator(".show__qr")).to_be_visible()


def test_it_is_unchecked_without_a_pass(
    phone: Phone, live: Service, proxy: FaultProxy, family: Family
) -> None:
    phone.context.route("**/api/passes", lambda route: route.abort())
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()

    is_unchecked(phone, policy_id)

    phone.sees("还没拿到给前台扫的码")
    phone.context.unroute("**/api/passes")
    phone.go("/")
    has_code(phone)


def test_it_brings_another_pass_when_the_card_has_changed(
    phone: Phone, policy_id: str, family: Family, all_families: Families
) -> None:
    before = passes.scanned(phone, policy_id)
    all_families.suspend(family)
    phone.pull()
    phone.go(f"/cards/{policy_id}/show")
    phone.sees("已暂停")
    qr = phone.page.locator(".show__qr path")
    drawn = qr.get_attribute("d")
    assert drawn
    phone.page.wait_for_function(
        """async () => {
          const database = await new Promise((done) => {
            const opening = indexedDB.open('tongka');
            opening.onsuccess = () => done(opening.result);
          });
          const asking = database.transaction('passes').objectStore('passes').getAll();
          await new Promise((done) => { asking.onsuccess = done; });
          database.close();
          return asking.result[0]?.state === 'suspended';
        }"""
    )

    assert passes.scanned(phone, policy_id) != before
    phone.go("/")
    phone.sees("暂停直付")
    expect(phone.page.locator(".ecard__qr")).to_have_count(0)
