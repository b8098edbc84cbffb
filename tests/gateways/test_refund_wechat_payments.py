"""Refunds through WeChat Pay, against a server of our own that speaks its wire format."""

import pytest

from api.gateways.payments import GatewayAway, GatewayRefused, PaymentGateway, RefundStanding
from tests.gateways.cashier import NUMBER, refund
from tests.gateways.wechat import WechatServer

Wechat = tuple[WechatServer, PaymentGateway]
REFUNDS = "/v3/refund/domestic/refunds"
REFUND = f"{REFUNDS}/{refund().number}"


def test_it_asks_for_a_refund(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(REFUNDS, {"out_refund_no": refund().number, "status": "PROCESSING"})
    gateway.refund(refund())
    assert server.asked == [
        (
            "POST",
            REFUNDS,
            {
                "out_trade_no": NUMBER,
                "out_refund_no": refund().number,
                "reason": "多付的部分",
                "amount": {"refund": 2_600, "total": 12_600, "currency": "CNY"},
            },
        )
    ]


@pytest.mark.parametrize(
    ("status", "code", "refused"),
    [
        (400, "INVALID_REQUEST", True),
        (403, "USER_ACCOUNT_ABNORMAL", True),
        (403, "NOT_ENOUGH", False),
        (404, "RESOURCE_NOT_EXISTS", False),
        (500, "SYSTEM_ERROR", False),
    ],
)
def test_it_tells_a_refund_that_may_work_later(
    wechat: Wechat, status: int, code: str, refused: bool
) -> None:
    server, gateway = wechat
    server.refuses(REFUNDS, status, code)
    with pytest.raises(GatewayRefused if refused else GatewayAway):
        gateway.refund(refund())


def test_it_is_away_when_the_refund_is_another_one(wechat: Wechat) -> None:
    server, gateway = wechat
    server.says(REFUNDS, {"out_refund_no": "d" * 32, "status": "SUCCESS"})
    with pytest.raises(GatewayAway):
        gateway.refund(refund())
    with pytest.raises(GatewayAway):
        gateway.look_refund(refund().number)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("PROCESSING", RefundStanding.PENDING),
        ("SUCCESS", RefundStanding.DONE),
        ("CLOSED", RefundStanding.FAILED),
        ("ABNORMAL", RefundStanding.FAILED),
    ],
)
def test_it_looks_at_a_refund(wechat: Wechat, status: str, expected: RefundStanding) -> None:
    server, gateway = wechat
    server.says(REFUND, {"out_refund_no": refund().number, "status": status})
    assert gateway.look_refund(refund().number) is expected


def test_it_knows_of_no_refund(wechat: Wechat) -> None:
    server, gateway = wechat
    server.refuses(REFUND, 404, "RESOURCE_NOT_EXISTS")
    assert gateway.look_refund(refund().number) is RefundStanding.ABSENT
    server.says(REFUND, {"out_refund_no": refund().number, "status": "LOST"})
    with pytest.raises(GatewayAway):
        gateway.look_refund(refund().number)
