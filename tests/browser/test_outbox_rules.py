"""What goes when, and how the list shows it: the outbox's rules, without network or disk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.modules import launched, page_with

CODE = "invalid"


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    modules = {"order": "lib/outbox-order.js", "items": "lib/outbox-items.js"}
    with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
        yield page


def entry(id_: str, *after: str, **more: Any) -> dict[str, Any]:
    about = {"name": "devices.rename", "args": {}, "policy_id": "p", "state": "waiting"}
    return {"id": id_, "after": list(after), **about, **more}


def photo(id_: str, *after: str, **more: Any) -> dict[str, Any]:
    about = {"name": "claims.attach", "args": {"claim_id": "c"}, "file": f"f{id_}"}
    return entry(id_, *after, **about, **more)


def file(id_: str, size: int = 100, sent: int = 0, **more: Any) -> dict[str, Any]:
    return {"id": id_, "size": size, "sent": sent, "state": "waiting", **more}


def ready(lib: Page, entries: list[Any], files: list[Any] | None = None, *off: str) -> list[str]:
    given = [entries, files or [], list(off)]
    ids: list[str] = lib.evaluate(
        """([entries, files, off]) =>
          lib.order.readyEntries(entries, files, new Set(off)).map(({id}) => id)""",
        given,
    )
    return ids


def test_what_comes_after_another_goes_with_it_and_behind_it(lib: Page) -> None:
    assert ready(lib, [entry("2", "1"), entry("3", "2"), entry("1")]) == ["1", "2", "3"]


def test_what_was_delivered_or_is_no_more_is_not_waited_for(lib: Page) -> None:
    assert ready(lib, [entry("1", state="delivered"), entry("2", "1", "gone")]) == ["2"]


def test_only_what_comes_after_it_waits_for_one_that_needs_somebody(lib: Page) -> None:
    entries = [entry("1", state="needs_you"), entry("2", "1"), entry("3", "2"), entry("4")]
    assert ready(lib, entries) == ["4"]


def test_two_that_wait_for_each_other_never_go(lib: Page) -> None:
    assert ready(lib, [entry("1", "2"), entry("2", "1"), entry("3")]) == ["3"]


def test_what_the_server_wants_later_is_not_sent_again_at_once(lib: Page) -> None:
    assert ready(lib, [entry("1"), entry("2", "1"), entry("3")], [], "1") == ["3"]


@pytest.mark.parametrize(("state", "goes"), [("waiting", []), ("delivered", ["1"])])
def test_an_entry_goes_when_its_file_has_arrived(lib: Page, state: str, goes: list[str]) -> None:
    assert ready(lib, [photo("1")], [file("f1", state=state)]) == goes
    assert ready(lib, [photo("1")]) == []


def next_file(lib: Page, *files: Any, off: tuple[str, ...] = ()) -> str | None:
    found: str | None = lib.evaluate(
        "([files, off]) => lib.order.nextFile(files, new Set(off))?.id ?? null",
        [list(files), list(off)],
    )
    return found


def test_the_file_with_the_least_to_go_is_next(lib: Page) -> None:
    assert next_file(lib, file("a", 300), file("b", 500, 400), file("c", 200)) == "b"
    assert next_file(lib, file("a", 300), file("b", 500, 400), off=("b",)) == "a"


@pytest.mark.parametrize(
    "held",
    [{"state": "delivered"}, {"state": "unreadable"}, {"refusal": {"code": "gone"}}],
    ids=str,
)
def test_a_file_that_can_not_go_holds_up_none(lib: Page, held: dict[str, Any]) -> None:
    assert next_file(lib, file("a", 1, **held)) is None
    assert next_file(lib, file("a", 1, **held), file("b", 500, state="sending")) == "b"


def items(lib: Page, entries: list[Any], files: list[Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = lib.evaluate(
        "([entries, files]) => lib.items.itemsOf(entries, files)", [entries, files]
    )
    return found


def test_photos_of_a_claim_are_one_line(lib: Page) -> None:
    entries = [entry("1"), photo("2"), photo("3", state="delivered"), photo("4")]
    files = [file("f2", 100, 50, state="sending"), file("f3", 100, 100), file("f4", 200)]
    first, photos = items(lib, entries, files)

    assert (first["id"], first["state"], first["percent"]) == ("1", "waiting", None)
    assert [one["id"] for one in photos["entries"]] == ["2", "3", "4"]
    assert (photos["state"], photos["arrived"], photos["percent"]) == ("sending", 1, 37)


def test_a_photo_that_needs_somebody_has_its_own_line(lib: Page) -> None:
    entries = [photo("1"), photo("2"), photo("3", state="needs_you")]
    files = [file("f1"), file("f2", state="unreadable"), file("f3")]

    assert [(one["id"], one["state"]) for one in items(lib, entries, files)] == [
        ("photos c", "waiting"),
        ("2", "needs_you"),
        ("3", "needs_you"),
    ]


def test_a_line_is_delivered_when_all_of_it_is(lib: Page) -> None:
    entries = [photo("1", state="delivered"), photo("2", state="delivered")]
    files = [file("f1", state="delivered"), file("f2", state="unreadable")]

    assert [one["state"] for one in items(lib, entries, files)] == ["delivered"]
