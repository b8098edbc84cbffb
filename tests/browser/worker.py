"""The service worker of a phone, as the browser runs it: woken, stopped, told of a network."""

from typing import Any

from tests.browser.phone import Phone
from tests.waiting import wait_until


class Worker:
    """Steers the worker through the browser's own protocol, page or no page."""

    def __init__(self, phone: Phone) -> None:
        self._origin = phone.address
        self._registrations: list[dict[str, Any]] = []
        self._session = phone.context.new_cdp_session(phone.page)
        self._session.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self._session.send("ServiceWorker.enable")
        wait_until(lambda: self._pump(phone), "the worker's registration")

    def find_network(self, tag: str) -> None:
        """The browser fires the background sync that was asked for."""
        about = {"origin": self._origin, "registrationId": self._id(), "tag": tag}
        self._session.send("ServiceWorker.dispatchSyncEvent", {**about, "lastChance": False})

    def stop_all(self) -> None:
        """Stops every worker, as a phone does that needs its memory."""
        self._session.send("ServiceWorker.stopAllWorkers")

    def _id(self) -> str:
        return str(self._registrations[-1]["registrationId"])

    def _pump(self, phone: Phone) -> bool:
        phone.page.evaluate("() => 1")  # lets events come in
        return bool(self._registrations)

    def _note(self, event: dict[str, Any]) -> None:
        ours = [one for one in event["registrations"] if one["scopeURL"].startswith(self._origin)]
        self._registrations += [one for one in ours if not one["isDeleted"]]
