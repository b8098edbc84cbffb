"""How the console says what a claim is, where it stands, and how its figures came about."""

from collections.abc import Mapping
from typing import Any

from api.claims.authorisation import ItemKind
from api.claims.checklist import Need
from api.claims.models import Claim
from api.claims.payout_models import DecisionState
from api.claims.rules import (
    AccountState,
    ClaimKind,
    ClaimOutcome,
    ClaimStatus,
    DeclineReason,
    DocumentKind,
    DocumentState,
)
from api.claims.settlement import Limit, StepLabel
from api.preauths.rules import Cause, Reduction

KIND_WORDS = {
    ClaimKind.PUBLIC_OUTPATIENT: "门诊",
    ClaimKind.PUBLIC_INPATIENT: "住院",
    ClaimKind.INTERNET: "互联网",
    ClaimKind.PRIVATE_PAID: "私立自付",
}
STATUS_WORDS = {
    ClaimStatus.ANNOUNCED: ("sending", "还在路上"),
    ClaimStatus.COMPLETE: ("sent", "材料齐全"),
    ClaimStatus.UNDER_ASSESSMENT: ("review", "审核中"),
    ClaimStatus.DOCUMENTS_REQUESTED: ("turn", "等家长补"),
    ClaimStatus.DECIDED: ("sent", "已结案"),
    ClaimStatus.PAID: ("sent", "已打款"),
    ClaimStatus.WITHDRAWN: ("hold", "已撤案"),
}
OUTCOME_WORDS = {
    ClaimOutcome.APPROVED: "全额通过",
    ClaimOutcome.PARTLY: "部分通过",
    ClaimOutcome.DECLINED: "不赔",
}
DOCUMENT_WORDS = {
    DocumentKind.INVOICE: "发票",
    DocumentKind.MEDICAL_RECORD: "病历",
    DocumentKind.EXAM_REPORT: "检查报告",
    DocumentKind.E_CARD: "电子卡",
    DocumentKind.CHILD_ID: "孩子身份证明",
    DocumentKind.BANK_ACCOUNT: "银行账户",
    DocumentKind.CLAIM_FORM: "申请表",
    DocumentKind.SIGNATURE: "签名",
    DocumentKind.PRESCRIPTION: "处方",
    DocumentKind.OTHER: "其他",
}
# What a family can be asked for.
ASKABLE = (
    DocumentKind.INVOICE,
    DocumentKind.MEDICAL_RECORD,
    DocumentKind.EXAM_REPORT,
    DocumentKind.PRESCRIPTION,
    DocumentKind.CHILD_ID,
    DocumentKind.SIGNATURE,
    DocumentKind.OTHER,
)
DOCUMENT_STATE_WORDS = {
    DocumentState.EXPECTED: "还在手机上",
    DocumentState.RECEIVED: "已送达",
    DocumentState.RETAKE_REQUESTED: "请家长重拍",
    DocumentState.REPLACED: "已换新",
    DocumentState.DROPPED: "不交了",
}
NEED_WORDS = {
    Need.REQUIRED: "还没有",
    Need.ONCE: "还没有，交过一次就行",
    Need.OPTIONAL: "没有也行",
    Need.BY_US: "我们来填",
}
ACCOUNT_WORDS = {
    AccountState.UNCONFIRMED: "家长还没确认",
    AccountState.CONFIRMED: "已确认",
    AccountState.REPLACED: "已换掉",
}
ITEM_WORDS = {
    ItemKind.CONSULTATION: "诊察",
    ItemKind.TEST: "检查检验",
    ItemKind.TREATMENT: "治疗",
    ItemKind.SPECIAL_TREATMENT: "特殊门诊治疗",
    ItemKind.SURGERY: "手术",
    ItemKind.MEDICINE: "药品",
    ItemKind.WARD: "床位护理",
    ItemKind.OTHER: "其他",
}
CAUSE_WORDS = {
    Cause.INPATIENT: "住院",
    Cause.SURGERY: "手术",
    Cause.SPECIAL_TREATMENT: "特殊门诊治疗",
    Cause.LARGE_TEST: "单价5000元以上的检查",
    Cause.LARGE_SUM: "累计超过3万元",
    Cause.TRANSPORT: "紧急转运",
}
DECLINE_WORDS = {
    DeclineReason.NOT_FOLLOW_UP: "互联网首诊，不是复诊",
    DeclineReason.NOT_LICENSED: "没有互联网医院资质",
    DeclineReason.NOT_COVERED: "不在保障内",
    DeclineReason.NO_AUTHORISATION: "紧急转运没有事先授权",
    DeclineReason.PAID_ALREADY: "别处已经赔过",
    DeclineReason.NOT_THE_CHILD: "材料不是这个孩子的",
    DeclineReason.NOT_ANSWERED: "要补的一直没来",
    DeclineReason.NOT_GENUINE: "材料核实不了",
    DeclineReason.OTHER: "其他，见说明",
}
DECISION_WORDS = {
    DecisionState.PROPOSED: "等第二个人同意",
    DecisionState.IN_FORCE: "生效",
    DecisionState.RETURNED: "退回",
    DecisionState.OVERTAKEN: "作废，理赔后来变了",
}
STEP_WORDS = {
    StepLabel.CLAIMED: "发票合计",
    StepLabel.NOT_COVERED: "不在保障内",
    StepLabel.DEDUCTIBLE: "免赔额",
    StepLabel.SUBTOTAL: "小计",
    StepLabel.PAYOUT_RATE: "自付部分",
    StepLabel.BENEFIT: "理赔金",
    StepLabel.REDUCTION: "减少",
    StepLabel.LIMIT: "超出限额",
    StepLabel.OVERRIDE: "人工调整",
    StepLabel.APPROVED: "核定赔款",
}
_DETAIL_WORDS = {
    "policy_year": "按年",
    "visit": "按次",
    Reduction.NO_AUTHORISATION: "没有事先授权",
    Reduction.OUTSIDE_NETWORK: "没去要求的网络医院",
    Limit.COUNT: "次数用完",
    Limit.DAY: "按天",
}
# Places on a photo for who doesn't draw: the corner or edge, as shares of width and height.
PLACES = {
    "top-left": ("左上角", (0.0, 0.0, 0.45, 0.35)),
    "top-right": ("右上角", (0.55, 0.0, 0.45, 0.35)),
    "middle": ("中间", (0.25, 0.3, 0.5, 0.4)),
    "bottom-left": ("左下角", (0.0, 0.65, 0.45, 0.35)),
    "bottom-right": ("右下角", (0.55, 0.65, 0.45, 0.35)),
}
DONE_WORDS = {
    "begun": "开始审核了，家长会看到。",
    "items": "存下了，规则已经算好。",
    "decided": "结案了，家长会看到每一步怎么算的。",
    "proposed": "超过限额，交给第二个人看了。",
    "agreed": "同意了，结案，家长会看到。",
    "returned": "退回了，同事会看到您的话。",
    "requested": "请家长补了，下次联网就看到。",
    "taken-back": "收回了，接着审核。",
}


