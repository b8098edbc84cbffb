"""What every answer of the API has in common: guards, errors, the marker, the commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import structlog
from flask import Flask, Response, current_app, g, jsonify, request
from flask_smorest import Api, Blueprint
from marshmallow import Schema, fields
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from api.core import errors, sessions
from api.core.actors import Member
from api.core.db import DATABASE_AWAY, db, only_reads, patience_ms
from api.core.encodings import compress
from api.core.errors import NO_TEXT, Problem, Refusal, Text
from api.core.words import field_words

SAFE = {"GET", "HEAD", "OPTIONS"}
MARKER = "Tongka"
# Which version of the data files is in force.
DATA = "Tongka-Data"
# An answer of the API is data: no browser is to run or show it as anything else.
_API_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
# Two years; only sent where the service's own address is https.
STRICT_TRANSPORT = "max-age=63072000; includeSubDomains"
log = structlog.get_logger()


class ErrorShape(Schema):
    """Every refusal: a stable code, sentences for people, and what is wrong with which field."""

    code = fields.String(required=True)
    message = fields.String(required=True)
    about_fields = fields.Dict(
        keys=fields.String(), values=fields.List(fields.String()), required=True, data_key="fields"
    )
    hint = fields.String(required=True)


class TongkaApi(Api):  # type: ignore[misc] # flask-smorest is untyped
    """flask-smorest's API with our one shape of errors."""

    ERROR_SCHEMA = ErrorShape

    def handle_http_exception(self, error: HTTPException) -> Any:
        """Any HTTP error in our JSON shape."""
        return _answer_http(error)


def member_blueprint(
    name: str,
    public: frozenset[str] = frozenset(),
    reading: frozenset[str] = frozenset(),
    *,
    header: str = "",
) -> Blueprint:
    """A blueprint under `/api` that lets only known phones in.

    `public` names the view functions anybody may call; a test lists them all. `reading` names
    those that only read although they are no GET, so that they don't wait for a writer. `header`
    is one that its requests carry instead of being JSON, and that no form of another site can
    send; the blueprint refuses those that lack it.
    """
    blueprint = Blueprint(name, name, url_prefix="/api")
    blueprint.public_views = public
    blueprint.reading_views = reading
    blueprint.instead_of_json = header

    def allow() -> None:
        view = (request.endpoint or "").rpartition(".")[2]
        if view not in public and sessions.current_member() is None:
            raise Refusal(errors.NO_SESSION)

    blueprint.before_request(allow)
    return blueprint


def member() -> Member:
    """The member who asks; `member_blueprint` has let nobody else in."""
    found = sessions.current_member()
    if found is None:
        raise Refusal(errors.NO_SESSION)
    return found


def language() -> str:
    """`zh` or `en`, as the browser asks; Chinese where it asks for neither."""
    return request.accept_languages.best_match(["zh", "en"], default="zh")


def init_http(app: Flask) -> None:
    """Guards, error shapes and the closing of the transaction, for all of `/api`."""
    app.before_request(_mark_reading)
    app.before_request(_guard_unsafe)
    app.after_request(_finish)
    app.teardown_request(_unmark_reading)
    app.register_error_handler(Refusal, _answer_refusal)
    for away in DATABASE_AWAY:
        app.register_error_handler(away, _answer_database)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_failure)


def _mark_reading() -> None:
    blueprint = current_app.blueprints.get(request.blueprint or "")
    view = (request.endpoint or "").rpartition(".")[2]
    reading = request.method in SAFE or view in getattr(blueprint, "reading_views", ())
    only_reads.set(reading and not getattr(blueprint, "notes_who_looks", False))


def _unmark_reading(_error: BaseException | None) -> None:
    only_reads.set(False)


def _guard_unsafe() -> None:
    """Requests that change something come from our own pages; those of phones are JSON.

    A form or an image of another site can send neither; tokens would expire in the queue. Uploads
    carry a header of their own, which another site would have to ask leave for.
    """
    if request.method in SAFE:
        return
    origin = request.headers.get("Origin")
    if origin is not None and not _is_own(origin):
        raise Refusal(errors.FOREIGN_ORIGIN)
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        raise Refusal(errors.FOREIGN_ORIGIN)
    if not request.path.startswith("/api/"):
        return  # the forms of the console carry tokens
    blueprint = current_app.blueprints.get(request.blueprint or "")
    if request.mimetype != "application/json" and not getattr(blueprint, "instead_of_json", ""):
        raise Refusal(errors.NOT_JSON)


