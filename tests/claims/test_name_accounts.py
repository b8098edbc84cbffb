"""Where payouts go: who may name an account, and who may confirm it."""

from collections.abc import Callable
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.core.clock import MovableClock
from api.devices.corrections import approve_correction, propose_phone
from tests.cast import Card, OpenDatabase, Phone, device_of
from tests.claims.filing import OTHER_NUMBER, Filed, account, file_claim, header
from tests.factories import make_account, make_binding

StepUp = Callable[[Phone, Card], TestResponse]


def another(phone: Phone, card: Card, **changes: Any) -> Filed:
    """Files one more claim."""
    values = {"claim": header(invoices=[{"amount_fen": 200_000}]), **changes}
    return file_claim(phone, card, **values)


def confirm(phone: Phone, card: Card, account_id: str) -> dict[str, Any]:
    return phone.send(card, "claims.confirm_account", account_id=account_id)


def states(phone: Phone) -> dict[str, str]:
    return {row["id"]: row["state"] for row in phone.pull().all("payout_accounts")}


@pytest.fixture
def new_here(
    new_phone: Callable[..., Phone],
    bound_phone: Callable[..., Phone],
    lin: Card,
    clock: MovableClock,
    database: OpenDatabase,
) -> Phone:
    """A phone of the Lins that was bound just now."""
    phone = bound_phone(name="外婆的手机")
    with database() as session:
        device_id = device_of(session, phone)
        make_binding(session, device_id, lin.policy_id, name="外婆的手机", bound_at=clock.now())
    return phone


def test_a_new_phone_may_name_the_first_account(new_here: Phone, lin: Card) -> None:
    account_id = file_claim(new_here, lin).row()["account_id"]

    assert states(new_here) == {account_id: "unconfirmed"}


def test_a_new_phone_changes_none_for_a_day(
    mother: Phone, new_here: Phone, lin: Card, clock: MovableClock
) -> None:
    first = file_claim(mother, lin).row()["account_id"]
    args = {
        "claim": header(invoices=[{"amount_fen": 200_000}]),
        "account": account(number=OTHER_NUMBER),
        "documents": [],
        "agreed": True,
    }

    result = new_here.send(lin, "claims.open", **args)
    assert (result["status"], result["code"]) == ("rejected", "phone_too_new")
    assert list(states(mother)) == [first]

    # With the account there is, it goes on.
    assert (
        new_here.send(lin, "claims.open", **{**args, "account": {"id": first}})["status"] == "done"
    )
    clock.move(hours=24)
    args["claim"] = header(invoices=[{"amount_fen": 300_000}])
    assert new_here.send(lin, "claims.open", **args)["status"] == "done"
    assert list(states(mother).values()) == ["unconfirmed", "unconfirmed"]


def test_it_is_confirmed_with_a_code(
    mother: Phone, father: Phone, lin: Card, step_up: StepUp
) -> None:
    filed = file_claim(mother, lin)
    account_id = filed.row()["account_id"]

    refused = confirm(mother, lin, account_id)
    assert (refused["status"], refused["code"]) == ("rejected", "step_up_required")
    assert states(mother) == {account_id: "unconfirmed"}

    assert step_up(mother, lin).status_code == 200
    assert confirm(mother, lin, account_id)["status"] == "done"
    assert states(father) == {account_id: "confirmed"}
    assert father.inbox()[-1] == "account_confirmed"
    # Said again it is the same, code or not.
    assert confirm(father, lin, account_id)["status"] == "done"


def test_a_code_is_good_for_ten_minutes(
    mother: Phone, lin: Card, step_up: StepUp, clock: MovableClock
) -> None:
    account_id = file_claim(mother, lin).row()["account_id"]
    step_up(mother, lin)
    clock.move(minutes=10)

    assert confirm(mother, lin, account_id)["code"] == "step_up_required"


