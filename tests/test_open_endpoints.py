"""Who may call what: a few open views, and for all others a phone of the family."""

import re
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from api.core.ids import new_id
from tests.cast import Card, OpenDatabase, Phone
from tests.payments.making import make_bill
from tests.uploads.tus import png, upload

OPEN = {
    "api-docs.openapi_json",
    "data_files.list_data_files",
    "devices.ask_bind_code",
    "devices.bind",
    "devices.show_session",
    "health.live",
    "health.ready",
    "passes.list_keys",
    "passes.verify",
    "payment_callbacks.hear",
    "sandbox.choose",
    "sandbox.show_cashier",
    "shell.hashed_file",
    "shell.manifest",
    "shell.page",
    "shell.robots",
    "shell.verify",
    "shell.verify_worker",
    "shell.worker",
    "uploads.discover",
}

# What a stranger sends to each view that names a policy, besides the address itself.
ABOUT_A_POLICY: dict[str, dict[str, Any]] = {
    "devices.ask_step_up_code": {"policy_id": "{policy_id}"},
    "devices.list_phones": {},
    "devices.unbind_phone": {},
    "files.show_file": {},
    "passes.issue_passes": {"policy_ids": ["{policy_id}"]},
    "payments.begin": {
        "id": "{attempt_id}",
        "bill_id": "{bill_id}",
        "amount_fen": 12_600,
        "kind": "open",
    },
    "payments.look": {"bill_id": "{bill_id}"},
    "payments.show_receipt": {},
    "uploads.append": {},
    "uploads.override": {},
    "uploads.show": {},
    "uploads.terminate": {},
}
# Views that act for the phone that asks, and name no policy; their own tests say what they show.
ABOUT_THE_PHONE = {"devices.agree", "devices.step_up", "sync.pull", "sync.push", "uploads.create"}
# What the views of uploads are asked with instead of JSON.
TUS = {
    "Tus-Resumable": "1.0.0",
    "Content-Type": "application/offset+octet-stream",
    "Upload-Offset": "0",
    "X-HTTP-Method-Override": "PATCH",
}


def rules(app: Flask) -> list[Rule]:
    """Returns the views for phones; tests/console/test_open_to_roles.py knows the console's."""
    found = app.url_map.iter_rules()
    return [rule for rule in found if not f"{rule.rule}/".startswith("/console/")]


def methods(rule: Rule) -> list[str]:
    own = rule.methods or set()
    return sorted(own - {"HEAD", "OPTIONS"}) or sorted(own - {"OPTIONS"}) or sorted(own)


def ask(phone: Phone, rule: Rule, method: str, url: str, body: Any) -> TestResponse:
    said = {"headers": TUS} if rule.endpoint.startswith("uploads.") else {"json": body}
    return phone.client.open(url, method=method, **said)


def address(rule: Rule, values: dict[str, str]) -> str:
    return re.sub(r"<(?:[^:<>]*:)?(\w+)>", lambda found: values[found[1]], rule.rule)


def filled(body: Any, values: dict[str, str]) -> Any:
    if isinstance(body, str):
        return body.format(**values)
    if not isinstance(body, (list, dict)):
        return body
    if isinstance(body, list):
        return [filled(each, values) for each in body]
    return {name: filled(each, values) for name, each in body.items()}


@pytest.fixture
def values(mother: Phone, lin: Card, database: OpenDatabase) -> dict[str, str]:
    """What the addresses of the Lins' views are filled with."""
    with database() as session:
        bill_id = make_bill(session, lin.policy_id).id
    return {
        "policy_id": lin.policy_id,
        "binding_id": mother.own_binding(lin.policy_id),
        "upload_id": upload(mother, lin.policy_id, png()),
        "variant": "original",
        "bill_id": bill_id,
        "attempt_id": new_id(),
        "name": "nobody",
    }


def test_it_is_open_to_anybody_in_these_views_alone(app: Flask, values: dict[str, str]) -> None:
    found = {rule.endpoint for rule in rules(app) if not rule.rule.startswith("/api/")}
    for rule in rules(app):
        if not rule.rule.startswith("/api/"):
            continue
        for method in methods(rule):
            answer = ask(Phone(app), rule, method, address(rule, values), {})
            if answer.status_code != 401:
                found.add(rule.endpoint)
            elif method != "HEAD":
                assert answer.json["code"] == "no_session"

    assert found == OPEN


def test_it_shows_a_policy_to_nobody_of_another_family(
    app: Flask, stranger: Phone, values: dict[str, str]
) -> None:
    for rule in rules(app):
        if rule.endpoint in OPEN | ABOUT_THE_PHONE:
            continue
        body = filled(ABOUT_A_POLICY[rule.endpoint], values)
        for method in methods(rule):
            answer = ask(stranger, rule, method, address(rule, values), body)
            assert (rule.endpoint, answer.status_code) == (rule.endpoint, 404)


def test_it_shows_a_policy_to_no_phone_that_was_unbound(
    app: Flask, mother: Phone, lin: Card, values: dict[str, str]
) -> None:
    mother.unbind(lin.policy_id, values["binding_id"])

    for rule in rules(app):
        # A phone may repeat its own goodbye, which says nothing of the policy.
        if rule.endpoint not in ABOUT_A_POLICY or rule.endpoint == "devices.unbind_phone":
            continue
        body = filled(ABOUT_A_POLICY[rule.endpoint], values)
        for method in methods(rule):
            answer = ask(mother, rule, method, address(rule, values), body)
            assert (rule.endpoint, answer.status_code) == (rule.endpoint, 404)


def test_it_knows_all_views(app: Flask) -> None:
    """A new view is named above: open, about a policy, or about the phone that asks."""
    assert {rule.endpoint for rule in rules(app)} == OPEN | ABOUT_A_POLICY.keys() | ABOUT_THE_PHONE
