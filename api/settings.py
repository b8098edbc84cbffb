"""Every environment variable, read here and nowhere else."""

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from api.core.crypto import Keyring

ROOT = Path(__file__).resolve().parent.parent
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


class BadSetting(Exception):
    """A setting that is missing or malformed: one sentence that names it."""


@dataclass(frozen=True)
class Settings:
    """How this deployment runs. See the table in README.md for each variable."""

    public_url: str
    port: int
    trusted_proxies: int
    database_url: str = field(repr=False)
    sign_keys: Keyring
    data_keys: Keyring
    pass_keys: Keyring
    seed_dir: Path
    var_dir: Path
    app_dir: Path
    build_dir: Path
    sms_url: str = field(repr=False)
    mail_url: str = field(repr=False)
    files_url: str = field(repr=False)
    payments_url: str = field(repr=False)
    demo: bool
    now_offset: timedelta

    @property
    def origin(self) -> str:
        """Scheme, host and port of the public address."""
        parts = urlsplit(self.public_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def on_this_machine(self) -> bool:
        """Whether the public address is one that only this machine reaches."""
        return urlsplit(self.public_url).hostname in _LOOPBACK

    @property
    def secure(self) -> bool:
        """Whether people reach the service over https."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads all `TONGKA_…` variables; keys that are not given are made in `var/` once.

    Raises BadSetting.
    """
    port = _number(environment, "PORT", 8000, 65_535)
    var_dir = Path(environment.get("TONGKA_VAR_DIR") or ROOT / "var")
    demo = _switch(environment, "TONGKA_DEMO")
    return Settings(
        public_url=_public_url(environment, port),
        port=port,
        trusted_proxies=_number(environment, "TONGKA_TRUSTED_PROXIES", 0, 8),
        database_url=_database_url(environment, var_dir),
        sign_keys=_keyring(environment, "TONGKA_SIGN_KEYS", var_dir),
        data_keys=_keyring(environment, "TONGKA_DATA_KEYS", var_dir),
        pass_keys=_keyring(environment, "TONGKA_PASS_KEYS", var_dir),
        seed_dir=_folder(environment, "TONGKA_SEED_DIR", ROOT / "seed"),
        var_dir=var_dir,
        app_dir=ROOT / "pwa",
        build_dir=Path(environment.get("TONGKA_BUILD_DIR") or ROOT / "build"),
        sms_url=_sms_url(environment),
        mail_url=_mail_url(environment),
        files_url=_files_url(environment, var_dir),
        payments_url=_payments_url(environment),
        demo=demo,
        now_offset=_offset(environment, demo),
    )


def _number(environment: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise BadSetting(f"{name} must be a whole number from 0 to {most}, not “{text}”.")
    return int(text)


def _switch(environment: Mapping[str, str], name: str) -> bool:
    text = (environment.get(name) or "0").lower()
    if text not in {"0", "1", "no", "yes", "false", "true"}:
        raise BadSetting(f"{name} must be 1 or 0, not “{text}”.")
    return text in {"1", "yes", "true"}


def _public_url(environment: Mapping[str, str], port: int) -> str:
    text = (environment.get("TONGKA_PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    try:
        parts = urlsplit(text)
        more = parts.path or parts.query or parts.fragment or parts.username
        sound = parts.scheme in {"http", "https"} and parts.hostname and not more
        parts.port  # noqa: B018 # raises where it is no port
    except ValueError:
        sound = False
    if not sound:
        raise BadSetting(f"TONGKA_PUBLIC_URL must look like https://card.example, not “{text}”.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise BadSetting("TONGKA_PUBLIC_URL must be https unless it is this machine itself.")
    return text


def _database_url(environment: Mapping[str, str], var_dir: Path) -> str:
    text = environment.get("TONGKA_DATABASE_URL") or f"sqlite:///{var_dir / 'tongka.db'}"
    if not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSetting("TONGKA_DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
    try:
        make_url(text)
    except (ArgumentError, ValueError) as error:
        # The address may hold a password: it is not repeated.
        raise BadSetting("TONGKA_DATABASE_URL is no address of a database.") from error
    return text


def _folder(environment: Mapping[str, str], name: str, default: Path) -> Path:
    folder = Path(environment.get(name) or default)
    if not folder.is_dir() or not os.access(folder, os.R_OK):
        raise BadSetting(f"{name} names no folder that can be read: {folder}.")
    return folder


def _sms_url(environment: Mapping[str, str]) -> str:
    text = environment.get("TONGKA_SMS_URL") or "console:"
    if text.partition(":")[0] not in {"console", "aliyun"}:
        raise BadSetting("TONGKA_SMS_URL must begin with console: or aliyun://.")
    return text


def _mail_url(environment: Mapping[str, str]) -> str:
    text = environment.get("TONGKA_MAIL_URL") or "console:"
    if text.partition(":")[0] not in {"console", "smtp", "smtps"}:
        raise BadSetting("TONGKA_MAIL_URL must begin with console:, smtps:// or smtp://.")
    return text


def _files_url(environment: Mapping[str, str], var_dir: Path) -> str:
    text = environment.get("TONGKA_FILES_URL") or str(var_dir / "files")
    if "://" in text and not text.startswith("s3://"):
        raise BadSetting("TONGKA_FILES_URL must be a folder, or begin with s3://.")
    return text


def _payments_url(environment: Mapping[str, str]) -> str:
    text = environment.get("TONGKA_PAYMENTS") or "sandbox:"
    if text != "sandbox:" and not text.startswith("wechatpay:"):
        raise BadSetting("TONGKA_PAYMENTS must be sandbox: or begin with wechatpay:.")
    return text


def _offset(environment: Mapping[str, str], demo: bool) -> timedelta:
    text = environment.get("TONGKA_NOW_OFFSET") or ""
    if not text:
        return timedelta()
    match = re.fullmatch(r"([+-]\d{1,4})([dhm])", text)
    if not demo or not match:
        raise BadSetting("TONGKA_NOW_OFFSET looks like +4d, and works only with TONGKA_DEMO=1.")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


def _keyring(environment: Mapping[str, str], name: str, var_dir: Path) -> Keyring:
    text = environment.get(name) or _kept_keys(var_dir / "keys" / name.lower(), name)
    try:
        return Keyring.parse(text)
    except ValueError as error:
        raise BadSetting(f"{name} must look like name:base64-of-32-bytes.") from error


def _kept_keys(file: Path, name: str) -> str:
    """The keys in a file that only the owner reads, made on the first run."""
    try:
        if not file.exists():
            _make_keys(file)
        return file.read_text()
    except OSError as error:
        raise BadSetting(f"{name} is not set, and {file} can't be written.") from error


def _make_keys(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile("w", dir=file.parent) as new:
        new.write(Keyring.generate())
        new.flush()
        # Two processes may start at once: a link appears whole, and only the first one's does.
        with suppress(FileExistsError):
            os.link(new.name, file)
