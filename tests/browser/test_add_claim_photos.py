"""What a family adds to a claim: good photos, bad ones, and what is no photo at all."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import claiming, papers, queue, steps
from tests.browser.claiming import payload, photo
from tests.browser.families import Family
from tests.browser.phone import Phone
from tests.browser.service import Service

INVOICES, RECORD = "医疗费用发票", "病历记录"
CODE = "01,32,,25312000000014209621,642.00,20260317,,74AE"


@pytest.fixture
def at_documents(live: Service, phone: Phone, family: Family) -> Phone:
    """A phone with a new claim at its third step."""
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    claiming.choose_kind(phone)
    claiming.describe_visit(phone)
    return phone


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.jpg", b"", "“empty.jpg”是空的，换一个文件。"),
        ("notes.txt", b"plain words", "“notes.txt”不是照片，也不是PDF、OFD。换一个文件。"),
        ("page.jpg", b"<html><script>", "“page.jpg”不是照片，也不是PDF、OFD。换一个文件。"),
        ("half.jpg", b"\xff\xd8\xff\xe0 no more", "照片打不开，重拍一张就好。"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_it_says_why_a_file_is_not_kept(
    at_documents: Phone, name: str, content: bytes, says: str
) -> None:
    claiming.choose(at_documents, INVOICES, [payload(name, content)])

    at_documents.sees(says)
    assert queue.files(at_documents) == {}


def test_it_says_that_a_document_is_too_large(at_documents: Phone, tmp_path: Path) -> None:
    document = tmp_path / "big.pdf"
    document.write_bytes(claiming.pdf(30_000_000))
    claiming.choose_from_disk(at_documents, INVOICES, document)

    at_documents.sees("“big.pdf”超过20 MB。换小一点的文件，或拍照。")
    assert queue.files(at_documents) == {}


def test_it_keeps_the_good_ones_of_several(at_documents: Phone) -> None:
    chosen = [photo(1), payload("empty.jpg", b""), photo(2)]
    claiming.choose(at_documents, INVOICES, chosen)

    at_documents.sees("“empty.jpg”是空的")
    expect(claiming.need(at_documents, INVOICES).locator("img")).to_have_count(2)


def test_it_shrinks_a_photo_that_is_larger_than_any_document(
    at_documents: Phone, tmp_path: Path
) -> None:
    large = papers.noisy(papers.paper(size=(4500, 6000), letters=66), 250, share=0.6)
    picture = tmp_path / "IMG_9.jpg"
    picture.write_bytes(papers.jpeg(large, quality=99))
    assert picture.stat().st_size > 20_000_000
    claiming.choose_from_disk(at_documents, INVOICES, picture)

    expect(claiming.need(at_documents, INVOICES).locator("img")).to_have_count(1, timeout=60_000)
    (kept,) = queue.files(at_documents).values()
    assert kept["size"] <= 900 * 1024
    assert max(kept["width"], kept["height"]) == 2000


def test_it_sends_a_heic_as_it_is_where_the_phone_cannot_show_it(at_documents: Phone) -> None:
    content = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(5000)
    claiming.choose(at_documents, INVOICES, [payload("IMG_2.HEIC", content, "image/heic")])

    expect(claiming.need(at_documents, INVOICES).locator(".tile:not(.tile--add)")).to_have_count(1)
    (kept,) = queue.files(at_documents).values()
    assert (kept["type"], kept["size"]) == ("image/heic", len(content))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("发票.pdf", claiming.pdf(), "application/pdf"),
        ("../../发票\u202e.pdf", claiming.pdf(), "application/pdf"),
    ],
)
def test_it_takes_an_electronic_invoice_as_it_is(
    at_documents: Phone, name: str, content: bytes, kind: str
) -> None:
    claiming.choose(at_documents, INVOICES, [payload(name, content, kind)])

    expect(claiming.need(at_documents, INVOICES).locator(".tile:not(.tile--add)")).to_have_count(1)
    (kept,) = queue.files(at_documents).values()
    assert (kept["type"], kept["size"], kept["name"]) == (kind, len(content), "发票.pdf")


def test_it_tells_the_same_photo_twice(at_documents: Phone) -> None:
    claiming.add_photos(at_documents, INVOICES, [photo(1)])
    claiming.choose(at_documents, RECORD, [photo(1)])

    at_documents.sees("这张已经有了，没有再加。")
    assert len(queue.files(at_documents)) == 1


def test_it_asks_for_a_bad_photo_again_and_never_insists(at_documents: Phone) -> None:
    dark = papers.jpeg(papers.darkened(papers.paper(seed=7, size=(900, 1200)), 0.2))
    claiming.add_photos(at_documents, RECORD, [photo(1), payload("dark.jpg", dark)])
    at_documents.sees("第2张太暗，看不清字")
    at_documents.sees("重拍1张")

    claiming.need(at_documents, RECORD).get_by_role("button", name="重拍").tap()
    at_documents.sees("靠近窗户或开灯再拍")
    at_documents.tap("就用这张")
    at_documents.does_not_see("重拍1张")
    at_documents.sees("门诊病历、出院小结都算")


def test_it_puts_a_better_photo_in_the_place_of_a_bad_one(at_documents: Phone) -> None:
    dark = papers.jpeg(papers.darkened(papers.paper(seed=7, size=(900, 1200)), 0.2))
    claiming.add_photos(at_documents, RECORD, [payload("dark.jpg", dark)])
    claiming.need(at_documents, RECORD).get_by_role("button", name="重拍").tap()
    with at_documents.page.expect_file_chooser() as chooser:
        at_documents.page.locator(".sheet").get_by_role("button", name="重拍").tap()
    assert len(queue.files(at_documents)) == 1, "the bad one stays until the new one is there"
    chooser.value.set_files([photo(8)])

    at_documents.does_not_see("重拍1张")
    expect(claiming.need(at_documents, RECORD).locator("img")).to_have_count(1)
    assert len(queue.files(at_documents)) == 1


def test_it_fills_in_an_invoice_from_its_code(live: Service, phone: Phone, family: Family) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.context.add_init_script(
        f"""globalThis.BarcodeDetector = class {{
          async detect() {{ return [{{ rawValue: '{CODE}' }}]; }}
        }};"""
    )
    claiming.choose_kind(phone)
    with phone.page.expect_file_chooser() as chooser:
        phone.tap("拍发票，自动填")
    chooser.value.set_files([photo(1)])

    phone.sees("从发票的码里读到的，开票3月17日。核对一下。")
    expect(claiming.field(phone, "claim.invoices.0.number")).to_have_value("25312000000014209621")
    expect(claiming.field(phone, "claim.invoices.0.amount_fen")).to_have_value("642")
    claiming.describe_visit(phone, amount="642")
    expect(claiming.need(phone, INVOICES).locator("img")).to_have_count(1)


def test_it_names_a_day_outside_the_policy_and_an_amount_of_nothing(
    live: Service, phone: Phone, family: Family
) -> None:
    steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    claiming.choose_kind(phone)
    phone.tap("别的日子")
    phone.page.locator("input[type=date]").fill("2020-02-03")
    claiming.field(phone, "claim.invoices.0.amount_fen").fill("0")
    phone.tap("下一步")

    phone.sees("这天不在保单里")
    phone.sees("金额要大于0。")
    phone.sees("写上医院名称。")
    expect(claiming.field(phone, "claim.hospital")).to_be_focused()
