"""What a gateway reports is a hint: the gateway is asked before anything is believed."""

import pytest
from werkzeug.test import TestResponse

from api.core.ids import new_id
from tests.cast import OpenDatabase, Phone, RunJobs
from tests.payments.bills import begin, bill
from tests.payments.till import Till


def report(phone: Phone, body: bytes, name: str = "till") -> TestResponse:
    path = f"/api/payments/callbacks/{name}"
    return phone.client.post(path, data=body, content_type="application/x-www-form-urlencoded")


def test_it_settles_once_however_often_it_is_told(
    bill_id: str, till: Till, mother: Phone, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    number = till.only()
    till.pay(number)
    for _ in range(16):
        assert report(mother, till.callback(number)).status_code == 204
    assert run_jobs("payments.look") == 1
    assert bill(mother, bill_id)["state"] == "paid"

    report(mother, till.callback(number, "e2"))
    assert run_jobs("payments.look") == 0
    found = bill(mother, bill_id)
    assert (found["paid_fen"], found["refunds"]) == (12_600, [])


def test_it_believes_the_gateway_and_not_the_report(
    bill_id: str, till: Till, mother: Phone, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    report(mother, till.callback(till.only()))
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "paying"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"event": "e1"}',
        b'{"event": "e1", "order": "x", "sign": "somebody else"}',
        b"\xff\xfe",
    ],
)
def test_it_refuses_what_the_gateway_did_not_send(body: bytes, till: Till, mother: Phone) -> None:
    answer = report(mother, body)
    assert (answer.status_code, answer.json) == (400, {"code": "FAIL"})


def test_it_takes_a_report_of_an_order_that_it_does_not_know(
    bill_id: str, till: Till, mother: Phone, run_jobs: RunJobs
) -> None:
    for number in (new_id().replace("-", ""), "short", "", "ü" * 32):
        assert report(mother, till.callback(number, f"of {number}")).status_code == 204
    assert run_jobs("payments.look") == 0


def test_it_knows_no_other_gateway(till: Till, mother: Phone) -> None:
    assert report(mother, b"{}", "another").json["code"] == "not_found"


def test_it_reads_no_report_that_is_too_long(till: Till, mother: Phone) -> None:
    assert report(mother, b"x" * 70_000).status_code == 413


def test_it_asks_again_about_an_order_that_was_closed(
    bill_id: str, till: Till, mother: Phone, run_jobs: RunJobs, database: OpenDatabase
) -> None:
    """A report that comes late, of money that came all the same."""
    begin(mother, bill_id)
    number = till.only()
    till.pay(number)
    paid = till.pages[number].standing
    till.pages[number].standing = paid.__class__(state=paid.state.CLOSED)
    mother.post("/api/payments/look", {"bill_id": bill_id})
    assert bill(mother, bill_id)["state"] == "open"

    till.pages[number].standing = paid
    report(mother, till.callback(number))
    run_jobs("payments.look")
    assert bill(mother, bill_id)["state"] == "paid"
