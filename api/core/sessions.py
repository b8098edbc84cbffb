"""The session cookie of a member's device, and who the loader says it belongs to."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from flask import Response, current_app, g, request

from api.core.actors import Member

LIFETIME = timedelta(days=400)

Loader = Callable[[str], Member | None]


def token_hash(token: str) -> str:
    """What is stored of a session token (256 random bits need no salt)."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """A session token of 256 random bits."""
    return secrets.token_urlsafe(32)


def cookie_name() -> str:
    """`__Host-tongka`; on plain-http loopback `tongka`, which WebKit would not return otherwise."""
    return "__Host-tongka" if current_app.config["SESSION_COOKIE_SECURE"] else "tongka"


def sent_token() -> str | None:
    """The session token the browser sent, believed by nobody yet."""
    token = request.cookies.get(cookie_name())
    return token if token and len(token) <= 64 else None


def sent_hash() -> str:
    """The hash of the token the browser sent, empty where it sent none."""
    if "sent_hash" not in g:
        token = sent_token()
        g.sent_hash = token_hash(token) if token else ""
    found: str = g.sent_hash
    return found


def current_member() -> Member | None:
    """The member whose cookie came with this request; looked up once a request."""
    if "member" not in g:
        sent = sent_hash()
        loader: Loader = current_app.extensions["member_loader"]
        g.member = loader(sent) if sent else None
    member: Member | None = g.member
    return member


def hand_out(token: str) -> None:
    """Sends a session cookie with this request's answer."""
    g.new_token = token


def prolong() -> None:
    """Sends the cookie in use again, so that the browser keeps it another 400 days."""
    token = sent_token()
    if token and "new_token" not in g:
        hand_out(token)


def write_cookie(response: Response) -> None:
    """Adds the cookie that `hand_out` promised to an answer."""
    token = g.get("new_token")
    if token is None:
        return
    response.set_cookie(
        cookie_name(),
        token,
        max_age=LIFETIME,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
        path="/",
    )