def step_words(step: Mapping[str, Any]) -> str:
    """One line of the arithmetic in words: 自付部分 10%."""
    said = STEP_WORDS[StepLabel(step["label"])]
    detail = step.get("words")
    if detail:
        said += f"，{_DETAIL_WORDS.get(detail, detail)}"
    rate = step.get("rate_bp")
    if rate is not None:
        # The share that is paid, of a payout rate; the family's own is what the line takes off.
        share = 10_000 - rate if step["label"] == StepLabel.PAYOUT_RATE else rate
        said += f" {share / 100:g}%"
    return said


def visit_words(claim: Claim) -> str:
    """Where and when: 东塘儿童医院国际部，3月1日."""
    place = "，".join(part for part in (claim.hospital, claim.department) if part)
    return f"{place}，{claim.visited_on.month}月{claim.visited_on.day}日"


# Filters of the pages' templates: a value → its words.
WORDS: Mapping[str, Mapping[Any, Any]] = {
    "claim_kind_words": KIND_WORDS,
    "claim_status_words": STATUS_WORDS,
    "document_words": DOCUMENT_WORDS,
    "document_state_words": DOCUMENT_STATE_WORDS,
    "need_words": NEED_WORDS,
    "account_words": ACCOUNT_WORDS,
    "cause_words": CAUSE_WORDS,
    "decline_words": DECLINE_WORDS,
    "decision_words": DECISION_WORDS,
    "outcome_words": OUTCOME_WORDS,
}
# What may be chosen from: value and words.
CHOICES: Mapping[str, Mapping[Any, Any]] = {
    "item_kinds": ITEM_WORDS,
    "decline_reasons": DECLINE_WORDS,
    "places": PLACES,
}