def test_one_phones_code_is_not_anothers(
    mother: Phone, father: Phone, lin: Card, step_up: StepUp
) -> None:
    account_id = file_claim(mother, lin).row()["account_id"]
    step_up(father, lin)

    assert confirm(mother, lin, account_id)["code"] == "step_up_required"


def test_a_new_account_takes_the_place_of_the_old(
    mother: Phone, lin: Card, step_up: StepUp, clock: MovableClock
) -> None:
    first = file_claim(mother, lin)
    old = first.row()["account_id"]
    step_up(mother, lin)
    confirm(mother, lin, old)
    second = another(mother, lin, account=account(number=OTHER_NUMBER))
    new = second.row()["account_id"]

    # Until it is confirmed, the old one is where new claims go.
    assert states(mother) == {old: "confirmed", new: "unconfirmed"}
    third = another(mother, lin, account=None)
    assert third.row()["account_id"] == old

    assert confirm(mother, lin, new)["status"] == "done"
    assert states(mother) == {old: "replaced", new: "confirmed"}
    # What isn't paid yet goes to the new one.
    assert {filed.row()["account_id"] for filed in (first, second, third)} == {new}
    assert confirm(mother, lin, old)["code"] == "account_not_found"
    args = {"account": {"id": old}, "claim": header(invoices=[{"amount_fen": 400_000}])}
    result = mother.send(lin, "claims.open", **args, documents=[], agreed=True)
    assert (result["code"], list(result["fields"])) == ("account_not_found", ["account.id"])


def test_a_new_phone_confirms_no_change(
    mother: Phone, new_here: Phone, lin: Card, step_up: StepUp, clock: MovableClock
) -> None:
    old = file_claim(mother, lin).row()["account_id"]
    step_up(mother, lin)
    confirm(mother, lin, old)
    new = another(mother, lin, account=account(number=OTHER_NUMBER)).row()["account_id"]
    clock.move(minutes=2)
    step_up(new_here, lin)

    assert confirm(new_here, lin, new)["code"] == "phone_too_new"
    assert states(mother)[old] == "confirmed"


def test_another_family_confirms_nothing(
    mother: Phone, stranger: Phone, lin: Card, chen: Card, step_up: StepUp
) -> None:
    account_id = file_claim(mother, lin).row()["account_id"]
    step_up(stranger, chen)

    assert confirm(stranger, lin, account_id)["code"] == "not_bound"
    assert confirm(stranger, chen, account_id)["code"] == "account_not_found"


def test_accounts_are_not_endless(mother: Phone, lin: Card) -> None:
    results = [
        mother.send(
            lin,
            "claims.open",
            claim=header(invoices=[{"amount_fen": 200_000}]),
            account=account(holder=f"周晚晴{number}"),
            documents=[],
            agreed=True,
        )
        for number in range(11)
    ]

    assert [result["status"] for result in results] == ["done"] * 10 + ["rejected"]
    assert results[-1]["code"] == "too_many_accounts"


def test_it_is_confirmed_by_no_phone_that_was_just_corrected(
    mother: Phone, lin: Card, database: OpenDatabase, clock: MovableClock
) -> None:
    account_id = file_claim(mother, lin).row()["account_id"]
    with database() as session:
        xu, zhou = (make_account(session).actor for _ in range(2))
        asked = propose_phone(session, xu, lin.policy_id, "+8613912345678", "回拨核对", clock.now())
        approve_correction(session, zhou, asked.id, clock.now())

    assert confirm(mother, lin, account_id)["code"] == "phone_just_corrected"
    changed = mother.send(
        lin,
        "claims.open",
        claim=header(invoices=[{"amount_fen": 200_000}]),
        account=account(number=OTHER_NUMBER),
        documents=[],
        agreed=True,
    )
    assert changed["code"] == "phone_just_corrected"
    another(mother, lin, account={"id": account_id})

    clock.move(hours=24)
    assert confirm(mother, lin, account_id)["code"] == "step_up_required"
