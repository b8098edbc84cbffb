"""Trade bills as WeChat Pay writes and offers them."""

import hashlib
from typing import Any

from api.gateways.payments import PaymentGateway
from tests.gateways.cashier import NUMBER, refund
from tests.gateways.receiving import Reply
from tests.gateways.wechat import APPID, MCHID, WechatServer

BILL, FILE = "/v3/bill/tradebill", "/v3/billdownload/file?token=x_y"
NAMES = (
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
    "付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,"
    "退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注"
)
TOTALS = (
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额"
)


def row(**changed: str) -> str:
    """Returns a payment of ¥126.00 as a bill writes it."""
    cells = dict.fromkeys(NAMES.split(","), "")
    cells |= {
        "交易时间": "2026-03-08 23:59:59",
        "公众账号ID": APPID,
        "商户号": MCHID,
        "特约商户号": "0",
        "微信订单号": "4200000848202603080526543210",
        "商户订单号": NUMBER,
        "用户标识": "o1",
        "交易类型": "MWEB",
        "交易状态": "SUCCESS",
        "付款银行": "OTHERS",
        "货币种类": "CNY",
        "应结订单金额": "120.00",
        "代金券金额": "6.00",
        "微信退款单号": "0",
        "商户退款单号": "0",
        "退款金额": "0.00",
        "充值券退款金额": "0.00",
        "商品名称": "童卡, 自付金额",
        "手续费": "0.76000",
        "费率": "0.60%",
        "订单金额": "126.00",
        "申请退款金额": "0.00",
        **changed,
    }
    return "`" + ",`".join(cells.values())


GIVEN_BACK = {
    "交易状态": "REFUND",
    "微信退款单号": "50300000",
    "商户退款单号": refund().number,
    "退款金额": "25.00",
    "退款类型": "ORIGINAL",
    "退款状态": "SUCCESS",
    "订单金额": "0.00",
    "申请退款金额": "26.00",
}


def bill(*rows: str, count: int | None = None) -> bytes:
    """Returns a bill of these rows, and of its totals."""
    total = f"`{len(rows) if count is None else count},`0.00,`0.00,`0.00,`0.00,`0.00,`0.00"
    return "\ufeff".encode() + "\r\n".join((NAMES, *rows, TOTALS, total, "")).encode()


def offer(server: WechatServer, gateway: PaymentGateway, content: bytes, **changed: Any) -> None:
    """Lets a server offer a bill."""
    address = gateway._credentials.base  # type: ignore[attr-defined] # where it asks
    said = {
        "hash_type": "SHA1",
        "hash_value": hashlib.sha1(content, usedforsecurity=False).hexdigest(),
        "download_url": f"{address}{FILE}",
        **changed,
    }
    server.says(BILL, said)
    server.answers["/v3/billdownload"] = (200, Reply(200, content))  # nobody signs the file
