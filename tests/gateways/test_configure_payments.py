"""TONGKA_PAYMENTS: which gateway it makes, and one sentence about each part that is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from flask import Flask

from api import create_app
from api.core.clock import MovableClock
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.wechatpay import WechatPay
from api.gateways.payments.wechatpay.credentials import BASE, read_credentials
from api.settings import BadSetting, Settings
from api.starting import warn_of_sandbox
from tests.cast import on_sqlite
from tests.gateways.wechat import (
    API_V3_KEY,
    KEY_ID,
    MERCHANT_KEY,
    gateway,
    setting,
    write_certificate,
    write_keys,
)

PUBLIC = "https://card.example"


@on_sqlite
def test_it_has_the_sandbox_by_default(app: Flask) -> None:
    (name, made), *others = app.extensions["tongka"].payments.items()
    assert isinstance(made, Sandbox)
    assert (name, made.name, others) == ("sandbox", "sandbox", [])


@on_sqlite
def test_it_has_wechat_pay_and_no_cashier_where_it_is_named(
    settings: Settings, clock: MovableClock, tmp_path: Path
) -> None:
    named = replace(settings, payments_url=setting(write_keys(tmp_path)))
    app = create_app(named, clock=clock)

    ((name, made),) = app.extensions["tongka"].payments.items()
    assert isinstance(made, WechatPay)
    assert (name, made.name) == ("wechatpay", "wechatpay")
    page = app.test_client().get(f"/sandbox/cashier/{'0' * 32}", headers={"Accept": "text/html"})
    assert page.status_code == 404


@on_sqlite
def test_it_stops_the_start_where_a_part_is_missing(
    settings: Settings, clock: MovableClock
) -> None:
    with pytest.raises(BadSetting, match=r"^TONGKA_PAYMENTS lacks mchid, .+\.$"):
        create_app(replace(settings, payments_url="wechatpay:"), clock=clock)


def test_it_asks_wechat_pay_itself_and_shows_no_keys(tmp_path: Path) -> None:
    read = read_credentials(setting(write_keys(tmp_path)))
    assert read.base == BASE == "https://api.mch.weixin.qq.com"
    assert list(read.known) == [KEY_ID]
    assert API_V3_KEY not in repr(read)


def test_it_takes_both_keys_of_a_changeover(tmp_path: Path) -> None:
    certificate = write_certificate(tmp_path / "wechatpay.pem", 0xABC)
    parts = {**write_keys(tmp_path), "platform_certificate": str(certificate)}
    read = read_credentials(setting(parts))
    assert list(read.known) == [KEY_ID, "ABC"]
    assert read.public_key_id == KEY_ID


@pytest.mark.parametrize(
    "name", ["mchid", "appid", "serial", "private_key", "api_v3_key", "public_key_id", "public_key"]
)
@pytest.mark.parametrize("empty", [True, False])
def test_it_names_the_part_that_is_missing(
    tmp_path: Path, clock: MovableClock, name: str, empty: bool
) -> None:
    parts = write_keys(tmp_path)
    if empty:
        parts[name] = ""
    else:
        del parts[name]
    with pytest.raises(ValueError, match=rf"^TONGKA_PAYMENTS .*\b{name}\b.*\.$"):
        gateway(parts, clock)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mchid", "secret"),
        ("mchid", "１９０００００１０９"),
        ("appid", "gh_secret"),
        ("serial", "secret"),
        ("api_v3_key", "secret"),
        ("api_v3_key", "secret" * 6),
        ("public_key_id", "secret"),
        ("private_key", "/nowhere/secret.pem"),
        ("private_key", "a\0secret"),
        ("public_key", "/nowhere/secret.pem"),
        ("public_key", "{private_key}"),
        ("private_key", "{public_key}"),
        ("platform_certificate", "/nowhere/secret.pem"),
        ("platform_certificate", "{public_key}"),
        ("base", "https://api.example/secret"),
        ("base", "http://secret.example"),
        ("secret", "x"),
    ],
)
def test_it_names_the_part_that_is_wrong(
    tmp_path: Path, clock: MovableClock, name: str, value: str
) -> None:
    parts = write_keys(tmp_path)
    parts[name] = value.format(**parts)
    with pytest.raises(ValueError, match=r"^TONGKA_PAYMENTS [^\n]+\.$") as refused:
        gateway(parts, clock)
    sentence = str(refused.value)
    assert name in sentence or name == "secret"
    assert "secret" not in sentence


def test_it_needs_one_of_wechat_pays_keys(tmp_path: Path, clock: MovableClock) -> None:
    parts = write_keys(tmp_path)
    del parts["public_key_id"], parts["public_key"]
    with pytest.raises(ValueError, match="lacks public_key_id with public_key, or platform_cert"):
        gateway(parts, clock)


def test_it_takes_no_part_twice(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="twice"):
        read_credentials(setting(write_keys(tmp_path)) + "&mchid=1900000110")


def test_it_needs_a_key_that_it_can_sign_with(tmp_path: Path, clock: MovableClock) -> None:
    parts = write_keys(tmp_path)
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    plain, locked = NoEncryption(), BestAvailableEncryption(b"x")
    for key, protection in (
        (small, plain),
        (ed25519.Ed25519PrivateKey.generate(), plain),
        (MERCHANT_KEY, locked),
    ):
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)
        Path(parts["private_key"]).write_bytes(pem)
        with pytest.raises(ValueError, match="private_key no RSA key"):
            gateway(parts, clock)


@on_sqlite
@pytest.mark.parametrize(
    ("changed", "warned"),
    [
        ({"public_url": PUBLIC}, True),
        ({"public_url": PUBLIC, "demo": True}, False),
        ({"public_url": PUBLIC, "payments_url": "wechatpay:…"}, False),
        ({}, False),
    ],
)
def test_it_warns_once_where_families_would_pay_nothing(
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    changed: dict[str, str | bool],
    warned: bool,
) -> None:
    warn_of_sandbox(replace(settings, **changed))  # type: ignore[arg-type] # a few of its fields
    said = capsys.readouterr().out
    assert said.count("families pay nothing") == warned
    assert said.count("\n") == warned
