"""Keyrings, encrypted columns and the keyed blind indexes that make them findable."""

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass, field
from typing import Any, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12
_KEY_BYTES = 32


class UnreadableValue(Exception):
    """A stored value that no key of the ring opens, or that was moved to another row."""


@dataclass(frozen=True)
class Keyring:
    """Named 256-bit keys; the first one is used for new values, all are accepted for old ones."""

    keys: dict[str, bytes] = field(repr=False)

    @classmethod
    def parse(cls, text: str) -> "Keyring":
        """Reads `name:base64,name:base64`.

        Raises ValueError where a name repeats or holds a dot, or a key is not 32 bytes.
        """
        keys: dict[str, bytes] = {}
        for part in text.strip().split(","):
            name, _, encoded = part.strip().partition(":")
            secret = base64.b64decode(encoded, validate=True)
            unfit = not name or name in keys or "." in name
            if unfit or len(secret) != _KEY_BYTES:
                raise ValueError("a keyring is name:base64-of-32-bytes, separated by commas")
            keys[name] = secret
        return cls(keys)

    @staticmethod
    def generate() -> str:
        """A new keyring of one key, as the text that `parse` reads."""
        return f"k{os.urandom(2).hex()}:{base64.b64encode(os.urandom(_KEY_BYTES)).decode()}"

    @property
    def first(self) -> tuple[str, bytes]:
        return next(iter(self.keys.items()))

    def derive(self, purpose: str) -> list[bytes]:
        """One 32-byte key a ring key for a purpose, the first ring key's first."""
        return [hmac.digest(key, purpose.encode(), hashlib.sha256) for key in self.keys.values()]


class Vault:
    """Encrypts, indexes and signs with the service's keyrings."""

    def __init__(self, sign: Keyring, data: Keyring) -> None:
        self._data = data
        self._sign = sign.derive("sign")
        self._index = data.derive("blind index")

    def seal(self, text: str, place: str) -> str:
        """Encrypts a text for one place (`table:id:column`); moved elsewhere it won't open."""
        name, key = self._data.first
        nonce = os.urandom(_NONCE_BYTES)
        sealed = AESGCM(key).encrypt(nonce, text.encode(), place.encode())
        return f"{name}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, value: str, place: str) -> str:
        """Decrypts what `seal` made. Raises UnreadableValue."""
        name, _, encoded = value.partition(".")
        try:
            raw = base64.urlsafe_b64decode(encoded)
            key = self._data.keys[name]
            return (
                AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
            )
        except (KeyError, ValueError, InvalidTag) as error:
            raise UnreadableValue(place) from error

    def blind_index(self, text: str, kind: str) -> str:
        """A keyed fingerprint under which an encrypted value is stored for look-up (64 hex)."""
        return self.blind_indexes(text, kind)[0]

    def blind_indexes(self, text: str, kind: str) -> list[str]:
        """The fingerprints under all accepted keys: look up with `IN`."""
        message = f"{kind}:{text}".encode()
        return [hmac.new(key, message, hashlib.sha256).hexdigest() for key in self._index]

    def sign(self, text: str) -> str:
        """A keyed signature of a short text (64 hex)."""
        return hmac.new(self._sign[0], text.encode(), hashlib.sha256).hexdigest()

    def signed(self, text: str, signature: str) -> bool:
        """Whether any accepted key made this signature; compared in constant time."""
        made = [hmac.new(key, text.encode(), hashlib.sha256).hexdigest() for key in self._sign]
        return any(hmac.compare_digest(each, signature) for each in made)


class _Open:
    """Holds the process's vault; `create_app` fills it from the settings."""

    vault: ClassVar[Vault | None] = None


def use_vault(vault: Vault) -> None:
    """Makes a vault the process's own."""
    _Open.vault = vault


def vault() -> Vault:
    """The process's vault. Raises RuntimeError before `use_vault`."""
    if _Open.vault is None:
        raise RuntimeError("the keyrings are not loaded yet")
    return _Open.vault


class Sealed:
    """A text attribute of a model, stored encrypted in the column `<name>_sealed`.

    The row needs its `id` first: the value is bound to it.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._column = f"{name}_sealed"

    def __get__(self, row: Any, owner: type) -> Any:
        if row is None:
            return self
        value = getattr(row, self._column)
        return None if value is None else vault().open(value, self._place(row))

    def __set__(self, row: Any, text: str | None) -> None:
        value = None if text is None else vault().seal(text, self._place(row))
        setattr(row, self._column, value)

    def _place(self, row: Any) -> str:
        if row.id is None:
            raise RuntimeError(f"{type(row).__name__} needs its id before {self._name}")
        return f"{row.__tablename__}:{row.id}:{self._name}"
