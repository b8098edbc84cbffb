"""The upload door: tus 1.0.0."""

from collections.abc import Iterator
from http import HTTPStatus
from uuid import UUID

from flask import Response, request
from werkzeug.exceptions import ClientDisconnected

from api.core import http
from api.core.errors import Refusal
from api.uploads import beginning, operations, problems, protocol, receiving, rules
from api.uploads.beginning import Wanted
from api.uploads.operations import Standing
from api.uploads.protocol import Checksum
from api.uploads.receiving import Desk
from api.wiring import services

blueprint = http.member_blueprint(
    "uploads",
    public=frozenset({"discover"}),
    # They begin their own transactions, so that none waits for a phone.
    reading=frozenset({"create", "append", "override", "terminate"}),
    header="Tus-Resumable",
)

# What is read of a socket at once, and kept at once: a cut loses less than the first.
_READ_BYTES, _KEPT_BYTES = 16 * 1024, rules.MEGABYTE
# After a moment without a byte, what came is kept; a phone silent for so long is gone.
_MOMENT_S, _PATIENCE_S = 0.5, 30.0


@blueprint.before_request
def _speak_tus() -> None:
    request.max_content_length = rules.LONGEST
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != protocol.VERSION:
        raise Refusal(problems.VERSION_UNKNOWN)


@blueprint.after_request
def _answer_tus(response: Response) -> Response:
    response.headers["Tus-Resumable"] = protocol.VERSION
    if response.status_code in {412, 413}:
        response.headers.update(protocol.CAPABILITIES)
    if response.status_code >= HTTPStatus.BAD_REQUEST and response.is_json:
        # A HEAD has no body to say it in.
        response.headers[protocol.REFUSED] = response.get_json()["code"]
    return response


@blueprint.route("/uploads", methods=["OPTIONS"])
@blueprint.response(204)
def discover() -> Response:
    """What this server can do."""
    return Response(status=204, headers=protocol.CAPABILITIES)


@blueprint.post("/uploads")
@blueprint.response(201)
def create() -> Response:
    """Begins an upload, and takes in its first bytes where they come along."""
    wanted = _wanted()
    with_bytes = bool(request.content_length)
    if with_bytes:
        _mind_content_type()
    desk = _desk()
    checksum = protocol.read_checksum(request.headers.get("Upload-Checksum"))
    with desk.writing() as session:
        standing = beginning.create(session, http.member(), desk.files, wanted, desk.now())
    standing = receiving.counted(desk, standing)
    if with_bytes and standing.received == 0:
        standing = receiving.keep(desk, standing, _chunks(checksum))
    standing = receiving.finished(desk, standing)
    response = _progress(standing, 201)
    response.headers["Location"] = f"/api/uploads/{standing.upload_id}"
    return response


@blueprint.route("/uploads/<upload_id>", methods=["HEAD"])
@blueprint.response(200)
def show(upload_id: str) -> Response:
    """How far an upload has come."""
    standing = receiving.look(_desk(), http.member(), upload_id)
    response = _progress(standing, 200)
    response.headers["Upload-Length"] = str(standing.length)
    return response


@blueprint.patch("/uploads/<upload_id>")
@blueprint.response(204)
def append(upload_id: str) -> Response:
    """Takes in the next bytes of an upload."""
    return _append(upload_id)


@blueprint.delete("/uploads/<upload_id>")
@blueprint.response(204)
def terminate(upload_id: str) -> Response:
    """Ends an upload that belongs to nothing yet."""
    return _terminate(upload_id)


@blueprint.post("/uploads/<upload_id>")
@blueprint.response(204)
def override(upload_id: str) -> Response:
    """The same as the method that `X-HTTP-Method-Override` names."""
    named = request.headers.get("X-HTTP-Method-Override", "").upper()
    if named not in {"PATCH", "DELETE"}:
        raise Refusal(problems.BAD_UPLOAD)
    return _append(upload_id) if named == "PATCH" else _terminate(upload_id)


def _append(upload_id: str) -> Response:
    _mind_content_type()
    offset = protocol.read_offset(request.headers.get("Upload-Offset"))
    checksum = protocol.read_checksum(request.headers.get("Upload-Checksum"))
    desk = _desk()
    with desk.reading() as session:
        standing = operations.find(session, http.member(), upload_id, desk.now())
    standing = receiving.counted(desk, standing)
    if offset != standing.received:
        raise Refusal(problems.WRONG_OFFSET)
    if offset + (request.content_length or 0) > standing.length:
        raise Refusal(problems.BEYOND_LENGTH)
    standing = receiving.keep(desk, standing, _chunks(checksum))
    return _progress(receiving.finished(desk, standing), 204)


def _terminate(upload_id: str) -> Response:
    desk = _desk()
    with desk.writing() as session:
        operations.terminate(session, http.member(), upload_id, desk.now())
    return Response(status=204)


def _desk() -> Desk:
    return Desk(services().files, http.reading, http.writing, services().clock.now)


def _wanted() -> Wanted:
    length = protocol.read_length(request.headers.get("Upload-Length"))
    metadata = protocol.read_metadata(request.headers.get("Upload-Metadata"))
    upload_id = metadata.get("id")
    try:
        return Wanted(
            str(UUID(upload_id)) if upload_id else None,
            metadata["policy_id"],
            metadata.get("filename", ""),
            length,
        )
    except (KeyError, ValueError) as error:
        raise Refusal(problems.BAD_UPLOAD) from error


def _mind_content_type() -> None:
    if request.mimetype != protocol.CHUNK_TYPE:
        raise Refusal(problems.WRONG_CONTENT)


def _chunks(checksum: Checksum | None) -> Iterator[bytes]:
    """The body, as it arrives, in pieces to be kept; all of it at once where it has a checksum.

    A body that ends early is a body: what came of it is kept. With a checksum it is worth nothing.
    """
    if checksum is not None:
        whole = b"".join(_pieces())
        checksum.check(whole)
        yield whole
        return
    kept = bytearray()
    for piece in _pieces():
        kept += piece
        if kept and (len(kept) >= _KEPT_BYTES or not piece):
            yield bytes(kept)
            kept.clear()
    if kept:
        yield bytes(kept)


def _pieces() -> Iterator[bytes]:
    """What is read of the body, piece by piece; an empty one when nothing came for a moment.

    A phone that lost its signal says no goodbye. It will ask how far it got long before anybody
    here notices: what came until then is to be kept by then.
    """
    socket = request.environ.get("gunicorn.socket")
    stream, silent_s = request.stream, 0.0
    if socket is not None:
        socket.settimeout(_MOMENT_S)
    try:
        while silent_s < _PATIENCE_S:
            try:
                piece = stream.read(_READ_BYTES)
            except ClientDisconnected as cut:
                if socket is None or not isinstance(cut.__context__, TimeoutError):
                    return
                silent_s += _MOMENT_S
                yield b""
                continue
            if not piece:
                return
            silent_s = 0
            yield piece
    finally:
        if socket is not None:
            socket.settimeout(None)


def _progress(standing: Standing, status: int) -> Response:
    response = Response(status=status)
    response.headers["Upload-Offset"] = str(standing.received)
    response.headers["Cache-Control"] = "no-store"
    if standing.is_open:
        response.headers["Upload-Expires"] = protocol.http_date(standing.expires_at)
    elif standing.sha256:
        response.headers[protocol.SHA256] = standing.sha256
    return response
