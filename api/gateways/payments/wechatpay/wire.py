"""Requests to WeChat Pay's API v3: signed, answered within 5 seconds, the answers verified."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from api.core.clock import Clock
from api.gateways.payments import BadCallback, GatewayAway
from api.gateways.payments.reading import json_object
from api.gateways.payments.web import LARGEST, TIMEOUT_S, Answer, ask
from api.gateways.payments.wechatpay.credentials import Credentials
from api.gateways.payments.wechatpay.signing import authorization, check_signature

_LARGEST_BILL: Final = 64 * 1024 * 1024
_PATIENCE_FOR_BILL_S: Final = 60.0
_OK: Final = frozenset({200, 204})
# Statuses with which it says no; everything else says nothing about the order. 401 is about our
# keys or our clock, 429 about too many questions.
_NO: Final = frozenset({400, 403, 404})
# Codes of those that may pass by themselves (pay.weixin.qq.com, error codes of each call).
_TEMPORARY: Final = frozenset(
    {"SYSTEMERROR", "FREQUENCYLIMITED", "RATELIMITEXCEEDED", "RULELIMIT", "USERPAYING", "BANKERROR"}
)


class SaidNo(Exception):
    """WeChat Pay refused; `code` is without underscores, which its pages put here and there."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.status = status
        self.code = code


class Wire:
    """Asks with one merchant's keys."""

    def __init__(self, credentials: Credentials, clock: Clock) -> None:
        self._credentials = credentials
        self._clock = clock

    def get(self, path: str) -> dict[str, Any]:
        """The answer to a question. Raises SaidNo and GatewayAway."""
        return self._exchange("GET", path, b"")

    def post(self, path: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a wish, empty where there is none. Raises SaidNo and GatewayAway."""
        return self._exchange("POST", path, json.dumps(content, ensure_ascii=False).encode())

    def download(self, url: str) -> bytes:
        """A bill's bytes, which nobody signed: the caller checks their hash.

        Raises GatewayAway, also for an address that isn't WeChat Pay's.
        """
        base, parts = urlsplit(self._credentials.base), urlsplit(url)
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
            raise GatewayAway("a bill at a foreign address")
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        answer = self._ask("GET", path, b"", _LARGEST_BILL, _PATIENCE_FOR_BILL_S)
        if answer.status != 200:
            raise GatewayAway(f"no bill: {answer.status}")
        return answer.body

    def _exchange(self, method: str, path: str, body: bytes) -> dict[str, Any]:
        answer = self._ask(method, path, body)
        if answer.status not in _OK:
            raise self._refusal(answer)
        self._verify(answer)
        if answer.status == 204:
            return {}
        try:
            return json_object(answer.body)
        except ValueError as error:
            raise GatewayAway("an answer that is no JSON") from error

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes,
        largest: int = LARGEST,
        patience_s: float = TIMEOUT_S,
    ) -> Answer:
        now = self._clock.now()
        headers = {
            "Accept": "application/json",
            "User-Agent": "Tongka",
            "Authorization": authorization(self._credentials, method, path, body, now),
        }
        if body:
            headers["Content-Type"] = "application/json"
        if self._credentials.public_key_id:
            headers["Wechatpay-Serial"] = self._credentials.public_key_id
        url = f"{self._credentials.base}{path}"
        return ask(method, url, headers, body, largest, patience_s)

    def _verify(self, answer: Answer) -> None:
        try:
            check_signature(self._credentials, answer.headers, answer.body, self._clock.now())
        except BadCallback as bad:
            raise GatewayAway(f"an answer that isn't WeChat Pay's: {bad.reason}") from bad

    def _refusal(self, answer: Answer) -> SaidNo | GatewayAway:
        if answer.status not in _NO:
            return GatewayAway(f"answered {answer.status}")
        # Not every refusal is signed; one that is must be right.
        if "wechatpay-signature" in answer.headers:
            self._verify(answer)
        try:
            found = json_object(answer.body)
        except ValueError:
            return GatewayAway(f"answered {answer.status} without JSON")
        code, message = found.get("code"), found.get("message")
        if not isinstance(code, str) or not code:
            return GatewayAway(f"answered {answer.status} without a code")
        code = code.replace("_", "")
        if code in _TEMPORARY:
            return GatewayAway(f"{code}: {message}")
        return SaidNo(answer.status, code, str(message))
