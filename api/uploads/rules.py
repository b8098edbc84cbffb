"""What may be sent, how much, how long it is kept, and under which name it is shown."""

import unicodedata
from datetime import datetime, timedelta
from enum import StrEnum

MEGABYTE = 1024 * 1024
LONGEST = 20 * MEGABYTE
MOST_PIXELS = 40_000_000
# Of one policy, over one window.
QUOTA_FILES, QUOTA_BYTES, QUOTA_WINDOW = 300, 1024 * MEGABYTE, timedelta(days=30)
# How long an upload waits for what it belongs to.
LIFETIME = timedelta(days=7)
# How long it is remembered that one has ended, so that a phone hears 410 and not 404.
REMEMBERED = timedelta(days=30)
LONGEST_NAME = 100
NAMELESS = "file"


class UploadState(StrEnum):
    """Where an upload stands."""

    RECEIVING = "receiving"
    COMPLETE = "complete"
    REFUSED = "refused"
    EXPIRED = "expired"
    TERMINATED = "terminated"


class RefusedFor(StrEnum):
    """Why a file that arrived whole is not kept."""

    EMPTY_FILE = "empty_file"
    WRONG_FILE_TYPE = "wrong_file_type"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNREADABLE_FILE = "unreadable_file"


class MediaType(StrEnum):
    """What a file may be, told by its content."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    HEIC = "image/heic"
    PDF = "application/pdf"
    OFD = "application/ofd"


class PreviewState(StrEnum):
    """Whether staff and phones are shown a smaller picture of a file."""

    WAITING = "waiting"
    MADE = "made"
    NONE = "none"


class Variant(StrEnum):
    """Which bytes of an upload: what the phone sent, or one of the smaller pictures."""

    ORIGINAL = "original"
    PREVIEW = "preview"
    THUMB = "thumb"


# The one transition table. An ended upload begins anew when its phone sends it again.
TRANSITIONS: dict[UploadState, frozenset[UploadState]] = {
    UploadState.RECEIVING: frozenset(
        {
            UploadState.COMPLETE,
            UploadState.REFUSED,
            UploadState.EXPIRED,
            UploadState.TERMINATED,
        }
    ),
    UploadState.COMPLETE: frozenset({UploadState.EXPIRED, UploadState.TERMINATED}),
    UploadState.REFUSED: frozenset({UploadState.EXPIRED, UploadState.TERMINATED}),
    UploadState.EXPIRED: frozenset({UploadState.RECEIVING}),
    UploadState.TERMINATED: frozenset({UploadState.RECEIVING}),
}
ENDED = frozenset({UploadState.EXPIRED, UploadState.TERMINATED})


def expires_at(since: datetime) -> datetime:
    """When an upload that belongs to nothing ends, counted from its beginning or completion."""
    return since + LIFETIME


def fits_quota(files: int, length_sum: int, length: int) -> bool:
    """Whether one more file of this length is within a policy's quota."""
    return files < QUOTA_FILES and length_sum + length <= QUOTA_BYTES


def derived_key(key: str, variant: Variant) -> str:
    """Where a file's variant lies in the store."""
    return key if variant == Variant.ORIGINAL else f"{key}.{variant}"


def safe_name(claimed: str) -> str:
    """The name a file is shown under: one line, no path, nothing that can't be seen.

    It never is a name in our store. The ending stays where the rest has to be cut.
    """
    visible = "".join(each if _is_visible(each) else " " for each in claimed)
    last = unicodedata.normalize("NFC", visible).replace("\\", "/").rpartition("/")[2]
    name = " ".join(last.split()).lstrip(". ")
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        kept = f"{dot}{ending}" if dot and len(ending) <= 8 else ""
        name = (stem if kept else name)[: LONGEST_NAME - len(kept)] + kept
    return name or NAMELESS


def _is_visible(letter: str) -> bool:
    # Control, formatting (turning the writing direction), surrogate, private and unassigned ones;
    # separators of lines and paragraphs.
    return unicodedata.category(letter)[0] != "C" and unicodedata.category(letter) not in {
        "Zl",
        "Zp",
    }
