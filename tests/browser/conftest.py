"""What journeys share: a running service, a proxy in front of it, and phones."""

from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.databases import make_database, shared_server
from tests.faults.proxy import FaultProxy
from tests.machine import find_chromium

OpenPhone = Callable[[str], Phone]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> str:
    """The path of the browser that all phones run."""
    found = find_chromium(playwright.chromium.executable_path)
    assert found, "there is no Chromium: run `python -m tests.machine` and do what it says"
    return found


@pytest.fixture(scope="session", params=["sqlite"])
def running_service(
    request: pytest.FixtureRequest,
    run_folder: Path,
    worker_id: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Service]:
    """On SQLite, as `make run` has it; a test may ask for `postgresql` as this one's parameter."""
    url = ""
    if request.param == "postgresql":
        url = make_database(shared_server(run_folder), f"journeys_{worker_id}")
    service = Service(tmp_path_factory.mktemp("service"), run_folder / "build", url)
    yield service
    service.kill()


@pytest.fixture
def live(running_service: Service) -> Service:
    """The worker's service, running; tests may kill it."""
    if not running_service.is_running():
        running_service.start()
    return running_service


@pytest.fixture(scope="session")
def all_families(running_service: Service, tmp_path_factory: pytest.TempPathFactory) -> Families:
    return Families(running_service, tmp_path_factory.mktemp("families"))


@pytest.fixture
def families(live: Service, all_families: Families) -> Families:
    """Makes families that no other test knows."""
    return all_families


@pytest.fixture
def family(families: Families) -> Family:
    return families.make()


@pytest.fixture
def proxy(live: Service) -> Iterator[FaultProxy]:
    """The address that phones know: an origin of this test's own, with nothing stored under it."""
    with FaultProxy(live.port) as proxy:
        yield proxy


@pytest.fixture
def open_phone(
    request: pytest.FixtureRequest,
    playwright: Playwright,
    chromium: str,
    proxy: FaultProxy,
    tmp_path: Path,
) -> Iterator[OpenPhone]:
    """Opens the phone of a given name; every name is a profile of its own."""
    phones: dict[str, Phone] = {}

    def open_phone(name: str) -> Phone:
        phones[name] = Phone(playwright.chromium, chromium, tmp_path / name, proxy.url)
        return phones[name]

    yield open_phone
    for name, phone in phones.items():
        if getattr(request.node, "has_failed", False):
            phone.picture(tmp_path / f"{name}.png")
        phone.close()


@pytest.fixture
def phone(open_phone: OpenPhone) -> Phone:
    return open_phone("phone")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets `open_phone` know of a failure, so that it keeps a picture of every screen."""
    report = yield
    if report.failed:
        item.has_failed = True  # type: ignore[attr-defined]  # a note of ours on the item
    return report
