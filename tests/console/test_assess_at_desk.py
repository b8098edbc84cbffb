"""A claim on its page: begun, assessed, asked about, decided by one or by two."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from api.claims.models import Claim
from api.claims.payout_models import ClaimDecision, DecisionState
from api.claims.rules import ClaimOutcome, ClaimStatus, DeclineReason
from api.core.actors import Role
from api.core.audit import AuditEntry
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.filing import BANK_NUMBER, Filed, file_claim, header, stay
from tests.console.claims import PARTLY, WHOLE, Page, errors_in
from tests.desks import Desk, Person

OpenPage = Callable[..., Page]


@pytest.fixture
def assessor(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    return desk_of(hire(Role.ASSESSOR, name="许静"))


@pytest.fixture
def second(hire: Callable[..., Person], desk_of: Callable[[Person], Desk]) -> Desk:
    """Another assessor."""
    return desk_of(hire(Role.ASSESSOR, name="周宁"))


@pytest.fixture
def filed(mother: Phone, lin: Card) -> Filed:
    """An outpatient claim of ¥1,386.50 with all its photos."""
    filed = file_claim(mother, lin)
    filed.deliver_all()
    return filed


@pytest.fixture
def page(assessor: Desk, filed: Filed) -> Page:
    """The claim's page, under assessment."""
    page = Page(assessor, filed)
    assert page.send("begin").location.endswith("done=begun")
    return page


def claim_of(database: OpenDatabase, filed: Filed) -> Claim:
    with database() as session:
        claim = session.get_one(Claim, filed.id)
        session.expunge(claim)
        return claim


def test_it_shows_a_claim_masked_until_somebody_says_why(
    assessor: Desk, filed: Filed, database: OpenDatabase
) -> None:
    page = Page(assessor, filed)
    text = page.open()
    for shown in ("林**", filed.receipt, "急性支气管炎", "周**", "尾号0128", "¥1,386.50"):
        assert shown in text
    hidden = ("林小满", BANK_NUMBER, "周晚晴")
    for secret in hidden:
        assert secret not in text

    assert page.send("reveal", reason=" ").status_code == 422
    revealed = page.send("reveal", reason="核对账户")
    for secret in hidden:
        assert secret in revealed.text
    with database() as session:
        entry = session.scalars(
            sa.select(AuditEntry).where(AuditEntry.verb == "claim.revealed")
        ).one()
        assert (entry.reason, entry.policy_id) == ("核对账户", filed.card.policy_id)


def test_it_is_decided_as_the_rules_have_it(
    page: Page, filed: Filed, mother: Phone, database: OpenDatabase
) -> None:
    assert page.assess(WHOLE).location.endswith("done=items")
    text = page.open()
    assert "核定赔款" in text

    answer = page.send("decide", explanation="都在保障内。")

    assert answer.location.endswith("done=decided")
    row = filed.row()
    assert (row["status"], row["explanation"]) == ("decided", "都在保障内。")
    assert row["steps"][0] == {"label": "claimed", "amount_fen": 138_650}
    assert row["steps"][-1]["amount_fen"] == row["approved_fen"]
    assert "claim_decided" in mother.inbox()


def test_it_is_approved_in_part_by_item(page: Page, filed: Filed) -> None:
    page.assess(*PARTLY)
    page.send("decide")

    row = filed.row()
    assert row["outcome"] == ClaimOutcome.PARTLY
    assert row["steps"][:2] == [
        {"label": "claimed", "amount_fen": 64_000},
        {"label": "not_covered", "amount_fen": -10_000, "words": "诊察费、雾化面罩"},
    ]


def test_it_pays_otherwise_for_a_reason(page: Page, filed: Filed) -> None:
    page.assess(WHOLE)
    refused = page.send("decide", override="500")
    assert refused.status_code == 422
    assert "写上为什么这样定。" in errors_in(refused)

    page.send("decide", override="500", override_reason="家长已由单位报销一部分")

    row = filed.row()
    assert row["approved_fen"] == 50_000
    assert row["steps"][-2]["label"] == "override"
    assert row["steps"][-2]["words"] == "家长已由单位报销一部分"


def test_it_is_declined_with_a_reason(page: Page, filed: Filed) -> None:
    without = page.send("decline", decline="", explanation="")
    assert "选一个原因。" in errors_in(without)
    unsaid = page.send("decline", decline="not_covered", explanation="")
    assert "写给家长：为什么不赔。" in errors_in(unsaid)

    page.send("decline", decline="not_covered", explanation="这家医院不在保障内。")

    row = filed.row()
    assert (row["outcome"], row["approved_fen"]) == (ClaimOutcome.DECLINED, 0)
    assert row["explanation"] == "这家医院不在保障内。"


