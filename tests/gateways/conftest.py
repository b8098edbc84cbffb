"""What the tests of payment gateways share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.core.clock import MovableClock
from api.gateways.payments import PaymentGateway
from tests.gateways.cashier import listener, sandbox, second
from tests.gateways.receiving import serving
from tests.gateways.wechat import WechatServer, gateway, write_keys

__all__ = ["listener", "sandbox", "second"]


@pytest.fixture
def wechat(clock: MovableClock, tmp_path: Path) -> Iterator[tuple[WechatServer, PaymentGateway]]:
    """WeChat Pay, and the gateway that asks it."""
    server = WechatServer(clock)
    with serving(server.answer) as address:
        yield server, gateway({**write_keys(tmp_path), "base": address}, clock)
