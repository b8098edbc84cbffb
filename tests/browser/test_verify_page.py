"""What a reception sees at /verify: live, by the typed code, without a network, of bad codes."""

from collections.abc import Iterator
from datetime import timedelta
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser import passes, steps
from tests.browser.clocks import set_clock, set_right
from tests.browser.conftest import OpenPhone
from tests.browser.families import Families, Family
from tests.browser.look import barriers_of, complaints_of, let_motion_end
from tests.browser.phone import TIMEOUT_MS, Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import BAD_GATEWAY, PORTAL_PAGE, PORTAL_REDIRECT, Answer, Refuse

ALPHABET = ascii_uppercase + ascii_lowercase + digits + "-_"
MASKED = "**，女，4岁"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def reception(open_phone: OpenPhone, live: Service) -> Iterator[Phone]:
    """A phone of the hospital, with a clock that is right."""
    phone = open_phone("reception")
    set_right(phone, live)
    yield phone
    assert [text for text in phone.problems if "Failed to load" not in text] == []


@pytest.fixture
def code(phone: Phone, live: Service, family: Family) -> tuple[str, str]:
    """What the family's phone shows: the path in its QR, and the digits under it."""
    policy_id = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    address = urlsplit(passes.scanned(phone, policy_id))
    return f"{address.path}#{address.fragment}", passes.typed(phone)


def scan(reception: Phone, path: str) -> None:
    """The camera opens the address in a page of its own."""
    reception.go("/robots.txt")
    reception.go(path)


def is_kept(reception: Phone) -> None:
    """Waits until the page would open without a network, and could check a code."""
    reception.page.wait_for_function("() => localStorage.getItem('verify.keys') !== null")
    reception.page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")


def look_of(reception: Phone) -> str:
    return str(reception.page.locator(".said").get_attribute("class"))


def type_code(reception: Phone, code: str) -> None:
    reception.page.locator("#code").fill(code)
    reception.tap("核验")


def is_no_code_of_ours(reception: Phone) -> None:
    reception.sees("还不能确定")
    reception.sees("这个码不是我们发的")
    expect(reception.page.get_by_text("可以直付")).to_have_count(0)


def test_it_says_valid_when_asked_live(
    reception: Phone, code: tuple[str, str], family: Family
) -> None:
    path, _digits = code
    scan(reception, path)

    reception.sees("有效，可以直付")
    reception.sees(family.child_name[0] + MASKED)
    reception.sees("京东安联成长优享计划")
    reception.sees(family.policy_last4)
    reception.sees("向保险公司查过")
    assert "said--valid" in look_of(reception)
    assert family.child_name not in reception.page.content()
    assert reception.context.cookies() == []


def test_it_says_grey_without_a_reason(
    reception: Phone, code: tuple[str, str], family: Family, all_families: Families
) -> None:
    all_families.suspend(family)
    for way in ("scan", "type"):
        scan(reception, code[0] if way == "scan" else "/verify")
        if way == "type":
            type_code(reception, code[1])

        reception.sees("已置灰，先别直付")
        reception.sees(family.child_name[0] + MASKED)
        reception.sees("原因不在这里显示")
        assert "said--off" in look_of(reception)
        assert "京东安联" not in reception.page.content()


def test_it_takes_the_typed_code(reception: Phone, code: tuple[str, str], family: Family) -> None:
    reception.go("/verify")
    reception.sees("扫家长手机上的码")

    type_code(reception, code[1][:9])
    reception.sees("一共 10 位")
    type_code(reception, code[1])

    reception.sees("有效，可以直付")
    reception.sees(family.child_name[0] + MASKED)


def test_it_does_not_know_a_wrong_code(reception: Phone, code: tuple[str, str]) -> None:
    reception.go("/verify")
    type_code(reception, code[1][:-1] + ("0" if code[1][-1] != "0" else "1"))

    reception.sees("还不能确定")
    reception.sees("没有查到这个码")
    assert "said--unknown" in look_of(reception)


@pytest.mark.parametrize("place", [20, 60, 100, -1])
def test_it_believes_no_tampered_pass_with_or_without_a_network(
    reception: Phone, code: tuple[str, str], proxy: FaultProxy, place: int
) -> None:
    path = code[0]
    start = path.index("#") + 1
    at = len(path) + place if place < 0 else start + place
    # One bit is another; of the last character that may be one that means nothing.
    other = ALPHABET[ALPHABET.index(path[at]) ^ 1]
    tampered = path[:at] + other + (path[at + 1 :] if place != -1 else "")
    reception.go("/verify")
    is_kept(reception)

    scan(reception, tampered)
    reception.sees("向保险公司查过")
    is_no_code_of_ours(reception)
    proxy.use(Refuse())
    reception.page.reload()
    reception.sees("没有网络，没能问到")
    is_no_code_of_ours(reception)


