"""The settings: their defaults, each bad value in one sentence that names it, keys made once."""

import base64
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from api.settings import ROOT, BadSetting, read_settings

KEY = f"a:{base64.b64encode(bytes(32)).decode()}"


def environment(tmp_path: Path, **given: str) -> dict[str, str]:
    return {"TONGKA_VAR_DIR": str(tmp_path / "var"), **given}


def test_it_needs_nothing(tmp_path: Path) -> None:
    settings = read_settings(environment(tmp_path))

    assert (settings.public_url, settings.origin) == ("http://127.0.0.1:8000",) * 2
    assert (settings.port, settings.trusted_proxies) == (8000, 0)
    assert settings.database_url == f"sqlite:///{tmp_path}/var/tongka.db"
    assert settings.seed_dir == ROOT / "seed"
    assert (settings.sms_url, settings.demo) == ("console:", False)
    assert (settings.payments_url, settings.on_this_machine) == ("sandbox:", True)
    assert settings.files_url == f"{tmp_path}/var/files"
    assert settings.now_offset == timedelta()
    assert not settings.secure


def test_it_takes_what_is_given(tmp_path: Path) -> None:
    settings = read_settings(
        environment(
            tmp_path,
            PORT="9000",
            TONGKA_PUBLIC_URL="https://card.example/",
            TONGKA_TRUSTED_PROXIES="2",
            TONGKA_DATABASE_URL="postgresql+psycopg://u:p@db/tongka",
            TONGKA_SIGN_KEYS=KEY,
            TONGKA_DATA_KEYS=KEY,
            TONGKA_PASS_KEYS=KEY,
            TONGKA_SEED_DIR=str(tmp_path),
            TONGKA_SMS_URL="aliyun://a:b@dysmsapi.aliyuncs.com?sign=x",
            TONGKA_PAYMENTS="wechatpay:mchid=1900000109",
            TONGKA_DEMO="yes",
            TONGKA_NOW_OFFSET="-36h",
        )
    )

    assert (settings.port, settings.trusted_proxies) == (9000, 2)
    assert (settings.origin, settings.secure) == ("https://card.example", True)
    assert settings.seed_dir == tmp_path
    assert settings.payments_url == "wechatpay:mchid=1900000109"
    assert not settings.on_this_machine
    assert settings.data_keys.first == ("a", bytes(32))
    assert settings.pass_keys.first == ("a", bytes(32))
    assert (settings.demo, settings.now_offset) == (True, timedelta(hours=-36))


@pytest.mark.parametrize("empty", ["TONGKA_PUBLIC_URL", "TONGKA_DATABASE_URL", "TONGKA_DEMO"])
def test_it_takes_an_empty_value_for_none(tmp_path: Path, empty: str) -> None:
    assert read_settings(environment(tmp_path, **{empty: ""})).port == 8000


