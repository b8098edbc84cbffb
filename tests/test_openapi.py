"""The OpenAPI document: valid, complete, and true of what is answered."""

import re
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import validate

from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.making import make_claim, make_claim_document, make_payout_account
from tests.commands import make_command
from tests.factories import make_benefit, make_inbox_item, make_vaccination, make_visit

pytestmark = on_sqlite

ROWS = {
    "cards": "CardRow",
    "benefits": "BenefitRow",
    "visits": "VisitRow",
    "vaccinations": "VaccinationRow",
    "claims": "ClaimRow",
    "claim_documents": "ClaimDocumentRow",
    "payout_accounts": "PayoutAccountRow",
    "inbox": "InboxRow",
}


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    found: dict[str, Any] = app.test_client().get("/api/openapi.json").json
    return found


def test_it_is_valid(document: dict[str, Any]) -> None:
    validate(document)


def test_it_documents_every_route_of_the_api(app: Flask, document: dict[str, Any]) -> None:
    routes = {
        (re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.endpoint != "api-docs.openapi_json"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    documented = {
        (path, method)
        for path, operations in document["paths"].items()
        for method in operations.keys() & {"get", "post", "put", "patch", "delete"}
    }

    assert documented == routes


def test_it_says_in_a_sentence_what_each_route_does(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        for method in operations.keys() & {"get", "post"}:
            assert re.fullmatch(r"[A-Z].+\.", operations[method]["summary"])


def test_it_describes_our_shape_of_errors(document: dict[str, Any]) -> None:
    shape = document["components"]["schemas"]["ErrorShape"]["properties"]

    assert shape.keys() == {"code", "message", "fields", "hint"}


def test_it_describes_the_rows_that_are_pulled(
    document: dict[str, Any], mother: Phone, lin: Card, database: OpenDatabase
) -> None:
    with database() as session:
        for make in (make_visit, make_benefit, make_vaccination, make_payout_account):
            make(session, lin.policy_id)
        make_inbox_item(session, lin.policy_id)
        make_claim_document(session, make_claim(session, lin.policy_id))

    pulled = mother.ask_pull().json["policies"][lin.policy_id]["put"]

    assert pulled.keys() == ROWS.keys()
    for collection, (row,) in pulled.items():
        shape = document["components"]["schemas"][ROWS[collection]]
        assert shape["properties"].keys() == row.keys()
        assert set(shape["required"]) == row.keys()


def test_it_describes_the_arguments_of_every_command(app: Flask, document: dict[str, Any]) -> None:
    shapes = document["components"]["schemas"]
    for command in app.extensions["tongka"].commands:
        loaded = command.args().fields
        assert shapes[command.args.__name__]["properties"].keys() == loaded.keys()


def test_it_describes_a_push_as_it_is(document: dict[str, Any], mother: Phone, lin: Card) -> None:
    shapes = document["components"]["schemas"]
    commands = shapes["PushIn"]["properties"]["commands"]
    assert commands["items"] == {"$ref": "#/components/schemas/CommandIn"}
    sent = make_command(lin.policy_id, "devices.rename", {"name": ""})
    assert shapes["CommandIn"]["properties"].keys() == sent.keys()

    rejected = mother.push(sent)[0]
    args = {"binding_id": mother.own_binding(lin.policy_id), "name": "妈妈"}
    done = mother.push(make_command(lin.policy_id, "devices.rename", args))[0]

    assert shapes["CommandAnswer"]["properties"].keys() == rejected.keys() | done.keys()
