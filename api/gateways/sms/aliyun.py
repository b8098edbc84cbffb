"""Text messages through Aliyun's short message service (Dysmsapi 2017-05-25, SendSms).

TONGKA_SMS_URL=aliyun://KEY_ID:SECRET@dysmsapi.aliyuncs.com?sign=签名&bind_code=SMS_123&…

`sign` is the approved signature, every other parameter the approved template of one of our
templates; `<name>_intl` is the one for numbers outside the mainland, where it differs.
`protocol=http` is for a test server.
"""

import json
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import SendSmsRequest
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.runtime import RuntimeOptions
from Tea.exceptions import TeaException

from api.core.clock import Clock
from api.gateways.sms import SmsFailed

TIMEOUT_MS = 5_000
_MAINLAND = "+86"

# What may pass by itself (help.aliyun.com, SendSms error codes): limits, balance, their side.
_TEMPORARY = frozenset(
    {
        "isv.BUSINESS_LIMIT_CONTROL",
        "isv.DAY_LIMIT_CONTROL",
        "isv.MONTH_LIMIT_CONTROL",
        "isv.AMOUNT_NOT_ENOUGH",
        "isv.OUT_OF_SERVICE",
        "isp.SYSTEM_ERROR",
        "isp.RAM_PERMISSION_DENY",
        "isp.GATEWAY_VERSION_NOT_SUPPORT",
        "SignatureNonceUsed",
        "ServiceUnavailable",
        "InternalError",
    }
)


class AliyunSms:
    """Sends with one account, signature and table of approved templates."""

    def __init__(self, client: Client, sign: str, templates: dict[str, str]) -> None:
        self._client = client
        self._sign = sign
        self._templates = templates

    def send(self, to: str, template: str, params: dict[str, str], text: str) -> None:
        """See SmsGateway; `text` is the approved template's business."""
        request = SendSmsRequest(
            phone_numbers=_their_number(to),
            sign_name=self._sign,
            template_code=self._template_code(to, template),
            template_param=json.dumps(params, ensure_ascii=False),
        )
        options = RuntimeOptions(
            autoretry=False, connect_timeout=TIMEOUT_MS, read_timeout=TIMEOUT_MS
        )
        try:
            answer = self._client.send_sms_with_options(request, options).body
        except TeaException as error:
            raise _failure(error) from error
        except Exception as error:  # the SDK lets any network error through
            raise SmsFailed(f"no answer: {type(error).__name__}", permanent=False) from error
        if answer.code != "OK":
            raise _refused(answer.code, answer.message)

    def _template_code(self, to: str, template: str) -> str:
        names = [template] if to.startswith(_MAINLAND) else [f"{template}_intl", template]
        for name in names:
            if name in self._templates:
                return self._templates[name]
        raise SmsFailed(f"TONGKA_SMS_URL names no template {template}", permanent=True)


def _their_number(to: str) -> str:
    """Their form of an E.164 number: without the plus, a mainland one without its region."""
    return to.removeprefix(_MAINLAND).removeprefix("+")


def _failure(error: TeaException) -> SmsFailed:
    data = error.data if isinstance(error.data, dict) else {}
    status = int(data.get("statusCode") or 0)
    if status == 0 or status >= 500 or str(error.code).startswith("Throttling"):
        return SmsFailed(f"{error.code}: {error.message}", permanent=False)
    return _refused(str(error.code), str(error.message))


def _refused(code: str, message: str) -> SmsFailed:
    return SmsFailed(f"{code}: {message}", permanent=code not in _TEMPORARY)


def make(url: str, _outbox: Path, _clock: Clock) -> AliyunSms:
    """The gateway of an `aliyun://` URL. Raises ValueError with one sentence."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    sign = query.pop("sign", "")
    protocol = query.pop("protocol", "https")
    if not (parts.username and parts.password and parts.hostname and sign):
        raise ValueError(
            "TONGKA_SMS_URL must look like aliyun://KEY_ID:SECRET@HOST?sign=…&bind_code=SMS_…"
        )
    client = Client(
        Config(
            access_key_id=unquote(parts.username),
            access_key_secret=unquote(parts.password),
            endpoint=parts.netloc.rpartition("@")[2],
            protocol=protocol,
            connect_timeout=TIMEOUT_MS,
            read_timeout=TIMEOUT_MS,
        )
    )
    return AliyunSms(client, sign, query)
