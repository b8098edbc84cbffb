"""What WeChat Pay knows a merchant by, read from TONGKA_PAYMENTS.

wechatpay:mchid=…&appid=…&serial=…&private_key=FILE&api_v3_key=…&public_key_id=…&public_key=FILE

`platform_certificate=FILE` stands beside the last two or instead of them; `base` is for a test
server. Nothing of a value is repeated in an error.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from cryptography.x509 import load_pem_x509_certificate

BASE: Final = "https://api.mch.weixin.qq.com"
_PUBLIC_KEY_ID: Final = "PUB_KEY_ID_"
_SMALLEST_KEY_BITS: Final = 2048
# What each part looks like, and how that is said.
_NEEDED: Final = {
    "mchid": (r"\d{8,12}", "the merchant's number, 8 to 12 digits"),
    "appid": (r"wx[0-9A-Za-z]{16}", "the id of an app, wx and 16 characters"),
    "serial": (r"[0-9A-Fa-f]{16,64}", "the serial of the merchant's certificate, in hex digits"),
    "private_key": (r".+", "the file with the merchant's private key"),
    "api_v3_key": (r"[0-9A-Za-z]{32}", "the APIv3 key, 32 letters and digits"),
}
_OTHERS: Final = {
    "public_key_id": (rf"{_PUBLIC_KEY_ID}[0-9A-Za-z]{{1,64}}", "an id that begins PUB_KEY_ID_"),
    "public_key": (r".+", "the file with WeChat Pay's public key"),
    "platform_certificate": (r".+", "the file with WeChat Pay's platform certificate"),
    "base": (r"https?://[^/?#@]+", "the address of a test server"),
}
_PARTS: Final = {**_NEEDED, **_OTHERS}


@dataclass(frozen=True)
class Credentials:
    """A merchant's keys, and WeChat Pay's own by the serials it signs under (`key_name`)."""

    mchid: str
    appid: str
    serial: str
    private_key: RSAPrivateKey = field(repr=False)
    api_v3_key: bytes = field(repr=False)
    known: Mapping[str, RSAPublicKey] = field(repr=False)
    # Which of its public keys WeChat Pay is asked to sign with, where it has one.
    public_key_id: str | None
    base: str


def key_name(serial: str) -> str:
    """A serial in one spelling: hex digits are written with and without zeros in front."""
    return serial if serial.startswith(_PUBLIC_KEY_ID) else serial.upper().lstrip("0")


def read_credentials(url: str) -> Credentials:
    """Reads a `wechatpay:` URL. Raises ValueError with one sentence that names the part."""
    parts = _parts(url)
    return Credentials(
        mchid=parts["mchid"],
        appid=parts["appid"],
        serial=parts["serial"].upper(),
        private_key=_private_key(parts["private_key"]),
        api_v3_key=parts["api_v3_key"].encode(),
        known=_known_keys(parts),
        public_key_id=parts.get("public_key_id"),
        base=_base(parts.get("base", BASE)),
    )


def _parts(url: str) -> dict[str, str]:
    pairs = parse_qsl(url.partition(":")[2], keep_blank_values=True)
    parts = dict(pairs)
    if len(parts) != len(pairs):
        raise ValueError("TONGKA_PAYMENTS names a part of wechatpay twice.")
    if parts.keys() - _PARTS.keys():
        raise ValueError(f"TONGKA_PAYMENTS may hold for wechatpay: {', '.join(_PARTS)}.")
    for name, (_, said) in _NEEDED.items():
        if not parts.get(name):
            raise ValueError(f"TONGKA_PAYMENTS lacks {name}, {said}.")
    for name, value in parts.items():
        pattern, said = _PARTS[name]
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(f"TONGKA_PAYMENTS must hold as {name} {said}.")
    return parts


def _base(base: str) -> str:
    if urlsplit(base).scheme == "http" and urlsplit(base).hostname not in {"127.0.0.1", "::1"}:
        raise ValueError("TONGKA_PAYMENTS must name a base with https, or one of this machine.")
    return base


def _known_keys(parts: Mapping[str, str]) -> dict[str, RSAPublicKey]:
    known: dict[str, RSAPublicKey] = {}
    if ("public_key_id" in parts) != ("public_key" in parts):
        raise ValueError("TONGKA_PAYMENTS must hold public_key_id and public_key together.")
    if "public_key" in parts:
        pem = _read("public_key", parts["public_key"])
        try:
            key = load_pem_public_key(pem)
        except (ValueError, UnsupportedAlgorithm):
            key = None
        known[parts["public_key_id"]] = _rsa("public_key", key)
    if "platform_certificate" in parts:
        pem = _read("platform_certificate", parts["platform_certificate"])
        try:
            certificate = load_pem_x509_certificate(pem)
            serial, key = certificate.serial_number, certificate.public_key()
        except (ValueError, UnsupportedAlgorithm):
            serial, key = 0, None
        known[key_name(f"{serial:X}")] = _rsa("platform_certificate", key)
    if not known:
        raise ValueError(
            "TONGKA_PAYMENTS lacks public_key_id with public_key, or platform_certificate."
        )
    return known


def _private_key(file: str) -> RSAPrivateKey:
    pem = _read("private_key", file)
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, RSAPrivateKey) or key.key_size < _SMALLEST_KEY_BITS:
        raise ValueError(
            "TONGKA_PAYMENTS names as private_key no RSA key in PEM, 2048 bits or more."
        )
    return key


def _rsa(name: str, key: object) -> RSAPublicKey:
    if not isinstance(key, RSAPublicKey) or key.key_size < _SMALLEST_KEY_BITS:
        raise ValueError(f"TONGKA_PAYMENTS names as {name} no RSA key in PEM, 2048 bits or more.")
    return key


def _read(name: str, file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise ValueError(f"TONGKA_PAYMENTS names as {name} no file that can be read.") from error
