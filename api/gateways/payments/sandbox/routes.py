"""The sandbox's cashier: one page an order, and what the payer chooses there."""

import base64
import hashlib
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from api.core.clock import CHINA
from api.core.http import STRICT_TRANSPORT, language
from api.core.money import yuan
from api.gateways.payments import OrderState
from api.gateways.payments.sandbox import CASHIER, Sandbox
from api.gateways.payments.sandbox.models import SandboxOrder
from api.gateways.payments.sandbox.rules import CashierChoice
from api.gateways.payments.sandbox.words import WORDS

_FOLDER: Final = Path(__file__).parent / "templates"
STYLE: Final = (_FOLDER / "sandbox" / "cashier.css").read_text()
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_HEADERS: Final = {
    # With no-referrer a browser would not say where the form came from.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def make_cashier(sandbox: Sandbox, *, https: bool) -> Blueprint:
    """The cashier of one sandbox; whoever knows an order's number may pay it."""
    cashier = Blueprint("sandbox", __name__, template_folder="templates")

    @cashier.get(f"{CASHIER}/<number>")
    def show_cashier(number: str) -> Response:
        order, now = sandbox.show(number)
        return _page(order, now)

    @cashier.post(f"{CASHIER}/<number>")
    def choose(number: str) -> ResponseReturnValue:
        try:
            choice = CashierChoice(request.form.get("choice", ""))
        except ValueError:
            back = None
        else:
            back = sandbox.choose(number, choice)
        # What couldn't be done, the page explains.
        return redirect(back or request.path, 303)

    @cashier.after_request
    def secure(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _policy(None))
        if https:
            response.headers["Strict-Transport-Security"] = STRICT_TRANSPORT
        return response

    return cashier


def _page(order: SandboxOrder | None, now: datetime) -> Response:
    said = WORDS[language()]
    page = render_template(
        "sandbox/cashier.html",
        said=said,
        language="en" if said is WORDS["en"] else "zh-CN",
        style=Markup(STYLE),  # noqa: S704 # our own file, the same for everybody
        order=order,
        stands=_stands(order, now),
        amount=yuan(order.amount_fen) if order else "",
        until=order.expires_at.astimezone(CHINA).strftime("%H:%M") if order else "",
        choices=tuple(CashierChoice),
    )
    response = Response(page, status=200 if order else 404)
    response.headers["Content-Security-Policy"] = _policy(order)
    response.headers["Vary"] = "Accept-Language"
    return response


def _stands(order: SandboxOrder | None, now: datetime) -> str:
    if order is None:
        return OrderState.ABSENT
    if order.is_being_paid(now):
        return "being_paid"
    state = order.state(now)
    return "expired" if state is OrderState.CLOSED and order.closed_at is None else state


def _policy(order: SandboxOrder | None) -> str:
    # Chromium holds the redirect after a form to this too.
    back = urlsplit(order.return_url) if order else None
    forms = f"'self' {back.scheme}://{back.netloc}" if back else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_STYLE_HASH}'",
            "base-uri 'none'",
            f"form-action {forms}",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
