"""What people do when they complain, step by step, and what of it the service holds."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import FilePayload, Locator, expect

from tests.browser import steps
from tests.browser.phone import Phone

TEXT = "前台说系统里查不到小满的卡，让我先付了 ¥1,240。"


def begin(phone: Phone, text: str = TEXT, topic: str = "医院前台") -> None:
    """Opens a new complaint, says what it is about, and writes what happened."""
    phone.go("/complaints/new")
    phone.tap(topic)
    field(phone, "text").fill(text)


def add_photos(phone: Phone, photos: Sequence[FilePayload]) -> None:
    """Chooses photos from the album, and waits until they are kept."""
    tiles = phone.page.locator(".tile:not(.tile--add)")
    before = tiles.count()
    with phone.page.expect_file_chooser() as chooser:
        phone.page.get_by_role("button", name="相册、文件").tap()
    chooser.value.set_files(photos)
    expect(tiles).to_have_count(before + len(photos))


def submit(phone: Phone) -> str:
    """Hands the complaint in; returns its id."""
    phone.tap("递交投诉")
    phone.page.wait_for_url("**/complaints/0*")
    return phone.page.url.rsplit("/", 1)[1]


def write(phone: Phone, photos: Sequence[FilePayload] = (), text: str = TEXT) -> str:
    """Writes a whole complaint; returns its id."""
    begin(phone, text)
    if photos:
        add_photos(phone, photos)
    return submit(phone)


def ask_again(phone: Phone, complaint_id: str, reason: str) -> None:
    """Asks for a second look, on the complaint's page."""
    phone.go(f"/complaints/{complaint_id}")
    phone.tap("没解决，再看一次")
    field(phone, "reason").fill(reason)
    phone.tap("请再看一次")
    phone.page.wait_for_url(f"**/complaints/{complaint_id}")


def field(phone: Phone, path: str) -> Locator:
    """The field that the service names by this path."""
    return phone.page.locator(f'[id="field-{path}"]')


def complaints_of(phone: Phone) -> list[dict[str, Any]]:
    """The complaints that the service has for this phone's cards."""
    policies = steps.pull(phone)["policies"].values()
    return [row for policy in policies for row in policy.get("put", {}).get("complaints", [])]
