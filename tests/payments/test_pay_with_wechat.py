"""A bill is paid, given back and reconciled through WeChat Pay, which a server of ours plays."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.gateways.payments import PaymentGateway
from api.payments.reconciling import statement_of
from api.payments.refunding import decide_refund, propose_refund
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.gateways.receiving import Reply, Request, serving
from tests.gateways.wechat import (
    FOREIGN_KEY,
    WechatServer,
    callback,
    gateway,
    paid,
    sealed,
    signed_headers,
    write_keys,
)
from tests.gateways.wechat_bills import GIVEN_BACK, offer, row
from tests.gateways.wechat_bills import bill as trade_bill
from tests.payments.bills import OpenBill, begin, bill, wish
from tests.payments.people import HE, QIAN, People

ATTEMPTS, CALLBACKS = "/api/payments/attempts", "/api/payments/callbacks/wechatpay"
ORDERS, REFUNDS = "/v3/pay/transactions", "/v3/refund/domestic/refunds"
H5_URL = "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx1&package=2"
CODE_URL = "weixin://wxpay/bizpayurl?pr=abc"


@dataclass
class Shop(WechatServer):
    """WeChat Pay, which remembers the orders and refunds that it was asked for."""

    gateway: PaymentGateway | None = None

    def answer(self, request: Request) -> Reply:
        if request.method == "POST":
            self._take(request.path, json.loads(request.body))
        return super().answer(request)

    def number(self) -> str:
        """Returns the number of the order that was opened last."""
        orders = [said for _, _, said in self.asked if "notify_url" in said]
        return str(orders[-1]["out_trade_no"])

    def stands(self, number: str, **said: Any) -> None:
        """Lets an order stand so: paid, unless something else is said."""
        path = f"{ORDERS}/out-trade-no/{number}?"
        self.says(path, paid(out_trade_no=number, **said))

    def _take(self, path: str, said: dict[str, Any]) -> None:
        if path == REFUNDS:
            number = said["out_refund_no"]
            taken = {"out_refund_no": number, "status": "PROCESSING"}
            self.says(REFUNDS, taken)
            self.says(f"{REFUNDS}/{number}", taken)
        elif path.endswith("/close"):
            self.says(path, None, 204)
            self.stands(path.split("/")[-2], trade_state="CLOSED")
        else:
            self.stands(said["out_trade_no"], trade_state="NOTPAY")


@pytest.fixture
def shop(app: Flask, clock: MovableClock, tmp_path: Path) -> Iterator[Shop]:
    """The gateway of the service is WeChat Pay, and this is its other side."""
    server = Shop(clock)
    server.says(f"{ORDERS}/h5", {"h5_url": H5_URL})
    server.says(f"{ORDERS}/native", {"code_url": CODE_URL})
    server.refuses(REFUNDS, 404, "RESOURCE_NOT_EXISTS")
    with serving(server.answer) as address:
        made = gateway({**write_keys(tmp_path), "base": address}, clock)
        server.gateway = made
        services = app.extensions["tongka"]
        app.extensions["tongka"] = replace(services, payments={made.name: made})
        yield server


@pytest.fixture
def bill_id(open_bill: OpenBill, lin: Card, shop: Shop) -> str:
    """The bill of the Lins."""
    return open_bill(lin)


@dataclass(frozen=True)
class Report:
    """A callback: its body and headers."""

    body: bytes
    headers: dict[str, str]

    def reach(self, phone: Phone) -> TestResponse:
        """Comes to the door; no cookie of the phone matters there."""
        return phone.client.post(
            CALLBACKS, data=self.body, headers=self.headers, content_type="application/json"
        )


def report(shop: Shop, number: str, event: str = "EV-1", **said: Any) -> Report:
    about = sealed(json.dumps(paid(out_trade_no=number, **said)).encode())
    body = callback(about, id=event)
    return Report(body, signed_headers(body, shop.clock.now()))


def test_it_takes_a_phone_to_wechat_and_believes_what_wechat_answers(
    bill_id: str, shop: Shop, mother: Phone, run_jobs: RunJobs
) -> None:
    checkout = begin(mother, bill_id)["checkout"]
    assert checkout["kind"] == "open"
    assert checkout["url"].startswith(f"{H5_URL}&redirect_url=")
    (back,) = parse_qs(urlsplit(checkout["url"]).query)["redirect_url"]
    assert back.endswith(f"/pay/return?bill={bill_id}")
    (_, path, said) = shop.asked[-1]
    assert (path, said["amount"]["total"]) == (f"{ORDERS}/h5", 12_600)
    assert said["notify_url"].endswith(CALLBACKS)

    number = shop.number()
    told = report(shop, number)
    assert told.reach(mother).status_code == 204
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "paying"

    shop.stands(number)
    for _ in range(16):
        assert report(shop, number, "EV-2").reach(mother).status_code == 204
    assert run_jobs("payments.look") == 1
    found = bill(mother, bill_id)
    assert (found["state"], found["paid_fen"], found["refunds"]) == ("paid", 12_600, [])

    assert told.reach(mother).status_code == 204
    assert run_jobs("payments.look") == 0


def test_it_shows_a_desktop_what_a_phone_scans(bill_id: str, shop: Shop, mother: Phone) -> None:
    checkout = begin(mother, bill_id, kind="scan")["checkout"]
    assert checkout == {"kind": "scan", "url": CODE_URL}
    (_, path, said) = shop.asked[-1]
    assert (path, "scene_info" in said) == (f"{ORDERS}/native", False)


def test_it_gives_back_and_finds_no_difference_in_the_bill_of_the_day(
    bill_id: str,
    shop: Shop,
    mother: Phone,
    database: OpenDatabase,
    clock: MovableClock,
    run_jobs: RunJobs,
) -> None:
    begin(mother, bill_id)
    number = shop.number()
    shop.stands(number)
    mother.post("/api/payments/look", {"bill_id": bill_id})
    people = People(database, clock)
    refund_id = people.do(propose_refund, QIAN, bill_id, 2_600, "和医院核对过")
    people.do(decide_refund, HE, refund_id, True)
    run_jobs("payments.send_refunds")
    (asked,) = [said for _, path, said in shop.asked if path == REFUNDS]
    assert asked["amount"] == {"refund": 2_600, "total": 12_600, "currency": "CNY"}

    clock.move(days=1)
    at = {"交易时间": "2026-03-09 10:00:00", "商户订单号": number}
    back = {**GIVEN_BACK, **at, "商户退款单号": asked["out_refund_no"], "退款状态": "PROCESSING"}
    assert shop.gateway is not None
    offer(shop, shop.gateway, trade_bill(row(**at), row(**back)))
    assert run_jobs("payments.reconcile") == 1
    assert compared(database, date(2026, 3, 9)) == (12_600, 2_600, 0)

    done = {"out_refund_no": asked["out_refund_no"], "status": "SUCCESS"}
    shop.says(f"{REFUNDS}/{asked['out_refund_no']}", done)
    run_jobs("payments.send_refunds")
    (given_back,) = bill(mother, bill_id)["refunds"]
    assert (given_back["amount_fen"], given_back["state"]) == (2_600, "done")

    clock.move(days=1)
    shop.refuses("/v3/bill/tradebill", 400, "NO_STATEMENT_EXIST")
    assert run_jobs("payments.reconcile") == 1
    assert compared(database, date(2026, 3, 10)) == (0, 0, 0)


def compared(database: OpenDatabase, day: date) -> tuple[int, int, int]:
    """Returns what a day's statement says came and went (fen), and how many lines differ."""
    with database() as session:
        found = statement_of(session, "wechatpay", day)
        assert found is not None
        return found.captured_fen, found.refunded_fen, len(found.differences)


