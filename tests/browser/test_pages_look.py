"""Every page on small screens, in both themes, both languages, and with large letters."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser import claiming, complaining, papers, queue, rows, steps
from tests.browser.families import Families
from tests.browser.look import ROOT, barriers_of, complaints_of, let_motion_end
from tests.browser.phone import Phone
from tests.browser.service import Service

WIDTHS = (360, 390)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LANGUAGES = ("zh", "en")
TEXT_SIZES = ("standard", "largest")
PAGES = (
    "/",
    "/cards/{card}",
    "/cards/{card}/show",
    "/cards/{card}/benefits",
    "/cards/{card}/benefits/outpatient",
    "/visits",
    "/visits/{visit}",
    "/bills/{open_bill}",
    "/bills/{busy_bill}",
    "/bills/{checked_bill}",
    "/bills/{paid_bill}",
    "/pay/return?bill=elsewhere",
    "/claims",
    "/claims/new",
    "/claims/new?draft={draft}&step=1",
    "/claims/new?draft={draft}&step=2",
    "/claims/new?draft={draft}&step=3",
    "/claims/new?draft={draft}&step=4",
    "/claims/{claim}",
    "/claims/{requested}",
    "/claims/{partly}",
    "/claims/{declined}",
    "/claims/{elsewhere}",
    "/claims/{requested}/add",
    "/claims/accounts/{account}",
    "/complaints",
    "/complaints/new",
    "/complaints/new?draft={complaint_draft}",
    "/complaints/{unsent_complaint}",
    "/complaints/{waiting_complaint}",
    "/complaints/{late_complaint}",
    "/complaints/{answered_complaint}",
    "/complaints/{reopened_complaint}",
    "/complaints/{closed_complaint}",
    "/complaints/{answered_complaint}/again",
    "/preauths",
    "/vaccines",
    "/vaccines/dtap",
    "/vaccines/doses/new",
    "/vaccines/doses/{dose}",
    "/hospitals",
    "/hospitals/{hospital}",
    "/hospitals/{hospital}/driver",
    "/bind",
    "/bind/consent",
    "/bind/code",
    "/bind/failed",
    "/inbox",
    "/outbox",
    "/notices",
    "/notices/{notice}",
    "/notices/{claim_notice}",
    "/me",
    "/me/phones/{card}",
    "/me/phones/{card}/unbind/{binding}",
    "/me/install",
    "/me/offline-check",
    "/me/privacy",
    "/me/consents",
    "/nowhere",
)
SCREENS = tuple(product(WIDTHS, THEMES))


@pytest.fixture(scope="module")
def family_phone(
    playwright: Playwright,
    chromium: str,
    running_service: Service,
    all_families: Families,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Phone]:
    """A phone with two children's cards, one on hold, visits, an inbox line, and a bind draft."""
    if not running_service.is_running():
        running_service.start()
    phone = Phone(
        playwright.chromium, chromium, tmp_path_factory.mktemp("phone"), running_service.url
    )
    first, second, third = (all_families.make() for _ in range(3))
    hospitals = ("海棠妇儿医院", "明月口腔", "和睦家医院", "上海嘉会国际医院闵行门诊部儿科中心")
    for number, hospital in enumerate(hospitals):
        all_families.add_visit(first, hospital, f"V-{first.number}-{number}")
    for family in (first, second):
        steps.bind_behind_the_scenes(phone, running_service, family, "妈妈")
    all_families.suspend(second)
    steps.fill_details(phone, third)
    steps.agree_to_both(phone)
    phone.sees("填验证码")
    phone.go("/")
    phone.pull()
    queue.every_state(phone, steps.bound_policies(phone)[0])
    yield phone
    phone.close()


@pytest.fixture(scope="module")
def places(family_phone: Phone) -> dict[str, str]:
    """What stands for `{card}`, `{visit}`, `{binding}` and the like in the addresses of pages."""
    pulled = steps.pull(family_phone)
    card, visit = next(
        (policy_id, policy["put"]["visits"][0]["id"])
        for policy_id, policy in pulled["policies"].items()
        if policy["put"].get("visits")
    )
    binding = steps.phones_of(family_phone, card)[0]["binding_id"]
    claim = claiming.file_claim(family_phone, [claiming.photo(1), claiming.photo(2)])
    return {
        **rows.every_state(family_phone, card),
        **rows.bills_in_every_state(family_phone, card),
        **rows.complaints_in_every_state(family_phone, card),
        "account": rows.ACCOUNT["id"],
        "claim": claim,
        "draft": _draft(family_phone),
        "unsent_complaint": complaining.write(family_phone, [claiming.photo(5)]),
        "complaint_draft": _complaint_draft(family_phone),
        "dose": _dose(family_phone),
        "card": card,
        "visit": visit,
        "binding": binding,
        "hospital": "sh-ufh-puxi",
        "notice": "preauth-skipped",
        "claim_notice": "claim-public",
    }


