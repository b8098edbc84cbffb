"""Rows put on a phone as if the service had sent them, for states that take long to reach."""

from functools import cache
from typing import Any

from tests.browser import paying
from tests.browser.modules import bundle
from tests.browser.phone import Phone
from tests.waiting import wait_until

_WRITE = """async ([policyId, put]) => {
  const cookies = await rows.collections.readCookies();
  const answer = { cookie: cookies[policyId], reset: false, more: false, put, del: {} };
  const at = new Date().toISOString();
  await rows.collections.writeAnswer(policyId, answer, { at, heardMs: Date.now() });
  rows.collections.announceRows();
}"""


@cache
def _script() -> str:
    return bundle(collections="db/collections.js").replace("var lib", "globalThis.rows", 1)


def put(phone: Phone, policy_id: str, **rows: list[dict[str, Any]]) -> None:
    """Puts rows of collections on the phone, under a policy that it holds."""
    phone.page.evaluate(f"() => {{ {_script()} }}")
    phone.page.evaluate(_WRITE, [policy_id, rows])


def claim(claim_id: str, **more: Any) -> dict[str, Any]:
    """A claim in review; `more` are other values."""
    at = "2026-03-02T12:14:00.000Z"
    return {
        "id": claim_id,
        "receipt": "C2603-0731",
        "kind": "public_inpatient",
        "status": "under_assessment",
        "outcome": None,
        "hospital": "东塘儿童医院国际部",
        "hospital_id": None,
        "department": "发热门诊",
        "visited_on": "2026-03-01",
        "discharged_on": "2026-03-05",
        "diagnosis": "急性支气管炎",
        "note": "",
        "total_fen": 920_680,
        "invoices": [{"number": "", "amount_fen": 920_680, "issued_on": None}],
        "benefit": "inpatient",
        "account_id": "account",
        "opened_by": "妈妈",
        "announced_at": at,
        "completed_at": at,
        "due_on": "2026-03-16",
        "due_is_estimate": False,
        "decided_at": None,
        "paid_at": None,
        "approved_fen": None,
        "steps": [],
        "explanation": "",
        "events": [
            {"kind": kind, "at": at, "params": {}}
            for kind in ("announced", "complete", "assessment_begun")
        ],
        "requests": [],
        **more,
    }


def complaint(complaint_id: str, **more: Any) -> dict[str, Any]:
    """A complaint that waits for its answer."""
    at = "2026-03-12T02:14:00.000Z"
    return {
        "id": complaint_id,
        "receipt": "T2603-0027",
        "topic": "reception",
        "state": "received",
        "text": "前台说系统里查不到小满的卡，让我先付了 ¥1,240。\n二维码扫了三次都没反应。",
        "wish": "把先付的钱按直付退回来",
        "call_back": True,
        "visit_id": None,
        "written_by": "妈妈",
        "binding_id": "binding",
        "received_at": at,
        "due_on": "2099-03-19",
        "due_is_estimate": False,
        "closed_by": None,
        "events": [{"kind": "received", "at": at, "phone": "妈妈", "words": ""}],
        "papers": [],
        **more,
    }


def complaints_in_every_state(phone: Phone, policy_id: str) -> dict[str, str]:
    """Puts a complaint in each telling state on the phone; returns their ids by name."""
    at = "2026-03-16T06:30:00.000Z"
    first = complaint("")["events"]
    answered = {"kind": "answered", "at": at, "phone": None, "words": "您说得对，钱退给您了。"}
    again = {"kind": "reopened", "at": at, "phone": "爸爸", "words": "钱还没有到。"}
    over = {"kind": "closed", "at": at, "phone": None, "words": "和另一条是同一件事。"}
    papers = [
        {"id": "here", "state": "received", "filename": "", "upload_id": None},
        {"id": "coming", "state": "expected", "filename": "", "upload_id": None},
    ]
    put(
        phone,
        policy_id,
        complaints=[
            complaint("waiting-complaint", papers=papers),
            complaint("late-complaint", due_on="2026-03-19"),
            complaint(
                "answered-complaint", state="answered", due_on=None, events=[*first, answered]
            ),
            complaint(
                "reopened-complaint",
                state="reopened",
                due_is_estimate=True,
                events=[*first, answered, again],
            ),
            complaint(
                "closed-complaint",
                state="closed",
                due_on=None,
                closed_by="service",
                events=[*first, over],
            ),
        ],
    )
    return {
        "waiting_complaint": "waiting-complaint",
        "late_complaint": "late-complaint",
        "answered_complaint": "answered-complaint",
        "reopened_complaint": "reopened-complaint",
        "closed_complaint": "closed-complaint",
    }