def forged(shop: Shop, number: str) -> Report:
    made = report(shop, number)
    return replace(made, headers=signed_headers(made.body, shop.clock.now(), FOREIGN_KEY))


def stale(shop: Shop, number: str) -> Report:
    made = report(shop, number)
    signed_at = shop.clock.now() - timedelta(seconds=301)
    return replace(made, headers=signed_headers(made.body, signed_at))


def foreign(shop: Shop, number: str) -> Report:
    return report(shop, number, mchid="1900000110")


def changed(shop: Shop, number: str) -> Report:
    made = report(shop, number)
    return replace(made, body=made.body.replace(b"EV-1", b"EV-2"))


def malformed(shop: Shop, _number: str) -> Report:
    return Report(b"{", signed_headers(b"{", shop.clock.now()))


@pytest.mark.parametrize("kind", [forged, stale, foreign, changed, malformed])
def test_it_hears_nothing_else(
    kind: Callable[[Shop, str], Report], bill_id: str, shop: Shop, mother: Phone, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    number = shop.number()
    shop.stands(number)
    answer = kind(shop, number).reach(mother)
    assert (answer.status_code, answer.json) == (400, {"code": "FAIL"})
    assert run_jobs("payments.look") == 0
    assert bill(mother, bill_id)["state"] == "paying"


def test_it_books_what_came_and_not_what_was_reported(
    bill_id: str, shop: Shop, mother: Phone, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    number = shop.number()
    shop.stands(number, amount={"total": 12_000, "currency": "CNY"})
    assert report(shop, number).reach(mother).status_code == 204
    run_jobs("payments.look")
    found = bill(mother, bill_id)
    assert (found["state"], found["paid_fen"], found["due_fen"]) == ("open", 12_000, 12_600)


@pytest.mark.parametrize(
    ("status", "said", "code"),
    [
        (500, {"code": "SYSTEM_ERROR", "message": "…"}, "gateway_away"),
        (200, Reply(200, b"<html>sign in</html>"), "gateway_away"),
        (200, {"h5_url": "javascript:alert(1)"}, "gateway_away"),
        (403, {"code": "NO_AUTH", "message": "…"}, "gateway_refused"),
    ],
)
def test_it_charges_nothing_where_wechat_fails(
    status: int, said: Any, code: str, bill_id: str, shop: Shop, mother: Phone, run_jobs: RunJobs
) -> None:
    """The order may have arrived all the same: it is closed before there is another."""
    shop.says(f"{ORDERS}/h5", said, status)
    assert mother.post(ATTEMPTS, wish(bill_id)).json["code"] == code
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "open"
    assert shop.asked[-2][1].endswith(f"{shop.number()}/close")

    shop.says(f"{ORDERS}/h5", {"h5_url": H5_URL})
    assert begin(mother, bill_id)["quote"]["answer"] == "confirm"


def test_it_closes_an_order_that_nobody_paid_in_time(
    bill_id: str, shop: Shop, mother: Phone, clock: MovableClock, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    clock.move(minutes=16)
    run_jobs("payments.look")
    assert shop.asked[-2][1].endswith(f"{shop.number()}/close")
    assert bill(mother, bill_id)["state"] == "open"
