"""What may change something: JSON from our own pages, however long it has waited."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.core.clock import MovableClock
from api.settings import Settings
from tests.cast import PULL, VERSIONS, Card, Phone, on_sqlite
from tests.uploads.tus import CHUNK, TUS, UPLOADS, begin, patch

pytestmark = on_sqlite

OWN, FOREIGN = 204, 403

MATRIX = [
    ({}, OWN),
    ({"Origin": "http://127.0.0.1:8000"}, OWN),
    ({"Origin": "http://localhost"}, OWN),
    ({"Sec_Fetch_Site": "same-origin"}, OWN),
    ({"Sec_Fetch_Site": "none"}, OWN),
    ({"Origin": "http://127.0.0.1:8000", "Sec_Fetch_Site": "same-origin"}, OWN),
    ({"Origin": "https://127.0.0.1:8000"}, FOREIGN),
    ({"Origin": "http://127.0.0.1:8001"}, FOREIGN),
    ({"Origin": "http://127.0.0.1:8000.evil.example"}, FOREIGN),
    ({"Origin": "https://evil.example"}, FOREIGN),
    ({"Origin": "null"}, FOREIGN),
    ({"Origin": ""}, FOREIGN),
    ({"Sec_Fetch_Site": "cross-site"}, FOREIGN),
    ({"Sec_Fetch_Site": "same-site"}, FOREIGN),
    ({"Origin": "http://localhost", "Sec_Fetch_Site": "cross-site"}, FOREIGN),
]


@pytest.mark.parametrize(("headers", "status"), MATRIX)
def test_it_lets_in_what_comes_from_its_own_pages(
    mother: Phone, headers: dict[str, str], status: int
) -> None:
    answer = mother.post("/api/consents", VERSIONS, **headers)

    assert answer.status_code == status
    if status == FOREIGN:
        assert answer.json["code"] == "foreign_origin"


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", "{}", 422),
        ("application/json; charset=utf-8", "{}", 422),
        ("APPLICATION/JSON", "{}", 422),
        ("application/x-www-form-urlencoded", "a=1", 415),
        ("multipart/form-data; boundary=x", "--x--", 415),
        ("text/plain", "{}", 415),
        ("text/plain; application/json", "{}", 415),
        ("application/jsonp", "{}", 415),
        ("", "{}", 415),
    ],
)
def test_it_takes_json_alone(mother: Phone, content_type: str, body: str, status: int) -> None:
    headers = {"Content-Type": content_type} if content_type else {}

    answer = mother.client.post("/api/consents", data=body, headers=headers)

    assert answer.status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_it_guards_every_unsafe_method(mother: Phone, method: str) -> None:
    answer = mother.client.open(
        "/api/consents", method=method, json={}, headers={"Origin": "https://evil.example"}
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(("headers", "status"), MATRIX)
def test_it_lets_in_uploads_from_its_own_pages(
    mother: Phone, lin: Card, headers: dict[str, str], status: int
) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    url = begin(mother, lin.policy_id, 100)

    answer = patch(mother, url, 0, b"chunk", **headers)
    created = mother.client.post(UPLOADS, headers={**TUS, **named})
    ended = mother.client.delete(url, headers={**TUS, **named})

    assert answer.status_code == ended.status_code == status
    assert created.status_code == (400 if status == OWN else FOREIGN)


def test_a_tus_header_opens_nothing_else(mother: Phone) -> None:
    answer = mother.client.post("/api/consents", data=b"{}", headers=CHUNK)

    assert answer.status_code == 415


def test_it_lets_a_request_in_that_waited_thirty_days(mother: Phone, clock: MovableClock) -> None:
    clock.move(days=30)

    assert mother.post("/api/consents", VERSIONS, Origin="http://127.0.0.1:8000").status_code == 204
    assert mother.post(PULL, {"build": "1", "cookies": {}}).status_code == 200


@pytest.fixture
def public_client(settings: Settings, clock: MovableClock) -> Callable[[], FlaskClient]:
    """A browser of a service that people reach over https."""
    app = create_app(replace(settings, public_url="https://card.example"), clock=clock)
    return app.test_client


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://card.example", "card.example", 422),
        ("http://card.example", "card.example", 403),
        ("https://evil.example", "card.example", 403),
        # A forged Host header makes no origin our own, unless it is this machine's.
        ("https://evil.example", "evil.example", 403),
        ("https://sub.card.example", "card.example", 403),
    ],
)
def test_it_knows_its_public_address(
    public_client: Callable[[], FlaskClient], origin: str, host: str, status: int
) -> None:
    answer = public_client().post(
        "/api/bind", json={}, base_url=f"https://{host}", headers={"Origin": origin}
    )

    assert answer.status_code == status


def test_its_cookie_is_bound_to_the_host_over_https(
    public_client: Callable[[], FlaskClient], lin: object
) -> None:
    body = lin.claims()  # type: ignore[attr-defined]

    cookie = (
        public_client()
        .post("/api/bind/code", json=body, base_url="https://card.example")
        .headers["Set-Cookie"]
    )

    assert cookie.startswith("__Host-tongka=")
    parts = set(cookie.split("; ")[1:])
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
    assert not any(part.startswith("Domain") for part in parts)
