"""What tests do with a card's code: scan it as a camera does, and type what stands under it."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.phone import TIMEOUT_MS, Phone
from tests.waiting import wait_until


def show(phone: Phone, policy_id: str) -> None:
    """Opens the card for the reception, and waits for its code."""
    phone.go(f"/cards/{policy_id}/show")
    expect(phone.page.locator(".show__qr")).to_be_visible(timeout=TIMEOUT_MS)


def scan(shown: Locator) -> str:
    """What a camera reads in pictures of the code, until one is sharp."""

    def read() -> list[zxingcpp.Barcode]:
        return zxingcpp.read_barcodes(Image.open(io.BytesIO(shown.screenshot())))

    (found,) = wait_until(read, "a code to be readable")
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    return str(found.text)


def scanned(phone: Phone, policy_id: str) -> str:
    """The address in a card's code, as the phone shows it."""
    show(phone, policy_id)
    return scan(phone.page.locator(".show__qr"))


def typed(phone: Phone) -> str:
    """The code under the QR."""
    return phone.page.locator(".show__code b").inner_text()
