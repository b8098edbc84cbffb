"""`flask visits import`: what a file makes of visits, and what they use of benefits."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from api.benefits.models import BenefitBalance
from api.policies.models import Policy
from api.visits.models import Visit, VisitCharge
from api.visits.rules import Figures, VisitMethod, billed_fen
from tests.cast import OpenDatabase, Phone
from tests.policies.test_import_policies import counts
from tests.sheets import Import

OTHER = {"number": "V0002", "visited_on": "2026-03-01"}
REVIEWING = {"direct_fen": "", "self_pay_fen": "", "due_on": ""}


@pytest.fixture(autouse=True)
def policy(import_rows: Import) -> None:
    """The policy whose visits these are."""
    import_rows("policies", {})


def visit(session: Any, number: str = "V0001") -> Visit:
    found: Visit = session.scalars(sa.select(Visit).where(Visit.number == number)).one()
    return found


def used(database: OpenDatabase, benefit: str = "outpatient") -> tuple[int, int, int, int]:
    with database() as session:
        row = session.scalars(
            sa.select(BenefitBalance).where(BenefitBalance.benefit == benefit)
        ).one()
        return row.used_fen, row.reviewing_fen, row.used_count, row.reviewing_count


def test_it_makes_a_visit_that_uses_its_benefit(
    import_rows: Import, database: OpenDatabase
) -> None:
    assert counts(import_rows("visits", {}, OTHER).output) == [2, 0, 0, 0]
    with database() as session:
        made = visit(session)
        assert (made.hospital, made.method) == ("晨光儿童医院", VisitMethod.DIRECT)
        assert (made.total_fen, made.direct_fen, made.self_pay_fen) == (63_000, 56_700, 6_300)
        charge = session.get_one(VisitCharge, made.id)
        assert (charge.due_on, charge.paid_on) == (date(2026, 3, 25), None)
    assert used(database) == (113_400, 0, 2, 0)


def test_it_changes_nothing_the_second_time(import_rows: Import, database: OpenDatabase) -> None:
    import_rows("visits", {}, OTHER)
    with database() as session:
        rev = session.scalars(sa.select(Policy.rev)).one()
    assert counts(import_rows("visits", {}, OTHER).output) == [0, 0, 2, 0]
    with database() as session:
        assert session.scalars(sa.select(Policy.rev)).one() == rev


def test_it_settles_a_visit_that_was_under_review(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("visits", REVIEWING)
    assert used(database) == (0, 63_000, 0, 1)
    assert counts(import_rows("visits", {}).output) == [0, 1, 0, 0]
    assert used(database) == (56_700, 0, 1, 0)


def test_it_moves_a_visit_to_another_benefit(import_rows: Import, database: OpenDatabase) -> None:
    import_rows("visits", {})
    import_rows("visits", {"benefit_code": "dental"})
    assert used(database) == (0, 0, 0, 0)
    assert used(database, "dental") == (56_700, 0, 1, 0)


def test_it_adds_visits_to_what_was_used_elsewhere(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("policies", {"used": "outpatient:1000"})
    import_rows("visits", {})
    import_rows("policies", {"used": "outpatient:2000"})
    assert used(database) == (58_700, 0, 1, 0)


def test_it_reaches_the_phones_with_the_next_pull(
    import_rows: Import, database: OpenDatabase, bound_phone: Any
) -> None:
    with database() as session:
        policy_id = session.scalars(sa.select(Policy.id)).one()
    phone: Phone = bound_phone(policy_id)
    assert phone.pull().all("visits") == []
    import_rows("visits", {})
    (row,) = phone.pull().all("visits")
    assert {name: row[name] for name in ("number", "benefit", "self_pay_fen")} == {
        "number": "V0001",
        "benefit": "outpatient",
        "self_pay_fen": 6_300,
    }
    balances = {each["code"]: each["used_fen"] for each in phone.pull().all("benefits")}
    assert balances["outpatient"] == 56_700


def test_it_writes_nothing_in_a_dry_run(import_rows: Import, database: OpenDatabase) -> None:
    assert counts(import_rows("visits", {}, options=("--dry-run",)).output) == [1, 0, 0, 0]
    with database() as session:
        assert session.scalars(sa.select(Visit)).all() == []
    assert used(database) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("bad", "column", "sentence"),
    [
        ({"policy_number": "CZ1"}, "policy_number", "There is no policy CZ1."),
        ({"hospital": ""}, "hospital", "Missing data for required field."),
        ({"visited_on": "2025-12-31"}, "visited_on", "It lies outside the policy's period"),
        ({"visited_on": "2027-01-01"}, "visited_on", "It lies outside the policy's period"),
        ({"method": "cash"}, "method", "Must be one of"),
        ({"benefit_code": "massage"}, "benefit_code", "The plan chengzhang has no benefit"),
        ({"total_fen": "12.50"}, "total_fen", "Write a whole number of fen"),
        ({"total_fen": "-1"}, "total_fen", "Write a whole number of fen"),
        ({"total_fen": "1000"}, "total_fen", "It is less than direct_fen and self_pay_fen"),
        ({"self_pay_fen": "0"}, "due_on", "There is no self_pay_fen that could be due."),
        (
            {"self_pay_fen": "", "due_on": "", "paid_on": "2026-03-01"},
            "paid_on",
            "There is no self_pay_fen that could be paid.",
        ),
    ],
)
def test_it_reports_a_bad_row_and_takes_the_good_ones(
    import_rows: Import, database: OpenDatabase, bad: dict[str, str], column: str, sentence: str
) -> None:
    result = import_rows("visits", OTHER, bad)
    assert f"visits.csv line 3, {column}: {sentence}" in result.output
    assert counts(result.output) == [1, 0, 0, 1]
    assert result.exit_code == 1
    assert used(database) == (56_700, 0, 1, 0)


def test_it_never_hands_a_visit_to_another_policy(
    import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("visits", {})
    other = {
        "number": "CZ2026000999",
        "child_id_number": "T310000999",
        "child_name": "陈一诺",
        "child_birthday": "2020-09-03",
    }
    import_rows("policies", other)
    result = import_rows("visits", {"policy_number": other["number"]})
    assert "This visit belongs to another policy already." in result.output
    assert used_by(database, other["number"]) == 0


def used_by(database: OpenDatabase, number: str) -> int:
    with database() as session:
        total = sa.select(sa.func.sum(BenefitBalance.used_fen)).join(
            Policy, Policy.id == BenefitBalance.policy_id
        )
        return int(session.scalar(total.where(Policy.number == number)) or 0)


@pytest.mark.parametrize(
    ("row", "is_news"),
    [
        ({}, False),
        ({"due_on": "2026-04-01"}, True),
        ({"paid_on": "2026-03-02"}, True),
        ({"total_fen": "64000", "self_pay_fen": "7300"}, True),
        ({"self_pay_fen": "", "due_on": ""}, True),
    ],
)
def test_it_leaves_to_the_bill_what_is_new_of_the_charge(
    row: dict[str, str], is_news: bool, import_rows: Import, database: OpenDatabase
) -> None:
    import_rows("visits", {})
    with database() as session:
        session.scalars(sa.select(VisitCharge)).one().followed_at = datetime(2026, 3, 1, tzinfo=UTC)
    result = import_rows("visits", row)
    assert counts(result.output) == [0, int(is_news), int(not is_news), 0]
    with database() as session:
        charge = session.scalars(sa.select(VisitCharge)).one()
        assert (charge.followed_at is None) is is_news


@pytest.mark.parametrize(
    ("method", "direct_fen", "self_pay_fen", "billed"),
    [
        ("direct", None, None, 0),
        ("direct", None, 100, 0),
        ("direct", 900, 100, 100),
        ("direct", 1000, 0, 0),
        ("direct", 1000, None, 0),
        ("reimbursement", 900, 100, 0),
    ],
)
def test_it_says_what_the_family_is_billed(
    method: str, direct_fen: int | None, self_pay_fen: int | None, billed: int
) -> None:
    figures = Figures(VisitMethod(method), 1000, direct_fen, self_pay_fen)
    assert billed_fen(figures) == billed
