"""WeChat Pay as its documents describe it, on loopback, with keys made for the test."""

import base64
import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from api.core.clock import MovableClock
from api.gateways.payments import PaymentGateway, make_payment_gateway
from tests.conftest import MORNING
from tests.gateways.cashier import NUMBER
from tests.gateways.receiving import Reply, Request

MCHID, APPID = "1900000109", "wx0123456789abcdef"
SERIAL, KEY_ID = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1", "PUB_KEY_ID_0119000001092024"
API_V3_KEY = "0123456789abcdefghijklmnopqrstuv"
MERCHANT_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PLATFORM_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def sign(key: rsa.RSAPrivateKey, *lines: str | bytes) -> str:
    message = b"".join(
        (each if isinstance(each, bytes) else each.encode()) + b"\n" for each in lines
    )
    return base64.b64encode(key.sign(message, PKCS1v15(), SHA256())).decode()


def signed_headers(
    body: bytes, now: datetime, key: rsa.RSAPrivateKey = PLATFORM_KEY, serial: str = KEY_ID
) -> dict[str, str]:
    """Returns the headers under which WeChat Pay sends a body."""
    seconds, nonce = str(int(now.timestamp())), secrets.token_hex(16)
    return {
        "Wechatpay-Serial": serial,
        "Wechatpay-Timestamp": seconds,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Signature": sign(key, seconds, nonce, body),
        "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    }


def paid(**changed: Any) -> dict[str, Any]:
    """Returns what WeChat Pay says of a paid order; None takes a field away."""
    said = {
        "mchid": MCHID,
        "appid": APPID,
        "out_trade_no": NUMBER,
        "transaction_id": "4200000848202603090526543210",
        "trade_type": "MWEB",
        "trade_state": "SUCCESS",
        "trade_state_desc": "支付成功",
        "success_time": "2026-03-09T10:00:00+08:00",
        "payer": {"openid": "o"},
        "amount": {"total": 12_600, "payer_total": 12_600, "currency": "CNY"},
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


def sealed(content: bytes, key: str = API_V3_KEY) -> dict[str, str]:
    """Returns a resource as callbacks carry it."""
    nonce = "0123456789ab"
    ciphertext = AESGCM(key.encode()).encrypt(nonce.encode(), content, b"transaction")
    return {
        "original_type": "transaction",
        "algorithm": "AEAD_AES_256_GCM",
        "ciphertext": base64.b64encode(ciphertext).decode(),
        "associated_data": "transaction",
        "nonce": nonce,
    }


def callback(about: dict[str, Any] | None = None, **changed: Any) -> bytes:
    """Returns the body of a callback about a paid order."""
    told = {
        "id": "EV-2018022511223320873",
        "create_time": "2026-03-09T10:00:00+08:00",
        "resource_type": "encrypt-resource",
        "event_type": "TRANSACTION.SUCCESS",
        "summary": "支付成功",
        "resource": about or sealed(json.dumps(paid()).encode()),
        **changed,
    }
    return json.dumps({name: value for name, value in told.items() if value is not None}).encode()


def write_keys(folder: Path) -> dict[str, str]:
    """Writes the merchant's key and WeChat Pay's public key; returns all parts of the setting."""
    private, public = folder / "apiclient_key.pem", folder / "pub_key.pem"
    private.write_bytes(
        MERCHANT_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    public.write_bytes(
        PLATFORM_KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    return {
        "mchid": MCHID,
        "appid": APPID,
        "serial": SERIAL,
        "private_key": str(private),
        "api_v3_key": API_V3_KEY,
        "public_key_id": KEY_ID,
        "public_key": str(public),
    }


def write_certificate(file: Path, serial: int) -> Path:
    """Writes a platform certificate of WeChat Pay's key."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tenpay.com sign")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(PLATFORM_KEY.public_key())
        .serial_number(serial)
        .not_valid_before(MORNING - timedelta(days=1))
        .not_valid_after(MORNING + timedelta(days=1800))
        .sign(PLATFORM_KEY, SHA256())
    )
    file.write_bytes(made.public_bytes(Encoding.PEM))
    return file


def setting(parts: dict[str, str]) -> str:
    return "wechatpay:" + "&".join(f"{name}={quote(value)}" for name, value in parts.items())


def gateway(parts: dict[str, str], clock: MovableClock) -> PaymentGateway:
    """Returns the gateway of these parts; it needs neither database nor keys of the service."""
    nothing: Any = None
    return make_payment_gateway(setting(parts), clock, nothing, (), "")


@dataclass
class WechatServer:
    """What it was asked, and what it answers to whom: by method and path, JSON or a reply."""

    clock: MovableClock
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    key: rsa.RSAPrivateKey = PLATFORM_KEY
    serial: str = KEY_ID
    late_s: int = 0

    def says(self, path: str, content: Any, status: int = 200) -> None:
        """Answers this to a request whose path begins so; bytes go as they are, signed too."""
        self.answers[path] = (status, content)

    def refuses(self, path: str, status: int, code: str) -> None:
        self.says(path, {"code": code, "message": "不行"}, status)

    def answer(self, request: Request) -> Reply:
        if not self._is_signed(request):
            return self._reply(401, {"code": "SIGN_ERROR", "message": "签名错误"})
        content = json.loads(request.body) if request.body else {}
        self.asked.append((request.method, request.path, content))
        for path in sorted(self.answers, key=len, reverse=True):
            if request.path.startswith(path):
                status, said = self.answers[path]
                return said if isinstance(said, Reply) else self._reply(status, said)
        return self._reply(404, {"code": "ORDER_NOT_EXIST", "message": "订单不存在"})

    def _reply(self, status: int, content: Any) -> Reply:
        if status == 204:
            body = b""
        else:
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
        signed_at = self.clock.now() - timedelta(seconds=self.late_s)
        headers = signed_headers(body, signed_at, self.key, self.serial)
        return Reply(status, body, {"Content-Type": "application/json", **headers})

    def _is_signed(self, request: Request) -> bool:
        scheme, _, rest = request.headers["authorization"].partition(" ")
        said = dict(re.findall(r'(\w+)="([^"]*)"', rest))
        lines = (request.method, request.path, said["timestamp"], said["nonce_str"])
        message = "".join(f"{line}\n" for line in lines).encode() + request.body + b"\n"
        MERCHANT_KEY.public_key().verify(
            base64.b64decode(said["signature"]), message, PKCS1v15(), SHA256()
        )
        return (
            scheme == "WECHATPAY2-SHA256-RSA2048"
            and (said["mchid"], said["serial_no"]) == (MCHID, SERIAL)
            and abs(int(said["timestamp"]) - self.clock.now().timestamp()) < 300
            and request.headers["wechatpay-serial"] == KEY_ID
            and bool(request.headers["user-agent"])
        )
