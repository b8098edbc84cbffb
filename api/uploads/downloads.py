"""Showing what families sent: original bytes and smaller pictures, as something that can't act.

Whoever opens one gets it in a sandbox of no origin, with no script, of the type that its content
has, under a harmless name. Every door that shows files uses these headers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.errors import NOT_FOUND, UNAVAILABLE, Refusal
from api.gateways.files import FileGone, FileStore, StoreAway
from api.uploads.models import Upload
from api.uploads.rules import MediaType, PreviewState, UploadState, Variant, derived_key

ENDINGS = {
    MediaType.JPEG: (".jpg", ".jpeg"),
    MediaType.PNG: (".png",),
    MediaType.WEBP: (".webp",),
    MediaType.HEIC: (".heic", ".heif"),
    MediaType.PDF: (".pdf",),
    MediaType.OFD: (".ofd",),
}


@dataclass(frozen=True)
class Download:
    """Bytes to be shown, and the headers they are shown with."""

    content: Iterable[bytes]
    headers: dict[str, str]


def of_member(session: Session, member: Member, upload_id: str) -> Upload:
    """The upload, where this phone may see it: of its policies, or its own one. Raises Refusal."""
    upload = session.get(Upload, upload_id)
    if upload is None or not member.sees(upload.policy_id):
        raise Refusal(NOT_FOUND)
    if upload.attached_at is None and upload.device_id != member.device_id:
        raise Refusal(NOT_FOUND)
    return upload


def attached(session: Session, upload_id: str) -> Upload:
    """An upload that something of a policy has, for the service's people. Raises Refusal."""
    upload = session.get(Upload, upload_id)
    if upload is None or upload.attached_at is None:
        raise Refusal(NOT_FOUND)
    return upload


def open_download(
    files: FileStore, upload: Upload, variant: Variant, *, frame_ancestors: str = "'none'"
) -> Download:
    """Opens what there is of an upload; `frame_ancestors` says who may show it in a frame.

    Raises Refusal where there is no such picture, or the store does not answer.
    """
    pictures = variant != Variant.ORIGINAL
    if upload.state != UploadState.COMPLETE or not upload.key or upload.media_type is None:
        raise Refusal(NOT_FOUND)
    if pictures and upload.preview != PreviewState.MADE:
        raise Refusal(NOT_FOUND)
    try:
        content: Iterable[bytes] = files.read(derived_key(upload.key, variant))
        if pictures:
            content = [b"".join(content)]
    except FileGone as error:
        raise Refusal(NOT_FOUND) from error
    except StoreAway as error:
        raise Refusal(UNAVAILABLE) from error
    headers = headers_of(
        MediaType.JPEG if pictures else upload.media_type, upload.filename, frame_ancestors
    )
    if not pictures:
        headers["Content-Length"] = str(upload.length)
    return Download(content, headers)


def headers_of(media_type: MediaType, name: str, frame_ancestors: str = "'none'") -> dict[str, str]:
    """The headers of a file of a type under a safe name (`rules.safe_name`)."""
    csp = ("sandbox", "default-src 'none'", f"frame-ancestors {frame_ancestors}")
    return {
        "Content-Type": media_type.value,
        "Content-Disposition": _disposition(media_type, name),
        "Content-Security-Policy": "; ".join(csp),
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-store",
    }


def _disposition(media_type: MediaType, name: str) -> str:
    """Shown in place, but for OFD, which no browser shows (RFC 6266, RFC 8187)."""
    endings = ENDINGS[media_type]
    if not name.lower().endswith(endings):
        name += endings[0]
    how = "attachment" if media_type == MediaType.OFD else "inline"
    return f"{how}; filename=\"file{endings[0]}\"; filename*=UTF-8''{quote(name, safe='')}"
