"""The door that shows a family what it sent."""

from flask import Response

from api.core import http
from api.core.db import db
from api.uploads import downloads
from api.uploads.rules import Variant
from api.wiring import services

blueprint = http.member_blueprint("files")
_VARIANTS = ", ".join(Variant)


@blueprint.get(f"/files/<upload_id>/<any({_VARIANTS}):variant>")
@blueprint.response(200, content_type="application/octet-stream")
def show_file(upload_id: str, variant: str) -> Response:
    """A file as it was sent, or a smaller picture of it."""
    upload = downloads.of_member(db.session(), http.member(), upload_id)
    download = downloads.open_download(services().files, upload, Variant(variant))
    return Response(download.content, headers=download.headers)
