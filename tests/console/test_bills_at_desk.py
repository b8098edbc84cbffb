"""Bills at a desk: calls, changes and refunds by two people, and a day's statement."""

import io
from collections.abc import Callable

import pytest

from api.core.actors import Role
from api.core.clock import MovableClock
from tests.cast import Card, OpenDatabase, Phone, RunJobs
from tests.desks import Desk, Person
from tests.payments.bills import begin, bill
from tests.payments.till import Till

Hire = Callable[..., Person]
DeskOf = Callable[[Person], Desk]


@pytest.fixture
def finance(hire: Hire, desk_of: DeskOf) -> Desk:
    """The desk of 钱朗."""
    return desk_of(hire(Role.FINANCE, name="钱朗"))


@pytest.fixture
def admin(hire: Hire, desk_of: DeskOf) -> Desk:
    """The desk of 何明."""
    return desk_of(hire(Role.ADMIN, name="何明"))


def page(desk: Desk, bill_id: str) -> str:
    answer = desk.get(f"/console/bills/{bill_id}")
    assert answer.status_code == 200
    return answer.text


def act(html: str, piece: str) -> str:
    """The address of the form that has a piece in it."""
    return next(
        part.partition('"')[0]
        for part in html.split('action="')[1:]
        if piece in part.partition('"')[0]
    )


def test_it_lists_what_nobody_has_read_for_a_call(
    bill_id: str, support: Desk, hire: Hire, desk_of: DeskOf, clock: MovableClock
) -> None:
    assert "没有要打电话的" in support.get("/console/bills").text
    clock.move(days=4)
    support = desk_of(hire(Role.SUPPORT))
    assert f"/console/bills/{bill_id}" in support.get("/console/bills").text
    assert "要打电话" in support.get("/console").text
    assert support.post(f"/console/bills/{bill_id}/called", note="接了，明天付").status_code == 302
    assert "没有要打电话的" in support.get("/console/bills").text
    assert "打过电话说账单，接了，明天付" in page(support, bill_id)


def test_it_calls_nobody_who_has_read_it(
    bill_id: str, lin: Card, hire: Hire, desk_of: DeskOf, mother: Phone, clock: MovableClock
) -> None:
    mother.send(lin, "payments.read", bill_ids=[bill_id])
    assert bill(mother, bill_id)["read"] is True
    clock.move(days=4)
    support = desk_of(hire(Role.SUPPORT))
    assert "没有要打电话的" in support.get("/console/bills").text


def test_it_postpones_with_a_colleague(
    bill_id: str, support: Desk, colleague: Desk, mother: Phone
) -> None:
    path = f"/console/bills/{bill_id}/changes"
    wrong = support.post(path, kind="postpone", due_on="2026-03-01", reason="")
    assert wrong.status_code == 422
    assert "写4到200个字" in wrong.text
    support.post(path, kind="postpone", due_on="2026-04-20", reason="孩子住院，晚点付")
    assert "您提的，要另一个人来看" in page(support, bill_id)
    where = act(page(colleague, bill_id), "/console/bill-changes/")
    assert support.post(where, agrees="yes").status_code == 403
    assert colleague.post(where, agrees="yes").status_code == 302
    assert bill(mother, bill_id)["due_on"] == "2026-04-20"


def test_it_refunds_with_a_second_person(
    bill_id: str, finance: Desk, admin: Desk, mother: Phone, till: Till
) -> None:
    begin(mother, bill_id)
    till.pay(till.only())
    mother.post("/api/payments/look", {"bill_id": bill_id})
    path = f"/console/bills/{bill_id}/refunds"
    assert "最多退126.00" in finance.post(path, amount_fen="200", reason="核对过了").text
    assert "金额写成" in finance.post(path, amount_fen="viel", reason="核对过了").text
    finance.post(path, amount_fen="40.00", reason="雾化面罩在保障内")
    where = act(page(admin, bill_id), "/console/refunds/")
    admin.post(where, agrees="yes")
    assert bill(mother, bill_id)["paid_fen"] == 8_600


def test_it_shows_a_day_with_its_differences(
    bill_id: str, finance: Desk, mother: Phone, till: Till, run_jobs: RunJobs
) -> None:
    begin(mother, bill_id)
    till.pay(till.only())
    day = {"day": "2026-03-09", "gateway": "till"}
    assert "还没有这天的渠道账单" in finance.get("/console/reconcile?day=2026-03-09").text
    finance.post("/console/reconcile/fetch", **day)
    shown = finance.get("/console/reconcile?day=2026-03-09").text
    assert "渠道收到了，我们没记上" in shown
    run_jobs("payments.look")
    finance.post("/console/reconcile/fetch", **day)
    assert "没有差异" in finance.get("/console/reconcile?day=2026-03-09").text


def test_it_takes_a_statement_from_a_file_and_says_what_is_wrong(finance: Desk, till: Till) -> None:
    def upload(content: bytes) -> str:
        finance.get("/console/reconcile")
        data = {
            "csrf_token": finance.form_token,
            "day": "2026-03-09",
            "gateway": "till",
            "file": (io.BytesIO(content), "bill.csv"),
        }
        answer = finance.client.post("/console/reconcile/upload", data=data, follow_redirects=True)
        return str(answer.text)

    assert "这个文件读不了" in upload(b"nonsense")
    assert "这天每一笔都对上了" in upload(b"")


def test_it_says_that_the_gateway_gives_no_statement(finance: Desk, till: Till) -> None:
    till.is_away = True
    answer = finance.post("/console/reconcile/fetch", day="2026-03-09", gateway="till")
    assert "渠道没有给出这天的账单" in answer.text
    assert finance.get("/console/reconcile?day=nonsense").status_code == 200


def test_it_knows_no_other_bill(support: Desk, till: Till, database: OpenDatabase) -> None:
    missing = "01890000-0000-7000-8000-000000000000"
    assert support.get(f"/console/bills/{missing}").status_code == 404
