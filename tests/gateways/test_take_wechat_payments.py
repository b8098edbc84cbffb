"""WeChat Pay's wire format, against a server of our own that speaks it."""

import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from api.core.clock import MovableClock
from api.gateways.payments import (
    Checkout,
    CheckoutKind,
    GatewayAway,
    GatewayRefused,
    OrderState,
    PaymentGateway,
    Standing,
)
from tests.gateways.cashier import NUMBER, OTHER, order, refund
from tests.gateways.receiving import Reply, Request, serving
from tests.gateways.wechat import (
    APPID,
    FOREIGN_KEY,
    MCHID,
    WechatServer,
    gateway,
    paid,
    write_keys,
)

Wechat = tuple[WechatServer, PaymentGateway]
H5, NATIVE = "/v3/pay/transactions/h5", "/v3/pay/transactions/native"
ORDER = f"/v3/pay/transactions/out-trade-no/{NUMBER}"
H5_URL = "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx1&package=2"


def test_it_opens_an_order_for_a_phone(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(H5, {"h5_url": H5_URL})
    checkout = gateway.begin(order())

    assert checkout.kind is CheckoutKind.OPEN
    assert checkout.url.startswith(f"{H5_URL}&redirect_url=http%3A%2F%2F127.0.0.1%3A8000%2F")
    assert parse_qs(urlsplit(checkout.url).query)["redirect_url"] == [order().return_url]
    assert server.asked == [
        (
            "POST",
            H5,
            {
                "appid": APPID,
                "mchid": MCHID,
                "description": "童卡 · 自付金额",
                "out_trade_no": NUMBER,
                "time_expire": "2026-03-09T10:15:00+08:00",
                "notify_url": order().notify_url,
                "amount": {"total": 12_600, "currency": "CNY"},
                "scene_info": {"payer_client_ip": "192.0.2.7", "h5_info": {"type": "Wap"}},
            },
        )
    ]


def test_it_opens_an_order_to_be_scanned(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(NATIVE, {"code_url": "weixin://wxpay/bizpayurl?pr=JyC91EIz1"})
    checkout = gateway.begin(order(kind=CheckoutKind.SCAN))

    expected = Checkout("weixin://wxpay/bizpayurl?pr=JyC91EIz1", CheckoutKind.SCAN)
    assert checkout == expected
    assert "scene_info" not in server.asked[0][2]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (paid(trade_state="NOTPAY", amount=None, success_time=None), OrderState.OPEN),
        (paid(trade_state="CLOSED", transaction_id=None), OrderState.CLOSED),
        (paid(trade_state="REVOKED"), OrderState.CLOSED),
        (paid(), OrderState.PAID),
        (paid(trade_state="REFUND"), OrderState.PAID),
    ],
)
def test_it_looks_at_an_order(wechat: Wechat, said: dict[str, Any], expected: OrderState) -> None:
    server, gateway = wechat
    server.says(ORDER, said)
    standing = gateway.look(NUMBER)

    assert server.asked[0][:2] == ("GET", f"{ORDER}?mchid={MCHID}")
    if expected is OrderState.PAID:
        at = datetime(2026, 3, 9, 2, tzinfo=UTC)
        assert standing == Standing(expected, 12_600, "4200000848202603090526543210", at)
    else:
        assert standing == Standing(expected)


def test_it_knows_of_no_order(wechat: Wechat) -> None:
    _, gateway = wechat
    assert gateway.look(OTHER) == Standing(OrderState.ABSENT)


@pytest.mark.parametrize(
    "said",
    [
        paid(out_trade_no=OTHER),
        paid(mchid="1900000110"),
        paid(appid="wxffffffffffffffff"),
        paid(trade_state="PAYERROR"),
        paid(trade_state=None),
        paid(amount=None),
        paid(amount={"total": "12600", "currency": "CNY"}),
        paid(amount={"total": True, "currency": "CNY"}),
        paid(amount={"total": 12_600, "currency": "USD"}),
        paid(amount={"total": 12_600}),
        paid(transaction_id=None),
        paid(success_time="yesterday"),
        paid(success_time="2026-03-09T10:00:00"),
        [],
        b"",
        b"<html>",
        b"\xff",
    ],
)
def test_it_is_away_when_an_answer_lacks_something(wechat: Wechat, said: Any) -> None:
    server, gateway = wechat
    server.says(ORDER, said)
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)


@pytest.mark.parametrize("said", [{}, {"h5_url": ""}, {"h5_url": "javascript:alert(1)"}, [], b"{"])
def test_it_is_away_when_there_is_nowhere_to_go(wechat: Wechat, said: Any) -> None:
    server, gateway = wechat
    server.says(H5, said)
    with pytest.raises(GatewayAway):
        gateway.begin(order())


