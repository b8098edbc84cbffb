"""Decisions: what the rules compute, what a person decides otherwise, and who has to agree."""

from typing import Any

import pytest
import sqlalchemy as sa

from api.benefits.models import BenefitBalance
from api.claims.assessment import ExpenseItem
from api.claims.authorisation import ItemKind
from api.claims.deciding import Verdict
from api.claims.payout_models import ClaimDecision, DecisionState
from api.claims.rules import DeclineReason, DocumentKind
from api.claims.settlement import Override
from api.core.audit import AuditEntry
from tests.cast import Card, OpenDatabase, Phone, RunJobs, on_sqlite
from tests.claims.desks import BENCH, DONE, WHOLE, Desk, complete_stay
from tests.claims.filing import Filed, file_claim, header, photo, stay
from tests.outbox import Outbox

# A consultation of ¥600 under `chengzhang`: ¥100 of each visit, 80 % of the rest.
PAYS = 40_000
LARGE = ExpenseItem("住院费用", ItemKind.WARD, 1_000_000, 1_000_000)


def balance(database: OpenDatabase, benefit: str) -> tuple[int, int, int, int]:
    with database() as session:
        row = session.scalars(
            sa.select(BenefitBalance).where(BenefitBalance.benefit == benefit)
        ).one()
        return row.used_fen, row.reviewing_fen, row.used_count, row.reviewing_count


@pytest.fixture
def visit(mother: Phone, lin: Card, assessor: Desk) -> Filed:
    """An outpatient claim under assessment, its expenses listed."""
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()
    assessor.begin(filed)
    assessor.items(filed, *WHOLE)
    return filed


@pytest.fixture
def large(mother: Phone, lin: Card, assessor: Desk) -> Filed:
    """A stay under assessment that pays ¥8,100."""
    claim = stay(total_fen=1_000_000, invoices=[{"amount_fen": 1_000_000}])
    filed = file_claim(mother, lin, "invoice", claim=claim)
    filed.deliver_all()
    assessor.begin(filed)
    assessor.items(filed, LARGE, benefit="inpatient", authorised=True)
    return filed


def test_it_shows_the_family_every_step(
    mother: Phone, father: Phone, lin: Card, assessor: Desk, database: OpenDatabase
) -> None:
    filed = complete_stay(mother, lin)
    assessor.begin(filed)
    assessor.items(filed, *BENCH, benefit="inpatient")

    assert assessor.decide(filed, Verdict(explanation="没有事先授权。")) == DONE

    row = filed.row(father)
    assert (row["status"], row["outcome"]) == ("decided", "partly")
    assert (row["approved_fen"], row["explanation"]) == (432_000, "没有事先授权。")
    assert row["decided_at"] == "2026-03-09T02:00:00.000Z"
    assert row["steps"] == [
        {"label": "claimed", "amount_fen": 920_680},
        {"label": "not_covered", "amount_fen": -20_680, "words": "陪护餐费、营养品"},
        {"label": "deductible", "amount_fen": -100_000, "words": "policy_year"},
        {"label": "subtotal", "amount_fen": 800_000},
        {"label": "payout_rate", "amount_fen": -80_000, "rate_bp": 9_000},
        {"label": "benefit", "amount_fen": 720_000},
        {
            "label": "reduction",
            "amount_fen": -288_000,
            "rate_bp": 4_000,
            "words": "no_authorisation",
        },
        {"label": "approved", "amount_fen": 432_000},
    ]
    assert row["events"][-1]["params"] == {"outcome": "partly"}
    assert father.inbox()[-1] == "claim_decided"
    assert balance(database, "inpatient") == (432_000, 0, 1, 0)


def test_it_is_told_by_sms_without_a_medical_word(
    visit: Filed, lin: Card, assessor: Desk, run_jobs: RunJobs, outbox: Outbox
) -> None:
    assessor.decide(visit)
    run_jobs()

    (message,) = outbox.messages(lin.holder_phone, "claim_decided")
    assert message.params == {"receipt": visit.receipt}
    assert message.text == f"理赔 {visit.receipt} 有结果了，打开童卡看看。"


