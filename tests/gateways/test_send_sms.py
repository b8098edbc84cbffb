"""Text messages: the console's log, and Aliyun's wire format against a server of our own."""

import json
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from api.core.clock import MovableClock
from api.gateways.sms import SmsFailed, SmsGateway, make_sms_gateway
from tests.conftest import MORNING

CODE = {"code": "123456"}


@dataclass
class Aliyun:
    """What Aliyun was asked, and what it answers next: HTTP status and JSON."""

    port: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    answer: dict[str, str] = field(
        default_factory=lambda: {"Code": "OK", "Message": "OK", "BizId": "1", "RequestId": "2"}
    )

    def refuses(self, code: str, status: int = 200) -> None:
        self.status = status
        self.answer = {"Code": code, "Message": "no", "RequestId": "2"}


@pytest.fixture
def aliyun() -> Iterator[Aliyun]:
    """A server that speaks as help.aliyun.com documents SendSms."""
    known = Aliyun()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = {
                name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()
            }
            known.asked.append({**query, **{name.lower(): it for name, it in self.headers.items()}})
            body = json.dumps(known.answer).encode()
            self.send_response(known.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: Any) -> None:
            """Stays quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    known.port = server.server_port
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield known
    server.shutdown()
    thread.join()
    server.server_close()


def aliyun_gateway(port: int, tmp_path: Path, templates: str = "bind_code=SMS_1") -> SmsGateway:
    url = f"aliyun://KEY:S%2Fcret@127.0.0.1:{port}?sign={quote('童卡')}&{templates}&protocol=http"
    return make_sms_gateway(url, tmp_path, MovableClock(MORNING))


def console_gateway(outbox: Path) -> SmsGateway:
    return make_sms_gateway("console:", outbox, MovableClock(MORNING))


def test_it_writes_one_json_line_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway = console_gateway(tmp_path / "outbox")
    gateway.send("+8613800000001", "bind_code", CODE, "验证码 123456")
    gateway.send("+8613800000002", "bind_code", {"code": "654321"}, "验证码 654321")

    log = tmp_path / "outbox" / "sms.log"
    first, second = map(json.loads, log.read_text().splitlines())
    assert first == {
        "at": "2026-03-09T02:00:00.000Z",
        "to": "+8613800000001",
        "template": "bind_code",
        "params": CODE,
        "text": "验证码 123456",
    }
    assert second["params"] == {"code": "654321"}
    assert "SMS +8613800000001: 验证码 123456" in capsys.readouterr().err


def test_it_keeps_the_log_to_its_owner(tmp_path: Path) -> None:
    console_gateway(tmp_path).send("+8613800000001", "bind_code", CODE, "…")
    assert stat.S_IMODE((tmp_path / "sms.log").stat().st_mode) == 0o600


def test_it_never_mixes_lines_of_several_writers(tmp_path: Path) -> None:
    def write(number: int) -> None:
        gateway = console_gateway(tmp_path)
        for _ in range(20):
            gateway.send(f"+86{number}", "bind_code", CODE, "长" * 500)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = (tmp_path / "sms.log").read_text().splitlines()
    assert len([json.loads(line) for line in lines]) == 100


def test_it_may_be_tried_again_when_the_log_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(SmsFailed) as failed:
        console_gateway(tmp_path / "outbox").send("+8613800000001", "bind_code", CODE, "…")
    assert not failed.value.permanent


def test_it_sends_through_aliyun(aliyun: Aliyun, tmp_path: Path) -> None:
    gateway = aliyun_gateway(aliyun.port, tmp_path)
    gateway.send("+8613800000001", "bind_code", CODE, "not sent")

    asked = aliyun.asked[0]
    assert asked["x-acs-action"] == "SendSms"
    assert asked["x-acs-version"] == "2017-05-25"
    assert asked["PhoneNumbers"] == "13800000001"
    assert asked["SignName"] == "童卡"
    assert asked["TemplateCode"] == "SMS_1"
    assert json.loads(asked["TemplateParam"]) == CODE
    assert asked["authorization"].startswith("ACS3-HMAC-SHA256 Credential=KEY,")
    assert "S/cret" not in str(asked)


@pytest.mark.parametrize(
    ("templates", "expected"),
    [("bind_code=SMS_1&bind_code_intl=SMS_2", "SMS_2"), ("bind_code=SMS_1", "SMS_1")],
)
def test_it_sends_abroad_with_the_region_and_a_template_of_its_own(
    aliyun: Aliyun, tmp_path: Path, templates: str, expected: str
) -> None:
    gateway = aliyun_gateway(aliyun.port, tmp_path, templates)
    gateway.send("+447700900123", "bind_code", CODE, "")
    assert aliyun.asked[0]["PhoneNumbers"] == "447700900123"
    assert aliyun.asked[0]["TemplateCode"] == expected


@pytest.mark.parametrize(
    ("code", "status", "permanent"),
    [
        ("isv.MOBILE_NUMBER_ILLEGAL", 200, True),
        ("isv.SMS_TEMPLATE_ILLEGAL", 200, True),
        ("isv.BUSINESS_LIMIT_CONTROL", 200, False),
        ("isv.AMOUNT_NOT_ENOUGH", 200, False),
        ("isp.SYSTEM_ERROR", 200, False),
        ("InvalidAccessKeyId.NotFound", 404, True),
        ("SignatureDoesNotMatch", 400, True),
        ("Throttling.User", 400, False),
        ("ServiceUnavailable", 503, False),
    ],
)
def test_it_tells_what_may_pass_from_what_will_not(
    aliyun: Aliyun, tmp_path: Path, code: str, status: int, permanent: bool
) -> None:
    aliyun.refuses(code, status)
    with pytest.raises(SmsFailed) as failed:
        aliyun_gateway(aliyun.port, tmp_path).send("+8613800000001", "bind_code", CODE, "")
    assert failed.value.permanent is permanent
    assert code in failed.value.reason
    assert len(aliyun.asked) == 1, "the SDK must not try again by itself"


def test_it_may_be_tried_again_when_nobody_answers(tmp_path: Path) -> None:
    with pytest.raises(SmsFailed) as failed:
        aliyun_gateway(9, tmp_path).send("+8613800000001", "bind_code", CODE, "")
    assert not failed.value.permanent


def test_it_gives_up_where_no_template_is_named(aliyun: Aliyun, tmp_path: Path) -> None:
    with pytest.raises(SmsFailed) as failed:
        aliyun_gateway(aliyun.port, tmp_path).send("+8613800000001", "phone_bound", {}, "")
    assert failed.value.permanent
    assert not aliyun.asked


@pytest.mark.parametrize(
    "url",
    [
        "aliyun://dysmsapi.aliyuncs.com?sign=x",
        "aliyun://KEY:SECRET@dysmsapi.aliyuncs.com",
        "aliyun:",
    ],
)
def test_it_refuses_an_incomplete_address(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="TONGKA_SMS_URL must look like"):
        make_sms_gateway(url, tmp_path, MovableClock(MORNING))