BAD = [
    ("PORT", "http"),
    ("PORT", "70000"),
    ("PORT", "-1"),
    ("PORT", "８０００"),
    ("TONGKA_TRUSTED_PROXIES", "9"),
    ("TONGKA_TRUSTED_PROXIES", "one"),
    ("TONGKA_PUBLIC_URL", "card.example"),
    ("TONGKA_PUBLIC_URL", "http://card.example"),
    ("TONGKA_PUBLIC_URL", "http://127.0.0.1.evil.example"),
    ("TONGKA_PUBLIC_URL", "ftp://card.example"),
    ("TONGKA_PUBLIC_URL", "https://card.example/app"),
    ("TONGKA_PUBLIC_URL", "https://card.example?x=1"),
    ("TONGKA_PUBLIC_URL", "https://me@card.example"),
    ("TONGKA_PUBLIC_URL", "https://card.example:port"),
    ("TONGKA_PUBLIC_URL", "https://[::1"),
    ("TONGKA_PUBLIC_URL", "https://"),
    ("TONGKA_DATABASE_URL", "mysql://db/tongka"),
    ("TONGKA_DATABASE_URL", "postgresql://db/tongka"),
    ("TONGKA_DATABASE_URL", "postgresql+psycopg://u:secret@db:port/tongka"),
    ("TONGKA_DATABASE_URL", "var/tongka.db"),
    ("TONGKA_SIGN_KEYS", "secret"),
    ("TONGKA_DATA_KEYS", "a:AAAA"),
    ("TONGKA_DATA_KEYS", f"{KEY},{KEY}"),
    ("TONGKA_PASS_KEYS", "a:AAAA"),
    ("TONGKA_SEED_DIR", "/nowhere/seed"),
    ("TONGKA_SEED_DIR", __file__),
    ("TONGKA_SMS_URL", "https://sms.example"),
    ("TONGKA_MAIL_URL", "mailto:zhou@example.com"),
    ("TONGKA_SMS_URL", "[::1"),
    ("TONGKA_PAYMENTS", "alipay:secret"),
    ("TONGKA_PAYMENTS", "sandbox"),
    ("TONGKA_PAYMENTS", "sandbox:secret"),
    ("TONGKA_PAYMENTS", "wechatpay"),
    ("TONGKA_DEMO", "maybe"),
    ("TONGKA_NOW_OFFSET", "+4d"),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_it_names_a_bad_value_in_one_sentence(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        read_settings(environment(tmp_path, **{name: value}))

    sentence = str(refused.value)
    assert sentence.startswith(name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    # What may be a password or a key is not repeated.
    assert "secret" not in sentence
    assert "AAAA" not in sentence


@pytest.mark.parametrize("offset", ["4d", "+4", "+4w", "++4d", "+12345d", "tomorrow"])
def test_it_names_a_bad_offset_of_a_demo(tmp_path: Path, offset: str) -> None:
    with pytest.raises(BadSetting, match=r"^TONGKA_NOW_OFFSET looks like \+4d"):
        read_settings(environment(tmp_path, TONGKA_DEMO="1", TONGKA_NOW_OFFSET=offset))


def test_it_makes_keys_once_that_only_their_owner_reads(tmp_path: Path) -> None:
    first = read_settings(environment(tmp_path))
    again = read_settings(environment(tmp_path))

    rings = (first.sign_keys, first.data_keys, first.pass_keys)
    assert rings == (again.sign_keys, again.data_keys, again.pass_keys)
    assert len({ring.first[1] for ring in rings}) == 3
    folder = tmp_path / "var" / "keys"
    files = sorted(folder.iterdir())
    assert [file.name for file in files] == [
        "tongka_data_keys",
        "tongka_pass_keys",
        "tongka_sign_keys",
    ]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_it_makes_no_keys_where_they_are_given(tmp_path: Path) -> None:
    given = dict.fromkeys(("TONGKA_SIGN_KEYS", "TONGKA_DATA_KEYS", "TONGKA_PASS_KEYS"), KEY)
    read_settings(environment(tmp_path, **given))

    assert not (tmp_path / "var").exists()


def test_it_makes_the_same_keys_in_two_processes_at_once(tmp_path: Path) -> None:
    program = (
        "from api.settings import read_settings\n"
        "input()\n"
        "settings = read_settings()\n"
        "print(settings.sign_keys.first, settings.data_keys.first)\n"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, **environment(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()

    said = {process.communicate()[0] for process in processes}

    assert {process.returncode for process in processes} == {0}
    assert len(said) == 1


@pytest.mark.parametrize("taken", ["var", "var/keys"])
def test_it_names_the_keys_that_can_not_be_kept(tmp_path: Path, taken: str) -> None:
    place = tmp_path / taken
    place.parent.mkdir(exist_ok=True)
    place.write_text("a file where a folder should be")

    with pytest.raises(BadSetting, match=r"^TONGKA_SIGN_KEYS is not set, and .+\.$"):
        read_settings(environment(tmp_path))


def test_it_names_a_key_file_that_was_damaged(tmp_path: Path) -> None:
    read_settings(environment(tmp_path))
    (tmp_path / "var" / "keys" / "tongka_data_keys").write_text("")

    with pytest.raises(BadSetting, match=r"^TONGKA_DATA_KEYS must look like"):
        read_settings(environment(tmp_path))


def test_it_never_shows_keys_or_passwords(tmp_path: Path) -> None:
    shown = repr(
        read_settings(
            environment(
                tmp_path,
                TONGKA_DATABASE_URL="postgresql+psycopg://u:hidden@db/t",
                TONGKA_SMS_URL="aliyun://a:hidden@host?sign=x",
                TONGKA_PAYMENTS="wechatpay:api_v3_key=hidden",
            )
        )
    )

    assert "hidden" not in shown
    assert "b'" not in shown
