"""Reading WeChat Pay's trade bill.

A header, a row a payment or refund whose cells each begin with a back-tick, a header of totals,
and the totals (pay.weixin.qq.com/docs/merchant/products/bill-download/format-trade.html). Cells
aren't quoted: a comma parts two of them only before a back-tick.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from api.core.clock import CHINA
from api.gateways.payments import LineKind, StatementLine
from api.gateways.payments.wechatpay.credentials import Credentials

_NEEDED: Final = frozenset(
    {
        "交易时间",
        "公众账号ID",
        "商户号",
        "微信订单号",
        "商户订单号",
        "交易状态",
        "货币种类",
        "商户退款单号",
        "退款状态",
        "订单金额",
        "申请退款金额",
    }
)
_TOTALS: Final = "总交易单数"
_YUAN: Final = re.compile(r"-?(\d{1,9})(?:\.(\d{1,2})0*)?")


def read_statement(credentials: Credentials, content: bytes) -> Iterator[StatementLine]:
    """The lines of a bill that concern this app. Raises ValueError with a sentence on the line.

    A bill is one merchant's; rows of its other apps are passed over.
    """
    if not content:
        return
    lines = [line.rstrip("\r") for line in content.decode("utf-8-sig").split("\n")]
    if not lines[-1]:
        lines.pop()
    names = lines[0].split(",") if lines else []
    if not set(names) >= _NEEDED:
        raise ValueError("Line 1 is not the header of a WeChat Pay trade bill.")
    for number, line in enumerate(lines[1:], 2):
        if line.startswith(_TOTALS):
            _check_totals(lines[number:], number)
            return
        try:
            found = _line(credentials, names, line)
        except ValueError as error:
            raise ValueError(f"Line {number} of the bill can't be read: {error}.") from error
        if found is not None:
            yield found
    raise ValueError(f"Line {len(lines)} is the last one, but the totals are missing.")


def _check_totals(rest: list[str], header: int) -> None:
    rows = header - 2
    cells = _cells(rest[0]) if rest else []
    if not cells or cells[0] != str(rows):
        raise ValueError(f"Line {header + 1} does not count the {rows} rows before it.")


def _line(credentials: Credentials, names: list[str], line: str) -> StatementLine | None:
    cells = _cells(line)
    if len(cells) != len(names):
        raise ValueError(f"{len(cells)} cells under {len(names)} names")
    row = dict(zip(names, cells, strict=True))
    if row["商户号"] != credentials.mchid:
        raise ValueError("another merchant's row")
    if row["公众账号ID"] != credentials.appid:
        return None
    if row["货币种类"] != "CNY":
        raise ValueError("a currency that isn't CNY")
    if row["交易状态"] == "SUCCESS":
        return _statement_line(row, LineKind.CAPTURE, row["订单金额"])
    if row["交易状态"] != "REFUND":
        raise ValueError("neither a payment nor a refund")
    if row["退款状态"] == "FAIL":
        return None
    if row["商户退款单号"] in {"", "0"}:
        raise ValueError("a refund without its number")
    return _statement_line(row, LineKind.REFUND, row["申请退款金额"])


def _statement_line(row: Mapping[str, str], kind: LineKind, amount: str) -> StatementLine:
    return StatementLine(
        at=datetime.strptime(row["交易时间"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA),
        kind=kind,
        order_number=row["商户订单号"],
        transaction=row["微信订单号"],
        amount_fen=_fen(amount),
        refund_number=row["商户退款单号"] if kind is LineKind.REFUND else None,
    )


def _cells(line: str) -> list[str]:
    if not line.startswith("`"):
        raise ValueError("no back-tick in front")
    return [cell.strip() for cell in line[1:].split(",`")]


def _fen(yuan: str) -> int:
    """An amount in fen; older bills write a refund with a minus."""
    match = _YUAN.fullmatch(yuan)
    if not match:
        raise ValueError("an amount that is none")
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0"))
