"""Ed25519 signatures under a keyring: the first key signs, all of them are believed."""

import hashlib
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from api.core.crypto import Keyring

KEY_ID_BYTES = 4


class Signatures:
    """Signs for others: whoever holds the public keys checks without asking.

    A key's id is the beginning of its public half's SHA-256, so that it tells nothing of the ring.
    """

    def __init__(self, ring: Keyring) -> None:
        self._ring = ring

    @cached_property
    def public_keys(self) -> dict[bytes, bytes]:
        """The raw public keys by their ids, the one in use first."""
        return {key_id: key.public_bytes_raw() for key_id, key in self._public.items()}

    def sign(self, message: bytes) -> bytes:
        """The signature (64 bytes) of a message under the first key."""
        return self._first.sign(message)

    def signed(self, key_id: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the ring's key of this id made a signature; an unknown key made none."""
        key = self._public.get(key_id)
        if key is None:
            return False
        try:
            key.verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def derive(self, purpose: str) -> list[bytes]:
        """One secret a key of the ring for another purpose, the first key's first."""
        return self._ring.derive(purpose)

    @property
    def first_id(self) -> bytes:
        """The id of the key that signs."""
        return next(iter(self._public))

    @cached_property
    def _first(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self._ring.first[1])

    @cached_property
    def _public(self) -> dict[bytes, Ed25519PublicKey]:
        return {_id_of(key): key for key in map(_public_of, self._ring.keys.values())}


def _public_of(secret: bytes) -> Ed25519PublicKey:
    return Ed25519PrivateKey.from_private_bytes(secret).public_key()


def _id_of(key: Ed25519PublicKey) -> bytes:
    return hashlib.sha256(key.public_bytes_raw()).digest()[:KEY_ID_BYTES]
