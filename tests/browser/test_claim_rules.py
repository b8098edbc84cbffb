"""What the phone knows of claims: what is left to mend, what is sent, where a claim stands."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from api.core.ids import new_id
from tests.browser import rows
from tests.browser.modules import launched, page_with
from tests.commands import make_command

TODAY = "2026-03-18"
PERIOD = {"starts_on": "2025-09-01", "ends_on": "2026-08-31"}
VISIT = {
    "kind": "public_outpatient",
    "hospital": "东塘儿童医院",
    "visited_on": "2026-03-17",
    "diagnosis": "支气管炎",
    "invoices": [{"number": "", "amount": "642", "issued_on": None}],
}
ACCOUNT = {
    "id": "a",
    "isNew": True,
    "holder": "周晚晴",
    "bank": "招商银行",
    "number": "6222021234567890128",
}


@pytest.fixture(scope="module")
def lib(playwright: Playwright, chromium: str) -> Iterator[Page]:
    names = ["claim-form", "claim-command", "claim-state", "claim-timeline", "claim-overlay"]
    modules = {name.replace("-", "_"): f"lib/{name}.js" for name in [*names, "typed"]}
    with launched(playwright, chromium) as browser, page_with(browser, **modules) as page:
        yield page


def to_mend(lib: Page, step: int, **changes: Any) -> dict[str, str]:
    found = lib.evaluate(
        """([step, changes, period, today]) => lib.claim_form.toMend(
          step, { ...lib.claim_form.BLANK_CLAIM, ...changes }, period, today)""",
        [step, {**VISIT, **changes}, PERIOD, TODAY],
    )
    return {one["field"]: one["problem"]["key"].rsplit(".", 1)[1] for one in found}


def invoice(**more: Any) -> dict[str, Any]:
    return {"number": "", "amount": "10", "issued_on": None, **more}


def test_it_lets_a_whole_visit_pass(lib: Page) -> None:
    assert to_mend(lib, 2) == {}


@pytest.mark.parametrize(
    ("changes", "expect"),
    [
        ({"hospital": "  "}, {"claim.hospital": "hospital_missing"}),
        ({"hospital": "院" * 81}, {"claim.hospital": "too_long"}),
        ({"diagnosis": ""}, {"claim.diagnosis": "diagnosis_missing"}),
        ({"visited_on": ""}, {"claim.visited_on": "day_missing"}),
        ({"visited_on": "2026-03-19"}, {"claim.visited_on": "day_future"}),
        ({"visited_on": "2027-03-17"}, {"claim.visited_on": "day_future"}),
        ({"visited_on": "2025-08-31"}, {"claim.visited_on": "day_outside"}),
        ({"kind": "public_inpatient"}, {"claim.discharged_on": "discharge_missing"}),
        (
            {"kind": "public_inpatient", "discharged_on": "2026-03-16"},
            {"claim.discharged_on": "discharge_early"},
        ),
        ({"kind": "public_inpatient", "discharged_on": "2026-03-18"}, {}),
        (
            {"invoices": [invoice(), invoice(amount="")]},
            {"claim.invoices.1.amount_fen": "amount_missing"},
        ),
        ({"invoices": [invoice(amount="0")]}, {"claim.invoices.0.amount_fen": "amount_zero"}),
        ({"invoices": [invoice(amount="-5")]}, {"claim.invoices.0.amount_fen": "amount_none"}),
        ({"invoices": [invoice(amount="5.005")]}, {"claim.invoices.0.amount_fen": "amount_none"}),
        ({"invoices": [invoice(amount="六百")]}, {"claim.invoices.0.amount_fen": "amount_none"}),
        (
            {"invoices": [invoice(amount="10000000.01")]},
            {"claim.invoices.0.amount_fen": "amount_large"},
        ),
        (
            {"invoices": [invoice(number="123"), invoice(number=" 123")]},
            {"claim.invoices.1.number": "number_twice"},
        ),
        (
            {"invoices": [invoice(number="1" * 41)]},
            {"claim.invoices.0.number": "number_long"},
        ),
    ],
)
def test_it_names_what_is_left_of_a_visit(
    lib: Page, changes: dict[str, Any], expect: dict[str, str]
) -> None:
    assert to_mend(lib, 2, **changes) == expect


@pytest.mark.parametrize(
    ("answers", "expect", "unmet"),
    [
        ({"follow_up": None, "licensed": True}, {"claim.internet": "internet_missing"}, []),
        ({"follow_up": True, "licensed": True}, {}, []),
        ({"follow_up": False, "licensed": True}, {}, ["follow_up"]),
        ({"follow_up": False, "licensed": False}, {}, ["follow_up", "licensed"]),
    ],
)
def test_it_asks_the_two_conditions_of_an_online_visit_and_lets_a_no_pass(
    lib: Page, answers: dict[str, Any], expect: dict[str, str], unmet: list[str]
) -> None:
    form = {"kind": "internet", **answers}
    assert to_mend(lib, 1, **form) == expect
    assert lib.evaluate("(form) => lib.claim_form.unmetConditions(form)", form) == unmet


@pytest.mark.parametrize(
    ("changes", "expect"),
    [
        ({}, {}),
        ({"number": "6222 0212 3456-7890 128"}, {}),
        ({"number": "６２２２０２１２３４５６７８９０１２８"}, {}),
        ({"number": ""}, {"account.number": "bank_number_missing"}),
        ({"number": "622202123456789012a"}, {"account.number": "bank_number_digits"}),
        ({"number": "622202123456"}, {"account.number": "bank_number_short"}),
        ({"number": "62220212345678901281"}, {"account.number": "bank_number_long"}),
        ({"number": "6222021234567890129"}, {"account.number": "bank_number_check"}),
        ({"holder": " "}, {"account.holder": "holder_missing"}),
        ({"bank": ""}, {"account.bank": "bank_missing"}),
        ({"isNew": False, "number": "", "holder": "", "bank": ""}, {}),
    ],
)
def test_it_looks_at_a_new_account(
    lib: Page, changes: dict[str, Any], expect: dict[str, str]
) -> None:
    assert to_mend(lib, 4, account={**ACCOUNT, **changes}) == expect


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("642", 64200),
        ("1,240.5", 124050),
        ("￥０.０１", 1),
        ("86元", 8600),
        ("19.999", None),
        ("", None),
        ("-1", None),
        ("1e3", None),
    ],
)
def test_it_reads_an_amount_as_people_type_it(lib: Page, text: str, fen: int | None) -> None:
    assert lib.evaluate("(text) => lib.typed.typedFen(text)", text) == fen


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("发票.pdf", "发票.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\发票\\一.ofd", "一.ofd"),
        ("a\u0000b\u202ec\n.pdf", "abc.pdf"),
        ("..", ""),
    ],
)
def test_it_tidies_the_names_of_files(lib: Page, name: str, tidy: str) -> None:
    assert lib.evaluate("(name) => lib.typed.tidyFileName(name)", name) == tidy


def open_args(lib: Page, **changes: Any) -> dict[str, Any]:
    kinds = ["invoice", "invoice", "medical_record", "child_id", "signature"]
    documents = [
        {"id": f"01a215a3-23ae-7b65-8c91-3c96ea5fbdf{place}", "kind": kind, "size": 812_345,
         "name": f"{kind}.jpg"}
        for place, kind in enumerate(kinds)
    ]  # fmt: skip
    said: dict[str, Any] = lib.evaluate(
        """([id, changes, documents]) => lib.claim_command.openArgs(
          id, { ...lib.claim_form.BLANK_CLAIM, ...changes }, documents)""",
        ["01a215a3-23ae-7b65-8c91-3c96ea5fbdf1", {**VISIT, **changes}, documents],
    )
    return said


def test_it_sends_a_header_that_a_weak_signal_carries(lib: Page) -> None:
    invoices = [{"number": "31002600311012345678", "amount": "642", "issued_on": "2026-03-15"}]
    account = {**ACCOUNT, "id": new_id(), "isNew": False}
    args = open_args(lib, department="儿科", invoices=invoices, account=account)
    args["documents"].pop()
    push = {"build": "1-a1b2c3d4e5f6", "commands": [make_command(new_id(), "claims.open", args)]}

    assert len(json.dumps(push, ensure_ascii=False, separators=(",", ":")).encode()) < 1024


def test_it_leaves_out_what_says_nothing(lib: Page) -> None:
    args = open_args(lib, account={**ACCOUNT, "isNew": False})

    assert args["account"] == {"id": "a"}
    assert args["claim"]["total_fen"] == 64200
    assert not {"department", "note", "internet", "discharged_on"} & set(args["claim"])


def test_it_keeps_the_name_of_what_was_chosen_as_a_file(lib: Page) -> None:
    documents = [
        {"id": "1", "kind": "invoice", "size": 9, "name": "发票.pdf"},
        {"id": "2", "kind": "invoice", "size": 9, "name": "invoice.jpg"},
    ]
    said = lib.evaluate("(all) => all.map(lib.claim_command.documentArgs)", documents)

    assert [one.get("filename") for one in said] == ["发票.pdf", None]
    rows = overlay(lib, "claims.announce", "claim_documents", [], {"args": {"documents": said}})
    assert [row["filename"] for row in rows] == ["发票.pdf", ""]


def test_it_opens_the_form_again_as_it_was_sent(lib: Page) -> None:
    args = open_args(
        lib,
        kind="public_inpatient",
        discharged_on="2026-03-18",
        note="急诊",
        account=ACCOUNT,
        invoices=[invoice(number="123", amount="1240.5", issued_on="2026-03-17")],
    )
    again = lib.evaluate(
        """(args) => {
          const form = lib.claim_command.formOf(args);
          return lib.claim_command.openArgs(args.claim.id, form, []);
        }""",
        args,
    )

    assert again == {**args, "documents": []}


STATES = [
    ("announced", {}, [("expected", True)], "photos"),
    ("announced", {}, [("expected", False), ("received", False)], "elsewhere"),
    ("complete", {}, [("received", True)], "complete"),
    ("under_assessment", {}, [("received", True)], "assessment"),
    ("documents_requested", {}, [("retake_requested", True)], "requested"),
    ("documents_requested", {}, [("replaced", True), ("expected", True)], "photos"),
    ("decided", {"outcome": "declined"}, [], "declined"),
    ("decided", {"outcome": "partly"}, [], "partly"),
    ("paid", {"outcome": "approved"}, [], "paid"),
    ("withdrawn", {}, [], "withdrawn"),
    ("announced", {"unsent": {"state": "waiting"}}, [("expected", True)], "unsent"),
    ("announced", {"unsent": {"state": "needs_you"}}, [("expected", True)], "refused"),
    ("announced", {"unsent": {"state": "delivered"}}, [("expected", True)], "photos"),
]


@pytest.mark.parametrize(("status", "more", "documents", "expect"), STATES)
def test_it_says_where_a_claim_stands(
    lib: Page,
    status: str,
    more: dict[str, Any],
    documents: list[tuple[str, bool]],
    expect: str,
) -> None:
    claim = rows.claim("c", status=status, **more)
    shown = [{"state": state, "here": here} for state, here in documents]
    assert (
        lib.evaluate(
            """([claim, documents]) =>
              lib.claim_state.whereIs(claim, documents, ({ here }) => here)""",
            [claim, shown],
        )
        == expect
    )


@pytest.mark.parametrize(
    ("where", "last", "to_come"),
    [
        ("assessment", "moving", ["decided", "paid"]),
        ("unsent", "moving", ["decided", "paid"]),
        ("refused", "turn", ["decided", "paid"]),
        ("withdrawn", "done", []),
    ],
)
def test_it_draws_the_way_of_a_claim(lib: Page, where: str, last: str, to_come: list[str]) -> None:
    lines = lib.evaluate(
        "([claim, where]) => lib.claim_timeline.timelineOf(claim, where)",
        [rows.claim("c"), where],
    )

    passed = [line for line in lines if line["at"]]
    assert [line["look"] for line in passed] == ["done", "done", last]
    assert [line["kind"] for line in lines if line["look"] == "next"] == to_come


def test_it_expects_no_payout_after_a_decline(lib: Page) -> None:
    lines = lib.evaluate(
        "(claim) => lib.claim_timeline.timelineOf(claim, 'declined')",
        rows.claim("c", outcome="declined"),
    )

    assert {line["look"] for line in lines} == {"done"}


def overlay(lib: Page, name: str, collection: str, known: list[Any], entry: dict[str, Any]) -> Any:
    return lib.evaluate(
        """([name, collection, known, entry]) => {
          const [, , over] = lib.claim_overlay.claimOverlays
            .find(([command, rows]) => command === name && rows === collection);
          return over(known, entry);
        }""",
        [name, collection, known, {"made_at": "t", "state": "waiting", "policy_id": "p", **entry}],
    )


def test_it_shows_a_claim_before_the_service_has_it(lib: Page) -> None:
    args = open_args(lib, account=ACCOUNT)
    claims = overlay(lib, "claims.open", "claims", [], {"args": args})
    documents = overlay(lib, "claims.open", "claim_documents", [], {"args": args})
    accounts = overlay(lib, "claims.open", "payout_accounts", [], {"args": args})

    assert (claims[0]["id"], claims[0]["status"]) == (args["claim"]["id"], "announced")
    assert {one["state"] for one in documents} == {"expected"}
    assert (accounts[0]["last4"], accounts[0]["state"]) == ("0128", "unconfirmed")
    known = [{"id": args["claim"]["id"]}]
    assert overlay(lib, "claims.open", "claims", known, {"args": args}) == known


def test_it_shows_a_photo_replaced_as_soon_as_it_was_taken_again(lib: Page) -> None:
    old = rows.document("old", "c", state="retake_requested")
    new = {"id": "new", "kind": "invoice", "filename": "a.jpg", "size": 9, "replaces": "old"}
    args = {"claim_id": "c", "request_id": "r", "documents": [new]}
    documents = overlay(lib, "claims.announce", "claim_documents", [old], {"args": args})
    claim = rows.claim("c", requests=[{"id": "r", "answered_at": None}])
    claims = overlay(lib, "claims.announce", "claims", [claim], {"args": args})

    assert [(one["id"], one["state"]) for one in documents] == [
        ("old", "replaced"),
        ("new", "expected"),
    ]
    assert claims[0]["requests"][0]["answered_at"] == "t"
