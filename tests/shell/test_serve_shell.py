"""The page, its files and its worker, as a browser and as a stranger ask for them."""

import json
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has none
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.assets import Built, build
from api.building.listing import read_listing
from api.shell import CONTENT_SECURITY_POLICY, init_shell
from tests.assets.little_app import copy_seeds, write_little_app
from tests.assets.reading import Page, precache

AS_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, br"}
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A build of the small app."""
    folder = tmp_path_factory.mktemp("shell")
    source, seed_dir = write_little_app(folder / "pwa"), copy_seeds(folder / "seed")
    return build(source, seed_dir, folder / "build")


def serve(built: Built, *, https: bool = False) -> FlaskClient:
    """Serve a build from an otherwise empty app with one API address of its own."""
    app = Flask(__name__, static_folder=None)
    init_shell(app, built, https=https)
    app.add_url_rule("/api/session", view_func=lambda: {"bound": []})
    return app.test_client()


@pytest.fixture
def browser(built: Built) -> FlaskClient:
    """Asks a plain-http service."""
    return serve(built)


@pytest.mark.parametrize("path", ["/", "/cards/0198c0de", "/bind", "/me/phones/1/unbind/2", "/x.y"])
def test_it_serves_the_page_at_every_address_of_the_app(
    path: str, browser: FlaskClient, built: Built
) -> None:
    response = browser.get(path, headers=AS_BROWSER)

    assert response.status_code == 200
    assert response.content_type == "text/html; charset=utf-8"
    assert brotli.decompress(response.data) == (built.root / "index.html").read_bytes()
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("accept", ["*/*", None])
def test_it_serves_the_page_to_the_worker_and_to_simple_clients(
    accept: str | None, browser: FlaskClient
) -> None:
    headers = {"Accept": accept} if accept else {}

    assert browser.get("/", headers=headers).status_code == 200
    assert browser.get("/visits", headers=headers).status_code == 200


def test_it_serves_the_worker_for_the_whole_origin(browser: FlaskClient, built: Built) -> None:
    response = browser.get("/sw.js")

    assert response.content_type == "text/javascript; charset=utf-8"
    assert response.headers["Service-Worker-Allowed"] == "/"
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.data == (built.root / "sw.js").read_bytes()


def test_it_serves_all_that_the_worker_wants_to_keep(browser: FlaskClient, built: Built) -> None:
    wanted = precache(built.root)
    for url in (wanted["sender"], *(file["url"] for file in wanted["files"])):
        assert browser.get(url).status_code == 200


def test_it_serves_the_manifest_with_icons_that_exist(browser: FlaskClient) -> None:
    response = browser.get("/manifest.webmanifest")

    assert response.content_type == "application/manifest+json"
    for icon in json.loads(response.data)["icons"]:
        answer = browser.get(icon["src"])
        assert (answer.status_code, answer.content_type) == (200, "image/png")


def test_it_lets_hashed_files_be_kept_for_ever(browser: FlaskClient, built: Built) -> None:
    page = Page(built.root)
    for url in (page.one("script")["src"], read_listing(built.root)["files"]["plans"]["url"]):
        response = browser.get(url)
        assert response.headers["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", None),
        ("br;q=0, gzip;q=0", None),
        ("", None),
    ],
)
def test_it_sends_the_encoding_that_is_taken(
    accepted: str, encoding: str | None, browser: FlaskClient, built: Built
) -> None:
    url = read_listing(built.root)["files"]["plans"]["url"]
    response = browser.get(url, headers={"Accept-Encoding": accepted})

    assert response.headers.get("Content-Encoding") == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert int(response.headers["Content-Length"]) == len(response.data)
    if encoding is None:
        assert response.data == (built.root / url[1:]).read_bytes()


@pytest.mark.parametrize("path", ["/", "/sw.js", "/manifest.webmanifest"])
def test_it_says_that_nothing_changed(path: str, browser: FlaskClient) -> None:
    tag = browser.get(path).headers["ETag"]
    response = browser.get(path, headers={"If-None-Match": tag})

    assert (response.status_code, response.data) == (304, b"")


def test_it_answers_head_without_a_body(browser: FlaskClient) -> None:
    response = browser.head("/cards/1")

    assert (response.status_code, response.data) == (200, b"")


def test_it_sends_the_policy_of_the_blueprint(browser: FlaskClient) -> None:
    assert CONTENT_SECURITY_POLICY == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types tongka"
    )
    for path in ("/", "/bind", "/sw.js", "/manifest.webmanifest", "/robots.txt", "/data/no.json"):
        headers = browser.get(path).headers
        assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        allowed = headers["Permissions-Policy"].split(", ")
        assert {"camera=(self)", "geolocation=(self)", "screen-wake-lock=(self)"} < set(allowed)
        assert "microphone=()" in allowed
        assert "Strict-Transport-Security" not in headers


def test_it_serves_receptions_a_page_of_their_own(browser: FlaskClient, built: Built) -> None:
    page = browser.get("/verify", headers={"Accept": "*/*"})
    worker = browser.get("/verify/sw.js")

    assert "核验电子卡" in page.text
    assert page.headers["Cache-Control"] == worker.headers["Cache-Control"] == "no-cache"
    assert page.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "Set-Cookie" not in page.headers
    assert worker.headers["Service-Worker-Allowed"] == "/verify"
    named = Page(built.root, "verify.html")
    for tag, name in (("script", "src"), ("link", "href")):
        address = named.one(tag, **({"rel": "stylesheet"} if tag == "link" else {}))[name]
        assert browser.get(address).headers["Cache-Control"] == FOR_EVER
        assert address in worker.text


def test_it_asks_for_https_where_the_service_has_it(built: Built) -> None:
    headers = serve(built, https=True).get("/").headers

    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")


def test_it_puts_no_script_and_no_style_into_the_page(built: Built) -> None:
    tags = Page(built.root).tags

    assert all(name != "style" for name, _ in tags)
    for _, attributes in tags:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


@pytest.mark.parametrize(
    "path",
    [
        "/api",
        "/api/",
        "/api/nothing",
        "/api/sync/nothing",
        "/console",
        "/console/claims",
        "/healthz",
        "/readyz",
        "/verify/",
        "/verify/abc",
        "/sandbox",
        "/sandbox/nothing",
        "/assets",
        "/assets/",
        "/assets/app.000000000000.js",
        "/data/plans.json",
        "/data/plans.000000000000.json",
    ],
)
def test_it_serves_no_page_where_there_is_none(path: str, browser: FlaskClient) -> None:
    assert browser.get(path, headers=AS_BROWSER).status_code == 404


def test_it_leaves_unknown_addresses_of_the_api_to_the_api(browser: FlaskClient) -> None:
    assert browser.get("/api/session", headers=AS_BROWSER).json == {"bound": []}
    # Not 405: to a page's address nothing can be posted, but this is none.
    assert browser.post("/api/nothing", json={}).status_code == 404


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/logo.png", "image/avif,image/webp,*/*;q=0.8"),
        ("/cards/1", "application/json"),
        ("/cards/1", "image/png"),
        ("/favicon.ico", "*/*"),
    ],
)
def test_it_serves_no_page_to_who_wants_something_else(
    path: str, accept: str, browser: FlaskClient
) -> None:
    assert browser.get(path, headers={"Accept": accept}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../built.json",
        "/assets/..%2Fbuilt.json",
        "/assets/%2e%2e/%2e%2e/pwa/main.jsx",
        "/data/../../../../etc/passwd",
        "/data/..%5c..%5cbuilt.json",
        "/data//etc/passwd",
        "/assets/app.js%00.css",
        "/built.json",
    ],
)
def test_it_gives_no_file_outside_the_build(path: str, browser: FlaskClient) -> None:
    response = browser.get(path, headers={"Accept": "*/*"}, follow_redirects=True)

    assert response.status_code == 404


def test_it_still_serves_the_files_of_the_build_before(tmp_path: Path) -> None:
    source, seed_dir = write_little_app(tmp_path / "pwa"), copy_seeds(tmp_path / "seed")
    old = build(source, seed_dir, tmp_path / "build")
    (source / "title.js").write_text("export const title = 'new';", encoding="utf-8")
    (source / "locales" / "en.json").write_text('{"title": "new"}', encoding="utf-8")
    new = serve(build(source, seed_dir, tmp_path / "build"))

    page = Page(old.root)
    for url in (page.one("script")["src"], page.texts()["en"]["url"]):
        response = new.get(url, headers={"Accept-Encoding": "identity"})
        assert response.data == (old.root / url[1:]).read_bytes()
        assert response.headers["Cache-Control"] == FOR_EVER


def test_it_keeps_search_engines_out(browser: FlaskClient) -> None:
    assert browser.get("/robots.txt").text == "User-agent: *\nDisallow: /\n"
