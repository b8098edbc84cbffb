"""`flask policies import`: what a file makes of policies, people and benefits."""

import gc
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from api.benefits.models import BenefitBalance
from api.core.crypto import vault
from api.core.imports import BATCH
from api.notifications.models import InboxItem
from api.policies.models import Child, IdType, Policy, Policyholder, PolicyKind
from api.policies.rules import PolicyStatus, SuspensionReason
from tests.cast import OpenDatabase
from tests.factories import mainland_id
from tests.sheets import POLICY, Import, write_csv, write_xlsx

NUMBER = POLICY["number"]
SECOND = {
    "number": "CZ2026000118",
    "child_name": "林小舟",
    "child_birthday": "2019-06-21",
    "child_id_number": "T310000118",
}
RENEWAL = {
    "number": "CZ2027000117",
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
    "renews": NUMBER,
}
SUSPENDED = {"status": "suspended", "reason": "insurer_hold"}


def policy(session: Any, number: str = NUMBER) -> Policy:
    found: Policy = session.scalars(sa.select(Policy).where(Policy.number == number)).one()
    return found


def balance(session: Any, benefit: str, number: str = NUMBER) -> tuple[int, int]:
    row = session.scalars(
        sa.select(BenefitBalance)
        .join(Policy, Policy.id == BenefitBalance.policy_id)
        .where(Policy.number == number, BenefitBalance.benefit == benefit)
    ).one()
    return row.used_fen, row.used_count


def counts(output: str) -> list[int]:
    """New, changed, unchanged, refused."""
    return [int(count) for count in re.findall(r"(\d+) (?:new|changed|unchanged|refused)", output)]


def test_it_makes_a_policy_with_its_people_and_benefits(
    import_rows: Import, database: OpenDatabase
) -> None:
    assert counts(import_rows("policies", {}).output) == [1, 0, 0, 0]
    with database() as session:
        made = policy(session)
        assert (made.kind, made.plan, made.number_last4) == (
            PolicyKind.INDIVIDUAL,
            "chengzhang",
            "0117",
        )
        assert made.status is PolicyStatus.ACTIVE
        assert (made.child.name, made.child.id_number) == ("林小满", "T310000117")
        assert made.policyholder.phone == "+8613800000117"
        assert made.policyholder.phone_index == vault().blind_index("+8613800000117", "phone")
        assert "EJ0000117" not in made.policyholder.id_number_sealed
        balances = session.scalars(sa.select(BenefitBalance)).all()
        assert {each.benefit for each in balances} == {
            "outpatient",
            "inpatient",
            "vaccination",
            "dental",
            "checkup",
            "transport",
        }
        assert {each.rev for each in balances} == {made.rev} == {1}


def test_it_changes_nothing_the_second_time(import_rows: Import, database: OpenDatabase) -> None:
    rows = ({"used": "outpatient:846000"}, {**SECOND, **SUSPENDED}, RENEWAL)
    import_rows("policies", *rows)
    with database() as session:
        before = session.execute(sa.select(Policy.number, Policy.rev, Policy.row_rev)).all()
    assert counts(import_rows("policies", *rows).output) == [0, 0, 3, 0]
    with database() as session:
        assert session.execute(sa.select(Policy.number, Policy.rev, Policy.row_rev)).all() == before


def test_it_updates_what_differs(import_rows: Import, database: OpenDatabase) -> None:
    import_rows("policies", {}, SECOND)
    result = import_rows("policies", {"plan": "chengzhang_plus"}, SECOND)
    assert counts(result.output) == [0, 1, 1, 0]
    with database() as session:
        assert (policy(session).plan, policy(session).rev) == ("chengzhang_plus", 2)
        assert policy(session, SECOND["number"]).rev == 1


def test_it_reads_xlsx_like_csv(
    app: Flask, tmp_path: Path, import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", {}, SECOND)
    file = write_xlsx(tmp_path / "policies.xlsx", [POLICY, {**POLICY, **SECOND}])
    result = app.test_cli_runner().invoke(args=["policies", "import", str(file)])
    assert counts(result.output) == [0, 0, 2, 0]


def test_it_gives_siblings_one_policyholder(import_rows: Import, database: OpenDatabase) -> None:
    import_rows("policies", {}, SECOND)
    with database() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Policyholder)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Child)) == 2


def test_it_ties_a_renewal_to_what_it_renews(import_rows: Import, database: OpenDatabase) -> None:
    import_rows("policies", {}, RENEWAL)
    with database() as session:
        renewal = policy(session, RENEWAL["number"])
        assert renewal.renews_id == policy(session).id
        assert renewal.child_id == policy(session).child_id


