"""What a claim can't be: each wrong field is named, and nothing is kept of it."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from api.claims.models import Claim, ClaimDocument, ClaimInvoice
from api.claims.payout_models import PayoutAccount
from api.core.ids import new_id
from api.policies.models import Policy
from tests.cast import Card, OpenDatabase, Phone, on_sqlite
from tests.claims.filing import account, file_claim, header, open_args, photo, stay
from tests.factories import make_policy

Bad = dict[str, Any]
NET = {"follow_up": True, "licensed": True}


def of(**changes: Any) -> Bad:
    return {"claim": header(**changes)}


@on_sqlite
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (of(total_fen=0), "claim.total_fen", "金额写 0.01 到 1000 万元。"),
        (of(total_fen=-5), "claim.total_fen", "金额写 0.01 到 1000 万元。"),
        (of(total_fen=10**12), "claim.total_fen", "金额写 0.01 到 1000 万元。"),
        (of(total_fen=138.5), "claim.total_fen", "这一项的格式不对。"),
        (of(total_fen=138_651), "claim.total_fen", "申请金额比发票加起来还多。"),
        (of(invoices=[]), "claim.invoices", "写 1 到 40 张发票。"),
        (of(invoices=[{"amount_fen": 1}] * 41), "claim.invoices", "写 1 到 40 张发票。"),
        (
            of(invoices=[{"amount_fen": -1}, {"amount_fen": 200_000}]),
            "claim.invoices.0.amount_fen",
            "金额写 0.01 到 1000 万元。",
        ),
        (
            of(invoices=[{"amount_fen": 138_650, "issued_on": "2026-03-10"}]),
            "claim.invoices.0.issued_on",
            "日期还没到。",
        ),
        (of(visited_on="2026-03-10"), "claim.visited_on", "日期还没到。"),
        (
            of(visited_on="2025-12-31"),
            "claim.visited_on",
            "要在保单期间内：2026-01-01 到 2026-12-31。",
        ),
        (of(visited_on="5 March"), "claim.visited_on", "日期写成 2023-01-09 这样。"),
        ({"claim": stay(discharged_on=None)}, "claim.discharged_on", "写上出院那天。"),
        ({"claim": stay(discharged_on="2026-02-08")}, "claim.discharged_on", "出院不会早于入院。"),
        ({"claim": stay(discharged_on="2026-03-10")}, "claim.discharged_on", "日期还没到。"),
        (of(hospital=" "), "claim.hospital", "选一家医院，或写上名字。"),
        (of(hospital="医" * 81), "claim.hospital", "最多 80 个字。"),
        (of(diagnosis=""), "claim.diagnosis", "写 1 到 200 个字。"),
        (of(diagnosis="肺炎\x07"), "claim.diagnosis", "有看不见的字符，删掉再试。"),
        (of(kind="dental"), "claim.kind", None),
        (of(kind="internet"), "claim.internet", "互联网问诊要回答两个问题，别的不用。"),
        (of(internet=NET), "claim.internet", "互联网问诊要回答两个问题，别的不用。"),
        (of(kind="internet", internet={"follow_up": "yes", "licensed": True}),
         "claim.internet.follow_up", "这一项的格式不对。"),
        (of(id="1"), "claim.id", "这一项的格式不对。"),
        (of(secret=1), "claim.secret", "不认识这一项。"),
        ({"agreed": False}, "agreed", "要先同意。"),
        ({"agreed": "yes"}, "agreed", "这一项的格式不对。"),
        ({"account": account(number="622202")}, "account.number", "银行卡号是 13 到 19 位数字。"),
        ({"account": account(number="6222021234567890129")}, "account.number",
         "卡号对不上，看看有没有写错。"),
        ({"account": account(number="6222 O212")}, "account.number", "只写数字。"),
        ({"account": account(holder=None)}, "account.holder", "还没填。"),
        ({"account": {"id": new_id()}}, "account.id", "换一个账户。"),
        ({"documents": [photo(size=0)]}, "documents.0.size", "文件是空的。"),
        ({"documents": [photo(), photo(kind="selfie")]}, "documents.1.kind", None),
        ({"documents": [photo(filename="a\x00.jpg")]}, "documents.0.filename",
         "有看不见的字符，删掉再试。"),
        ({"documents": [photo() for _ in range(41)]}, "documents", "最多 40 张。"),
        ({"documents": [photo(id="01900000-0000-7000-8000-000000000000")] * 2},
         "documents.1.id", "这个编号用过了。"),
    ],
)  # fmt: skip
def test_it_names_what_is_wrong(
    mother: Phone,
    lin: Card,
    database: OpenDatabase,
    changes: Bad,
    field: str,
    sentence: str | None,
) -> None:
    result = mother.send(lin, "claims.open", **open_args(**changes))

    assert result["status"] == "rejected"
    assert field in result["fields"]
    if sentence:
        assert result["fields"] == {field: [sentence]}
    with database() as session:
        for model in (Claim, ClaimDocument, ClaimInvoice, PayoutAccount):
            assert session.scalars(sa.select(model)).all() == []


def test_an_invoice_is_claimed_once(mother: Phone, father: Phone, lin: Card) -> None:
    file_claim(mother, lin)
    invoices = [
        {"number": "12345678", "amount_fen": 100},
        # As another keyboard writes it.
        {"number": "０００0-1862", "amount_fen": 138_650},
    ]

    result = father.send(lin, "claims.open", **open_args(claim=header(invoices=invoices)))

    assert (result["status"], result["code"]) == ("rejected", "duplicate_invoice")
    assert list(result["fields"]) == ["claim.invoices.1.number"]


def test_one_claim_holds_an_invoice_once(mother: Phone, lin: Card) -> None:
    invoices = [{"number": "77", "amount_fen": 100_000}, {"number": "7 7", "amount_fen": 100_000}]

    result = mother.send(lin, "claims.open", **open_args(claim=header(invoices=invoices)))

    assert (result["code"], list(result["fields"])) == (
        "duplicate_invoice",
        ["claim.invoices.1.number"],
    )


def test_brothers_and_sisters_are_one_family(
    bound_phone: Callable[..., Phone], lin: Card, chen: Card, database: OpenDatabase
) -> None:
    with database() as session:
        holder = session.get_one(Policy, lin.policy_id).policyholder
        other = make_policy(session, policyholder=holder)
        brother = Card(other.id, other.number, "", {})
    phone = bound_phone(lin.policy_id, brother.policy_id, chen.policy_id)
    file_claim(phone, lin)

    assert phone.send(brother, "claims.open", **open_args())["code"] == "duplicate_invoice"
    # Other families have their own numbers, and are told nothing.
    assert phone.send(chen, "claims.open", **open_args())["status"] == "done"


def test_an_id_is_taken_once(mother: Phone, stranger: Phone, lin: Card, chen: Card) -> None:
    filed = file_claim(mother, lin)
    taken = header(id=filed.id, invoices=[{"amount_fen": 200_000}])

    for phone, card in ((mother, lin), (stranger, chen)):
        args = open_args(claim=taken, account=None, documents=[photo(id=filed.documents[0]["id"])])
        result = phone.send(card, "claims.open", **args)
        assert result["status"] == "rejected"
        assert list(result["fields"]) == ["claim.id", "documents.0.id"]


@on_sqlite
def test_it_takes_no_account_of_another_family(
    mother: Phone, stranger: Phone, lin: Card, chen: Card
) -> None:
    theirs = file_claim(mother, lin).row()["account_id"]

    result = stranger.send(chen, "claims.open", **open_args(account={"id": theirs}))
    assert (result["code"], list(result["fields"])) == ("account_not_found", ["account.id"])

    result = stranger.send(chen, "claims.open", **open_args(account=account(id=theirs)))
    assert (result["code"], list(result["fields"])) == ("invalid", ["account.id"])


@on_sqlite
def test_it_needs_a_plan_that_covers_it(
    bound_phone: Callable[..., Phone], database: OpenDatabase
) -> None:
    with database() as session:
        policy = make_policy(session, plan="bronze")
        card = Card(policy.id, policy.number, "", {})

    result = bound_phone(card.policy_id).send(card, "claims.open", **open_args())

    assert result["fields"] == {"claim.kind": ["这份计划不含这一项。"]}
