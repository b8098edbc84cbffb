"""The wallet's last picture, which a cold phone shows before the app has been read."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser import steps
from tests.browser.families import Families, Family
from tests.browser.modules import launched, page_with
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until

KEPT = """async () => {
  const picture = await caches.match('/', { cacheName: 'tongka-picture' });
  return picture ? picture.text() : null;
}"""
SHELL = (
    '<html lang="zh-CN"><script src="/a.js" integrity="i" fetchpriority="high"></script>'
    '<link rel="preload" as="fetch" href="/zh">\\n<body><div id="app"></div></body>'
)


def kept(phone: Phone, part: str) -> str:
    """Waits until a picture that holds `part` is kept; returns its HTML."""
    wait_until(lambda: part in (phone.page.evaluate(KEPT) or ""), "the picture to be kept")
    return str(phone.page.evaluate(KEPT))


@pytest.fixture
def policy_id(phone: Phone, live: Service, family: Family) -> str:
    found = steps.bind_behind_the_scenes(phone, live, family, "妈妈")
    phone.is_ready_for_no_signal()
    phone.reopen()
    return found


def test_it_keeps_what_the_wallet_shows(phone: Phone, policy_id: str, family: Family) -> None:
    page = kept(phone, family.child_name)

    assert f'href="/cards/{policy_id}/show"' in page
    # The content security policy would refuse the first, and the phone needs none to show it.
    assert not re.search(r'\sstyle="|rel="preload"|rel="stylesheet"', page)
    assert ".ecard" in page


def test_it_is_what_the_worker_answers_with(phone: Phone, policy_id: str, family: Family) -> None:
    kept(phone, family.child_name)
    phone.page.goto("about:blank")
    with phone.page.expect_response(lambda response: response.url.endswith("/")) as answer:
        phone.go("/")

    assert family.child_name in answer.value.text()
    # The styles that stand in it, and no others.
    policy = answer.value.headers["content-security-policy"]
    assert re.search(r"style-src 'self' 'sha256-[^']{44}';", policy)
    phone.sees(family.child_name)
    assert phone.problems == []


def test_it_is_forgotten_with_the_card(
    phone: Phone, live: Service, policy_id: str, family: Family
) -> None:
    kept(phone, family.child_name)
    phone.go("/me")
    phone.tap("从这部手机移除电子卡")
    phone.tap(f"移除{family.child_name}的卡")
    phone.does_not_see(family.child_name)

    assert phone.page.evaluate(KEPT) is None


def test_it_is_taken_anew_when_a_visit_arrives(
    phone: Phone, policy_id: str, family: Family, all_families: Families
) -> None:
    kept(phone, family.child_name)
    all_families.suspend(family)
    phone.pull()

    assert "已暂停" in kept(phone, "已暂停")


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    """A page with db/picture.js, and a shell in the cache of its build."""
    with (
        launched(playwright, chromium) as browser,
        page_with(browser, picture="db/picture.js") as page,
    ):
        yield page


def keep_and_ask(lib: Page, until_ms: int, now_ms: int) -> str | None:
    found: str | None = lib.evaluate(
        f"""async ([untilMs, nowMs]) => {{
          const cache = await caches.open('tongka-build');
          await cache.put('/', new Response('{SHELL}', {{headers: {{ETag: 'x', Vary: 'y'}}}}));
          const about = {{ looks: 'lefty', fromMs: 500, untilMs }};
          await lib.picture.keepPicture('build', '<b>$& 林</b>', about);
          return (await lib.picture.keptPicture(nowMs))?.text() ?? null;
        }}""",
        [until_ms, now_ms],
    )
    return found


def test_it_is_the_shell_filled(lib: Page) -> None:
    page = keep_and_ask(lib, 1_000, 999)
    assert page == (
        '<html class="lefty picture" lang="zh-CN"><body><div id="app"><b>$& 林</b></div>'
        '<script async src="/a.js" integrity="i"></script></body>'
    )


def test_it_ends_with_its_time(lib: Page) -> None:
    assert keep_and_ask(lib, 1_000, 1_000) is None


def test_it_begins_with_its_time(lib: Page) -> None:
    assert keep_and_ask(lib, 1_000, 499) is None


def test_it_keeps_none_that_was_overtaken(lib: Page) -> None:
    found = lib.evaluate(
        f"""async () => {{
          const cache = await caches.open('tongka-build');
          await cache.put('/', new Response('{SHELL}'));
          const about = {{ looks: '', fromMs: 0, untilMs: 9 }};
          const keeping = lib.picture.keepPicture('build', '<b></b>', about);
          await Promise.all([keeping, lib.picture.forgetPicture()]);
          return lib.picture.keptPicture(1);
        }}"""
    )
    assert found is None


def test_it_keeps_nothing_without_the_shell_of_its_build(lib: Page) -> None:
    found = lib.evaluate(
        """async () => {
          await lib.picture.forgetPicture();
          await lib.picture.keepPicture('other', '<b></b>', { looks: '', fromMs: 0, untilMs: 9 });
          return [await lib.picture.keptPicture(1), await caches.has('tongka-other')];
        }"""
    )
    assert found == [None, False]


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        ("2026-03-16T15:59:59.999Z", "2026-03-16T16:00:00.000Z"),
        ("2026-03-16T16:00:00.000Z", "2026-03-17T16:00:00.000Z"),
    ],
)
def test_it_knows_when_the_day_ends_in_china(
    playwright: Playwright, chromium: str, at: str, midnight: str
) -> None:
    with launched(playwright, chromium) as browser, page_with(browser, days="lib/days.js") as page:
        found = page.evaluate(
            "(at) => new Date(lib.days.midnightInChina(Date.parse(at))).toISOString()", at
        )
    assert found == midnight