@pytest.mark.parametrize(
    ("status", "code", "refused"),
    [
        (400, "PARAM_ERROR", True),
        (400, "APPID_MCHID_NOT_MATCH", True),
        (403, "OUT_TRADE_NO_USED", True),
        (403, "NO_AUTH", True),
        (403, "RULE_LIMIT", False),
        (401, "SIGN_ERROR", False),
        (429, "FREQUENCY_LIMITED", False),
        (500, "SYSTEM_ERROR", False),
        (502, "BAD_GATEWAY", False),
        (202, "USERPAYING", False),
        (302, "FOUND", False),
    ],
)
def test_it_tells_a_no_from_not_knowing(
    wechat: Wechat, status: int, code: str, refused: bool
) -> None:
    server, gateway = wechat
    server.refuses(H5, status, code)
    server.refuses(ORDER, status, code)
    with pytest.raises(GatewayRefused if refused else GatewayAway):
        gateway.begin(order())
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)
    assert len(server.asked) == 2, "nothing is asked again by itself"


@pytest.mark.parametrize("body", [b"<html>nginx</html>", b"{}", b'{"code": 1}', b'"no"'])
def test_it_believes_no_refusal_of_a_stranger(wechat: Wechat, body: bytes) -> None:
    server, gateway = wechat
    for path in (H5, ORDER):
        server.answers[path] = (404, Reply(404, body))
    with pytest.raises(GatewayAway):
        gateway.begin(order())
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)


def test_it_believes_only_what_wechat_pay_signed(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(ORDER, paid())
    assert gateway.look(NUMBER).state is OrderState.PAID

    server.key = FOREIGN_KEY
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)
    server.key, server.serial = WechatServer(server.clock).key, "PUB_KEY_ID_0"
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)
    server.serial, server.late_s = WechatServer(server.clock).serial, 301
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)
    server.answers[ORDER] = (200, Reply(200, b"{}"))
    with pytest.raises(GatewayAway):
        gateway.look(NUMBER)


def test_it_closes_an_order(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(f"{ORDER}/close", None, 204)
    gateway.close(NUMBER)
    assert server.asked == [("POST", f"{ORDER}/close", {"mchid": MCHID})]


@pytest.mark.parametrize(
    ("code", "state", "away"),
    [
        ("ORDER_CLOSED", "CLOSED", False),
        ("ORDERPAID", "SUCCESS", False),
        ("INVALID_REQUEST", "SUCCESS", False),
        ("INVALID_REQUEST", "NOTPAY", True),
    ],
)
def test_it_is_done_when_there_is_nothing_to_close(
    wechat: Wechat, code: str, state: str, away: bool
) -> None:
    server, gateway = wechat
    server.refuses(f"{ORDER}/close", 400, code)
    server.says(ORDER, paid(trade_state=state))
    if away:
        with pytest.raises(GatewayAway):
            gateway.close(NUMBER)
    else:
        gateway.close(NUMBER)


def test_it_closes_what_is_absent_without_complaint(wechat: Wechat) -> None:
    server, gateway = wechat
    server.refuses(f"{ORDER}/close", 404, "ORDERNOTEXIST")
    gateway.close(NUMBER)


def test_it_is_away_when_nobody_is_there(clock: MovableClock, tmp_path: Path) -> None:
    alone = gateway({**write_keys(tmp_path), "base": "http://127.0.0.1:9"}, clock)
    for call in (
        lambda: alone.begin(order()),
        lambda: alone.look(NUMBER),
        lambda: alone.close(NUMBER),
        lambda: alone.refund(refund()),
        lambda: alone.look_refund(refund().number),
        lambda: alone.statement(date(2026, 3, 1)),
    ):
        with pytest.raises(GatewayAway):
            call()


def test_it_is_away_when_the_answer_takes_too_long(clock: MovableClock, tmp_path: Path) -> None:
    over = threading.Event()

    def never(_: Request) -> Reply:
        over.wait(30)
        return Reply(200, b"{}")

    with serving(never) as address:
        waiting = gateway({**write_keys(tmp_path), "base": address}, clock)
        try:
            with pytest.raises(GatewayAway, match="Timeout"):
                waiting.look(NUMBER)
        finally:
            over.set()


def test_it_is_away_when_the_answer_is_huge(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(ORDER, paid(more="x" * 300_000))
    with pytest.raises(GatewayAway, match="more than"):
        gateway.look(NUMBER)
