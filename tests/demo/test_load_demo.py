"""The demo families: loaded once, sound, and as the terminal describes them."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import yaml
from flask import Flask

from api.benefits.models import BenefitBalance
from api.building.failure import BuildError
from api.claims.models import Claim
from api.claims.rules import ClaimOutcome, ClaimStatus, DocumentKind, DocumentState
from api.complaints.models import Complaint
from api.complaints.rules import ComplaintState
from api.core.clock import MovableClock, china_date
from api.core.db import db
from api.demo.loading import describe_demo, load_demo
from api.payments.models import Bill
from api.payments.reading import state_of
from api.payments.rules import BillState
from api.policies.models import Child, Policy, PolicyKind
from api.policies.rules import CardState, PolicyStatus
from api.settings import Settings
from api.visits.models import Visit
from api.visits.rules import is_under_review
from tests.cast import VERSIONS, OpenDatabase, Phone, RunJobs
from tests.outbox import Outbox

Load = Callable[[], None]


@pytest.fixture
def load(app: Flask, settings: Settings, clock: MovableClock) -> Load:
    def load() -> None:
        with app.app_context():
            here = app.extensions["tongka"]
            load_demo(db.session(), settings.seed_dir, here.seeds, here.files, clock.now())
            db.session.commit()

    return load


def test_it_loads_families_of_every_kind(
    load: Load, database: OpenDatabase, clock: MovableClock
) -> None:
    load()
    today = china_date(clock.now())
    with database() as session:
        policies = session.scalars(sa.select(Policy)).all()
        states = {state_of(session, each, today) for each in policies}
        assert {CardState.ACTIVE, CardState.SUSPENDED, CardState.NOT_STARTED} <= states
        assert all(policy.demo for policy in policies)
        assert {policy.plan for policy in policies} == {"chengzhang", "chengzhang_plus"}
        assert PolicyKind.GROUP in {policy.kind for policy in policies}
        assert any(policy.renews_id for policy in policies)
        of_holder = [policy.policyholder_id for policy in policies]
        assert any(of_holder.count(holder) > 1 for holder in of_holder)


def test_it_has_a_child_with_a_rich_year(load: Load, database: OpenDatabase) -> None:
    load()
    with database() as session:
        visits = session.scalars(
            sa.select(Visit)
            .join(Policy, Policy.id == Visit.policy_id)
            .join(Child)
            .where(Child.name == "吴念安")
        ).all()
        assert len(visits) >= 40
        assert any(is_under_review(visit.figures) for visit in visits)
        states = session.scalars(sa.select(Bill.state).where(Bill.policy_id == visits[0].policy_id))
        assert set(states) == {BillState.OPEN, BillState.PAID}
        balances = session.scalars(
            sa.select(BenefitBalance).where(BenefitBalance.policy_id == visits[0].policy_id)
        ).all()
        assert all(balance.used_count + balance.reviewing_count for balance in balances)


def test_it_leaves_alone_what_is_there(
    load: Load, database: OpenDatabase, clock: MovableClock
) -> None:
    load()
    with database() as session:
        before = set(session.execute(sa.select(Policy.number, Policy.starts_on)).all())
        session.scalars(sa.select(Policy)).first().status = PolicyStatus.TERMINATED
    clock.move(days=4)
    load()
    with database() as session:
        after = session.execute(sa.select(Policy.number, Policy.starts_on)).all()
        assert set(after) == before
        terminated = Policy.status == PolicyStatus.TERMINATED
        assert len(session.scalars(sa.select(Policy).where(terminated)).all()) == 1


def test_it_counts_days_from_today(load: Load, database: OpenDatabase, clock: MovableClock) -> None:
    clock.move(days=100)
    load()
    with database() as session:
        policy = session.scalars(sa.select(Policy).where(Policy.number == "DEMO-2025-003318")).one()
        assert policy.ends_on == china_date(clock.now()) + timedelta(days=11)


def test_it_tells_what_to_type(settings: Settings, clock: MovableClock) -> None:
    text = describe_demo(settings.seed_dir, clock.now())
    assert "+8613800000101" in text
    assert "林小满, born 2023-01-09, policy ending 4821 (individual)" in text


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("plan: chengzhang_plus", "plan: gold", "No plan has the code gold."),
        ("visited_on: -8", "visited_on: soon", "demo.yaml line "),
        (
            'child_id_number: "110100202301090000"',
            'child_id_number: "1"',
            "demo.yaml, DEMO-2026-004821",
        ),
        ("families:", "people:", "demo.yaml line "),
    ],
)
def test_it_names_what_is_wrong_in_the_file(
    app: Flask,
    tmp_path: Path,
    settings: Settings,
    clock: MovableClock,
    old: str,
    new: str,
    sentence: str,
) -> None:
    text = (settings.seed_dir / "demo.yaml").read_text()
    assert old in text
    shutil.copytree(settings.seed_dir, tmp_path / "seed")
    (tmp_path / "seed" / "demo.yaml").write_text(text.replace(old, new))
    here = app.extensions["tongka"]
    with app.app_context(), pytest.raises(BuildError) as refused:
        load_demo(db.session(), tmp_path / "seed", here.seeds, here.files, clock.now())
    assert sentence in str(refused.value)


def test_it_has_cards_that_can_be_bound(
    load: Load,
    settings: Settings,
    new_phone: Callable[..., Phone],
    run_jobs: RunJobs,
    outbox: Outbox,
) -> None:
    load()
    families = yaml.safe_load((settings.seed_dir / "demo.yaml").read_text())["families"]
    for number, family in enumerate(families):
        policy = family["policies"][0]
        phone = new_phone(address=f"203.0.113.{number}")
        claim = {
            "child_name": policy["child_name"],
            "policy_last4": policy["policy_number"][-4:],
            "id_type": family["id_type"],
            "id_number": family["id_number"],
            "birthday": policy["birthday"],
            "phone": family["policyholder_phone"],
            "kind": policy["kind"],
        }
        challenge = phone.post("/api/bind/code", {**claim, **VERSIONS}).json["challenge"]
        run_jobs()
        code = outbox.messages(family["policyholder_phone"], "bind_code")[-1].params["code"]
        assert phone.enter_code(challenge, code).status_code == 200
        assert all(row["demo"] for row in phone.pull().all("cards"))


def test_a_family_has_claims_of_every_kind(
    load: Load,
    database: OpenDatabase,
    run_jobs: RunJobs,
    outbox: Outbox,
    clock: MovableClock,
) -> None:
    load()
    run_jobs()
    # A form waits for the picture of its signature.
    clock.move(seconds=5)
    run_jobs()
    with database() as session:
        claims = session.scalars(sa.select(Claim).order_by(Claim.announced_at.desc())).all()
        assert [claim.status for claim in claims] == [
            ClaimStatus.ANNOUNCED,
            ClaimStatus.UNDER_ASSESSMENT,
            ClaimStatus.DECIDED,
            ClaimStatus.PAID,
        ]
        announced, _, decided, paid = claims
        states = [document.state for document in announced.documents]
        assert states.count(DocumentState.EXPECTED) == 2
        assert (decided.approved_fen, decided.outcome) == (432_000, ClaimOutcome.PARTLY)
        assert paid.approved_fen == 30_880
        kinds = [document.kind for document in decided.documents]
        assert kinds[-1] is DocumentKind.CLAIM_FORM
    # What was decided weeks ago is no news.
    assert outbox.messages(template="claim_decided") == []


def test_it_has_complaints_that_wait_and_that_were_answered(
    load: Load, database: OpenDatabase, run_jobs: RunJobs, outbox: Outbox
) -> None:
    load()
    run_jobs()
    with database() as session:
        states = {each.state for each in session.scalars(sa.select(Complaint))}
    assert states == {ComplaintState.RECEIVED, ComplaintState.ANSWERED}
    assert outbox.messages(template="complaint_answered") == []
