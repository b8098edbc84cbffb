"""WeChat Pay's trade bill: fetched, checked, and read line by line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.core.clock import CHINA, MovableClock
from api.gateways.payments import GatewayAway, LineKind, PaymentGateway
from tests.conftest import MORNING
from tests.gateways.cashier import NUMBER, refund
from tests.gateways.receiving import Reply
from tests.gateways.wechat import WechatServer, gateway, write_keys
from tests.gateways.wechat_bills import BILL, FILE, GIVEN_BACK, bill, offer, row

Wechat = tuple[WechatServer, PaymentGateway]
DAY = date(2026, 3, 8)


@pytest.fixture
def reader(clock: MovableClock, tmp_path: Path) -> PaymentGateway:
    return gateway(write_keys(tmp_path), clock)


def test_it_fetches_the_bill_of_a_day(wechat: Wechat) -> None:
    server, gateway = wechat
    content = bill(row())
    offer(server, gateway, content)

    assert gateway.statement(DAY) == content
    assert [path for _, path, _ in server.asked] == [
        f"{BILL}?bill_date=2026-03-08&bill_type=ALL",
        FILE,
    ]


def test_it_waits_until_the_bill_is_made(wechat: Wechat, clock: MovableClock) -> None:
    server, gateway = wechat
    clock.move(minutes=-1)  # 9:59 in China
    with pytest.raises(GatewayAway, match="ten"):
        gateway.statement(DAY)
    assert server.asked == []


def test_it_takes_a_day_without_payments_for_empty(wechat: Wechat) -> None:
    server, gateway = wechat
    server.refuses(BILL, 400, "NO_STATEMENT_EXIST")
    assert list(gateway.read_statement(gateway.statement(DAY))) == []
    server.refuses(BILL, 400, "STATEMENT_CREATING")
    with pytest.raises(GatewayAway):
        gateway.statement(DAY)


@pytest.mark.parametrize(
    "changed",
    [
        {"hash_value": "0" * 40},
        {"hash_value": None},
        {"hash_type": "MD5"},
        {"download_url": "https://evil.example/v3/billdownload/file?token=x"},
        {"download_url": "//evil.example/bill"},
        {"download_url": 1},
    ],
)
def test_it_takes_no_other_bill(wechat: Wechat, changed: dict[str, Any]) -> None:
    server, gateway = wechat
    offer(server, gateway, bill(row()), **changed)
    with pytest.raises(GatewayAway):
        gateway.statement(DAY)


def test_it_is_away_when_the_file_is(wechat: Wechat) -> None:
    server, gateway = wechat
    offer(server, gateway, bill(row()))
    server.answers["/v3/billdownload"] = (404, Reply(404, bill(row())))
    with pytest.raises(GatewayAway):
        gateway.statement(DAY)


def test_it_reads_payments_and_refunds(reader: PaymentGateway) -> None:
    captured, given_back = reader.read_statement(bill(row(), row(**GIVEN_BACK)))

    assert captured.kind is LineKind.CAPTURE
    assert captured.at.astimezone(CHINA).isoformat() == "2026-03-08T23:59:59+08:00"
    assert (captured.order_number, captured.amount_fen) == (NUMBER, 12_600)
    assert captured.transaction == "4200000848202603080526543210"
    assert captured.refund_number is None
    assert given_back.kind is LineKind.REFUND
    assert (given_back.order_number, given_back.amount_fen) == (NUMBER, 2_600)
    assert given_back.refund_number == refund().number


@pytest.mark.parametrize(
    ("written", "fen"), [("0.01", 1), ("1", 100), ("1.5", 150), ("1234567.89", 123_456_789)]
)
def test_it_reads_amounts_to_the_fen(reader: PaymentGateway, written: str, fen: int) -> None:
    (line,) = reader.read_statement(bill(row(订单金额=written)))
    assert line.amount_fen == fen


def test_it_passes_over_what_is_not_ours(reader: PaymentGateway) -> None:
    other = row(公众账号ID="wxffffffffffffffff")
    failed = row(**{**GIVEN_BACK, "退款状态": "FAIL"})
    assert len(list(reader.read_statement(bill(other, row(), failed)))) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"商户号": "1900000110"},
        {"货币种类": "USD"},
        {"交易状态": "REVOKED"},
        {"交易状态": ""},
        {"订单金额": "12,6"},
        {"订单金额": "126.001"},
        {"订单金额": ""},
        {"交易时间": "2026-03-08"},
        {**GIVEN_BACK, "商户退款单号": "0"},
    ],
)
def test_it_names_the_line_that_is_wrong(reader: PaymentGateway, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^Line 3 of the bill .+\.$"):
        list(reader.read_statement(bill(row(), row(**wrong))))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bill(row(), row(), count=3), "Line 5"),
        (bill(row(), row(), count=1), "Line 5"),
        (bill(row()).partition("总交易单数".encode())[0], "Line 2"),
        (bill(row())[: -len("`1,`0.00,`0.00,`0.00,`0.00,`0.00,`0.00\r\n")], "Line 4"),
        (bill(row()).replace(b"`2026", b"2026"), "Line 2"),
        (bill(row()).replace("商户订单号".encode(), b"x"), "Line 1"),
        (b"\n", "Line 1"),
        (b"<html>", "Line 1"),
    ],
)
def test_it_notices_a_bill_that_was_cut(reader: PaymentGateway, content: bytes, said: str) -> None:
    with pytest.raises(ValueError, match=rf"^{said} .+\.$"):
        list(reader.read_statement(content))


def test_it_knows_no_time_but_chinas(reader: PaymentGateway) -> None:
    (line,) = reader.read_statement(bill(row(交易时间="2026-03-09 10:00:00")))
    assert line.at == MORNING
