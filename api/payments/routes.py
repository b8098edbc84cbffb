"""Paying a bill from a phone, what gateways report, and receipts.

A gateway is asked between two transactions, never inside one.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from flask import Response, request, url_for
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from api.core import errors, http
from api.core.clock import instant_text
from api.core.errors import Refusal
from api.core.paper import PaperFailed
from api.gateways.payments import (
    BadCallback,
    Checkout,
    GatewayAway,
    GatewayRefused,
    Order,
    PaymentGateway,
)
from api.payments import paying, receipts, schemas
from api.payments.models import PaymentAttempt
from api.payments.paying import Quote, QuoteAnswer, Wish
from api.payments.problems import GATEWAY_AWAY, GATEWAY_REFUSED, NO_RECEIPT
from api.payments.reading import seen_bill
from api.wiring import services

log = structlog.get_logger()

blueprint = http.member_blueprint(
    "payments",
    # They begin their own transactions, between which the gateway is asked.
    reading=frozenset({"begin", "look"}),
)
callbacks: Blueprint = http.member_blueprint(
    "payment_callbacks",
    public=frozenset({"hear"}),
    reading=frozenset({"hear"}),
    # A gateway's own signature stands for it, whatever the type of its body.
    header="(signed)",
)
_LONGEST_CALLBACK = 64 * 1024


@blueprint.post("/payments/attempts")
@blueprint.arguments(schemas.AttemptIn)
@blueprint.response(200, schemas.AttemptOut)
def begin(said: dict[str, Any]) -> dict[str, Any]:
    """Takes a bill for this phone and says where to pay; or why not now."""
    wish = Wish(str(said["id"]), str(said["bill_id"]), said["amount_fen"], said["kind"])
    gateway = next(iter(services().payments.values()))
    _end_earlier(wish)
    with http.writing() as session:
        reserved = paying.reserve(session, http.member(), wish, gateway.name, _now())
        if isinstance(reserved, Quote):
            return {"quote": _quote(reserved), "checkout": None}
        order = _order(session, reserved)
    checkout = _begin(gateway, reserved.id, order)
    return {
        "quote": _quote(Quote(QuoteAnswer.CONFIRM, wish.amount_fen)),
        "checkout": {"kind": checkout.kind, "url": checkout.url},
    }


@blueprint.post("/payments/look")
@blueprint.arguments(schemas.LookIn)
@blueprint.response(200, schemas.LookOut)
def look(said: dict[str, Any]) -> dict[str, Any]:
    """Asks the gateway how a payment ended, now."""
    with http.writing() as session:
        pending = paying.pending_look(session, http.member(), str(said["bill_id"]), _now())
    if pending is not None:
        standing = paying.ask(services().payments, pending)
        with http.writing() as session:
            paying.settle_attempt(session, pending, standing, _now())
    with http.reading() as session:
        bill = seen_bill(session, http.member(), str(said["bill_id"]))
        return {"state": bill.state, "owed_fen": bill.money.owed_fen}


@blueprint.get("/payments/bills/<uuid:bill_id>/receipt.pdf")
@blueprint.response(200, content_type="application/pdf")
def show_receipt(bill_id: UUID) -> Response:
    """The receipt of a bill that was paid here, as PDF."""
    with http.reading() as session:
        values = receipts.receipt_values(session, http.member(), str(bill_id))
    try:
        pdf = receipts.receipt_pdf(values, services().seeds["operator"])
    except PaperFailed as failed:
        log.exception("no receipt")
        raise Refusal(NO_RECEIPT) from failed
    name = f'inline; filename="{values["receipt"]}.pdf"'
    return Response(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


@callbacks.post("/payments/callbacks/<name>")
@callbacks.response(204)
def hear(name: str) -> Response:
    """Hears that something happened to an order; the gateway is asked what, a moment later."""
    gateway = services().payments.get(name)
    if gateway is None:
        raise Refusal(errors.NOT_FOUND)
    request.max_content_length = _LONGEST_CALLBACK
    try:
        hint = gateway.read_callback(dict(request.headers), request.get_data(), _now())
    except BadCallback as bad:
        log.warning("callback refused", gateway=name, reason=bad.reason)
        return Response('{"code": "FAIL"}', status=400, content_type="application/json")
    with http.reading() as session:
        is_known = paying.is_known(session, name, hint)
    if not is_known:
        with http.writing() as session:
            paying.note_callback(session, name, hint, _now())
    return Response(status=204)


def _end_earlier(wish: Wish) -> None:
    """Ends this phone's earlier order, or one whose time is over, before there is a new one."""
    with http.writing() as session:
        pending = paying.order_in_the_way(session, http.member(), wish, _now())
    if pending is not None:
        standing = paying.ask(services().payments, pending)
        with http.writing() as session:
            paying.settle_attempt(session, pending, standing, _now())


def _begin(gateway: PaymentGateway, attempt_id: str, order: Order) -> Checkout:
    try:
        return gateway.begin(order)
    except (GatewayAway, GatewayRefused) as problem:
        reason = problem.reason if isinstance(problem, GatewayRefused) else "away"
        log.warning("no checkout", gateway=gateway.name, reason=reason)
        with http.writing() as session:
            paying.give_up(session, attempt_id, _now())
        refused = isinstance(problem, GatewayRefused)
        raise Refusal(GATEWAY_REFUSED if refused else GATEWAY_AWAY) from problem


def _order(session: Session, attempt: PaymentAttempt) -> Order:
    bill = seen_bill(session, http.member(), attempt.bill_id)
    public = services().settings.public_url
    notify = url_for("payment_callbacks.hear", name=attempt.gateway)
    return Order(
        number=attempt.number,
        amount_fen=attempt.amount_fen,
        words=f"账单 {bill.number}",
        expires_at=attempt.expires_at,
        notify_url=f"{public}{notify}",
        return_url=f"{public}/pay/return?bill={bill.id}",
        address=request.remote_addr or "",
        kind=attempt.kind,
    )


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "answer": quote.answer,
        "amount_fen": quote.amount_fen,
        "phone": quote.phone,
        "until": instant_text(quote.until) if quote.until else None,
    }


def _now() -> datetime:
    return services().clock.now()
