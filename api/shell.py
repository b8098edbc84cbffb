"""Serves the built app: its page, its files, its service worker, from memory."""

from typing import Final

from flask import Blueprint, Flask, Response, abort, request
from werkzeug.routing import PathConverter

from api.building.assembly import Built
from api.building.served import ServedFile, read_files
from api.building.verification import ADDRESS as VERIFY
from api.building.verification import PAGE as VERIFY_PAGE
from api.building.verification import WORKER as VERIFY_WORKER
from api.core.http import STRICT_TRANSPORT

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        # One policy, which lets only our workers be registered and only the later script be added.
        "trusted-types tongka",
    )
)
# What a page may ask the phone for: the camera, where it is, keeping the screen lit.
ALLOWED: Final = ("camera", "geolocation", "screen-wake-lock")
REFUSED: Final = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "display-capture",
    "encrypted-media",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": ", ".join(
        [f"{name}=(self)" for name in ALLOWED] + [f"{name}=()" for name in REFUSED]
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE, WORKER, MANIFEST = "index.html", "sw.js", "manifest.webmanifest"
# Families' pages are for those who are given the address.
ROBOTS: Final = "User-agent: *\nDisallow: /\n"
# Addresses that never show the app: what is unknown below them is a 404 of their owner.
NOT_PAGES: Final = (
    "api",
    "assets",
    "console",
    "data",
    "healthz",
    "metrics",
    "readyz",
    "sandbox",
    "verify",
)


class PagePath(PathConverter):
    """A path that may be one of the app's pages."""

    regex = rf"(?!(?:{'|'.join(NOT_PAGES)})(?:/|$))[^/].*?"


def init_shell(app: Flask, built: Built, *, https: bool = False) -> None:
    """Serve `built` from `app`; `https` says that the service's own address is https."""
    app.url_map.converters["page_path"] = PagePath
    app.register_blueprint(make_shell(read_files(built.root), https=https))


def make_shell(files: dict[str, ServedFile], *, https: bool) -> Blueprint:
    """Make the blueprint that answers from these files."""
    shell = Blueprint("shell", __name__)
    headers = SECURITY_HEADERS | ({"Strict-Transport-Security": STRICT_TRANSPORT} if https else {})
    _serve_page(shell, files)
    _serve_files(shell, files)
    _serve_verification(shell, files)

    @shell.after_request
    def secure(response: Response) -> Response:
        response.headers.update(headers)
        return response

    return shell


def _serve_page(shell: Blueprint, files: dict[str, ServedFile]) -> None:
    @shell.get("/", defaults={"path": ""})
    @shell.get("/<page_path:path>")
    def page(path: str) -> Response:
        if not _wants_page(path):
            abort(404)
        # No "Vary: Accept": every cache has to ask again before it uses the page.
        return _answer(files[PAGE])

    @shell.get(f"/{WORKER}")
    def worker() -> Response:
        response = _answer(files[WORKER])
        response.headers["Service-Worker-Allowed"] = "/"
        return response


def _serve_verification(shell: Blueprint, files: dict[str, ServedFile]) -> None:
    @shell.get(VERIFY)
    def verify() -> Response:
        return _answer(files[VERIFY_PAGE])

    @shell.get(f"{VERIFY}/{WORKER}")
    def verify_worker() -> Response:
        response = _answer(files[VERIFY_WORKER])
        response.headers["Service-Worker-Allowed"] = VERIFY
        return response


def _serve_files(shell: Blueprint, files: dict[str, ServedFile]) -> None:
    @shell.get("/<any(assets, data):folder>/<path:name>")
    def hashed_file(folder: str, name: str) -> Response:
        found = files.get(f"{folder}/{name}")
        if found is None:
            abort(404)
        return _answer(found)

    @shell.get(f"/{MANIFEST}")
    def manifest() -> Response:
        return _answer(files[MANIFEST])

    @shell.get("/robots.txt")
    def robots() -> Response:
        return Response(ROBOTS, content_type="text/plain; charset=utf-8")


def _answer(file: ServedFile) -> Response:
    """Return the file in the best encoding the asker takes, or 304 when it has it."""
    encoding = file.best_encoding(request.accept_encodings)
    response = Response(file.bodies[encoding], content_type=file.content_type)
    response.headers["Cache-Control"] = file.cache
    if len(file.bodies) > 1:
        response.headers["Vary"] = "Accept-Encoding"
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    response.set_etag(f"{file.tag}-{encoding}")
    response.make_conditional(request)
    return response


def _wants_page(path: str) -> bool:
    """Say whether the asker can read a page, and isn't after a file of some name."""
    accepted = request.accept_mimetypes
    if not request.headers.get("Accept"):
        return True
    if any(kind == "text/html" and quality > 0 for kind, quality in accepted):
        return True
    return accepted.accept_html and "." not in path.rpartition("/")[2]
