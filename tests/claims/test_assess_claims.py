"""Assessors take claims, list their expenses, and never overwrite each other."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from api.benefits.models import BenefitBalance
from api.claims.assessing import look_at_claim
from api.claims.assessment import ExpenseItem, assessment_of, figures_of
from api.claims.authorisation import ItemKind
from api.claims.desk import about
from api.claims.models import Claim
from api.core.actors import Role
from api.core.audit import AuditEntry
from api.core.errors import Refusal
from api.preauths.rules import Cause
from api.staff import holdings
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.desks import BENCH, DONE, WHOLE, Desk, MakeDesk, complete_stay
from tests.claims.filing import file_claim


def verbs(database: OpenDatabase) -> list[str]:
    with database() as session:
        entries = session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq))
        return [entry.verb for entry in entries]


def test_it_takes_a_complete_claim(
    mother: Phone, lin: Card, assessor: Desk, database: OpenDatabase
) -> None:
    filed = complete_stay(mother, lin)

    assert assessor.begin(filed) == DONE

    row = filed.row()
    assert row["status"] == "under_assessment"
    assert row["events"][-1]["kind"] == "assessment_begun"
    assert mother.inbox()[-1] == "claim_assessment"
    with database() as session:
        holder = holdings.holder_of(session, "claim", filed.id)
        assert holder is not None
        assert holder.id == assessor.who.id
    assert verbs(database) == ["work.taken", "claim.assessment_begun"]


def test_of_two_at_once_the_second_is_told(
    mother: Phone, lin: Card, assessor: Desk, colleague: Desk
) -> None:
    filed = complete_stay(mother, lin)
    seen = colleague.version(filed)

    assert assessor.begin(filed, version=seen) == DONE
    assert colleague.begin(filed, version=seen) == "changed_meanwhile"
    # As it is now, it is in somebody's hands.
    assert colleague.begin(filed) == "wrong_step"
    assert colleague.items(filed, *BENCH, benefit="inpatient") == "taken"


def test_a_colleague_goes_on_with_what_was_put_back(
    mother: Phone, lin: Card, assessor: Desk, colleague: Desk, database: OpenDatabase
) -> None:
    filed = complete_stay(mother, lin)
    assessor.begin(filed)
    with database() as session:
        claim = session.get_one(Claim, filed.id)
        holdings.put_back(session, assessor.who, about(claim), assessor.clock.now())

    assert colleague.items(filed, *BENCH, benefit="inpatient") == DONE
    assert assessor.items(filed, *BENCH, benefit="inpatient") == "taken"


def test_what_the_family_does_meanwhile_is_told(mother: Phone, lin: Card, assessor: Desk) -> None:
    filed = complete_stay(mother, lin)
    assessor.begin(filed)
    seen = assessor.version(filed)

    filed.send("announce", documents=[], note="忘了说：还做了雾化")

    assert assessor.items(filed, *BENCH, benefit="inpatient", version=seen) == "changed_meanwhile"


def test_it_says_what_the_expenses_pay(
    mother: Phone, lin: Card, assessor: Desk, database: OpenDatabase
) -> None:
    filed = complete_stay(mother, lin)
    assessor.begin(filed)

    assert assessor.items(filed, *BENCH, benefit="inpatient") == DONE

    with database() as session:
        claim = session.get_one(Claim, filed.id)
        findings = assessment_of(claim)
        assert findings is not None
        assert tuple(findings.items) == BENCH
        figures = figures_of(session, claim, findings, assessor.handbook)
        # seed/plans.yaml: 90 %, ¥1,000 a policy year, ¥2,000 a day, here 5 days.
        assert figures.settlement.approved_fen == 432_000
        assert (figures.needed, figures.days) == ([Cause.INPATIENT], 5)
        authorised = replace(findings, authorised=True)
        figures = figures_of(session, claim, authorised, assessor.handbook)
        assert (figures.settlement.approved_fen, figures.cut) == (720_000, None)
    # The family hears nothing of it yet.
    assert (filed.row()["steps"], filed.row()["approved_fen"]) == ([], None)


def test_it_moves_what_is_held_back_with_the_benefit(
    mother: Phone, lin: Card, assessor: Desk, database: OpenDatabase
) -> None:
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()
    assessor.begin(filed)
    assert assessor.items(filed, *WHOLE, benefit="dental") == DONE

    with database() as session:
        balances = {
            each.benefit: each.reviewing_fen for each in session.scalars(sa.select(BenefitBalance))
        }
    assert balances == {"outpatient": 0, "dental": 110_920}


@on_sqlite
@pytest.mark.parametrize(
    ("item", "field"),
    [
        (ExpenseItem(" ", ItemKind.OTHER, 100, 100), "items.0.name"),
        (ExpenseItem("药", ItemKind.MEDICINE, 0, 0), "items.0.claimed_fen"),
        (ExpenseItem("药", ItemKind.MEDICINE, 100, 101), "items.0.covered_fen"),
        (ExpenseItem("药", ItemKind.MEDICINE, 100, -1, "…"), "items.0.covered_fen"),
        (ExpenseItem("药", ItemKind.MEDICINE, 100, 50), "items.0.reason"),
    ],
)
def test_it_names_what_is_wrong(
    mother: Phone, lin: Card, assessor: Desk, item: ExpenseItem, field: str
) -> None:
    filed = file_claim(mother, lin, documents=[])
    assessor.begin(filed)

    assert assessor.items(filed, item) == "invalid"
    assert list(assessor.fields) == [field]
    assert assessor.items(filed, *[WHOLE[0]] * 101) == "invalid"
    assert assessor.items(filed, *WHOLE, days=0) == "invalid"
    assert assessor.items(filed, *WHOLE, benefit="spa") == "not_in_plan"


@on_sqlite
@pytest.mark.parametrize("status", ["announced", "complete", "withdrawn"])
def test_it_takes_its_steps_in_order(mother: Phone, lin: Card, assessor: Desk, status: str) -> None:
    filed = file_claim(mother, lin, "invoice")
    if status != "announced":
        filed.deliver_all()
    if status == "withdrawn":
        filed.send("withdraw")

    assert filed.row()["status"] == status
    if status != "complete":
        assert assessor.begin(filed) == "wrong_step"
    assert assessor.items(filed, *WHOLE) == "wrong_step"
    assert assessor.request(filed) == "wrong_step"
    assert assessor.take_back(filed) == "wrong_step"
    assert assessor.decide(filed) == "wrong_step"
    assert assessor.second(filed) == "nothing_proposed"


@on_sqlite
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ASSESSOR])
def test_only_assessors_assess(
    mother: Phone, lin: Card, new_desk: MakeDesk, assessor: Desk, role: Role
) -> None:
    other = new_desk(role)
    filed = complete_stay(mother, lin)

    assert other.begin(filed) == "wrong_role"
    assessor.begin(filed)
    does: list[Callable[[Desk], str]] = [
        lambda desk: desk.items(filed, *BENCH, benefit="inpatient"),
        lambda desk: desk.request(filed),
        lambda desk: desk.retake(filed, filed.documents[0]["id"]),
        lambda desk: desk.take_back(filed),
        lambda desk: desk.decide(filed),
        lambda desk: desk.second(filed),
    ]
    assert {do(other) for do in does} == {"wrong_role"}


def test_every_look_is_recorded(
    mother: Phone, lin: Card, assessor: Desk, new_desk: MakeDesk, database: OpenDatabase
) -> None:
    filed = file_claim(mother, lin)
    for desk in (assessor, new_desk(Role.SUPPORT), new_desk(Role.FINANCE)):
        with database() as session:
            look_at_claim(session, desk.who, filed.id, desk.clock.now())
    assert verbs(database) == ["claim.looked_at"] * 3

    for role in (Role.DOCTOR, Role.ADMIN):
        desk = new_desk(role)
        with database() as session, pytest.raises(Refusal) as refused:
            look_at_claim(session, desk.who, filed.id, desk.clock.now())
        assert refused.value.problem.code == "wrong_role"
    assert len(verbs(database)) == 3
