"""A desk: a window of a desktop browser, and somebody of the service who signs in there."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, Playwright

from api.core.clock import SystemClock
from api.staff.signing_in import code_at
from tests.browser.phone import CHROMIUM_FLAGS
from tests.browser.service import Service

PASSWORD = "a door with seven hinges"
SIZES = ((1280, 800), (1440, 900))


@dataclass(frozen=True)
class Person:
    """Somebody who was added on the server."""

    login: str
    secret: str


def hire(service: Service, login: str, name: str, *roles: str) -> Person:
    """Adds somebody as an operator does."""
    chosen = [word for role in roles for word in ("--role", role)]
    said = service.flask("staff", "add", login, "--name", name, *chosen, lines=f"{PASSWORD}\n")
    found = re.search(r"secret=([A-Z2-7]+)", said)
    assert found, said
    return Person(login, found[1])


@contextmanager
def open_desk(playwright: Playwright, chromium: str) -> Iterator[Page]:
    """A window in which nothing was opened yet; complaints of its console fail the test."""
    browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
    width, height = SIZES[0]
    page = browser.new_page(viewport={"width": width, "height": height}, locale="zh-CN")
    page.set_default_timeout(20_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    yield page
    browser.close()
    # An answer of 422 is a form that is shown again.
    assert [each for each in problems if "422" not in each] == []


def sign_in(page: Page, service: Service, person: Person) -> None:
    """Types in what somebody knows and has."""
    page.goto(f"{service.url}/console")
    page.get_by_label("登录名").fill(person.login)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    now = SystemClock(service.ahead).now()
    page.get_by_label(re.compile("验证器里的6位数字")).fill(code_at(person.secret, now))
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile(r"/console$"))
