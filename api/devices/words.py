"""How the console says what a policy and its people are."""

from dataclasses import dataclass
from datetime import date, datetime

from api.core.clock import china_date
from api.policies.models import IdType, Policy, PolicyKind, Sex
from api.policies.rules import CardState, card_state, masked_name, with_bills
from api.wiring import Services

STATE_WORDS = {
    CardState.NOT_STARTED: ("review", "还没开始"),
    CardState.ACTIVE: ("active", "有效"),
    CardState.SUSPENDED: ("hold", "已暂停"),
    CardState.EXPIRED: ("hold", "已到期"),
    CardState.TERMINATED: ("hold", "已终止"),
}
ID_WORDS = {
    IdType.MAINLAND_ID: "身份证",
    IdType.PASSPORT: "护照",
    IdType.HK_MACAU_PERMIT: "港澳证件",
    IdType.TAIWAN_PERMIT: "台湾证件",
    IdType.BIRTH_CERTIFICATE: "出生证",
}
KIND_WORDS = {PolicyKind.INDIVIDUAL: "个人", PolicyKind.GROUP: "团单"}
SEX_WORDS = {Sex.GIRL: "女", Sex.BOY: "男", None: ""}
DONE_WORDS = {
    "unlocked": "解开了，之后重新数起。",
    "unbound": "解绑了。那部手机下次联系时忘掉这张卡，家里人和投保人都会知道。",
    "proposed": "交给第二个人看了，在待办里。",
    "approved": "投保手机改好了，新旧两个号码都会收到短信。",
    "refused": "没有同意，手机不变。",
    "withdrawn": "收回了，手机不变。",
}


@dataclass(frozen=True)
class PolicyFacts:
    """A policy in words, its people masked."""

    id: str
    child: str
    sex: str
    birthday: date
    plan: str
    last4: str
    kind: str
    starts_on: date
    ends_on: date
    look: str
    state: str


def policy_facts(policy: Policy, services: Services, now: datetime) -> PolicyFacts:
    """A policy as the console shows it before anything is revealed."""
    said = card_state(policy.status, policy.starts_on, policy.ends_on, china_date(now))
    state = with_bills(said, overdue=policy.payment_overdue)
    look, words = STATE_WORDS[state]
    plan = services.seeds["plans"]["plans"].get(policy.plan)
    return PolicyFacts(
        id=policy.id,
        child=masked_name(policy.child.name),
        sex=SEX_WORDS[policy.child.sex],
        birthday=policy.child.birthday,
        plan=plan["name"]["zh"] if plan else policy.plan,
        last4=policy.number_last4,
        kind=KIND_WORDS[policy.kind],
        starts_on=policy.starts_on,
        ends_on=policy.ends_on,
        look=look,
        state=words,
    )


def document_words(id_type: IdType, number: str) -> str:
    """A document by its kind and last four digits."""
    return f"{ID_WORDS[id_type]}，尾号{number[-4:]}"
