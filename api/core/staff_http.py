"""The console's side of HTTP: who sits at the desk, what they may open, headers, error pages."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request
from flask import session as browser
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.wrappers import Response as Answer

from api.core import errors
from api.core.actors import Role, StaffActor
from api.core.errors import Problem, Refusal
from api.core.http import STRICT_TRANSPORT
from api.core.sessions import token_hash

PREFIX = "/console"
ANYBODY = frozenset(Role)
UNSAFE = frozenset({"POST"})

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    ),
    # With no-referrer a browser would not say where a form came from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Loader = Callable[[str], StaffActor | None]
_csrf = CSRFProtect()


def init_staff_http(app: Flask, secret_keys: list[str]) -> None:
    """Form tokens for the console; `secret_keys`: the first signs, all are accepted."""
    secure = app.config["SESSION_COOKIE_SECURE"]
    app.config.from_mapping(
        SECRET_KEY=secret_keys[0],
        SECRET_KEY_FALLBACKS=secret_keys[1:],
        # Flask's own session holds nothing but what a form's token is checked against.
        SESSION_COOKIE_NAME="__Host-tongka-form" if secure else "tongka-form",
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    _csrf.init_app(app)
    app.after_request(_secure)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["problem_pages"] = {PREFIX: _problem_page}


def _secure(response: Response) -> Response:
    if f"{request.path}/".startswith(f"{PREFIX}/"):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if current_app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
    return response


def staff_blueprint(
    name: str,
    import_name: str,
    roles: Mapping[str, frozenset[Role]],
    public: frozenset[str] = frozenset(),
    largest_form: int | None = None,
) -> Blueprint:
    """A blueprint under `/console` whose views open to the roles named for them, and nobody else.

    `public` names the view functions that anybody may call; a test lists them all. A view named
    in neither opens to nobody. Requests that change something carry a form token;
    `largest_form` is how many bytes one may have, where it carries a file.
    """
    blueprint = Blueprint(name, import_name, url_prefix=PREFIX, template_folder="templates")

    def allow() -> Answer | None:
        view = (request.endpoint or "").rpartition(".")[2]
        actor = current_staff()
        if view not in public and actor is None:
            return _ask_to_sign_in()
        if view not in public and actor is not None:
            actor.must_have(*roles.get(view, ()))
        if largest_form is not None:
            request.max_content_length = largest_form
        try:
            _csrf.protect()
        except CSRFError as wrong:
            raise Refusal(errors.FORM_OUTDATED) from wrong
        return None

    # A look at a page leaves an entry: none of them only reads.
    blueprint.notes_who_looks = True  # type: ignore[attr-defined]
    blueprint.before_request(allow)
    return blueprint


def _ask_to_sign_in() -> Answer:
    if request.method in UNSAFE:
        raise Refusal(errors.SIGNED_OUT)
    wanted = request.full_path.rstrip("?")
    return redirect(f"{PREFIX}/sign-in?{urlencode({'next': wanted})}")


def staff() -> StaffActor:
    """Whoever sits at the desk; `staff_blueprint` has let nobody else in."""
    found = current_staff()
    if found is None:
        raise Refusal(errors.SIGNED_OUT)
    return found


def current_staff() -> StaffActor | None:
    """Whoever the console's cookie of this request belongs to; looked up once a request."""
    if "staff" not in g:
        sent = sent_staff_hash()
        loader: Loader = current_app.extensions["staff_loader"]
        g.staff = loader(sent) if sent else None
    found: StaffActor | None = g.staff
    return found


def staff_cookie() -> str:
    """`__Host-tongka-staff`, without the prefix on plain-http loopback (see core/sessions.py)."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    return "__Host-tongka-staff" if secure else "tongka-staff"


def sent_staff_hash() -> str:
    """The hash of the console's token that came with this request, empty where none did."""
    token = request.cookies.get(staff_cookie())
    return token_hash(token) if token and len(token) <= 64 else ""


def give_cookie(response: Any, token: str) -> None:
    """Sends the console's cookie: gone with the browser, and from other sites never sent.

    The form tokens of before are void.
    """
    browser.clear()
    response.set_cookie(
        staff_cookie(),
        token,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )


def take_cookie(response: Any) -> None:
    """Takes the console's cookie back."""
    browser.clear()
    response.delete_cookie(
        staff_cookie(),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
        path="/",
    )


def _problem_page(problem: Problem) -> Response:
    hotline = current_app.config["HOTLINE"]
    page = render_template(
        "console/problem.html",
        message=problem.message.zh.format(hotline=hotline),
        hint=problem.hint.zh.format(hotline=hotline),
        code=problem.code,
        actor=g.get("staff"),
    )
    return Response(page, status=problem.status)
