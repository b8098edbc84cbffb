"""Signatures of WeChat Pay's API v3: ours on what is asked, theirs on answers and callbacks.

pay.weixin.qq.com/wiki/doc/apiv3/wechatpay/wechatpay4_0.shtml (requests), wechatpay4_1.shtml
(answers and callbacks), wechatpay4_2.shtml (what is encrypted in them).
"""

import base64
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from api.gateways.payments import BadCallback
from api.gateways.payments.reading import check_fresh, header
from api.gateways.payments.wechatpay.credentials import Credentials, key_name

SCHEME: Final = "WECHATPAY2-SHA256-RSA2048"
_NONCE_BYTES: Final = 12
_TAG_BYTES: Final = 16


def authorization(
    credentials: Credentials, method: str, path: str, body: bytes, now: datetime
) -> str:
    """The header that proves that a request is ours; `path` holds its query."""
    seconds, nonce = str(int(now.timestamp())), secrets.token_hex(16)
    message = f"{method}\n{path}\n{seconds}\n{nonce}\n".encode() + body + b"\n"
    signature = credentials.private_key.sign(message, PKCS1v15(), SHA256())
    fields = {
        "mchid": credentials.mchid,
        "nonce_str": nonce,
        "signature": base64.b64encode(signature).decode(),
        "timestamp": seconds,
        "serial_no": credentials.serial,
    }
    said = ",".join(f'{name}="{value}"' for name, value in fields.items())
    return f"{SCHEME} {said}"


def check_signature(
    credentials: Credentials, headers: Mapping[str, str], body: bytes, now: datetime
) -> None:
    """Raises BadCallback unless WeChat Pay signed this body under a known serial, just now.

    The serial comes first, and is only looked up: nothing is fetched for one that nobody knows.
    """
    key = credentials.known.get(key_name(header(headers, "wechatpay-serial")))
    if key is None:
        raise BadCallback("a serial that is not known")
    seconds = header(headers, "wechatpay-timestamp")
    check_fresh(seconds, now)
    message = f"{seconds}\n{header(headers, 'wechatpay-nonce')}\n".encode() + body + b"\n"
    try:
        signature = base64.b64decode(header(headers, "wechatpay-signature"), validate=True)
        key.verify(signature, message, PKCS1v15(), SHA256())
    except (ValueError, InvalidSignature) as error:
        raise BadCallback("the signature is none of WeChat Pay") from error


def unseal(key: bytes, ciphertext: str, nonce: str, associated: str) -> bytes:
    """Decrypts AEAD_AES_256_GCM. Raises ValueError."""
    sealed = base64.b64decode(ciphertext, validate=True)
    if len(nonce.encode()) != _NONCE_BYTES or len(sealed) <= _TAG_BYTES:
        raise ValueError("a ciphertext or nonce of another length")
    try:
        return AESGCM(key).decrypt(nonce.encode(), sealed, associated.encode())
    except InvalidTag as error:
        raise ValueError("a ciphertext that another key made, or that was changed") from error