def _draft(phone: Phone) -> str:
    """A claim that is being filled in, with a good photo, a bad one, and an internet "no"."""
    claiming.choose_kind(phone)
    claiming.describe_visit(phone)
    claiming.add_photos(phone, "医疗费用发票", [claiming.photo(3)])
    dark = papers.jpeg(papers.darkened(papers.paper(seed=4, size=(900, 1200)), 0.2))
    claiming.add_photos(phone, "病历记录", [claiming.payload("dark.jpg", dark)])
    phone.go(phone.page.url.removeprefix(phone.address).replace("step=3", "step=1"))
    phone.page.locator("label.opt").filter(has_text="互联网问诊").tap()
    phone.page.locator("input[name=follow_up][value=false]").tap()
    phone.page.locator("input[name=licensed][value=true]").tap()
    phone.tap("还是想交，下一步")
    phone.sees("第2步，共4步")
    return parse_qs(urlsplit(phone.page.url).query)["draft"][0]


def _complaint_draft(phone: Phone) -> str:
    """A complaint that is being written, with a photo, and a look at what it lacks."""
    complaining.begin(phone, topic="支付")
    complaining.add_photos(phone, [claiming.photo(6)])
    return parse_qs(urlsplit(phone.page.url).query)["draft"][0]


def _dose(phone: Phone) -> str:
    """A recorded dose."""
    phone.go("/vaccines/doses/new?vaccine=dtap")
    phone.page.get_by_role("button", name="昨天").tap()
    phone.tap("记下这一针")
    phone.sees("打过的 1")
    phone.page.locator("a.dose--done").first.tap()
    phone.sees("改这一针")
    return urlsplit(phone.page.url).path.rsplit("/", 1)[1]


@pytest.fixture(
    scope="module",
    params=product(LANGUAGES, TEXT_SIZES),
    ids=" ".join,
)
def dressed_phone(family_phone: Phone, request: pytest.FixtureRequest) -> Phone:
    """The phone with its language and text size chosen under 我的."""
    language, text_size = request.param
    family_phone.go("/me")
    for name, value in (("language", language), ("text_size", text_size)):
        choice = family_phone.page.locator(f"input[name={name}][value={value}]")
        choice.tap()
        expect(choice).to_be_checked()
    expect(family_phone.page.locator("html")).to_have_attribute(
        "lang", "en" if language == "en" else "zh-CN"
    )
    return family_phone


@pytest.mark.parametrize("page", PAGES)
def test_it_can_be_read_and_used(dressed_phone: Phone, places: dict[str, str], page: str) -> None:
    dressed_phone.problems.clear()
    dressed_phone.go(page.format(**places))
    dressed_phone.is_drawn()

    found: dict[str, list[str]] = {}
    for width, theme in SCREENS:
        dressed_phone.page.set_viewport_size({"width": width, "height": 800})
        dressed_phone.page.emulate_media(color_scheme=theme)
        let_motion_end(dressed_phone.page)
        for sentence in complaints_of(dressed_phone.page) + barriers_of(dressed_phone.page):
            found.setdefault(sentence, []).append(f"{width} {theme}")
    assert not found, "\n".join(f"{sentence} ({', '.join(at)})" for sentence, at in found.items())
    assert dressed_phone.problems == []


def test_it_covers_every_page() -> None:
    """A page added to routes.js is added here."""
    routes = (ROOT / "pwa" / "routes.js").read_text()
    patterns = set(re.findall(r"path: '(/[^']*)'", routes))

    assert {
        re.sub(r"\?.*|\{\w+\}|(?<=benefits/)\w+|(?<=vaccines/)dtap", _placeholder, page)
        for page in PAGES
    } - {"/nowhere"} == {re.sub(r":\w+", ":x", pattern) for pattern in patterns}


def _placeholder(found: re.Match[str]) -> str:
    return "" if found[0].startswith("?") else ":x"
