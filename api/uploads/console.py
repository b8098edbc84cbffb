"""The door that shows the service's people what families sent."""

from datetime import datetime
from uuid import UUID

from flask import Response

from api.core import audit, staff_http
from api.core.actors import Role
from api.core.db import db
from api.core.staff_http import staff_blueprint
from api.uploads import downloads
from api.uploads.rules import Variant
from api.wiring import services

blueprint = staff_blueprint("desk_files", __name__, roles={"show_file": frozenset({Role.ASSESSOR})})
VERBS = {"file.looked_at": "看了一份材料", "file.downloaded": "下载了一份材料原件"}
_VARIANTS = ", ".join(Variant)


@blueprint.get(f"/files/<uuid:upload_id>/<any({_VARIANTS}):variant>")
def show_file(upload_id: UUID, variant: str) -> Response:
    """A file that something of a policy has, or a smaller picture of it.

    Our own pages may show it in a frame (a PDF); it is sandboxed there like everywhere.
    """
    upload = downloads.attached(db.session(), str(upload_id))
    download = downloads.open_download(
        services().files, upload, Variant(variant), frame_ancestors="'self'"
    )
    # A thumbnail can't be read; everything else is a look at the paper itself.
    if variant != Variant.THUMB:
        verb = "file.looked_at" if variant == Variant.PREVIEW else "file.downloaded"
        about = audit.Subject("upload", upload.id, upload.policy_id)
        audit.record(db.session(), staff_http.staff(), verb, about, _now())
    return Response(download.content, headers=download.headers)


def _now() -> datetime:
    return services().clock.now()