def test_it_says_what_it_can_without_a_network(
    reception: Phone, code: tuple[str, str], family: Family, proxy: FaultProxy
) -> None:
    reception.go("/verify")
    is_kept(reception)
    proxy.use(Refuse())
    reception.reopen(code[0])

    reception.sees("还不能确定")
    reception.sees("没有网络，没能问到")
    reception.sees("对，是真的")
    reception.sees("那时的状态")
    reception.sees("那时有效")
    reception.sees(family.child_name[0] + MASKED)
    reception.sees("今天 ")
    assert "said--unknown" in look_of(reception)
    type_code(reception, code[1])
    reception.sees("要连上网才能查")


def test_it_counts_no_pass_older_than_24_hours_without_a_network(
    reception: Phone, code: tuple[str, str], proxy: FaultProxy
) -> None:
    reception.go("/verify")
    is_kept(reception)
    proxy.use(Refuse())
    set_clock(reception, timedelta(hours=24, minutes=10))
    reception.go(code[0])
    reception.page.reload()

    reception.sees("已经过了 24 小时，不算数")
    expect(reception.page.get_by_text("那时的状态")).to_have_count(0)


def test_it_judges_no_age_by_a_clock_that_is_behind(
    reception: Phone, code: tuple[str, str], proxy: FaultProxy
) -> None:
    reception.go("/verify")
    is_kept(reception)
    proxy.use(Refuse())
    set_clock(reception, timedelta(hours=-2))
    reception.go(code[0])
    reception.page.reload()

    reception.sees("这台手机的时间不对")


def test_it_says_so_where_the_browser_checks_no_signature(
    reception: Phone, code: tuple[str, str], proxy: FaultProxy
) -> None:
    reception.context.add_init_script(
        "crypto.subtle.importKey = () => Promise.reject(new DOMException('', 'NotSupportedError'))"
    )
    reception.go("/verify")
    is_kept(reception)
    proxy.use(Refuse())
    reception.go(code[0])
    reception.page.reload()

    reception.sees("没能核对")
    reception.sees("浏览器核对不了签名")


FORGED = Answer(
    200,
    '{"state": "valid", "asked_at": "2026-03-09T02:00:00Z"}',
    content_type="application/json",
)


@pytest.mark.parametrize("weather", [PORTAL_PAGE, PORTAL_REDIRECT, BAD_GATEWAY, FORGED])
def test_it_shows_no_answer_of_a_portal_as_ours(
    reception: Phone, code: tuple[str, str], proxy: FaultProxy, weather: Answer
) -> None:
    reception.go("/verify")
    is_kept(reception)
    proxy.use(weather)
    reception.go(code[0])
    reception.page.reload()

    reception.sees("还不能确定")
    reception.sees("没有网络，没能问到")
    expect(reception.page.get_by_text("可以直付")).to_have_count(0)


def test_it_speaks_english_where_the_browser_does_and_on_a_tap(
    reception: Phone, code: tuple[str, str]
) -> None:
    scan(reception, code[0])
    reception.sees("有效，可以直付")

    reception.tap("English")
    reception.sees("Valid: bill directly")
    reception.sees("Asked the insurer at")
    reception.sees("girl, 4 years")
    assert reception.page.evaluate("() => document.documentElement.lang") == "en"

    scan(reception, "/verify")
    reception.sees("Scan the parent’s phone")
    reception.tap("中文")
    reception.sees("扫家长手机上的码")


def test_it_takes_the_code_that_was_scanned_last(
    reception: Phone, code: tuple[str, str], family: Family
) -> None:
    reception.go("/verify#" + "A" * 138)
    reception.sees("还不能确定")

    reception.go(code[0])

    reception.sees("有效，可以直付")
    expect(reception.page.locator(".said")).to_have_count(1, timeout=TIMEOUT_MS)


def test_it_can_be_read_and_used(
    reception: Phone, code: tuple[str, str], family: Family, all_families: Families
) -> None:
    reception.page.set_viewport_size({"width": 360, "height": 800})
    found = set()
    for stage, path in (("idle", "/verify"), ("valid", code[0]), ("grey", code[0])):
        if stage == "grey":
            all_families.suspend(family)
        scan(reception, path)
        reception.page.wait_for_function("() => !document.body.innerText.includes('正在问')")
        for theme in THEMES:
            for language in ("English", "中文"):
                reception.page.emulate_media(color_scheme=theme)
                reception.tap(language)
                let_motion_end(reception.page)
                found |= {*complaints_of(reception.page), *barriers_of(reception.page)}

    assert found == set()
