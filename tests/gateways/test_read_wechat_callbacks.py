"""WeChat Pay's callbacks: the good one, and every other kind."""

import base64
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.core.clock import MovableClock
from api.gateways.payments import BadCallback, Hint, PaymentGateway
from tests.conftest import MORNING
from tests.gateways.cashier import NUMBER
from tests.gateways.wechat import (
    FOREIGN_KEY,
    KEY_ID,
    MERCHANT_KEY,
    PLATFORM_KEY,
    callback,
    gateway,
    paid,
    sealed,
    signed_headers,
    write_certificate,
    write_keys,
)

HINT = Hint("EV-2018022511223320873", NUMBER)


@pytest.fixture
def reader(clock: MovableClock, tmp_path: Path) -> PaymentGateway:
    return gateway(write_keys(tmp_path), clock)


def told(content: Any) -> bytes:
    return callback(sealed(content if isinstance(content, bytes) else json.dumps(content).encode()))


def test_it_reads_which_order_was_paid(reader: PaymentGateway) -> None:
    body = callback()
    assert reader.read_callback(signed_headers(body, MORNING), body, MORNING) == HINT


def test_it_gives_a_replayed_event_the_same_id(reader: PaymentGateway) -> None:
    body = callback()
    headers = signed_headers(body, MORNING)
    again = signed_headers(body, MORNING + timedelta(seconds=15))
    assert reader.read_callback(headers, body, MORNING) == HINT
    assert reader.read_callback(headers, body, MORNING + timedelta(seconds=299)) == HINT
    assert reader.read_callback(again, body, MORNING + timedelta(seconds=300)) == HINT


def test_it_takes_headers_in_any_case(reader: PaymentGateway) -> None:
    body = callback()
    headers = {name.upper(): value for name, value in signed_headers(body, MORNING).items()}
    assert reader.read_callback(headers, body, MORNING) == HINT


@pytest.mark.parametrize("serial", [0x5157F09EFDC096DE, 0x0A57F09EFDC096DE])
def test_it_knows_a_platform_certificate(clock: MovableClock, tmp_path: Path, serial: int) -> None:
    parts = write_keys(tmp_path)
    del parts["public_key_id"], parts["public_key"]
    certificate = write_certificate(tmp_path / "wechatpay.pem", serial)
    reader = gateway({**parts, "platform_certificate": str(certificate)}, clock)

    body = callback()
    for name in (f"{serial:016X}", f"{serial:x}"):
        headers = signed_headers(body, MORNING, serial=name)
        assert reader.read_callback(headers, body, MORNING) == HINT
    with pytest.raises(BadCallback, match="serial"):
        reader.read_callback(signed_headers(body, MORNING), body, MORNING)


@pytest.mark.parametrize(
    ("late", "taken"), [(-301, False), (-300, True), (300, True), (301, False)]
)
def test_it_takes_what_is_fresh(reader: PaymentGateway, late: int, taken: bool) -> None:
    body = callback()
    headers = signed_headers(body, MORNING)
    now = MORNING + timedelta(seconds=late)
    if taken:
        assert reader.read_callback(headers, body, now) == HINT
    else:
        with pytest.raises(BadCallback, match="stale"):
            reader.read_callback(headers, body, now)


@pytest.mark.parametrize(
    "serial", ["PUB_KEY_ID_0", "5157F09EFDC096DE", "zz", "0", "签", "A" * 9_000]
)
def test_it_knows_no_other_serial(reader: PaymentGateway, serial: str) -> None:
    body = callback()
    with pytest.raises(BadCallback, match="serial"):
        reader.read_callback(signed_headers(body, MORNING, serial=serial), body, MORNING)
    # And a forged one costs the true one nothing.
    assert reader.read_callback(signed_headers(body, MORNING), body, MORNING) == HINT


def test_it_refuses_what_another_key_signed(reader: PaymentGateway) -> None:
    body = callback()
    for key in (FOREIGN_KEY, MERCHANT_KEY):
        with pytest.raises(BadCallback, match="signature"):
            reader.read_callback(signed_headers(body, MORNING, key), body, MORNING)