def _is_own(origin: str) -> bool:
    if origin == current_app.config["ORIGIN"]:
        return True
    on_this_machine = urlsplit(request.host_url).hostname in {"127.0.0.1", "localhost", "::1"}
    return on_this_machine and origin == request.host_url.rstrip("/")


def then_write(work: Callable[[], bool]) -> None:
    """Does a small write after a reading request, in a transaction of its own.

    The answer does not depend on it: when the database is busy, the next request does it.
    `work` says whether it wrote; if so, the session's cookie is prolonged too.
    """
    g.then_write = work


@contextmanager
def reading() -> Iterator[Session]:
    """A short transaction that reads, in a view that is slow and holds none meanwhile."""
    only_reads.set(True)
    try:
        yield db.session()
    finally:
        db.session.rollback()


@contextmanager
def writing() -> Iterator[Session]:
    """A short transaction that writes and is stored when it ends, in a view that is slow."""
    db.session.rollback()
    only_reads.set(False)
    try:
        yield db.session()
        db.session.commit()
    finally:
        db.session.rollback()
        only_reads.set(True)


def _finish(response: Response) -> Response:
    if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        response = _commit(response)
    if "then_write" in g and response.status_code < HTTPStatus.BAD_REQUEST:
        _write_after(g.pop("then_write"))
    response.headers[MARKER] = current_app.config["BUILD"]
    if request.path.startswith("/api/"):
        response.headers[DATA] = current_app.config["DATA"]["version"]
        response.headers.setdefault("Cache-Control", "no-store")
        for name, value in _API_HEADERS.items():
            response.headers.setdefault(name, value)
        compress(response, lambda: request.accept_encodings)
    # A session that was not stored must not take the place of the one the browser holds.
    if response.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        sessions.write_cookie(response)
    return response


def _commit(response: Response) -> Response:
    """The answer, once what it says is stored; or that it could not be."""
    try:
        db.session.commit()
    except DATABASE_AWAY as error:
        return _answer_database(error)
    return response


def _write_after(work: Callable[[], bool]) -> None:
    only_reads.set(False)
    patience = patience_ms.set(100)
    try:
        if work():
            sessions.prolong()
            db.session.commit()
    except DATABASE_AWAY as error:
        db.session.rollback()
        log.warning("a write after the answer was left out", kind=_kind(error))
    finally:
        patience_ms.reset(patience)


def _shape(problem: Problem, fields: dict[str, list[str]]) -> Response:
    for prefix, page in current_app.extensions.get("problem_pages", {}).items():
        if f"{request.path}/".startswith(f"{prefix}/"):
            answer: Response = page(problem)
            return answer
    asked = language()
    hotline = current_app.config["HOTLINE"]
    response = jsonify(
        code=problem.code,
        message=problem.message.pick(asked).format(hotline=hotline),
        fields=fields,
        hint=problem.hint.pick(asked).format(hotline=hotline),
    )
    response.status_code = problem.status
    return response


def _answer_refusal(refusal: Refusal) -> Response:
    if not refusal.problem.keeps_changes:
        db.session.rollback()
    return _shape(refusal.problem, refusal.fields)


def _answer_http(error: HTTPException) -> Response:
    db.session.rollback()
    messages = getattr(error, "data", {}).get("messages")
    if messages is not None:
        return _shape(errors.INVALID, field_words(messages, language()))
    if error.code == HTTPStatus.NOT_FOUND:
        return _shape(errors.NOT_FOUND, {})
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _shape(errors.FAILED, {})
    text = Text("这个请求服务器看不懂。", "The server can't read this request.")
    # Not HTTPStatus.name: Python has renamed some of those.
    code = error.name.lower().replace(" ", "_")
    response = _shape(Problem(code, status.value, text, NO_TEXT), {})
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _kind(error: Exception) -> str:
    return type(getattr(error, "orig", error)).__name__


def _answer_database(error: Exception) -> Response:
    db.session.rollback()
    log.error("database unavailable", kind=_kind(error))
    return _shape(errors.UNAVAILABLE, {})


def _answer_failure(error: Exception) -> Response:
    db.session.rollback()
    log.error("request failed", path=request.path, exc_info=error)
    return _shape(errors.FAILED, {})
