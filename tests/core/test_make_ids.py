"""Identifiers: UUIDv7, each once, in the order of the milliseconds they were made in."""

from itertools import pairwise
from uuid import UUID

from api.core.ids import new_id


def test_it_makes_uuids_of_version_7() -> None:
    made = UUID(new_id())

    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_it_makes_each_once_and_in_order() -> None:
    made = [new_id() for _ in range(10_000)]

    assert len(set(made)) == len(made)
    # The first 48 bits are the milliseconds.
    assert all(one[:13] <= next_one[:13] for one, next_one in pairwise(made))
