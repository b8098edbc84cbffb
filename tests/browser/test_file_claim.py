"""A claim with photos, whatever the network and the browser do meanwhile."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser import claiming, queue, steps
from tests.browser.claiming import photo
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Cut, Pass, Refuse
from tests.waiting import wait_until

LONG_S = 60


def bound(phone: Phone, live: Service, family: Family, name: str = "妈妈") -> Phone:
    """The phone with the family's card, ready for no signal."""
    steps.bind_behind_the_scenes(phone, live, family, name)
    phone.is_ready_for_no_signal()
    phone.reopen()  # cookies are on the disk only some time after they came
    return phone


def until(phone: Phone, state: str, count: int) -> list[dict[str, Any]]:
    """Waits until the service has so many documents in a state."""

    def found() -> list[dict[str, Any]]:
        documents = [one for one in claiming.documents_of(phone) if one["state"] == state]
        return documents if len(documents) == count else []

    return wait_until(found, f"{count} documents that are {state}", LONG_S)


def test_it_arrives_once_and_whole_after_a_night_without_server(
    live: Service, phone: Phone, proxy: FaultProxy, family: Family
) -> None:
    bound(phone, live, family)
    live.kill()
    photos = [photo(seed, f"IMG_{seed:04}.jpg") for seed in range(1, 5)]
    claim_id = claiming.file_claim(phone, photos)
    phone.sees("存在这部手机里，有信号自动发")
    sent = claiming.kept_hashes(phone)
    assert len(sent) == 5, "four photos and the signature"

    phone.kill()
    live.start()
    proxy.use(Cut(up=60_000), only_under="/api/uploads", times=3)
    phone.open()
    phone.go("/claims")
    documents = until(phone, "received", 5)
    proxy.use(Pass())

    assert [claim["id"] for claim in claiming.claims_of(phone)] == [claim_id]
    assert {one["sha256"] for one in documents} == sent
    stored = {claiming.stored_hash(phone, one["upload_id"]) for one in documents}
    assert stored == sent, "byte for byte as they lay on the phone"
    phone.sees("已收齐")


def test_it_shows_the_other_phone_what_is_still_on_this_one(
    live: Service, open_phone: Callable[[str], Phone], proxy: FaultProxy, family: Family
) -> None:
    mother = bound(open_phone("mother"), live, family, "妈妈")
    live.let_pass(minutes=2)
    father = bound(open_phone("father"), live, family, "爸爸")
    proxy.use(Refuse(), only_under="/api/uploads")

    claiming.file_claim(mother, [photo(1), photo(2), photo(3)])
    mother.sees("理赔号 C")
    mother.sees("还没发完")
    father.pull()
    father.go("/claims")
    father.sees("还有3份在妈妈上")
    father.tap_row(claiming.HOSPITAL)
    father.sees("在妈妈")

    proxy.use(Pass())
    mother.sees("已收齐", within_s=LONG_S)
    father.pull()
    father.sees("已收齐")


def test_it_keeps_the_draft_when_the_camera_ends_the_page(
    live: Service, phone: Phone, family: Family
) -> None:
    bound(phone, live, family)
    claiming.choose_kind(phone)
    claiming.describe_visit(phone)
    claiming.add_photos(phone, "医疗费用发票", [photo(1)])
    address = phone.page.url
    with phone.page.expect_file_chooser():
        claiming.need(phone, "病历记录").get_by_role("button", name="拍照").tap()
    phone.kill()

    phone.open()
    phone.page.goto(address)
    phone.sees("第3步，共4步")
    expect(claiming.need(phone, "医疗费用发票").locator("img")).to_have_count(1)
    phone.tap("上一步")
    expect(claiming.field(phone, "claim.hospital")).to_have_value(claiming.HOSPITAL)
    expect(claiming.field(phone, "claim.invoices.0.amount_fen")).to_have_value("642.00")


def test_it_keeps_what_was_typed_a_moment_before_the_page_ended(
    live: Service, phone: Phone, family: Family
) -> None:
    bound(phone, live, family)
    claiming.choose_kind(phone)
    claiming.field(phone, "claim.hospital").fill("第九医院")
    wait_until(
        lambda: [draft["form"]["hospital"] for draft in queue.drafts(phone)] == ["第九医院"],
        "what was typed to be written down",
    )
    phone.kill()

    phone.open()
    phone.go("/claims")
    phone.sees("没填完的")
    phone.tap_row("第九医院")
    phone.sees("第2步，共4步")
    expect(claiming.field(phone, "claim.hospital")).to_have_value("第九医院")


def test_it_holds_several_drafts_and_asks_before_one_is_thrown_away(
    live: Service, phone: Phone, family: Family
) -> None:
    bound(phone, live, family)
    for hospital in ("第一医院", "第二医院"):
        claiming.choose_kind(phone)
        claiming.field(phone, "claim.hospital").fill(hospital)
        phone.tap("上一步")
        phone.sees("第1步，共4步")
    phone.go("/claims")
    phone.sees("第一医院")

    phone.tap_row("第二医院")
    phone.tap("不填了")
    phone.sees("不填这笔理赔了？")
    phone.tap("关闭")
    expect(phone.page.locator(".sheet")).to_have_count(0)
    phone.tap("不填了")
    phone.tap("删掉，不填了")
    phone.sees("没填完的")
    phone.sees("第一医院")
    phone.does_not_see("第二医院")


def test_it_reopens_a_claim_that_came_back_with_the_reasons_at_its_fields(
    live: Service, phone: Phone, proxy: FaultProxy, family: Family
) -> None:
    """Filed without signal under a policy that the family's next one has replaced since."""
    bound(phone, live, family)
    proxy.use(Refuse())
    claiming.choose_kind(phone)
    claiming.field(phone, "claim.hospital").fill(claiming.HOSPITAL)
    claiming.field(phone, "claim.diagnosis").fill("发热")
    phone.page.get_by_role("button", name="今天").tap()
    claiming.field(phone, "claim.invoices.0.amount_fen").fill("642")
    claiming.field(phone, "claim.invoices.0.number").fill("25312000000014209621")
    phone.tap("下一步")
    claiming.add_photos(phone, "医疗费用发票", [photo(1), photo(2)])
    claiming.enter_account(phone)
    claiming.sign_and_agree(phone)
    claim_id = claiming.submit(phone)
    claiming.choose_kind(phone)
    claiming.describe_visit(phone)
    phone.tap("上一步")
    claiming.field(phone, "claim.invoices.0.number").fill("25312000000014209621")
    phone.sees("交过这张发票")
    phone.tap("下一步")
    claiming.sign_and_agree(phone)
    second = claiming.submit(phone)

    proxy.use(Pass())
    phone.go("/claims")
    phone.sees("退回来了，要改", within_s=LONG_S)
    phone.tap_row("退回来了，要改")
    phone.sees("第2步，共4步")
    phone.sees("这张发票已经申请过了")
    claiming.field(phone, "claim.invoices.0.number").fill("25312000000014209622")
    phone.tap("下一步")
    phone.tap("下一步")
    assert claiming.submit(phone) == second
    until(phone, "received", 4)
    assert {claim["id"] for claim in claiming.claims_of(phone)} == {claim_id, second}