@pytest.mark.parametrize(("agrees", "state"), [("1", "decided"), ("0", "under_assessment")])
def test_it_waits_for_a_second_person_above_the_limit(
    assessor: Desk,
    second: Desk,
    mother: Phone,
    lin: Card,
    database: OpenDatabase,
    agrees: str,
    state: str,
) -> None:
    filed = file_claim(mother, lin, "invoice", claim=stay())
    filed.deliver_all()
    page = Page(assessor, filed)
    page.send("begin")
    page.assess(("床位、手术", "treatment", "9206.80", "", ""), benefit="inpatient", authorised="1")
    assert page.send("decide").location.endswith("done=proposed")
    assert filed.row()["status"] == "under_assessment"
    assert "要另一个人来看" in page.open()
    own = page.send("second", agrees="1", version=str(claim_of(database, filed).version))
    assert own.status_code == 403

    other = Page(second, filed)
    assert "许静的决定，等第二个人" in other.open()
    sent = other.send("second", agrees=agrees, words="" if agrees == "1" else "陪护费再看看")

    assert sent.status_code == 302
    assert filed.row()["status"] == state
    with database() as session:
        decision = session.scalars(sa.select(ClaimDecision)).one()
        assert (decision.proposed_by, decision.second) == ("许静", "周宁")
        wanted = DecisionState.IN_FORCE if agrees == "1" else DecisionState.RETURNED
        assert decision.state is wanted


@on_sqlite
def test_it_goes_back_with_words_only(
    assessor: Desk, second: Desk, mother: Phone, lin: Card
) -> None:
    filed = file_claim(mother, lin, "invoice", claim=stay())
    filed.deliver_all()
    page = Page(assessor, filed)
    page.send("begin")
    page.assess(("床位", "ward", "9206.80", "", ""), benefit="inpatient", authorised="1")
    page.send("decide")

    answer = Page(second, filed).send("second", agrees="0", words=" ")

    assert "写上为什么退回。" in errors_in(answer)


def test_it_asks_for_documents(page: Page, filed: Filed) -> None:
    nothing = page.send("request", note="请补")
    assert "选要补什么。" in errors_in(nothing)

    page.send("request", kinds=["exam_report", "invoice"], note="请补检查报告和发票原件。")

    row = filed.row()
    assert row["status"] == "documents_requested"
    assert row["requests"][0]["kinds"] == ["invoice", "exam_report"]
    assert row["requests"][0]["note"] == "请补检查报告和发票原件。"

    page.open()
    assert page.send("take-back").location.endswith("done=taken-back")
    assert filed.row()["status"] == "under_assessment"


@pytest.mark.parametrize(
    ("fields", "mark"),
    [
        (
            {"x": "0.5500", "y": "0.6", "w": "0.4000", "h": "0.3"},
            {"x": 0.55, "y": 0.6, "w": 0.4, "h": 0.3},
        ),
        ({"place": "bottom-right"}, {"x": 0.55, "y": 0.65, "w": 0.45, "h": 0.35}),
        ({}, None),
    ],
    ids=["drawn", "chosen", "whole"],
)
def test_it_asks_for_a_photo_again(
    page: Page, filed: Filed, fields: dict[str, str], mark: dict[str, float] | None
) -> None:
    document = filed.documents[0]["id"]

    page.send("retake", document_id=document, note="右下角看不清，放平再拍。", **fields)

    row = next(each for each in filed.document_rows() if each["id"] == document)
    assert row["state"] == "retake_requested"
    assert row["request"] == {"note": "右下角看不清，放平再拍。", "mark": mark}
    shown = page.open()
    assert ("看不清" in shown) is True
    assert ('data-mark="' in shown) is False  # no preview is made in this test


@on_sqlite
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"note": ""}, "家长会看到"),
        ({"note": "看不清", "x": "0.9", "y": "0.9", "w": "0.9", "h": "0.9"}, "画在照片里。"),
        ({"note": "看不清", "x": "-1", "y": "0", "w": "0.2", "h": "0.2"}, "重新圈一次。"),
        ({"note": "看不清", "x": "NaN", "y": "0", "w": "1", "h": "1"}, "重新圈一次。"),
        ({"note": "看不清", "document_id": "x"}, "没有找到这份材料。"),
    ],
    ids=str,
)
def test_it_asks_for_no_photo_where_something_is_wrong(
    page: Page, filed: Filed, fields: dict[str, str], sentence: str
) -> None:
    answer = page.send("retake", **{"document_id": filed.documents[0]["id"], **fields})

    assert answer.status_code in {404, 422}
    assert sentence in errors_in(answer)
    assert {row["state"] for row in filed.document_rows()} == {"received"}


