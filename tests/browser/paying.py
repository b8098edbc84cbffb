"""A family's bill on its phones, and the cashier where it is paid."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

from api.core.ids import new_id
from tests.browser import steps
from tests.browser.phone import Phone
from tests.browser.service import Service
from tests.waiting import wait_until

_CASHIER = "/sandbox/cashier/"
PAY = re.compile("^支付 ¥")


def bill_on(phone: Phone) -> str:
    """Waits until a bill has come to a phone; returns the id of the one there is."""
    wait_until(lambda: bool(bills_of(phone)), "the bill to be opened", 60)
    phone.go("/")
    phone.pull()
    phone.sees("126.00")
    return str(bills_of(phone)[0]["id"])


def bills_of(phone: Phone, past_proxy: str = "") -> list[dict[str, Any]]:
    """The bills of a phone's families, as the service has them."""
    policies = steps.pull(phone, past_proxy)["policies"].values()
    return [bill for policy in policies for bill in policy["put"].get("bills", [])]


def wait_for_amount(phone: Phone, service: Service, owed_fen: int) -> None:
    """Waits until the one bill is of so much at the service, whatever the phone's signal."""

    def is_so() -> bool:
        (bill,) = bills_of(phone, service.url)
        return bool(bill["owed_fen"] == owed_fen)

    wait_until(is_so, "the bill to follow", 60)


def begin(phone: Phone, bill_id: str) -> None:
    """Has a phone's browser take a bill to pay it, without its pages."""
    wish = {"id": new_id(), "bill_id": bill_id, "amount_fen": 12_600, "kind": "open"}
    answer = phone.context.request.post(f"{phone.address}/api/payments/attempts", data=wish)
    assert answer.ok, answer.text()


def tap_pay(phone: Phone) -> None:
    """Taps the page's button to pay."""
    phone.page.locator(".dock .btn").filter(has_text=PAY).tap()


def at_cashier(phone: Phone) -> str:
    """Waits until the browser is at the cashier; returns its address."""
    phone.page.wait_for_url(f"**{_CASHIER}*")
    return phone.page.url


def choose(phone: Phone, cashier: str, choice: str = "pay") -> None:
    """Chooses at a cashier's page, which may be open on another phone."""
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(cashier))
    answer = phone.context.request.post(
        cashier, form={"choice": choice}, headers={"Origin": origin}, max_redirects=0
    )
    assert answer.status in {200, 302, 303}, answer.text()


def orders_of(phone: Phone) -> list[str]:
    """Notes the id of each order that a phone's page asks for from now on."""
    ids: list[str] = []

    def note(request: Any) -> None:
        if request.url.endswith("/api/payments/attempts"):
            ids.append(json.loads(request.post_data or "{}")["id"])

    phone.page.on("request", note)
    return ids


def is_paid(phone: Phone, bill_id: str) -> bool:
    """Whether the service counts a bill as paid."""
    return any(each["id"] == bill_id and each["state"] == "paid" for each in bills_of(phone))


def wait_for_payment(phone: Phone, bill_id: str) -> None:
    """Waits until the service counts a bill as paid."""
    wait_until(lambda: is_paid(phone, bill_id), "the bill to be paid", 60)
