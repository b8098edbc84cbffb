"""Sending a text message: the terminal by default, Aliyun where it is configured."""

from importlib import import_module
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from api.core.clock import Clock

# The one named by the URL's scheme is loaded: Aliyun's SDK alone takes a second.
_MODULES = {"console": "api.gateways.sms.console", "aliyun": "api.gateways.sms.aliyun"}


class SmsFailed(Exception):
    """A message that was not accepted; `permanent` where asking again can't help."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class SmsGateway(Protocol):
    """Whoever takes text messages."""

    def send(self, to: str, template: str, params: dict[str, str], text: str) -> None:
        """Hands over one message for a phone in E.164; returns once it was accepted.

        A provider with its own approved templates uses `template` and `params`, others `text`.
        Raises SmsFailed.
        """
        ...


def make_sms_gateway(url: str, outbox: Path, clock: Clock) -> SmsGateway:
    """The gateway that TONGKA_SMS_URL names; `outbox` is where the console one keeps its log.

    Raises ValueError with one sentence where the URL is incomplete.
    """
    module = import_module(_MODULES[urlsplit(url).scheme])
    gateway: SmsGateway = module.make(url, outbox, clock)
    return gateway
