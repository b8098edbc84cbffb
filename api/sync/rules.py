"""The cookie of a pull, and where a page of changes ends."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Rows of one policy in one answer; about 30 KB of JSON.
PAGE = 500

_COOKIE = re.compile(r"([0-9a-z]{1,32})\.(\d{1,15})", re.ASCII)


@dataclass(frozen=True)
class Cookie:
    """How far a phone has come in one policy: an epoch and the last revision it holds."""

    epoch: str
    rev: int

    def __str__(self) -> str:
        return f"{self.epoch}.{self.rev}"


def read_cookie(text: str | None) -> Cookie | None:
    """The cookie in a text, or none where it isn't one of ours."""
    match = _COOKIE.fullmatch(text or "")
    return Cookie(match[1], int(match[2])) if match else None


def start_of(cookie: Cookie | None, epoch: str, rev: int) -> tuple[int, bool]:
    """The revision to send changes after, and whether the phone must start over.

    It must when it has no cookie, one of another epoch, or one from the future.
    """
    if cookie is None or cookie.epoch != epoch or cookie.rev > rev:
        return 0, True
    return cookie.rev, False


def end_of_page(revs: Sequence[int], page: int, last: int) -> tuple[int, bool]:
    """The revision a page ends with, and whether more follows.

    `revs` are the revisions of the next changes in their order, more than a page of them if
    there are more. The changes of one revision belong together and are never parted.
    """
    if len(revs) <= page:
        return last, False
    end = revs[page]
    # The first revision may be larger than a page: then the page is.
    earlier = max((rev for rev in revs[: page + 1] if rev < end), default=None)
    return (end, end < last) if earlier is None else (earlier, True)
