"""What people do when they claim, step by step, and what of it the service and phones hold."""

import hashlib
from pathlib import Path
from typing import Any

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.browser import papers, queue, steps
from tests.browser.phone import Phone

# A number with a right Luhn digit that is nobody's.
BANK_NUMBER = "6222 0212 3456 7890 128"
HOSPITAL = "东塘儿童医院"


def photo(seed: int, name: str = "IMG_0001.jpg") -> FilePayload:
    """A good photo of a paper; each seed is another paper."""
    paper = papers.paper(seed=seed, size=(900, 1200), letters=14)
    return {"name": name, "mimeType": "image/jpeg", "buffer": papers.jpeg(paper)}


def choose_kind(phone: Phone, kind: str = "公立门诊") -> None:
    """Opens a new claim, says what it is, and goes on to the visit."""
    phone.go("/claims/new")
    phone.page.locator("label.opt").filter(has_text=kind).tap()
    phone.tap("下一步")
    phone.sees("第2步，共4步")


def describe_visit(phone: Phone, amount: str = "642.00", hospital: str = HOSPITAL) -> None:
    """Fills in today's visit with one invoice, and goes on to the documents."""
    field(phone, "claim.hospital").fill(hospital)
    phone.page.get_by_role("button", name="今天").tap()
    field(phone, "claim.diagnosis").fill("急性上呼吸道感染")
    field(phone, "claim.invoices.0.amount_fen").fill(amount)
    phone.tap("下一步")
    phone.sees("第3步，共4步")


def add_photos(phone: Phone, document: str, photos: list[FilePayload]) -> None:
    """Chooses photos from the album for one kind of document, and waits until they are kept."""
    tiles = need(phone, document).locator(".tile:not(.tile--add)")
    before = tiles.count()
    choose(phone, document, photos)
    expect(tiles).to_have_count(before + len(photos))


def choose(phone: Phone, document: str, chosen: list[FilePayload]) -> None:
    """Chooses files from the album, whatever comes of it."""
    with phone.page.expect_file_chooser() as chooser:
        need(phone, document).get_by_role("button", name="相册、文件").tap()
    chooser.value.set_files(chosen)


def choose_from_disk(phone: Phone, document: str, file: Path) -> None:
    """Chooses a large file, which the browser reads itself."""
    with phone.page.expect_file_chooser() as chooser:
        need(phone, document).get_by_role("button", name="相册、文件").tap()
    chooser.value.set_files(file)


def enter_account(phone: Phone, number: str = BANK_NUMBER) -> None:
    """Fills in a new payout account."""
    phone.page.get_by_role("button", name="填账户").tap()
    field(phone, "account.holder").fill("周晚晴")
    field(phone, "account.bank").fill("招商银行上海分行")
    field(phone, "account.number").fill(number)
    phone.tap("就用这个账户")
    expect(phone.page.locator(".sheet")).to_have_count(0)


def sign_and_agree(phone: Phone) -> None:
    """Goes on to the last step, writes on the pad, and ticks."""
    phone.tap("下一步")
    phone.sees("第4步，共4步")
    sign(phone.page)
    phone.page.locator("label.checkline").tap()


def sign(page: Page) -> None:
    """Writes something on the pad."""
    pad = page.locator(".pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 30)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(box["x"] + 40 + step * 12, box["y"] + 30 + step % 4 * 15)
    page.mouse.up()


def submit(phone: Phone) -> str:
    """Hands the claim in; returns its id."""
    phone.tap("签好了，递交理赔")
    phone.page.wait_for_url("**/claims/0*")
    return phone.page.url.rsplit("/", 1)[1]


def file_claim(phone: Phone, photos: list[FilePayload], **visit: str) -> str:
    """Files a whole claim: all photos but the last are invoices; returns its id."""
    choose_kind(phone)
    describe_visit(phone, **visit)
    add_photos(phone, "医疗费用发票", photos[:-1])
    add_photos(phone, "病历记录", photos[-1:])
    enter_account(phone)
    sign_and_agree(phone)
    return submit(phone)


def field(phone: Phone, path: str) -> Locator:
    """The field that the service names by this path."""
    return phone.page.locator(f'[id="field-{path}"]')


def need(phone: Phone, document: str) -> Locator:
    """The part of the checklist that is about one kind of document."""
    return phone.page.locator(".need").filter(has_text=document)


def kept_hashes(phone: Phone) -> set[str]:
    """The sha256 of every photo on this phone, as it is to be sent."""
    return {file["sha256"] for file in queue.files(phone).values()}


def claims_of(phone: Phone) -> list[dict[str, Any]]:
    """The claims that the service has for this phone's cards."""
    return _rows(phone, "claims")


def documents_of(phone: Phone) -> list[dict[str, Any]]:
    """The claims' documents that the service has."""
    return _rows(phone, "claim_documents")


def stored_hash(phone: Phone, upload_id: str) -> str:
    """The sha256 of a file, counted from the bytes that the service gives back."""
    answer = phone.context.request.get(f"{phone.address}/api/files/{upload_id}/original")
    assert answer.ok, f"{answer.status} {answer.text()}"
    return hashlib.sha256(answer.body()).hexdigest()


def pdf(size: int = 2000) -> bytes:
    """Bytes that are a PDF by their head and tail."""
    head, tail = b"%PDF-1.4\n", b"\n%%EOF\n"
    return head + b"%" * (size - len(head) - len(tail)) + tail


def payload(name: str, buffer: bytes, media_type: str = "image/jpeg") -> FilePayload:
    return {"name": name, "mimeType": media_type, "buffer": buffer}


def _rows(phone: Phone, collection: str) -> list[dict[str, Any]]:
    policies = steps.pull(phone)["policies"].values()
    return [row for policy in policies for row in policy.get("put", {}).get(collection, [])]
