"""A bound phone behind the fault proxy, for all tests of a file: binding takes longer than they."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright

from tests.browser import queue, steps
from tests.browser.families import Families, Family
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.faults.proxy import FaultProxy
from tests.faults.weather import Pass, Simple
from tests.waiting import wait_until

PUSH = "/api/sync/push"
UPLOADS = "/api/uploads"


@dataclass(frozen=True)
class Corridor:
    """The phone, the service, and what lies between them."""

    phone: Phone
    service: Service
    proxy: FaultProxy
    family: Family
    policy_id: str
    binding_id: str

    def lose_signal(self, weather: Simple) -> None:
        """The weather turns, and the app has noticed: it asks for news, in vain."""
        self.proxy.use(weather)

        def has_noticed() -> bool:
            self.phone.page.evaluate("() => { dispatchEvent(new Event('online')) }")
            return self.phone.page.locator(".conn--off").is_visible()

        wait_until(has_noticed, "the app to notice")

    def clear_up(self) -> None:
        """Everything passes again, on new connections."""
        self.proxy.use(Pass())
        self.proxy.reset_connections()

    def rename(self, name: str, **more: object) -> str:
        """Gives this phone another name, through the outbox; returns the entry's id."""
        return queue.rename(self.phone, self.policy_id, self.binding_id, name, **more)

    def name(self) -> str:
        """What the service calls this phone."""
        (own,) = steps.phones_of(self.phone, self.policy_id)
        return str(own["name"])

    def handled(self, id_: str) -> int:
        """How often the service has handled a command."""
        return len(self.rows("SELECT id FROM command_results WHERE id = ?", id_))

    def rows(self, query: str, *given: object) -> list[tuple[object, ...]]:
        """Asks the service's database, without a lock."""
        with sqlite3.connect(f"file:{self.service.database}?mode=ro", uri=True) as database:
            return list(database.execute(query, given))


@contextmanager
def corridor(
    playwright: Playwright, chromium: str, service: Service, families: Families, profile: Path
) -> Iterator[Corridor]:
    """Binds a phone of a family of its own."""
    if not service.is_running():
        service.start()
    family = families.make()
    with FaultProxy(service.port) as proxy:
        phone = Phone(playwright.chromium, chromium, profile, proxy.url)
        policy_id = steps.bind_behind_the_scenes(phone, service, family, "妈妈")
        phone.is_ready_for_no_signal()
        (own,) = steps.phones_of(phone, policy_id)
        yield Corridor(phone, service, proxy, family, policy_id, own["binding_id"])
        phone.close()
