"""Hashes of passwords (Argon2id, with the least cost that OWASP advises)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# For a login that nobody has: the same work as for one that somebody has.
NOBODYS_HASH = _HASHER.hash("no account has this password")


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return _HASHER.hash(password)


def is_password(stored: str, password: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        return _HASHER.verify(stored, password)
    except (VerificationError, InvalidHashError):
        return False


def is_dated(stored: str) -> bool:
    """Whether a hash was made with less cost than is used now."""
    return _HASHER.check_needs_rehash(stored)
