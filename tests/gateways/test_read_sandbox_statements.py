"""The sandbox's daily statement, written and read back."""

from datetime import date, timedelta

import pytest

from api.core.clock import MovableClock
from api.gateways.payments import GatewayAway, LineKind
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.sandbox.rules import CashierChoice
from tests.conftest import MORNING
from tests.gateways.cashier import NUMBER, OTHER, order, refund

DAY = date(2026, 3, 9)


@pytest.fixture
def statement(sandbox: Sandbox, second: Sandbox, clock: MovableClock) -> bytes:
    """Returns a day of one payment and one refund, with other days and merchants around it."""
    later = MORNING + timedelta(days=2)
    for gateway in (sandbox, second):
        gateway.begin(order(expires_at=later))
        gateway.begin(order(OTHER, expires_at=later))
        gateway.choose(NUMBER, CashierChoice.PAY)
    clock.move(hours=1)
    sandbox.refund(refund())
    clock.move(hours=13)  # midnight in China
    sandbox.choose(OTHER, CashierChoice.PAY)
    sandbox.refund(refund("d" * 32, amount_fen=1))
    return sandbox.statement(DAY)


def test_it_tells_of_a_china_date(sandbox: Sandbox, statement: bytes) -> None:
    captured, given_back = sandbox.read_statement(statement)

    assert (captured.kind, captured.order_number) == (LineKind.CAPTURE, NUMBER)
    assert (captured.amount_fen, captured.at) == (12_600, MORNING)
    assert captured.transaction == sandbox.look(NUMBER).transaction
    assert captured.refund_number is None
    assert (given_back.kind, given_back.order_number) == (LineKind.REFUND, NUMBER)
    assert (given_back.amount_fen, given_back.at) == (2_600, MORNING + timedelta(hours=1))
    assert given_back.refund_number == refund().number
    assert given_back.transaction == captured.transaction


def test_it_is_made_when_the_day_is_over(
    sandbox: Sandbox, statement: bytes, clock: MovableClock
) -> None:
    with pytest.raises(GatewayAway):
        sandbox.statement(DAY + timedelta(days=1))
    clock.move(days=1)
    lines = list(sandbox.read_statement(sandbox.statement(DAY + timedelta(days=1))))
    assert [(line.kind, line.order_number) for line in lines] == [
        (LineKind.CAPTURE, OTHER),
        (LineKind.REFUND, NUMBER),
    ]


def test_it_tells_of_a_day_without_payments(sandbox: Sandbox) -> None:
    assert list(sandbox.read_statement(sandbox.statement(DAY - timedelta(days=1)))) == []


@pytest.mark.parametrize("lines", [0, 1, 2, 3])
def test_it_notices_one_that_was_cut(sandbox: Sandbox, statement: bytes, lines: int) -> None:
    cut = b"".join(statement.splitlines(keepends=True)[:lines])
    with pytest.raises(ValueError, match=r"^Line \d"):
        list(sandbox.read_statement(cut))


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (("12600", "126.00"), 2),
        (("capture", "gift"), 2),
        (("+08:00", ""), 2),
        (("refund,", "capture,"), 3),
        (("total,2", "total,3"), 4),
        (("2026-03-09T10", "2026-13-09T10"), 2),
        (("12600,", "12600"), 2),
        (("transaction", "number"), 1),
    ],
)
def test_it_names_the_line_that_is_wrong(
    sandbox: Sandbox, statement: bytes, change: tuple[str, str], line: int
) -> None:
    changed = statement.decode().replace(*change).encode()
    with pytest.raises(ValueError, match=rf"^Line {line} .+\.$"):
        list(sandbox.read_statement(changed))
