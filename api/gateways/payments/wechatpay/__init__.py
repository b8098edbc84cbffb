"""WeChat Pay, API v3: H5 for a phone's browser, Native for a QR.

Signed here with `cryptography` and not by a package: decision 13 says why.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar
from urllib.parse import quote

import sqlalchemy as sa

from api.core.clock import CHINA, Clock
from api.gateways.payments import (
    Checkout,
    CheckoutKind,
    GatewayAway,
    GatewayRefused,
    Hint,
    Order,
    OrderState,
    PaymentGateway,
    RefundOrder,
    RefundStanding,
    Standing,
    StatementLine,
)
from api.gateways.payments.reading import CURRENCY, field, must_be, positive_fen
from api.gateways.payments.wechatpay.callbacks import read_callback
from api.gateways.payments.wechatpay.credentials import Credentials, read_credentials
from api.gateways.payments.wechatpay.statements import read_statement
from api.gateways.payments.wechatpay.wire import SaidNo, Wire

_ORDERS: Final = "/v3/pay/transactions"
_REFUNDS: Final = "/v3/refund/domestic/refunds"
_LONGEST_WORDS, _LONGEST_REASON = 127, 80
# Whatever was refunded of it, an order that was paid stays paid. USERPAYING and REVOKED are of
# payment codes, which nobody uses here.
_STATES: Final = {
    "SUCCESS": OrderState.PAID,
    "REFUND": OrderState.PAID,
    "NOTPAY": OrderState.OPEN,
    "USERPAYING": OrderState.OPEN,
    "CLOSED": OrderState.CLOSED,
    "REVOKED": OrderState.CLOSED,
}
_REFUND_STATES: Final = {
    "SUCCESS": RefundStanding.DONE,
    "PROCESSING": RefundStanding.PENDING,
    "CLOSED": RefundStanding.FAILED,
    "ABNORMAL": RefundStanding.FAILED,
}
_NO_ORDER: Final = frozenset({"ORDERNOTEXIST", "RESOURCENOTEXISTS"})
# A refund asked for right after its payment, or before the merchant's account holds enough.
_REFUND_LATER: Final = frozenset({"RESOURCENOTEXISTS", "NOTENOUGH"})
# The bill of a day is there at ten in the morning of the next.
_BILL_AT: Final = time(10)

State = TypeVar("State", OrderState, RefundStanding)


class WechatPay:
    """See PaymentGateway."""

    name = "wechatpay"

    def __init__(self, credentials: Credentials, clock: Clock) -> None:
        self._credentials = credentials
        self._clock = clock
        self._wire = Wire(credentials, clock)

    def begin(self, order: Order) -> Checkout:
        scan = order.kind is CheckoutKind.SCAN
        try:
            answer = self._wire.post(
                f"{_ORDERS}/{'native' if scan else 'h5'}", self._request(order)
            )
        except SaidNo as no:
            raise GatewayRefused(str(no)) from no
        with _readable():
            if scan:
                return Checkout(_begins(answer, "code_url", "weixin://"), order.kind)
            url = _begins(answer, "h5_url", "https://")
        return Checkout(f"{url}&redirect_url={quote(order.return_url, safe='')}", order.kind)

    def look(self, number: str) -> Standing:
        try:
            path = f"{_ORDERS}/out-trade-no/{quote(number, safe='')}"
            answer = self._wire.get(f"{path}?mchid={self._credentials.mchid}")
        except SaidNo as no:
            if no.status == 404 and no.code in _NO_ORDER:
                return Standing(OrderState.ABSENT)
            raise GatewayAway(str(no)) from no
        with _readable():
            return self._standing(answer, number)

    def close(self, number: str) -> None:
        try:
            self._wire.post(
                f"{_ORDERS}/out-trade-no/{quote(number, safe='')}/close",
                {"mchid": self._credentials.mchid},
            )
        except SaidNo as no:
            # Paid, closed and absent are refused under several codes: what counts is how it is.
            if self.look(number).state is OrderState.OPEN:
                raise GatewayAway(str(no)) from no

    def refund(self, refund: RefundOrder) -> None:
        amounts = {"refund": refund.amount_fen, "total": refund.captured_fen, "currency": CURRENCY}
        request = {
            "out_trade_no": refund.order_number,
            "out_refund_no": refund.number,
            "reason": refund.reason[:_LONGEST_REASON],
            "amount": amounts,
        }
        try:
            answer = self._wire.post(_REFUNDS, request)
        except SaidNo as no:
            if no.code in _REFUND_LATER:
                raise GatewayAway(str(no)) from no
            raise GatewayRefused(str(no)) from no
        with _readable():
            must_be(answer, "out_refund_no", refund.number)

    def look_refund(self, number: str) -> RefundStanding:
        try:
            answer = self._wire.get(f"{_REFUNDS}/{quote(number, safe='')}")
        except SaidNo as no:
            if no.status == 404 and no.code in _NO_ORDER:
                return RefundStanding.ABSENT
            raise GatewayAway(str(no)) from no
        with _readable():
            must_be(answer, "out_refund_no", number)
            return _known(_REFUND_STATES, field(answer, "status", str))

    def read_callback(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Hint:
        return read_callback(self._credentials, headers, body, now)

    def statement(self, day: date) -> bytes:
        if self._clock.now() < datetime.combine(day + timedelta(days=1), _BILL_AT, CHINA):
            raise GatewayAway("the bill of a day is made at ten in the morning of the next")
        try:
            answer = self._wire.get(f"/v3/bill/tradebill?bill_date={day.isoformat()}&bill_type=ALL")
        except SaidNo as no:
            if no.code == "NOSTATEMENTEXIST":
                return b""  # nothing was paid or refunded
            raise GatewayAway(str(no)) from no
        with _readable():
            must_be(answer, "hash_type", "SHA1")
            expected = field(answer, "hash_value", str)
            content = self._wire.download(field(answer, "download_url", str))
            if hashlib.sha1(content, usedforsecurity=False).hexdigest() != expected.lower():
                raise GatewayAway("a bill that was changed or cut on its way")
        return content

    def read_statement(self, content: bytes) -> Iterator[StatementLine]:
        return read_statement(self._credentials, content)

    def _request(self, order: Order) -> dict[str, Any]:
        request: dict[str, Any] = {
            "appid": self._credentials.appid,
            "mchid": self._credentials.mchid,
            "description": order.words[:_LONGEST_WORDS],
            "out_trade_no": order.number,
            "time_expire": order.expires_at.astimezone(CHINA).isoformat(timespec="seconds"),
            "notify_url": order.notify_url,
            "amount": {"total": order.amount_fen, "currency": CURRENCY},
        }
        if order.kind is CheckoutKind.OPEN:
            request["scene_info"] = {"payer_client_ip": order.address, "h5_info": {"type": "Wap"}}
        return request

    def _standing(self, answer: Mapping[str, Any], number: str) -> Standing:
        must_be(answer, "out_trade_no", number)
        must_be(answer, "mchid", self._credentials.mchid)
        state = _known(_STATES, field(answer, "trade_state", str))
        if state is not OrderState.PAID:
            return Standing(state)
        must_be(answer, "appid", self._credentials.appid)
        amount = field(answer, "amount", dict)
        must_be(amount, "currency", CURRENCY)
        paid_at = datetime.fromisoformat(field(answer, "success_time", str))
        if paid_at.tzinfo is None:
            raise ValueError("success_time lacks its time zone")
        transaction = field(answer, "transaction_id", str)
        return Standing(state, positive_fen(amount, "total"), transaction, paid_at)


@contextmanager
def _readable() -> Iterator[None]:
    """An answer that is signed and yet lacks what it must hold says nothing: ask later."""
    try:
        yield
    except ValueError as error:
        raise GatewayAway(f"an answer that can't be read: {error}") from error


def _begins(answer: Mapping[str, Any], name: str, beginning: str) -> str:
    url = field(answer, name, str)
    if not url.startswith(beginning):
        raise ValueError(f"{name} is no address of WeChat Pay")
    return url


def _known(states: Mapping[str, State], word: str) -> State:
    if word not in states:
        raise ValueError("a state that is not known")
    return states[word]


def make(
    url: str, clock: Clock, _engine: sa.Engine, _keys: Sequence[bytes], _address: str
) -> PaymentGateway:
    """The gateway of a `wechatpay:` URL. Raises ValueError with one sentence."""
    return WechatPay(read_credentials(url), clock)
