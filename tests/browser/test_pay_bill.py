"""A family pays its bill from the app: with signal and without, once, whoever is at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import paying, steps
from tests.browser.conftest import OpenPhone
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import LoseReply, Pass, Refuse

HOSPITAL = "晨光儿童医院"
KEPT = "记下了，等信号"
CHECKING = "先别重付，我们在查"


@pytest.fixture
def mother(phone: Phone, live: Service, families: Families, family: Family) -> Phone:
    """A phone with a card, and a bill that is due in 20 days."""
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    families.add_visit(family, HOSPITAL, f"V-{family.number}")
    return phone


@pytest.fixture
def father(
    playwright: Playwright,
    chromium: str,
    mother: Phone,
    live: Service,
    family: Family,
    tmp_path: Path,
) -> Iterator[Phone]:
    """A second phone of the family, in a network of its own."""
    live.let_pass(minutes=2)
    with FaultProxy(live.port) as proxy:
        phone = Phone(playwright.chromium, chromium, tmp_path / "father", proxy.url)
        steps.bind_behind_the_scenes(phone, live, family, "爸爸")
        yield phone
        phone.close()


def test_it_brings_a_grey_card_back(
    phone: Phone, live: Service, families: Families, family: Family, open_phone: OpenPhone
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    families.add_visit(family, HOSPITAL, f"V-{family.number}", due_in_days=-2)
    bill_id = paying.bill_on(phone)
    phone.sees("已暂停")
    phone.sees("付清1笔费用，就能恢复直付")
    phone.sees("逾期2天")

    phone.tap("支付 ¥126.00")
    phone.sees("怎么付")
    paying.tap_pay(phone)
    paying.at_cashier(phone)
    phone.page.locator("button[value=pay]").tap()
    # To the service's own address, where this phone knows no card until it has asked.
    phone.page.wait_for_url(f"{live.url}/**")
    paying.wait_for_payment(phone, bill_id)
    another_browser = open_phone("another browser")
    another_browser.go(f"/pay/return?bill={bill_id}")
    another_browser.sees("付款页面可以关了")

    phone.go(f"/bills/{bill_id}")
    phone.sees("付清了")
    with phone.page.expect_download() as receipt:
        phone.tap_row("存收据")
    assert Path(receipt.value.path()).read_bytes().startswith(b"%PDF-")
    phone.go("/")
    phone.sees("有效")
    phone.does_not_see("已暂停")


def test_it_keeps_a_tap_without_signal_and_pays_nothing_by_it(
    mother: Phone, father: Phone, proxy: FaultProxy
) -> None:
    bill_id = paying.bill_on(mother)
    mother.is_ready_for_no_signal()
    proxy.use(Refuse())
    mother.go("/")
    mother.tap_row("自付费用")
    paying.tap_pay(mother)
    mother.sees(KEPT)
    with mother.page.expect_event("requestfailed", lambda one: "attempts" in one.url):
        paying.tap_pay(mother)
    expect(mother.page.locator(".dock .btn")).to_have_attribute("aria-busy", "false")
    mother.reopen("/outbox")
    expect(mother.page.locator("li.ob")).to_have_count(1)

    paying.bill_on(father)
    father.go(f"/bills/{bill_id}")
    paying.tap_pay(father)
    father.page.locator("button[value=pay]").tap()
    paying.wait_for_payment(father, bill_id)

    proxy.use(Pass())
    mother.go("/")
    mother.pull()
    mother.sees("那笔不用再付了", within_s=60)
    mother.tap_row("那笔不用再付了")
    mother.sees("没信号时点的那次支付没有扣钱")
    mother.sees("付清了")
    (bill,) = paying.bills_of(mother)
    assert (bill["paid_fen"], bill["owed_fen"], bill["refunds"]) == (12_600, 0, [])
    mother.go("/")
    mother.does_not_see("那笔不用再付了")


def test_it_asks_again_when_the_amount_has_changed(
    mother: Phone, proxy: FaultProxy, live: Service, families: Families, family: Family
) -> None:
    bill_id = paying.bill_on(mother)
    mother.go(f"/bills/{bill_id}")
    mother.sees("怎么付")
    proxy.use(Refuse())
    paying.tap_pay(mother)
    mother.sees(KEPT)
    families.add_visit(family, HOSPITAL, f"V-{family.number}", self_pay_fen=9_000)
    paying.wait_for_amount(mother, live, 9_000)
    proxy.use(Pass())

    mother.sees("金额变了")
    mother.sees("现在是¥90.00")
    paying.tap_pay(mother)
    paying.choose(mother, paying.at_cashier(mother))
    paying.wait_for_payment(mother, bill_id)


def test_it_takes_back_what_it_said_when_the_amount_changes_later(
    mother: Phone, proxy: FaultProxy, live: Service, families: Families, family: Family
) -> None:
    mother.go(f"/bills/{paying.bill_on(mother)}")
    mother.sees("怎么付")
    proxy.use(Refuse())
    paying.tap_pay(mother)
    mother.sees(KEPT)
    proxy.use(Pass())
    mother.sees("核对过，还是¥126.00")

    families.add_visit(family, HOSPITAL, f"V-{family.number}", self_pay_fen=9_000)
    paying.wait_for_amount(mother, live, 9_000)
    mother.pull()
    mother.sees("现在是¥90.00")
    mother.does_not_see("核对过")


def test_it_can_take_a_tap_back(mother: Phone, proxy: FaultProxy) -> None:
    mother.go(f"/bills/{paying.bill_on(mother)}")
    mother.sees("怎么付")
    proxy.use(Refuse())
    paying.tap_pay(mother)
    mother.sees(KEPT)
    mother.tap("取消")
    mother.does_not_see(KEPT)
    mother.go("/outbox")
    mother.sees("都发出去了")


def test_it_says_that_the_other_parent_is_paying(mother: Phone, father: Phone) -> None:
    bill_id = paying.bill_on(mother)
    paying.bill_on(father)
    father.go(f"/bills/{bill_id}")
    mother.go(f"/bills/{bill_id}")
    mother.sees("怎么付")
    paying.tap_pay(father)
    cashier = paying.at_cashier(father)

    paying.tap_pay(mother)
    mother.sees("爸爸正在付")
    mother.does_not_see("支付 ¥126.00")

    paying.choose(father, cashier)
    mother.sees("付清了", within_s=60)


def test_it_asks_by_itself_how_it_ended(mother: Phone) -> None:
    """Back from the cashier, with no word of it: the page waits, and never offers to pay twice."""
    bill_id = paying.bill_on(mother)
    mother.go(f"/bills/{bill_id}")
    paying.tap_pay(mother)
    cashier = paying.at_cashier(mother)
    mother.page.go_back()
    mother.sees(CHECKING)
    mother.does_not_see("支付 ¥126.00")
    mother.reopen(f"/bills/{bill_id}")
    mother.sees(CHECKING)

    mother.tap_row("还没付？回到付款页")
    assert paying.at_cashier(mother) == cashier
    mother.page.go_back()
    mother.sees(CHECKING)
    paying.choose(mother, cashier)
    mother.sees("付清了", within_s=60)


def test_it_may_be_tried_again_once_it_is_known_to_have_failed(
    mother: Phone, live: Service
) -> None:
    bill_id = paying.bill_on(mother)
    mother.go(f"/bills/{bill_id}")
    paying.tap_pay(mother)
    paying.choose(mother, paying.at_cashier(mother), "fail")
    mother.go(f"/bills/{bill_id}")
    mother.sees(CHECKING)
    # The order can still be paid until its time is over.
    live.let_pass(minutes=16)
    mother.sees("没有付成", within_s=60)
    mother.tap("再付一次 ¥126.00")
    paying.tap_pay(mother)
    paying.choose(mother, paying.at_cashier(mother))
    paying.wait_for_payment(mother, bill_id)


def test_it_asks_for_one_order_however_often_the_answer_is_lost(
    mother: Phone, proxy: FaultProxy
) -> None:
    bill_id = paying.bill_on(mother)
    mother.go(f"/bills/{bill_id}")
    mother.sees("怎么付")
    ids = paying.orders_of(mother)
    proxy.use(LoseReply(), only_under="/api/")
    paying.tap_pay(mother)
    mother.sees(KEPT)
    proxy.use(Pass())
    paying.tap_pay(mother)
    paying.at_cashier(mother)
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_it_shows_a_code_for_another_phone(mother: Phone, father: Phone) -> None:
    bill_id = paying.bill_on(mother)
    mother.go(f"/bills/{bill_id}")
    mother.page.locator("input[name=kind][value=scan]").check(force=True)
    with mother.page.expect_response("**/api/payments/attempts") as answer:
        paying.tap_pay(mother)
    expect(mother.page.get_by_role("img", name="付款码")).to_be_visible()

    paying.choose(father, answer.value.json()["checkout"]["url"])
    mother.sees("付清了", within_s=60)


def test_it_lists_what_waits_to_be_paid(mother: Phone, families: Families, family: Family) -> None:
    paying.bill_on(mother)
    families.add_visit(family, "海棠妇儿医院", f"W-{family.number}", self_pay_fen=0)
    mother.pull()
    mother.go("/visits")
    mother.sees("海棠妇儿医院")
    mother.tap_row("待支付")
    mother.does_not_see("海棠妇儿医院")
    mother.sees(HOSPITAL)
    mother.tap("支付 ¥126.00")
    mother.sees("怎么付")