def bill(bill_id: str, **more: Any) -> dict[str, Any]:
    """A bill that nobody has paid."""
    return {
        "id": bill_id,
        "number": "B2603-0412",
        "source": "visit",
        "source_id": f"visit of {bill_id}",
        "state": "open",
        "hospital": "上海嘉会国际医院闵行门诊部儿科中心",
        "visited_on": "2026-03-12",
        "due_fen": 12_600,
        "paid_fen": 0,
        "owed_fen": 12_600,
        "due_on": "2099-03-25",
        "opened_at": "2026-03-13T02:00:00.000Z",
        "paid_at": None,
        "receipt": None,
        "paying": None,
        "refunds": [],
        "read": True,
        **more,
    }


def bills_in_every_state(phone: Phone, policy_id: str) -> dict[str, str]:
    """Puts a bill in each telling state on the phone; returns their ids by name.

    Two are the service's own, since the page of one that is being paid asks about it.
    """
    at = "2026-03-14T01:40:00.000Z"
    refund = {"amount_fen": 2_600, "cause": "not_owed", "state": "done", "at": at}
    paid = {"state": "paid", "paid_fen": 10_000, "owed_fen": 0, "paid_at": at}
    wait_until(lambda: len(paying.bills_of(phone)) > 1, "the bills to be opened", 60)
    busy, checked = (each["id"] for each in paying.bills_of(phone)[:2])
    for each in (busy, checked):
        paying.begin(phone, each)
    about = {"phone": "爸爸", "binding_id": "binding", "since": at}
    put(
        phone,
        policy_id,
        bills=[
            bill(busy, state="paying", paying={**about, "until": "2099-03-14T01:55:00.000Z"}),
            bill(checked, state="paying", paying={**about, "until": at}),
            bill("open-bill", paid_fen=2_600, owed_fen=10_000, refunds=[refund]),
            bill("paid-bill", **paid, due_fen=10_000, receipt="R2603-0007", refunds=[refund]),
        ],
    )
    return {
        "open_bill": "open-bill",
        "busy_bill": busy,
        "checked_bill": checked,
        "paid_bill": "paid-bill",
    }


def document(document_id: str, claim_id: str, **more: Any) -> dict[str, Any]:
    """A document that was received."""
    return {
        "id": document_id,
        "claim_id": claim_id,
        "kind": "invoice",
        "state": "received",
        "position": 0,
        "filename": "invoice.jpg",
        "size": 300_000,
        "sha256": "0" * 64,
        "upload_id": None,
        "phone": "妈妈",
        "binding_id": None,
        "received_at": "2026-03-03T01:30:00.000Z",
        "request": None,
        "replaces": None,
        **more,
    }


ACCOUNT = {
    "id": "account",
    "holder": "周晚晴",
    "bank": "招商银行上海分行",
    "last4": "6217",
    "state": "unconfirmed",
    "added_by": "妈妈",
    "created_at": "2026-03-02T12:14:00.000Z",
}

# The arithmetic of the worked example in docs/decisions.
STEPS = [
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
    {"label": "limit", "amount_fen": -32_000, "words": "policy_year"},
    {"label": "override", "amount_fen": 1_000, "words": "核对后补上一项检查费"},
    {"label": "approved", "amount_fen": 401_000},
]


def every_state(phone: Phone, policy_id: str) -> dict[str, str]:
    """Puts a claim in each telling state on the phone; returns their ids by name."""
    mark = {"x": 0.5, "y": 0.6, "w": 0.4, "h": 0.3}
    decided = {"at": "2026-03-13T02:00:00.000Z", "kind": "decided"}
    base = claim("")["events"]
    put(
        phone,
        policy_id,
        payout_accounts=[ACCOUNT],
        claims=[
            claim(
                "requested",
                status="documents_requested",
                events=[
                    *base,
                    {"kind": "documents_requested", "at": decided["at"], "params": {}},
                ],
                requests=[
                    {
                        "id": "request",
                        "kinds": ["exam_report", "other"],
                        "document_ids": ["retake"],
                        "note": "再补一张血常规。",
                        "at": decided["at"],
                        "answered_at": None,
                    }
                ],
            ),
            claim(
                "partly",
                status="decided",
                outcome="partly",
                decided_at=decided["at"],
                approved_fen=401_000,
                steps=STEPS,
                events=[*base, {**decided, "params": {"outcome": "partly"}}],
            ),
            claim(
                "declined",
                status="decided",
                outcome="declined",
                kind="internet",
                decided_at=decided["at"],
                approved_fen=0,
                explanation="病历写的是“初诊”，之前没有这个病的就诊记录。",
                events=[
                    *base,
                    {**decided, "params": {"outcome": "declined", "reason": "not_follow_up"}},
                ],
            ),
            claim("elsewhere", status="announced", completed_at=None, events=base[:1]),
        ],
        claim_documents=[
            document("first", "requested"),
            document(
                "retake",
                "requested",
                state="retake_requested",
                position=1,
                request={"note": "右下角看不清。", "mark": mark},
            ),
            document("of-partly", "partly"),
            document("coming", "elsewhere", state="expected", received_at=None),
        ],
    )
    return {name: name for name in ("requested", "partly", "declined", "elsewhere")}