def test_the_deductible_of_a_year_is_taken_once(mother: Phone, lin: Card, assessor: Desk) -> None:
    small = ExpenseItem("床位", ItemKind.WARD, 60_000, 60_000)
    paid = []
    for fen in (60_000, 60_001, 60_002):
        claim = stay(total_fen=fen, invoices=[{"amount_fen": fen}])
        filed = file_claim(mother, lin, "invoice", claim=claim, account=None)
        filed.deliver_all()
        assessor.begin(filed)
        assessor.items(filed, small, benefit="inpatient", authorised=True)
        assert assessor.decide(filed) == DONE
        paid.append(filed.row()["approved_fen"])

    # ¥1,000 a policy year: ¥600 of the first, ¥400 of the second; then 90 %.
    assert paid == [0, 18_000, 54_000]


def test_a_limit_is_used_up_by_what_is_decided_first(
    mother: Phone, lin: Card, assessor: Desk
) -> None:
    filling = ExpenseItem("补牙", ItemKind.TREATMENT, 150_000, 150_000)
    paid, labels = [], []
    for number in range(2):
        invoices = [{"number": f"D{number}", "amount_fen": 150_000}]
        claim = header(total_fen=150_000, invoices=invoices)
        filed = file_claim(mother, lin, "invoice", claim=claim)
        filed.deliver_all()
        assessor.begin(filed)
        assessor.items(filed, filling, benefit="dental")
        assert assessor.decide(filed) == DONE
        row = filed.row()
        paid.append(row["approved_fen"])
        labels.append([(step["label"], step.get("words")) for step in row["steps"]])

    # ¥2,000 a policy year, 80 % of each.
    assert paid == [120_000, 80_000]
    assert labels[1][-2:] == [("limit", "policy_year"), ("approved", None)]


def test_a_person_may_decide_otherwise_with_a_reason(
    mother: Phone, lin: Card, assessor: Desk, database: OpenDatabase
) -> None:
    filed = complete_stay(mother, lin)
    assessor.begin(filed)
    assessor.items(filed, *BENCH, benefit="inpatient")

    assert assessor.decide(filed, Verdict(override=Override(500_000, " "))) == "invalid"
    assert list(assessor.fields) == ["override_reason"]
    too_much = Verdict(override=Override(900_001, "急诊入院"))
    assert assessor.decide(filed, too_much) == "invalid"
    assert list(assessor.fields) == ["override_fen"]
    assert assessor.decide(filed, Verdict(override=Override(-1, "…"))) == "invalid"

    assert assessor.decide(filed, Verdict(override=Override(500_000, "急诊入院"))) == DONE
    row = filed.row()
    assert (row["approved_fen"], row["outcome"]) == (500_000, "partly")
    assert row["steps"][-2] == {"label": "override", "amount_fen": 68_000, "words": "急诊入院"}
    with database() as session:
        decision = session.scalars(sa.select(ClaimDecision)).one()
        assert (decision.override_fen, decision.override_reason) == (500_000, "急诊入院")


def test_a_decline_says_why(
    visit: Filed, father: Phone, assessor: Desk, database: OpenDatabase
) -> None:
    verdict = Verdict(DeclineReason.NOT_FOLLOW_UP)
    assert assessor.decide(visit, verdict) == "invalid"
    assert list(assessor.fields) == ["explanation"]

    verdict = Verdict(DeclineReason.NOT_FOLLOW_UP, explanation="病历写的是初诊。")
    assert assessor.decide(visit, verdict) == DONE

    row = visit.row(father)
    assert (row["status"], row["outcome"], row["approved_fen"]) == ("decided", "declined", 0)
    assert (row["steps"], row["explanation"]) == ([], "病历写的是初诊。")
    assert row["events"][-1]["params"] == {"outcome": "declined", "reason": "not_follow_up"}
    assert balance(database, "outpatient") == (0, 0, 0, 0)


