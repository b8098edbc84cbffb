"""The claim form as a page: what stands where, in the words of the trade."""

import base64
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from api.claims.models import Claim
from api.claims.payout_models import PayoutAccount
from api.claims.rules import ClaimKind, DocumentKind, DocumentState
from api.core.clock import china_date
from api.core.money import yuan
from api.core.paper import templates_in
from api.policies.models import IdType, Policy

_TEMPLATES = Path(__file__).parent / "templates"

KINDS = {
    ClaimKind.PUBLIC_OUTPATIENT: "公立医院门诊",
    ClaimKind.PUBLIC_INPATIENT: "公立医院住院",
    ClaimKind.INTERNET: "互联网问诊和药品处方",
    ClaimKind.PRIVATE_PAID: "私立医院，家长自付",
}
DOCUMENTS = {
    DocumentKind.INVOICE: "医疗费用发票",
    DocumentKind.MEDICAL_RECORD: "病历记录",
    DocumentKind.EXAM_REPORT: "检查报告",
    DocumentKind.E_CARD: "电子保险卡",
    DocumentKind.CHILD_ID: "被保险人身份证明",
    DocumentKind.BANK_ACCOUNT: "银行账户信息（监护人）",
    DocumentKind.PRESCRIPTION: "处方",
    DocumentKind.OTHER: "其他",
}
_ID_TYPES = {
    IdType.MAINLAND_ID: "身份证",
    IdType.PASSPORT: "护照",
    IdType.HK_MACAU_PERMIT: "港澳居民来往内地通行证",
    IdType.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    IdType.BIRTH_CERTIFICATE: "出生医学证明",
}
_COMING = {DocumentState.EXPECTED, DocumentState.RECEIVED}


def form_values(
    claim: Claim, policy: Policy, account: PayoutAccount | None, plan_name: str
) -> dict[str, Any]:
    """All that the form says but for the signature, as plain texts."""
    child = policy.child
    return {
        "receipt": claim.receipt,
        "child_name": child.name,
        "birthday": _day(child.birthday),
        "child_document": f"{_ID_TYPES[child.id_type]} {child.id_number}",
        "policy_number": policy.number,
        "plan": plan_name,
        "period": f"{_day(policy.starts_on)} 至 {_day(policy.ends_on)}",
        "kind": KINDS[claim.kind],
        "days": _days(claim.visited_on, claim.discharged_on),
        "hospital": claim.hospital,
        "department": claim.department,
        "diagnosis": claim.diagnosis,
        "note": claim.note,
        "internet": _internet(claim.follow_up, claim.licensed),
        "invoices": [
            {
                "number": invoice.number,
                "issued_on": _day(invoice.issued_on) if invoice.issued_on else "",
                "amount": yuan(invoice.amount_fen),
            }
            for invoice in claim.invoices
        ],
        "total": yuan(claim.total_fen),
        "account": account
        and {"holder": account.holder, "bank": account.bank, "number": _grouped(account.number)},
        "documents": _documents(claim),
        "signed_on": _day(china_date(claim.announced_at)),
    }


def form_html(
    values: Mapping[str, Any], signature: bytes | None, operator: Mapping[str, Any]
) -> str:
    """The form as HTML; the signature is a JPEG, or handed in as a file of its own."""
    picture = signature and f"data:image/jpeg;base64,{base64.b64encode(signature).decode()}"
    form = {**values, "signature": picture}
    template = templates_in(_TEMPLATES).get_template("claim_form.html")
    return template.render(form=form, operator=operator)


def _documents(claim: Claim) -> list[dict[str, str]]:
    kinds = Counter(each.kind for each in claim.documents if each.state in _COMING)
    # The e-card and the account are the service's own.
    kinds[DocumentKind.E_CARD] = max(1, kinds[DocumentKind.E_CARD])
    return [
        {"name": name, "count": str(kinds[kind])} for kind, name in DOCUMENTS.items() if kinds[kind]
    ]


def _internet(follow_up: bool | None, licensed: bool | None) -> str:
    if follow_up is None:
        return ""
    visit = "是复诊" if follow_up else "不是复诊"
    place = "有互联网医院资质" if licensed else "没有互联网医院资质"
    return f"{visit}；机构{place}（家长填写）"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _days(first: date, last: date | None) -> str:
    return _day(first) if last is None else f"{_day(first)} 至 {_day(last)}"


def _grouped(number: str) -> str:
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))
