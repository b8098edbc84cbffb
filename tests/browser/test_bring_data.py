"""The data files on the phone: brought as a whole, patched where that is enough, never mixed."""

import base64
import json
from collections.abc import Iterator
from hashlib import sha384
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route

from tests.browser.modules import ORIGIN, launched, page_with

OURS = {"Tongka": "1-abc", "Tongka-Data": "v"}
HELD = "() => lib.files.readFiles()"
BRING = """() => lib.data.bringFiles().then(() => 'brought', (error) => error.name)"""


class Server:
    """What the network serves: a version of the listing and its files; counts what was asked."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        self.listing: dict[str, Any] = {}
        page.route(f"{ORIGIN}/api/data", self._list)
        page.route(f"{ORIGIN}/data/**", self._send)

    def offer(self, version: str, **contents: Any) -> None:
        """Offers these contents as a version; `<name>_from` may hold (old url, patch)."""
        patches = {
            name.removesuffix("_from"): contents.pop(name)
            for name in list(contents)
            if name.endswith("_from")
        }
        files = {}
        for name, content in contents.items():
            files[name] = self._file(f"/data/{name}.{version}.json", content) | {"patches": {}}
            if name in patches:
                old, patch = patches[name]
                entry = self._file(f"/data/{name}.patch.json", patch)
                files[name]["patches"] = {old: entry}
        self.listing = {"version": version, "files": files}

    def _file(self, url: str, content: Any) -> dict[str, Any]:
        body = json.dumps(content).encode()
        self.files[url] = body
        digest = base64.b64encode(sha384(body).digest()).decode()
        return {"url": url, "integrity": f"sha384-{digest}"}

    def _list(self, route: Route) -> None:
        route.fulfill(headers=OURS, json=self.listing)

    def _send(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        self.asked.append(path)
        if path in self.files:
            route.fulfill(body=self.files[path], content_type="application/json")
        else:
            route.fulfill(status=404, body="nothing")


@pytest.fixture(scope="module")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    with launched(playwright, chromium) as opened:
        yield opened


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    modules = {"data": "sync/data.js", "files": "db/files.js", "statics": "sync/files.js"}
    with page_with(browser, local="db/local.js", **modules) as opened:
        yield opened


@pytest.fixture
def server(page: Page) -> Server:
    return Server(page)


def held(page: Page) -> dict[str, Any]:
    return {file["name"]: file["content"] for file in page.evaluate(HELD)}


def test_it_brings_every_file_of_a_version(page: Page, server: Server) -> None:
    server.offer("a", plans={"plans": 1}, hospitals={"hospitals": []})

    assert page.evaluate(BRING) == "brought"
    assert held(page) == {"plans": {"plans": 1}, "hospitals": {"hospitals": []}}
    assert page.evaluate("() => lib.local.readLocal('data_version')") == "a"


def test_it_fetches_only_what_changed(page: Page, server: Server) -> None:
    server.offer("a", plans={"plans": 1}, hospitals={"hospitals": []})
    page.evaluate(BRING)
    plans = server.listing["files"]["plans"]
    server.asked.clear()
    server.offer("b", hospitals={"hospitals": [1]}, vaccines={})
    server.listing["files"]["plans"] = plans

    assert page.evaluate(BRING) == "brought"
    assert sorted(server.asked) == ["/data/hospitals.b.json", "/data/vaccines.b.json"]
    assert held(page) == {"plans": {"plans": 1}, "hospitals": {"hospitals": [1]}, "vaccines": {}}


def test_it_fetches_a_patch_where_there_is_one(page: Page, server: Server) -> None:
    server.offer("a", hospitals={"on": 1, "gone": 1, "hospitals": [{"id": 1}, {"id": 2}]})
    page.evaluate(BRING)
    patch = {"put": {"on": 2}, "del": ["gone"], "edit": {"hospitals": [[1, 1, [{"id": 3}, 4]]]}}
    new = {"on": 2, "hospitals": [{"id": 1}, {"id": 3}, 4]}
    server.asked.clear()
    server.offer("b", hospitals=new, hospitals_from=("/data/hospitals.a.json", patch))

    assert page.evaluate(BRING) == "brought"
    assert server.asked == ["/data/hospitals.patch.json"]
    assert held(page) == {"hospitals": new}


def test_it_fetches_the_whole_file_when_the_patch_is_nothing(page: Page, server: Server) -> None:
    server.offer("a", hospitals={"hospitals": [1]})
    page.evaluate(BRING)
    server.offer("b", hospitals={"hospitals": [2]}, hospitals_from=("/data/hospitals.a.json", {}))
    server.listing["files"]["hospitals"]["patches"]["/data/hospitals.a.json"]["url"] = "/data/no"

    assert page.evaluate(BRING) == "brought"
    assert held(page) == {"hospitals": {"hospitals": [2]}}


@pytest.mark.parametrize("fault", ["missing", "another", "portal"])
def test_it_takes_none_of_a_version_whose_file_is_wrong(
    page: Page, server: Server, fault: str
) -> None:
    server.offer("a", plans={"plans": 1}, hospitals={"hospitals": [1]})
    page.evaluate(BRING)
    server.offer("b", plans={"plans": 2}, hospitals={"hospitals": [2]})
    if fault == "missing":
        del server.files["/data/hospitals.b.json"]
    if fault == "another":
        server.files["/data/hospitals.b.json"] = b'{"hospitals": [3]}'
    if fault == "portal":
        page.route(f"{ORIGIN}/api/data", lambda route: route.fulfill(body="<p>log in</p>"))

    assert page.evaluate(BRING) == "NoSignal"
    assert held(page) == {"plans": {"plans": 1}, "hospitals": {"hospitals": [1]}}
    assert page.evaluate("() => lib.local.readLocal('data_version')") == "a"


def test_it_forgets_a_file_that_is_no_more(page: Page, server: Server) -> None:
    server.offer("a", plans={}, hospitals={})
    page.evaluate(BRING)
    server.offer("b", plans={})
    page.evaluate(BRING)

    assert held(page) == {"plans": {}}


def test_it_asks_once_when_two_want_it(page: Page, server: Server) -> None:
    server.offer("a", plans={"plans": 1})
    read = "() => Promise.all([lib.statics.readStatic('plans'), lib.statics.readStatic('plans')])"

    assert page.evaluate(read) == [{"plans": 1}, {"plans": 1}]
    assert server.asked == ["/data/plans.a.json"]


def test_it_reads_without_a_disk(page: Page, server: Server) -> None:
    page.evaluate("() => { IDBFactory.prototype.open = () => { throw new Error('refused'); }; }")
    server.offer("a", plans={"plans": 1})

    assert page.evaluate("() => lib.statics.readStatic('plans')") == {"plans": 1}
    assert page.evaluate("() => lib.statics.readStatic('plans')") == {"plans": 1}
    assert server.asked == ["/data/plans.a.json"]


def test_it_mixes_no_versions_when_the_disk_is_full(page: Page, server: Server) -> None:
    server.offer("a", plans={"plans": 1}, hospitals={"hospitals": [1]})
    page.evaluate("() => lib.statics.startFiles()")
    read = "() => Promise.all(['plans', 'hospitals'].map(lib.statics.readStatic))"
    page.evaluate(read)
    # Once more: from here on they are remembered.
    page.evaluate(read)
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('full'); }; }")
    server.offer("b", plans={"plans": 2}, hospitals={"hospitals": [2]})
    page.evaluate(BRING)

    assert page.evaluate(read) == [{"plans": 2}, {"hospitals": [2]}]


def test_it_says_no_signal_for_a_file_that_is_not_here(page: Page, server: Server) -> None:
    page.route(f"{ORIGIN}/api/data", lambda route: route.abort("connectionrefused"))
    ask = "() => lib.statics.readStatic('plans').catch((error) => error.name)"

    assert page.evaluate(ask) == "NoSignal"