def test_a_declined_claim_is_looked_at_again(
    visit: Filed, father: Phone, assessor: Desk, colleague: Desk, database: OpenDatabase
) -> None:
    assessor.decline(visit)
    record = photo("medical_record")

    result = visit.send("announce", father, documents=[record], note="上次的病历找到了")

    assert result["status"] == "done"
    row = visit.row()
    assert (row["status"], row["outcome"], row["decided_at"]) == ("under_assessment", None, None)
    assert (row["approved_fen"], row["explanation"]) == (None, "")
    assert row["events"][-1]["kind"] == "reopened"
    assert balance(database, "outpatient") == (0, 102_920, 0, 1)
    # Until what was announced is here, it isn't approved.
    assert assessor.decide(visit) == "documents_open"
    visit.deliver(record, father)
    assert assessor.decide(visit) == DONE
    assert visit.row()["approved_fen"] == PAYS
    with database() as session:
        states = session.scalars(sa.select(ClaimDecision.state).order_by(ClaimDecision.id))
        assert list(states) == [DecisionState.OVERTAKEN, DecisionState.IN_FORCE]


def test_an_approved_claim_is_not_reopened(visit: Filed, assessor: Desk) -> None:
    assessor.decide(visit)

    result = visit.send("announce", documents=[photo()])
    assert (result["status"], result["code"]) == ("rejected", "claim_closed")
    assert visit.send("withdraw")["code"] == "claim_closed"


def test_above_the_limit_a_second_person_agrees(
    large: Filed, assessor: Desk, colleague: Desk, database: OpenDatabase
) -> None:
    assert assessor.decide(large) == DONE
    # The family hears of it when it is decided.
    assert large.row()["status"] == "under_assessment"
    assert balance(database, "inpatient")[:2] == (0, 810_000)

    assert assessor.second(large) == "same_person"
    assert assessor.decide(large) == "awaits_second"
    assert colleague.second(large) == DONE

    row = large.row()
    assert (row["status"], row["approved_fen"]) == ("decided", 810_000)
    assert colleague.second(large) == "nothing_proposed"
    with database() as session:
        decision = session.scalars(sa.select(ClaimDecision)).one()
        assert decision.proposed_by_id == assessor.who.id
        assert decision.second_id == colleague.who.id
        verbs = session.scalars(sa.select(AuditEntry.verb).order_by(AuditEntry.seq))
        assert list(verbs)[-3:] == ["claim.decided", "work.put_back", "claim.second_agreed"]


def test_a_second_person_may_send_it_back(
    large: Filed, assessor: Desk, colleague: Desk, database: OpenDatabase
) -> None:
    assessor.decide(large)

    assert colleague.second(large, agrees=False) == "invalid"
    assert list(colleague.fields) == ["words"]
    assert colleague.second(large, agrees=False, words="床位费要按 5 天算") == DONE

    assert large.row()["status"] == "under_assessment"
    assert assessor.decide(large) == DONE
    with database() as session:
        states = session.scalars(sa.select(ClaimDecision.state).order_by(ClaimDecision.id))
        assert list(states) == [DecisionState.RETURNED, DecisionState.PROPOSED]


def test_a_large_decline_needs_two_as_well(large: Filed, assessor: Desk, colleague: Desk) -> None:
    assert assessor.decline(large) == DONE
    assert large.row()["status"] == "under_assessment"

    assert colleague.second(large) == DONE
    assert large.row()["outcome"] == "declined"


@pytest.mark.parametrize("change", ["items", "request", "withdraw"])
def test_a_proposal_is_overtaken_by_a_change(
    large: Filed, assessor: Desk, colleague: Desk, database: OpenDatabase, change: str
) -> None:
    assessor.decide(large)
    seen = colleague.version(large)
    if change == "items":
        assessor.items(large, *WHOLE, benefit="inpatient")
    elif change == "request":
        assessor.request(large, DocumentKind.OTHER)
    else:
        large.send("withdraw")

    assert colleague.second(large, version=seen) == "changed_meanwhile"
    assert colleague.second(large) == "nothing_proposed"
    with database() as session:
        assert session.scalars(sa.select(ClaimDecision.state)).one() == DecisionState.OVERTAKEN


