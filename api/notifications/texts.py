"""The words of our text messages and mails.

A text message has no signature: the gateway or carrier adds it.

Nothing medical, no child's name: they are read by whoever holds the phone.
"""

from api.core.errors import Text

SMS_TEXTS = {
    "bind_code": Text(
        "绑卡验证码 {code}，5分钟内有效。不是您在绑卡的话，不用理会，也别告诉别人。",
        "{code} is your code to add the e-card, good for 5 minutes. Not you? Ignore this,"
        " and tell nobody.",
    ),
    "step_up_code": Text(
        "操作验证码 {code}，5分钟内有效。不是您本人操作的话，请打电子卡上的热线。",
        "{code} confirms it is you, good for 5 minutes. Not you? Call the hotline on the e-card.",
    ),
    "phone_bound": Text(
        "“{name}”绑定了尾号 {last4} 的保单。不认识这部手机的话，在“我的”里解绑，"
        "或打电子卡上的热线。",
        "“{name}” added the e-card of the policy ending {last4}. Don't know this phone? Remove"
        " it under “Me”, or call the hotline on the e-card.",
    ),
    "phone_unbound_for_you": Text(
        "客服按家里人的请求解绑了“{name}”，原因：{reason}。不是您的意思，请打电子卡上的热线。",
        "At your family's request we removed the e-card from “{name}” ({reason}). Not your wish?"
        " Call the hotline on the e-card.",
    ),
    "policy_phone_corrected": Text(
        "投保手机改成了尾号 {last4} 的号码，验证码以后发到那里。不是您的意思，"
        "请马上打电子卡上的热线。",
        "The phone on your policy now ends in {last4}; codes go there. Not your wish? Call the"
        " hotline on the e-card at once.",
    ),
    "claim_decided": Text(
        "理赔 {receipt} 有结果了，打开童卡看看。",
        "Your claim {receipt} is decided. Open Tongka to see it.",
    ),
    "complaint_answered": Text(
        "投诉 {receipt} 有答复了，打开童卡看看。",
        "Your complaint {receipt} has an answer. Open Tongka to read it.",
    ),
    "complaint_closed": Text(
        "投诉 {receipt} 结束了，打开童卡看看原因。",
        "Your complaint {receipt} was closed. Open Tongka to see why.",
    ),
    "bill_opened": Text(
        "有一笔自付费用 ¥{amount} 要付，{due_on} 前付清。打开童卡就能付。",
        "There is ¥{amount} to pay by {due_on}. Open Tongka to pay.",
    ),
    "bill_due_soon": Text(
        "自付费用 ¥{amount} 还没付，{due_on} 到期，过期电子卡会暂停直付。打开童卡就能付。",
        "¥{amount} is still to pay by {due_on}; after that the e-card is paused."
        " Open Tongka to pay.",
    ),
    "card_suspended": Text(
        "尾号 {last4} 的电子卡暂停直付了：有一笔自付费用过了日期。打开童卡付清，马上恢复。",
        "The e-card ending {last4} is paused: a bill is past its date. Pay it in Tongka and it"
        " works again at once.",
    ),
    "card_restored": Text(
        "尾号 {last4} 的电子卡恢复直付了。",
        "The e-card ending {last4} works again.",
    ),
}

# Mails say what the text message says; these stand above it.
MAIL_SUBJECTS = {
    "complaint_answered": Text("童卡：投诉有答复了", "Tongka: your complaint has an answer"),
    "complaint_closed": Text("童卡：投诉结束了", "Tongka: your complaint was closed"),
    "bill_opened": Text("童卡：有一笔自付费用 ¥{amount}", "Tongka: ¥{amount} to pay"),
    "bill_due_soon": Text("童卡：¥{amount} 快到期了", "Tongka: ¥{amount} is due soon"),
    "card_suspended": Text("童卡：电子卡暂停直付了", "Tongka: the e-card is paused"),
    "card_restored": Text("童卡：电子卡恢复直付了", "Tongka: the e-card works again"),
}
_MAIL_END = Text("这封信是自动发的，不用回复。", "This was sent by itself; nobody reads replies.")

# Where people read Chinese; elsewhere the English words follow.
_CHINESE = ("+86", "+852", "+853", "+886")


def sms_text(to: str, template: str, params: dict[str, str]) -> str:
    """The text of a message for a phone in E.164; outside China in both languages."""
    words = SMS_TEXTS[template]
    chinese = words.zh.format_map(params)
    if to.startswith(_CHINESE):
        return chinese
    return f"{chinese}\n{words.en.format_map(params)}"


def mail_subject(template: str, params: dict[str, str]) -> str:
    """What stands above a mail, in both languages."""
    words = MAIL_SUBJECTS[template]
    return f"{words.zh.format_map(params)} / {words.en.format_map(params)}"


def mail_text(template: str, params: dict[str, str], public_url: str) -> str:
    """The text of a mail in both languages, with the app's address."""
    words = SMS_TEXTS[template]
    chinese = f"{words.zh.format_map(params)}\n{public_url}\n{_MAIL_END.zh}"
    english = f"{words.en.format_map(params)}\n{public_url}\n{_MAIL_END.en}"
    return f"{chinese}\n\n{english}\n"
