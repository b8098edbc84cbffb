"""Identifiers, made by whoever creates the record."""

import os
import time
from uuid import UUID


def new_id() -> str:
    """A UUIDv7 as text: sortable by the millisecond it was made in (RFC 9562, 5.7)."""
    value = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))