def test_what_the_family_adds_is_looked_at_first(
    large: Filed, assessor: Desk, colleague: Desk
) -> None:
    assessor.decide(large)
    more = photo("other")
    large.send("announce", documents=[more])

    assert colleague.second(large) == "documents_open"
    large.deliver(more)
    assert colleague.second(large) == DONE


def test_figures_that_changed_meanwhile_are_told(
    large: Filed, mother: Phone, lin: Card, assessor: Desk, colleague: Desk
) -> None:
    assessor.decide(large)
    claim = stay(total_fen=60_000, invoices=[{"amount_fen": 60_000}])
    other = file_claim(mother, lin, "invoice", claim=claim, account=None)
    other.deliver_all()
    colleague.begin(other)
    colleague.items(other, ExpenseItem("床位", ItemKind.WARD, 60_000, 60_000), benefit="inpatient",
                    authorised=True)  # fmt: skip
    assert colleague.decide(other) == DONE

    # ¥600 of the year's deductible are taken already: this one pays more now.
    assert colleague.second(large) == "figures_changed"
    assert colleague.second(large, agrees=False, words="免赔额变了") == DONE
    assert assessor.decide(large) == DONE
    assert colleague.second(large) == DONE
    assert large.row()["approved_fen"] == 864_000


def test_it_waits_for_what_is_open(mother: Phone, lin: Card, assessor: Desk) -> None:
    filed = file_claim(mother, lin, "invoice")
    filed.deliver_all()
    assessor.begin(filed)
    assert assessor.decide(filed) == "items_missing"
    assessor.items(filed, *WHOLE)
    assessor.request(filed, DocumentKind.OTHER)
    assert assessor.decide(filed) == "documents_open"

    # A decline needs no answer: it may never come.
    verdict = Verdict(DeclineReason.NOT_ANSWERED, explanation="两次请您补材料，都没有收到。")
    assert assessor.decide(filed, verdict) == DONE
    assert all(each["answered_at"] for each in filed.row()["requests"])


def test_what_is_on_its_way_to_a_declined_claim_reopens_it(visit: Filed, assessor: Desk) -> None:
    coming = photo("other")
    visit.send("announce", documents=[coming])
    assessor.decline(visit)

    assert visit.document_rows()[-1]["state"] == "dropped"
    assert visit.deliver(coming)["code"] == "claim_closed"
    assert visit.send("announce", documents=[photo("other")])["status"] == "done"


def test_of_two_at_once_the_second_is_told(visit: Filed, assessor: Desk, colleague: Desk) -> None:
    seen = assessor.version(visit)
    assert assessor.decide(visit, version=seen) == DONE
    assert assessor.decide(visit, version=seen) == "changed_meanwhile"
    assert colleague.decline(visit, version=seen) == "changed_meanwhile"
    assert colleague.decline(visit) == "wrong_step"


@on_sqlite
def test_a_colleagues_claim_is_theirs_to_decide(visit: Filed, colleague: Desk) -> None:
    assert colleague.decide(visit) == "taken"


@on_sqlite
@pytest.mark.parametrize(
    ("verdict", "field"),
    [
        (Verdict(explanation="长" * 1001), "explanation"),
        (
            Verdict(DeclineReason.OTHER, Override(1, "…"), "不赔"),
            "override_fen",
        ),
    ],
)
def test_it_names_what_is_wrong(visit: Filed, assessor: Desk, verdict: Verdict, field: str) -> None:
    assert assessor.decide(visit, verdict) == "invalid"
    assert list(assessor.fields) == [field]


def test_it_needs_no_network_twice(visit: Filed, assessor: Desk) -> None:
    """Both reasons at once are one cut of 40 %."""
    facts: dict[str, Any] = {"outside_network": True}
    assessor.items(visit, *WHOLE, **facts)

    assert assessor.decide(visit) == DONE
    assert visit.row()["approved_fen"] == PAYS * 60 // 100