def test_it_keeps_the_child_when_the_document_changes(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", {})
    import_rows("policies", {**RENEWAL, "child_id_number": "T319999999"})
    with database() as session:
        child = session.scalars(sa.select(Child)).one()
        assert child.id_number == "T319999999"


def test_it_takes_a_phone_number_from_the_newest_policy(
    import_rows: Import, database: OpenDatabase
) -> None:
    rows = ({"holder_phone": "13800000001"}, {**RENEWAL, "holder_phone": "13800000002"})
    import_rows("policies", *rows)
    assert counts(import_rows("policies", *rows).output) == [0, 0, 2, 0]
    with database() as session:
        assert session.scalars(sa.select(Policyholder)).one().phone == "+8613800000002"


def test_it_follows_an_address_and_takes_it_back(
    import_rows: Import, database: OpenDatabase
) -> None:
    for address, outcome in (
        ("zhou@example.com", [1, 0, 0, 0]),
        ("zhou@example.com", [0, 0, 1, 0]),
        ("zhou@example.org", [0, 1, 0, 0]),
        ("", [0, 1, 0, 0]),
    ):
        assert counts(import_rows("policies", {"holder_email": address}).output) == outcome
        with database() as session:
            holder = session.scalars(sa.select(Policyholder)).one()
            assert (holder.email or "") == address
            assert address not in (holder.email_sealed or "-") or not address


def test_it_sends_every_card_again_when_the_phone_number_changes(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", {}, SECOND)
    import_rows("policies", {"holder_phone": "13800000999"})
    with database() as session:
        assert [policy(session, number).rev for number in (NUMBER, SECOND["number"])] == [2, 2]


@pytest.mark.parametrize(
    ("used", "outpatient", "checkup"),
    [
        ("outpatient:846000;checkup:1x", (846_000, 0), (0, 1)),
        (" outpatient:1 ; outpatient:2x;", (1, 2), (0, 0)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_it_records_what_was_used_elsewhere(
    import_rows: Import,
    database: OpenDatabase,
    used: str,
    outpatient: tuple[int, int],
    checkup: tuple[int, int],
) -> None:
    import_rows("policies", {"used": used})
    with database() as session:
        assert balance(session, "outpatient") == outpatient
        assert balance(session, "checkup") == checkup


def test_it_corrects_what_was_used_elsewhere(import_rows: Import, database: OpenDatabase) -> None:
    import_rows("policies", {"used": "outpatient:846000;checkup:1x"})
    assert counts(import_rows("policies", {"used": "outpatient:5"}).output) == [0, 1, 0, 0]
    assert counts(import_rows("policies", {"used": ""}).output) == [0, 0, 1, 0]
    with database() as session:
        assert balance(session, "outpatient") == (5, 0)
        assert balance(session, "checkup") == (0, 0)


def test_it_tells_the_family_of_a_grey_card_and_of_its_return(
    import_rows: Import, database: OpenDatabase
) -> None:
    for row in ({}, SUSPENDED, SUSPENDED, {}, {"status": "terminated"}):
        import_rows("policies", row)
    with database() as session:
        items = session.scalars(sa.select(InboxItem).order_by(InboxItem.id)).all()
        assert [(item.template, item.params) for item in items] == [
            ("card_suspended", {"reason": "insurer_hold"}),
            ("card_restored", {}),
        ]


def test_it_tells_nobody_of_a_policy_that_comes_suspended(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", SUSPENDED)
    with database() as session:
        assert policy(session).reason is SuspensionReason.INSURER_HOLD
        assert session.scalars(sa.select(InboxItem)).all() == []


def test_it_moves_the_balances_to_another_plan(
    app: Flask, import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", {"used": "outpatient:100"})
    import_rows("policies", {"plan": "chengzhang_plus", "used": "outpatient:100"})
    with database() as session:
        assert balance(session, "outpatient") == (100, 0)


def test_it_writes_nothing_in_a_dry_run(import_rows: Import, database: OpenDatabase) -> None:
    rows = ({}, RENEWAL, {"plan": "gold"})
    result = import_rows("policies", *rows, options=("--dry-run",))
    assert counts(result.output) == [2, 0, 0, 1]
    assert "nothing was written" in result.output
    with database() as session:
        assert session.scalars(sa.select(Policy)).all() == []


def test_it_takes_a_number_that_stands_twice_from_the_last_row(
    import_rows: Import, database: OpenDatabase
) -> None:
    result = import_rows("policies", {"used": "outpatient:1"}, {"used": "outpatient:2"})
    assert counts(result.output) == [1, 1, 0, 0]
    with database() as session:
        assert balance(session, "outpatient") == (2, 0)


BAD = [
    ({"number": ""}, "number", "Missing data for required field."),
    ({"number": "保单"}, "number", "It isn't a policy number."),
    ({"kind": "family"}, "kind", "Must be one of"),
    ({"plan": "gold"}, "plan", "No plan has the code gold."),
    ({"child_birthday": "2022-02-30"}, "child_birthday", "There is no such day."),
    ({"child_birthday": "5.3.22"}, "child_birthday", "Write the date like 2026-03-05."),
    ({"child_name": "林" * 61}, "child_name", "Write 60 characters at most."),
    ({"child_name": "林\u200b满"}, "child_name", "It holds invisible characters."),
    ({"child_sex": "x"}, "child_sex", "Must be one of"),
    ({"holder_phone": "12"}, "holder_phone", "It isn't a phone number."),
    ({"holder_email": "zhou"}, "holder_email", "It isn't an e-mail address."),
    *(
        ({"holder_email": address}, "holder_email", "It isn't an e-mail address.")
        for address in (
            "周@example.com",
            "zhou,li@example.com",
            "Zhou <li@example.com>",
            "zhou..li@example.com",
            f"{'z' * 65}@example.com",
            "zhou@example",
            "zhou@-example.com",
            "zhou@example..com",
        )
    ),
    ({"ends_on": "2025-12-31"}, "ends_on", "It lies before starts_on."),
    ({"status": "suspended"}, "reason", "Give it exactly when status is suspended."),
    ({"reason": "other"}, "reason", "Give it exactly when status is suspended."),
    ({"reason_note": "…"}, "reason_note", "There is no reason that it could explain."),
    ({"renews": "CZ1"}, "renews", "There is no policy CZ1"),
    ({"renews": NUMBER}, "renews", "There is no policy"),
    ({"used": "outpatient"}, "used", "Write it like outpatient:846000;checkup:1x."),
    ({"used": "massage:1"}, "used", "The plan chengzhang has no benefit massage."),
    (
        {"child_id_type": "mainland_id", "child_id_number": "110101202203050013"},
        "child_id_number",
        "Its check digit doesn't fit",
    ),
    (
        {"holder_id_type": "mainland_id", "holder_id_number": "11010119900230001X"},
        "holder_id_number",
        "",
    ),
    (
        {"child_id_type": "mainland_id", "child_id_number": mainland_id()},
        "child_birthday",
        "It isn't the birthday in child_id_number.",
    ),
]


@pytest.mark.parametrize(("bad", "column", "sentence"), BAD)
def test_it_reports_a_bad_row_and_takes_the_good_ones(
    import_rows: Import, database: OpenDatabase, bad: dict[str, str], column: str, sentence: str
) -> None:
    result = import_rows("policies", SECOND, bad, {**SECOND, "number": "CZ2026000119"})
    assert f"policies.csv line 3, {column}: {sentence}" in result.output
    assert counts(result.output) == [2, 0, 0, 1]
    assert result.exit_code == 1
    with database() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Policy)) == 2


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({**RENEWAL, **SECOND, "number": "CZ2027000118"}, "is another child's."),
        ({**RENEWAL, "number": "CZ2027000999"}, "Another policy renews"),
        ({"renews": NUMBER}, "A policy can't renew itself."),
        (
            {**SECOND, "child_id_number": POLICY["child_id_number"]},
            "It is another child's: name and birthday differ.",
        ),
    ],
)
def test_it_refuses_what_contradicts_other_policies(
    import_rows: Import, row: dict[str, str], sentence: str
) -> None:
    import_rows("policies", {}, RENEWAL)
    result = import_rows("policies", row)
    assert sentence in result.output
    assert counts(result.output) == [0, 0, 0, 1]


def test_it_shows_a_hundred_complaints_and_counts_the_rest(import_rows: Import) -> None:
    result = import_rows("policies", *[{"kind": "x"}] * 130)
    assert result.output.count("policies.csv line ") == 100
    assert "… and 30 more complaints." in result.output
    assert counts(result.output) == [0, 0, 0, 130]


def test_it_says_in_one_sentence_that_a_file_is_missing(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "nothing.csv"
    result = app.test_cli_runner().invoke(args=["policies", "import", str(file)])
    assert result.output == f"Error: {file} can't be read: No such file or directory.\n"
    assert result.exit_code == 1


def test_it_holds_one_batch_in_memory(app: Flask, tmp_path: Path) -> None:
    rows = (
        {
            **POLICY,
            "number": f"CZ{number:08d}",
            "child_id_number": f"T{number:08d}",
            "holder_id_number": f"E{number:08d}",
        }
        for number in range(3 * BATCH)
    )
    file = write_csv(tmp_path / "policies.csv", rows)
    held: list[int] = []

    def count(_session: Session) -> None:
        gc.collect()
        held.append(sum(type(each) is Policy for each in gc.get_objects()))

    sa.event.listen(Session, "after_commit", count)
    try:
        result = app.test_cli_runner().invoke(args=["policies", "import", str(file)])
    finally:
        sa.event.remove(Session, "after_commit", count)
    assert counts(result.output) == [3 * BATCH, 0, 0, 0]
    assert max(held) == BATCH


def test_it_knows_people_by_documents_written_otherwise(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", {})
    result = import_rows(
        "policies", {"child_id_number": " t310-000117 ", "holder_phone": "+86 138 0000 0117"}
    )
    assert counts(result.output) == [0, 0, 1, 0]
    with database() as session:
        assert session.scalars(sa.select(Child)).one().id_type is IdType.BIRTH_CERTIFICATE
