"""What the phone knows of complaints: what is left to mend, what is sent, where one stands."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser import rows
from tests.browser.modules import launched, page_with

FORM = {"topic": "claim", "text": "算错了。", "wish": "", "call_back": False, "visit_id": None}


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    names = ["complaint-form", "complaint-overlay", "complaint-state", "outbox-items", "typed"]
    modules = {name.replace("-", "_"): f"lib/{name}.js" for name in names}
    with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
        yield page


def to_mend(lib: Page, photos: int = 0, **changes: Any) -> dict[str, str]:
    found = lib.evaluate(
        "([form, photos]) => lib.complaint_form.complaintToMend(form, photos)",
        [{**FORM, **changes}, photos],
    )
    return {one["field"]: one["problem"]["key"].rsplit(".", 1)[1] for one in found}


@pytest.mark.parametrize(
    ("changes", "photos", "expect"),
    [
        ({}, 0, {}),
        ({}, 9, {}),
        ({}, 10, {"papers": "too_many"}),
        ({"topic": ""}, 0, {"topic": "topic_missing"}),
        ({"text": ""}, 0, {"text": "text_missing"}),
        ({"text": " \n\u0007 "}, 0, {"text": "text_missing"}),
        ({"text": "字" * 2000}, 0, {}),
        ({"text": "字" * 2001}, 0, {"text": "too_long"}),
        ({"text": "👶" * 2000}, 0, {}),
        ({"text": "字" * 10_000}, 0, {"text": "too_long"}),
        ({"wish": "  "}, 0, {}),
        ({"wish": "退" * 201}, 0, {"wish": "too_long"}),
    ],
)
def test_it_names_what_is_left(
    lib: Page, changes: dict[str, Any], photos: int, expect: dict[str, str]
) -> None:
    assert to_mend(lib, photos, **changes) == expect


@pytest.mark.parametrize(("reason", "wrong"), [("", True), ("\u0000\n", True), ("没到", False)])
def test_it_wants_a_reason_for_a_second_look(lib: Page, reason: str, wrong: bool) -> None:
    found = lib.evaluate("(reason) => lib.complaint_form.reasonToMend(reason)", reason)
    assert bool(found) is wrong


def test_it_sends_no_more_than_was_said(lib: Page) -> None:
    sent = lib.evaluate("(form) => lib.complaint_form.openArgs('c', form, [])", FORM)
    assert sent == {"id": "c", "topic": "claim", "text": "算错了。"}


def test_it_sends_what_the_service_takes_and_reads_it_back(lib: Page) -> None:
    form = {**FORM, "text": " 第一行\r\n\t第二\u0007行\ud83d ", "wish": "退", "call_back": True}
    photos = [
        {"id": "a", "kind": "complaint", "name": "complaint.jpg", "size": 5},
        {"id": "b", "kind": "complaint", "name": "发票.pdf", "size": 6},
    ]
    sent = lib.evaluate(
        "([form, photos]) => lib.complaint_form.openArgs('c', { ...form, visit_id: 'v' }, photos)",
        [form, photos],
    )
    assert sent == {
        "id": "c",
        "topic": "claim",
        "text": "第一行\n\t第二行",
        "wish": "退",
        "call_back": True,
        "visit_id": "v",
        "papers": [{"id": "a", "size": 5}, {"id": "b", "filename": "发票.pdf", "size": 6}],
    }
    back = lib.evaluate("(args) => lib.complaint_form.formOf(args)", sent)
    assert back == {**form, "text": "第一行\n\t第二行", "visit_id": "v"}


def test_it_shortens_a_text_to_its_first_words(lib: Page) -> None:
    def beginning(text: str) -> str:
        return str(lib.evaluate("(text) => lib.complaint_form.beginning(text, 4)", text))

    assert [beginning(text) for text in ("", " 四个字吧 ", "一\n二三四五", "👶👶👶👶👶")] == [
        "",
        "四个字吧",
        "一 二三…",
        "👶👶👶👶…",
    ]


def entry(name: str, args: dict[str, Any], state: str = "waiting", **more: Any) -> dict[str, Any]:
    return {
        "id": f"{name} entry",
        "policy_id": "p",
        "name": f"complaints.{name}",
        "args": args,
        "made_at": "2026-03-18T02:00:00.000Z",
        "after": [],
        "state": state,
        **more,
    }


def shown(lib: Page, known: list[dict[str, Any]], *entries: dict[str, Any]) -> dict[str, Any]:
    """Returns the only complaint as it looks with these entries over it, and where it stands."""
    (found,) = lib.evaluate(
        """([rows, entries]) => {
          const overlays = new Map(
            lib.complaint_overlay.complaintOverlays.map(([name, , overlay]) => [name, overlay]));
          const laid = entries.reduce((all, entry) => overlays.get(entry.name)(all, entry), rows);
          return laid.map((row) => ({
            ...row,
            where: lib.complaint_state.whereIs(row),
            mayReopen: lib.complaint_state.mayReopen(row),
          }));
        }""",
        [known, list(entries)],
    )
    return dict(found)


OPEN = {"id": "c", "topic": "claim", "text": "算错了。", "papers": [{"id": "a", "size": 5}]}
OF_C = {"complaint_id": "c"}


@pytest.mark.parametrize(
    ("state", "where"),
    [("waiting", "unsent"), ("needs_you", "refused"), ("delivered", "received")],
)
def test_it_looks_the_same_before_it_arrives(lib: Page, state: str, where: str) -> None:
    row = shown(lib, [], entry("open", OPEN, state))

    assert (row["where"], row["text"], row["mayReopen"]) == (where, "算错了。", False)
    assert row.keys() >= rows.complaint("c").keys()
    assert row["papers"] == [{"id": "a", "filename": "", "state": "expected", "upload_id": None}]


def test_it_gives_way_to_the_services_own_row(lib: Page) -> None:
    row = shown(lib, [rows.complaint("c", text="别的话")], entry("open", OPEN, "delivered"))
    assert row["text"] == "别的话"


def test_its_photos_arrive_or_will_not_come(lib: Page) -> None:
    about = {**OF_C, "paper_id": "a"}
    opened = entry("open", OPEN)

    def state(*entries: dict[str, Any]) -> str:
        return str(shown(lib, [], opened, *entries)["papers"][0]["state"])

    assert state(entry("attach", about, file="f")) == "expected"
    assert state(entry("attach", about, "delivered", file="f")) == "received"
    assert state(entry("drop", about)) == "dropped"


@pytest.mark.parametrize(
    ("state", "where", "stands"),
    [
        ("waiting", "again_unsent", "reopened"),
        ("needs_you", "again_refused", "answered"),
        ("delivered", "reopened", "reopened"),
    ],
)
def test_its_second_look_is_asked_for_once(lib: Page, state: str, where: str, stands: str) -> None:
    known = rows.complaint("c", state="answered", due_on=None)
    assert shown(lib, [known])["mayReopen"]

    row = shown(lib, [known], entry("reopen", {**OF_C, "reason": "没到"}, state))

    assert (row["where"], row["state"], row["mayReopen"]) == (where, stands, False)


@pytest.mark.parametrize(
    ("more", "expect"),
    [
        ({"state": "received"}, False),
        ({"state": "answered"}, True),
        ({"state": "closed", "closed_by": "service"}, True),
        ({"state": "closed", "closed_by": "family"}, False),
        ({"state": "answered", "events": [{"kind": "reopened", "at": "", "phone": "爸爸"}]}, False),
    ],
)
def test_it_knows_what_may_be_looked_at_again(
    lib: Page, more: dict[str, Any], expect: bool
) -> None:
    assert shown(lib, [rows.complaint("c", **more)])["mayReopen"] is expect


def test_it_is_over_as_soon_as_the_family_says_so(lib: Page) -> None:
    known = rows.complaint("c", state="answered", due_on=None)
    assert shown(lib, [known], entry("close", OF_C))["where"] == "closed"
    assert shown(lib, [known], entry("close", OF_C, "needs_you"))["where"] == "answered"


def test_its_photos_are_one_line_of_the_outbox(lib: Page) -> None:
    photos = [
        entry("attach", {**OF_C, "paper_id": name}, id=name, file=name) for name in ("a", "b")
    ]
    found = lib.evaluate(
        "(entries) => lib.outbox_items.itemsOf(entries, [])", [entry("open", OPEN), *photos]
    )
    assert [item["id"] for item in found] == ["open entry", "photos c"]
