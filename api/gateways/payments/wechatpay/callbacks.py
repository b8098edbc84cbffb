"""Reading WeChat Pay's callbacks: pay.weixin.qq.com/wiki/doc/apiv3/apis/chapter3_3_5.shtml."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.gateways.payments import BadCallback, Hint
from api.gateways.payments.reading import (
    CURRENCY,
    LARGEST_CALLBACK,
    event_id,
    field,
    json_object,
    must_be,
    order_number,
    positive_fen,
)
from api.gateways.payments.wechatpay.credentials import Credentials
from api.gateways.payments.wechatpay.signing import check_signature, unseal


def read_callback(
    credentials: Credentials, headers: Mapping[str, str], body: bytes, now: datetime
) -> Hint:
    """Reads what claims to come from WeChat Pay. Raises BadCallback."""
    if len(body) > LARGEST_CALLBACK:
        raise BadCallback("too large")
    check_signature(credentials, headers, body, now)
    try:
        told = json_object(body)
        paid = _unsealed(credentials, told)
        must_be(paid, "mchid", credentials.mchid)
        must_be(paid, "appid", credentials.appid)
        number = order_number(field(paid, "out_trade_no", str))
        amount = field(paid, "amount", dict)
        positive_fen(amount, "total")
        must_be(amount, "currency", CURRENCY)
        must_be(paid, "trade_state", "SUCCESS")
        return Hint(event_id(field(told, "id", str)), number)
    except ValueError as error:
        raise BadCallback(f"malformed: {error}") from error


def _unsealed(credentials: Credentials, told: Mapping[str, Any]) -> dict[str, Any]:
    must_be(told, "event_type", "TRANSACTION.SUCCESS")
    must_be(told, "resource_type", "encrypt-resource")
    resource = field(told, "resource", dict)
    must_be(resource, "algorithm", "AEAD_AES_256_GCM")
    associated = field(resource, "associated_data", str) if "associated_data" in resource else ""
    return json_object(
        unseal(
            credentials.api_v3_key,
            field(resource, "ciphertext", str),
            field(resource, "nonce", str),
            associated,
        )
    )
