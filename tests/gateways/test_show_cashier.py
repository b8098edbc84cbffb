"""The sandbox's cashier: what its page says and lets a payer do, and what it lets nobody do."""

import base64
import hashlib
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from api.core.clock import MovableClock
from api.gateways.payments import OrderState
from api.gateways.payments.sandbox import Sandbox
from api.gateways.payments.sandbox.rules import CashierChoice
from tests.conftest import MORNING
from tests.gateways.cashier import NUMBER, OTHER, order

PAGE = f"/sandbox/cashier/{NUMBER}"
CHINESE, ENGLISH = {"Accept-Language": "zh-CN"}, {"Accept-Language": "en-GB"}


@pytest.mark.parametrize(
    ("asked", "banner"),
    [
        (CHINESE, "演示收银台 · 不会真的扣款"),
        (ENGLISH, "Demo cashier · no money is taken"),
        ({}, "演示收银台 · 不会真的扣款"),
    ],
)
def test_it_shows_the_order_and_what_may_be_chosen(
    sandbox: Sandbox, client: FlaskClient, asked: dict[str, str], banner: str
) -> None:
    sandbox.begin(order())
    page = client.get(PAGE, headers=asked)

    assert page.status_code == 200
    for said in (banner, "¥126.00", "童卡 · 自付金额", NUMBER, "10:15"):
        assert said in page.text
    choices = re.findall(r'<button name="choice" value="(\w+)"', page.text)
    assert choices == list(CashierChoice)


def test_it_needs_neither_script_nor_anything_from_elsewhere(
    sandbox: Sandbox, client: FlaskClient
) -> None:
    sandbox.begin(order())
    page = client.get(PAGE)
    policy = page.headers["Content-Security-Policy"].split("; ")

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:8000" in policy
    style = page.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "<script" not in page.text
    assert "src=" not in page.text
    assert "prefers-color-scheme: dark" in style
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("choice", CashierChoice)
def test_it_sends_the_browser_back(
    sandbox: Sandbox, client: FlaskClient, choice: CashierChoice
) -> None:
    sandbox.begin(order())
    answer = client.post(PAGE, data={"choice": choice})

    assert (answer.status_code, answer.location) == (303, order().return_url)


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("paid", "已经付过了"),
        ("being_paid", "正在处理"),
        ("closed", "已经关闭"),
        ("expired", "已经过期"),
    ],
)
def test_it_says_of_an_order_why_it_cannot_be_paid(
    sandbox: Sandbox, client: FlaskClient, clock: MovableClock, before: str, said: str
) -> None:
    sandbox.begin(order())
    {
        "paid": lambda: sandbox.choose(NUMBER, CashierChoice.PAY),
        "being_paid": lambda: sandbox.choose(NUMBER, CashierChoice.SLOW),
        "closed": lambda: sandbox.close(NUMBER),
        "expired": lambda: clock.move(minutes=15),
    }[before]()
    standing = sandbox.look(NUMBER)

    page = client.get(PAGE)
    assert said in page.text
    assert "<button" not in page.text
    assert 'href="http://127.0.0.1:8000/pay/return?attempt=1"' in page.text
    again = client.post(PAGE, data={"choice": "pay"})
    assert (again.status_code, again.location) == (303, PAGE)
    assert sandbox.look(NUMBER) == standing


@pytest.mark.parametrize("number", [OTHER, "1", "0" * 4000, "..", "%00", "'--"])
def test_it_knows_no_order_of_another_number(
    sandbox: Sandbox, client: FlaskClient, number: str
) -> None:
    sandbox.begin(order())
    page = client.get(f"/sandbox/cashier/{number}")

    assert page.status_code == 404
    assert "126.00" not in page.text
    assert client.post(f"/sandbox/cashier/{number}", data={"choice": "pay"}).status_code in {
        303,
        404,
    }
    assert sandbox.look(NUMBER).state is OrderState.OPEN


@pytest.mark.parametrize("form", [{}, {"choice": "steal"}, {"choice": ""}])
def test_it_does_nothing_that_it_does_not_know(
    sandbox: Sandbox, client: FlaskClient, form: dict[str, str]
) -> None:
    sandbox.begin(order())
    answer = client.post(PAGE, data=form)

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert sandbox.look(NUMBER).state is OrderState.OPEN


def test_it_takes_nothing_from_another_site(sandbox: Sandbox, client: FlaskClient) -> None:
    sandbox.begin(order())
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = client.post(PAGE, data={"choice": "pay"}, headers=headers)
        assert answer.status_code == 403
    assert sandbox.look(NUMBER).state is OrderState.OPEN


def test_it_shows_words_as_text(sandbox: Sandbox, client: FlaskClient) -> None:
    sandbox.begin(order(words="<img src=x onerror=alert(1)>{{ 7*7 }}"))
    page = client.get(PAGE).text
    assert "&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}" in page


def test_it_lets_a_desktop_go_back_too(sandbox: Sandbox, client: FlaskClient) -> None:
    sandbox.begin(
        order(expires_at=MORNING + timedelta(hours=1), return_url="https://card.example/")
    )
    policy = client.get(PAGE).headers["Content-Security-Policy"]
    assert "form-action 'self' https://card.example;" in policy