def test_it_refuses_what_was_changed_on_its_way(reader: PaymentGateway) -> None:
    body = callback()
    headers = signed_headers(body, MORNING)
    seconds = headers["Wechatpay-Timestamp"]
    forgeries: list[tuple[dict[str, str], bytes]] = [
        (headers, body + b" "),
        (headers, body.replace(b"EV-", b"EW-")),
        ({**headers, "Wechatpay-Nonce": "other"}, body),
        ({**headers, "Wechatpay-Timestamp": str(int(seconds) + 1)}, body),
        ({**headers, "Wechatpay-Timestamp": "now"}, body),
        ({**headers, "Wechatpay-Signature": "WECHATPAY/SIGNTEST/" + "A" * 300}, body),
        ({**headers, "Wechatpay-Signature": "签名"}, body),
        ({**headers, "Wechatpay-Signature": "AAAA"}, body),
        *(({k: v for k, v in headers.items() if k != name}, body) for name in list(headers)[:4]),
        ({}, body),
    ]
    for forged, content in forgeries:
        with pytest.raises(BadCallback):
            reader.read_callback(forged, content, MORNING)


@pytest.mark.parametrize(
    "content",
    [
        paid(mchid="1900000110"),
        paid(mchid=None),
        paid(appid="wxffffffffffffffff"),
        paid(appid=None),
        paid(out_trade_no="1"),
        paid(out_trade_no=NUMBER.upper()),
        paid(out_trade_no=None),
        paid(trade_state="NOTPAY"),
        paid(trade_state="REFUND"),
        paid(amount=None),
        paid(amount=12_600),
        paid(amount={"total": "12600", "currency": "CNY"}),
        paid(amount={"total": 126.0, "currency": "CNY"}),
        paid(amount={"total": True, "currency": "CNY"}),
        paid(amount={"total": 0, "currency": "CNY"}),
        paid(amount={"total": -1, "currency": "CNY"}),
        paid(amount={"total": 12_600, "currency": "HKD"}),
        paid(amount={"total": 12_600}),
        [paid()],
        "paid",
        b"",
        b"\xff\xfe",
        b"[" * 20_000,
    ],
)
def test_it_refuses_what_is_sealed_and_yet_wrong(reader: PaymentGateway, content: Any) -> None:
    body = told(content)
    with pytest.raises(BadCallback):
        reader.read_callback(signed_headers(body, MORNING), body, MORNING)


@pytest.mark.parametrize(
    "changed",
    [
        {"event_type": "TRANSACTION.FAIL"},
        {"event_type": "REFUND.SUCCESS"},
        {"event_type": None},
        {"resource_type": "plain"},
        {"resource": None},
        {"resource": []},
        {"id": None},
        {"id": ""},
        {"id": "e" * 65},
        {"id": 7},
        {"id": "a b"},
    ],
)
def test_it_refuses_another_kind_of_event(reader: PaymentGateway, changed: dict[str, Any]) -> None:
    body = callback(**changed)
    with pytest.raises(BadCallback, match="malformed"):
        reader.read_callback(signed_headers(body, MORNING), body, MORNING)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b'{"a":' * 10_000])
def test_it_refuses_malformed_json(reader: PaymentGateway, body: bytes) -> None:
    with pytest.raises(BadCallback, match="malformed"):
        reader.read_callback(signed_headers(body, MORNING), body, MORNING)


def test_it_refuses_a_ciphertext_that_is_broken(reader: PaymentGateway) -> None:
    whole = sealed(json.dumps(paid()).encode())
    raw = base64.b64decode(whole["ciphertext"])
    broken: list[dict[str, Any]] = [
        {"ciphertext": base64.b64encode(raw[:-1]).decode()},
        {"ciphertext": base64.b64encode(raw[:16]).decode()},
        {"ciphertext": base64.b64encode(bytes([raw[0] ^ 1]) + raw[1:]).decode()},
        {"ciphertext": whole["ciphertext"][:-3]},
        {"ciphertext": ""},
        {"ciphertext": 1},
        {"nonce": "other nonce!"},
        {"nonce": ""},
        {"nonce": "n" * 200},
        {"associated_data": "certificate"},
        {"associated_data": None},
        {"algorithm": "AES-128-CBC"},
    ]
    for change in broken:
        body = callback({**whole, **change})
        with pytest.raises(BadCallback, match="malformed"):
            reader.read_callback(signed_headers(body, MORNING), body, MORNING)


def test_it_refuses_what_another_merchants_key_sealed(reader: PaymentGateway) -> None:
    body = callback(sealed(json.dumps(paid()).encode(), key="v" * 32))
    with pytest.raises(BadCallback, match="malformed"):
        reader.read_callback(signed_headers(body, MORNING), body, MORNING)


def test_it_refuses_what_is_huge(reader: PaymentGateway) -> None:
    body = callback(summary="x" * 70_000)
    with pytest.raises(BadCallback, match="large"):
        reader.read_callback(signed_headers(body, MORNING, PLATFORM_KEY, KEY_ID), body, MORNING)
