"""The code printed on invoices, as the phone reads it: all of it, or nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

# What phones give for a code; the codes are invented in the published forms.
DIGITAL = "01,32,,25312000000014209621,642.00,20260317,,74AE"
PAPER = "01,10,031002200211,81532753,217.62,20260317,49753264642977383169,0816"
FISCAL = "CZ-EI-310000,1.0,31060123,0123456789,a1b2c3,20260317,486.5"


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    with (
        launched(playwright, chromium) as browser,
        page_with(browser, code="lib/invoice-code.js", scan="lib/invoice-scan.js") as page,
    ):
        yield page


def read(lib: Page, text: str) -> Any:
    return lib.evaluate("(text) => lib.code.readInvoiceCode(text)", text)


def test_it_reads_an_electronic_invoice_with_its_total(lib: Page) -> None:
    assert read(lib, DIGITAL) == {
        "number": "25312000000014209621",
        "amount_fen": 64200,
        "issued_on": "2026-03-17",
    }


def test_it_takes_no_amount_from_an_invoice_whose_code_leaves_out_the_tax(lib: Page) -> None:
    assert read(lib, PAPER) == {
        "number": "81532753",
        "amount_fen": None,
        "issued_on": "2026-03-17",
    }


def test_it_reads_the_bill_of_a_public_hospital(lib: Page) -> None:
    assert read(lib, FISCAL) == {
        "number": "0123456789",
        "amount_fen": 48650,
        "issued_on": "2026-03-17",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://example.test/01,32,,25312000000014209621,642.00,20260317,,74AE",
        "01,32",
        DIGITAL.replace("25312000000014209621", "2531200000001420962"),
        DIGITAL.replace("642.00", "642.005"),
        DIGITAL.replace("642.00", "-642.00"),
        DIGITAL.replace("642.00", "0.00"),
        DIGITAL.replace("642.00", "6e4"),
        DIGITAL.replace("20260317", "20260231"),
        DIGITAL.replace("20260317", "2026-03-17"),
        DIGITAL.replace("01,32,,", "01,32,12345,"),
        PAPER.replace("81532753", "8153275"),
        FISCAL.replace("0123456789", "ABCDEFGHIJ"),
        FISCAL.replace(",486.5", ""),
    ],
)
def test_it_leaves_anything_else_alone(lib: Page, text: str) -> None:
    assert read(lib, text) is None


def test_it_finds_each_invoice_of_a_photo_once(lib: Page) -> None:
    found = lib.evaluate(
        """async (texts) => {
          globalThis.BarcodeDetector = class {
            async detect() { return texts.map((rawValue) => ({ rawValue })); }
          };
          return lib.scan.scanInvoices(new ImageData(1, 1));
        }""",
        [DIGITAL, "a note", FISCAL, DIGITAL],
    )

    assert [invoice["number"] for invoice in found] == ["25312000000014209621", "0123456789"]


@pytest.mark.parametrize("broken", ["throw new Error('no service')", "return Promise.reject()"])
def test_it_finds_nothing_where_the_phone_cannot_read_codes(lib: Page, broken: str) -> None:
    found = lib.evaluate(
        """async (broken) => {
          if (broken) {
            globalThis.BarcodeDetector = class { detect = new Function(broken); };
          }
          return lib.scan.scanInvoices(new ImageData(1, 1));
        }""",
        broken,
    )

    assert found == []


def test_it_does_not_look_where_there_is_no_reader(lib: Page) -> None:
    found = lib.evaluate(
        "async () => { delete globalThis.BarcodeDetector; return lib.scan.canScan(); }"
    )

    assert found is False