@on_sqlite
@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("", "other", "5", "", ""), "写上项目。"),
        (("诊察", "other", "", "", ""), "金额写成"),
        (("诊察", "other", "-5", "", ""), "金额写成"),
        (("诊察", "other", "5.001", "", ""), "金额写成"),
        (("诊察", "other", "五元", "", ""), "金额写成"),
        (("诊察", "other", "0", "", ""), "金额要大于零。"),
        (("诊察", "other", "5", "6", ""), "核定金额从零到发票金额。"),
        (("诊察", "other", "5", "4", ""), "写上为什么没全赔。"),
    ],
    ids=str,
)
def test_it_stores_no_items_where_something_is_wrong(
    page: Page,
    database: OpenDatabase,
    filed: Filed,
    row: tuple[str, str, str, str, str],
    sentence: str,
) -> None:
    answer = page.assess(row)

    assert answer.status_code == 422
    assert sentence in errors_in(answer)
    for typed in row[2:]:
        assert f'value="{typed}"' in answer.text
    assert claim_of(database, filed).assessment is None


def test_it_tells_who_comes_second_and_keeps_what_they_typed(
    page: Page, second: Desk, filed: Filed, database: OpenDatabase
) -> None:
    page.assess(WHOLE)
    page.open()
    filed.send("withdraw")

    late = page.send("decide", explanation="写了很久的一段话。")

    assert late.status_code == 409
    assert "您看的时候，这笔理赔变了" in errors_in(late)
    assert "写了很久的一段话。" in errors_in(late)
    assert claim_of(database, filed).status is ClaimStatus.WITHDRAWN


def test_it_is_in_one_pair_of_hands(
    page: Page, second: Desk, filed: Filed, database: OpenDatabase
) -> None:
    other = Page(second, filed)
    assert "许静在办" in other.open()

    taken = other.assess(WHOLE, version=str(claim_of(database, filed).version))

    assert taken.status_code == 409
    assert "同事已经领走了。" in errors_in(taken)


def test_two_who_answer_at_once_hear_of_each_other(
    assessor: Desk, second: Desk, filed: Filed
) -> None:
    mine, theirs = Page(assessor, filed), Page(second, filed)
    mine.open()
    theirs.open()

    assert mine.send("begin").status_code == 302
    late = theirs.send("begin")

    assert late.status_code == 409
    assert "您看的时候，这笔理赔变了，这一步没有做。" in errors_in(late)


@on_sqlite
@pytest.mark.parametrize("verb", ["decide", "items", "second", "retake", "take-back"])
def test_it_takes_no_step_out_of_turn(assessor: Desk, filed: Filed, verb: str) -> None:
    page = Page(assessor, filed)
    answer = (
        page.assess(WHOLE)
        if verb == "items"
        else page.send(verb, note="看不清", document_id=filed.documents[0]["id"])
    )

    assert answer.status_code == 409
    assert errors_in(answer)


@on_sqlite
def test_it_shows_no_illness_to_the_others(
    hire: Callable[..., Person], desk_of: Callable[[Person], Desk], filed: Filed
) -> None:
    for role in (Role.FINANCE, Role.SUPPORT):
        text = Page(desk_of(hire(role)), filed).open()
        assert filed.receipt in text
        for hidden in (
            "急性支气管炎",
            "/console/files/",
            'action="' + f"/console/claims/{filed.id}/begin",
        ):
            assert hidden not in text


@on_sqlite
def test_it_stands_in_the_queue_with_its_deadline(
    assessor: Desk, filed: Filed, mother: Phone, lin: Card
) -> None:
    on_its_way = file_claim(
        mother, lin, "invoice", claim=header(invoices=[{"amount_fen": 5_000}], total_fen=5_000)
    )

    text = assessor.get("/console").text

    for shown in ("材料齐全", "还在路上", "照片0/1", "剩10个工作日", filed.receipt):
        assert shown in text
    assert on_its_way.receipt in text


@on_sqlite
def test_it_shows_a_policy_its_claims(support: Desk, filed: Filed) -> None:
    text = support.get(f"/console/policies/{filed.card.policy_id}").text

    assert filed.receipt in text
    assert "急性支气管炎" not in text


@on_sqlite
def test_every_reason_to_decline_can_be_chosen(page: Page) -> None:
    text = page.open()
    assert [each for each in DeclineReason if f'value="{each}"' not in text] == []
