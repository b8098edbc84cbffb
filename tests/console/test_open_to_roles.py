"""Who may open which view of the console: every view × {nobody, each role}, and nothing unnamed."""

import re
from collections.abc import Callable, Collection

import pytest
from flask import Flask
from werkzeug.routing import Rule

from api.core.actors import Role
from api.core.ids import new_id
from tests.cast import OpenDatabase, Phone, on_sqlite
from tests.desks import Desk, Person

ALL = set(Role)
ASSESSORS = frozenset({Role.ASSESSOR})
MONEY = frozenset({Role.SUPPORT, Role.FINANCE})
FINANCE = frozenset({Role.FINANCE})
# What each view is open to; a view that is missing here fails the test.
VIEWS: dict[str, Collection[Role]] = {
    **dict.fromkeys(
        (
            "claims.begin",
            "claims.decide",
            "claims.decline",
            "claims.request_documents",
            "claims.request_retake",
            "claims.second",
            "claims.set_items",
            "claims.take_back",
            "desk_files.show_file",
        ),
        ASSESSORS,
    ),
    **dict.fromkeys(
        ("claims.reveal", "claims.show_claim", "claims.show_claims"),
        ASSESSORS | {Role.FINANCE, Role.SUPPORT},
    ),
    **dict.fromkeys(
        ("payouts.download", "payouts.export", "payouts.import_paid", "payouts.show_payouts"),
        frozenset({Role.FINANCE}),
    ),
    **dict.fromkeys(("bills.show_bill", "bills.show_bills"), MONEY | {Role.ADMIN}),
    "bills.propose_change": MONEY,
    "bills.decide_change": MONEY | {Role.ADMIN},
    "bills.note_call": {Role.SUPPORT},
    **dict.fromkeys(("bills.mark_refunded", "bills.propose_refund"), FINANCE),
    "bills.decide_refund": {Role.FINANCE, Role.ADMIN},
    **dict.fromkeys(
        ("reconcile.explain", "reconcile.fetch", "reconcile.show_day", "reconcile.upload"),
        FINANCE,
    ),
    **dict.fromkeys(
        (
            "complaints.answer",
            "complaints.close",
            "complaints.show_complaint",
            "complaints.show_complaints",
            "complaints.show_paper",
        ),
        frozenset({Role.SUPPORT, Role.ADMIN}),
    ),
    "audit.show_trail": {Role.ADMIN},
    "console.hand_over": ALL,
    "console.nothing": ALL,
    "console.put_back": ALL,
    "console.show_queue": ALL,
    "console.take": ALL,
    "policies.approve_phone": {Role.SUPPORT, Role.ADMIN},
    "policies.find": {Role.SUPPORT, Role.ASSESSOR, Role.ADMIN},
    "policies.propose_phone": {Role.SUPPORT},
    "policies.refuse_phone": {Role.SUPPORT, Role.ADMIN},
    "policies.reveal": {Role.SUPPORT, Role.ASSESSOR, Role.ADMIN},
    "policies.show_finder": {Role.SUPPORT, Role.ASSESSOR, Role.ADMIN},
    "policies.show_policy": {Role.SUPPORT, Role.ASSESSOR, Role.ADMIN},
    "policies.unbind": {Role.SUPPORT},
    "policies.unlock": {Role.SUPPORT},
    "policies.withdraw_phone": {Role.SUPPORT},
    "staff.account": ALL,
    "staff.end_others": ALL,
    "staff.sign_out": ALL,
}
PUBLIC = {"staff.sign_in"}


def rules(app: Flask) -> list[Rule]:
    found = app.url_map.iter_rules()
    return [rule for rule in found if f"{rule.rule}/".startswith("/console/")]


def filling(found: re.Match[str]) -> str:
    """What stands for a part of an address: the first of its choices, else an id of nothing."""
    choices = re.fullmatch(r"any\((\w+).*\)", found[1] or "")
    return choices[1] if choices else new_id()


def calls(app: Flask, endpoint: str) -> list[tuple[str, str]]:
    """Returns the methods and addresses of a view, filled with ids of nothing."""
    return [
        (method, re.sub(r"<(?:([^:<>]*):)?\w+>", filling, rule.rule))
        for rule in rules(app)
        if rule.endpoint == endpoint
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def send(desk: Desk, method: str, address: str) -> int:
    """Sends a request with a form token, and returns its status."""
    if method == "POST":
        return desk.post(address).status_code
    return desk.get(address).status_code


@on_sqlite
def test_it_knows_all_views(app: Flask) -> None:
    assert {rule.endpoint for rule in rules(app)} == VIEWS.keys() | PUBLIC


@on_sqlite
@pytest.mark.parametrize("endpoint", VIEWS)
def test_it_asks_a_stranger_to_sign_in(app: Flask, mother: Phone, endpoint: str) -> None:
    for method, address in calls(app, endpoint):
        for client in (app.test_client(), mother.client):
            answer = client.open(address, method=method)
            if method == "GET":
                assert answer.status_code == 302
                assert answer.location.startswith("/console/sign-in?next=")
            else:
                assert answer.status_code == 401


@on_sqlite
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("endpoint", VIEWS)
def test_it_opens_to_its_roles_alone(
    app: Flask,
    hire: Callable[..., Person],
    desk_of: Callable[[Person], Desk],
    endpoint: str,
    role: Role,
) -> None:
    desk = desk_of(hire(role))
    for method, address in calls(app, endpoint):
        status = send(desk, method, address)
        if role in VIEWS[endpoint]:
            assert status not in {401, 403, 500}
        else:
            assert status == 403


@on_sqlite
@pytest.mark.parametrize("endpoint", VIEWS)
def test_it_takes_nothing_without_a_form_token(
    app: Flask, database: OpenDatabase, support: Desk, endpoint: str
) -> None:
    for method, address in calls(app, endpoint):
        if method == "POST":
            answer = support.client.open(address, method=method, data={})
            assert answer.status_code in {400, 403}


@on_sqlite
def test_it_tells_of_an_address_that_leads_nowhere_as_a_page(support: Desk) -> None:
    answer = support.get("/console/policies/nothing/here")

    assert (answer.status_code, answer.mimetype) == (404, "text/html")
    assert "没有找到。" in answer.text
