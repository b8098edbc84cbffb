"""Every page of the console at both desk sizes and in both themes: nothing cut off, no barriers."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser import complaining, paying, steps
from tests.browser.claiming import photo
from tests.browser.claims import file_claim
from tests.browser.desk import SIZES, hire, open_desk, sign_in
from tests.browser.families import Families, Family
from tests.browser.look import barriers_of, complaints_of, let_motion_end
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PAGES = (
    "/console",
    "/console/account",
    "/console/policies",
    "/console/policies/{policy}",
    "/console/policies/{policy}?unbind={binding}",
    "/console/claims",
    "/console/claims/{claim}",
    "/console/payouts",
    "/console/complaints",
    "/console/complaints?show=settled",
    "/console/complaints/{complaint}",
    "/console/bills",
    "/console/bills/{bill}",
    "/console/reconcile",
    "/console/audit",
    "/console/nowhere",
)


@pytest.fixture(scope="module")
def family(all_families: Families, running_service: Service) -> Family:
    if not running_service.is_running():
        running_service.start()
    return all_families.make()


@pytest.fixture(scope="module")
def places(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    all_families: Families,
    family: Family,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, str]:
    """What stands for `{policy}` and the like: a policy with a phone, a claim and a late bill."""
    folder = tmp_path_factory.mktemp("phone")
    phone = Phone(playwright.chromium, chromium, folder, running_service.url)
    steps.bind_behind_the_scenes(phone, running_service, family, "外婆的手机")
    policy = next(iter(steps.pull(phone)["policies"]))
    binding = steps.phones_of(phone, policy)[0]["binding_id"]
    claim = file_claim(phone, policy).id
    complaint = complaining.write(phone, [photo(1), photo(2)])
    wait_until(lambda: bool(complaining.complaints_of(phone)), "the complaint to arrive", 60)
    all_families.add_visit(family, "海棠妇儿医院", f"V-{family.number}", due_in_days=-3)
    wait_until(lambda: bool(paying.bills_of(phone)), "the bill to be opened", 60)
    bill = paying.bills_of(phone)[0]["id"]
    phone.close()
    return {
        "policy": policy,
        "binding": binding,
        "claim": claim,
        "complaint": complaint,
        "bill": bill,
    }


@pytest.fixture(scope="module")
def desk(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    family: Family,
    places: dict[str, str],
) -> Iterator[Page]:
    """A desk of somebody of all roles, with an item in the queue."""
    everybody = hire(
        running_service,
        f"look.{family.number[-8:].lower()}",  # the fixture may be made twice
        "许静",
        *("support", "assessor", "doctor", "finance", "admin"),
    )
    browser = open_desk(playwright, chromium)
    page = browser.__enter__()
    sign_in(page, running_service, everybody)
    page.goto(f"{running_service.url}/console/claims/{places['claim']}")
    page.keyboard.press("b")
    page.get_by_role("status").wait_for()
    page.goto(f"{running_service.url}/console/policies/{places['policy']}")
    page.get_by_label("新手机号").fill("13912345670")
    page.get_by_label("凭什么改").fill("回拨了旧号码，看过身份证")
    page.get_by_role("button", name="请第二个人看").click()
    page.wait_for_url(re.compile("done=proposed"))
    yield page
    page.context.browser.close()  # type: ignore[union-attr] # it was launched


@pytest.mark.parametrize("path", PAGES)
def test_it_can_be_read_and_used(
    desk: Page, running_service: Service, places: dict[str, str], path: str
) -> None:
    desk.goto(running_service.url + path.format(**places))
    found: dict[str, list[str]] = {}
    for (width, height), theme in product(SIZES, THEMES):
        desk.set_viewport_size({"width": width, "height": height})
        desk.emulate_media(color_scheme=theme)
        let_motion_end(desk)
        for sentence in complaints_of(desk, by_mouse=True) + barriers_of(desk):
            found.setdefault(sentence, []).append(f"{width} {theme}")

    assert not found, "\n".join(f"{sentence} ({', '.join(at)})" for sentence, at in found.items())


def test_it_can_be_signed_in_to_by_anybody(
    playwright: Playwright, chromium: str, running_service: Service, family: Family
) -> None:
    with open_desk(playwright, chromium) as page:
        page.goto(f"{running_service.url}/console")
        for (width, height), theme in product(SIZES, THEMES):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme)
            let_motion_end(page)
            assert complaints_of(page, by_mouse=True) + barriers_of(page) == []
