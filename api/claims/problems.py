"""What claims refuse with."""

from api.core.errors import Problem, Text

DUPLICATE_INVOICE = Problem(
    "duplicate_invoice",
    422,
    Text("这张发票已经申请过了。", "This invoice is part of a claim already."),
    Text(
        "到“理赔”里看看是哪一笔。写错了号码就改一下再交。",
        "Look under Claims for it. If the number is a slip, mend it and send again.",
    ),
)
CLAIM_GONE = Problem(
    "claim_not_found",
    404,
    Text("没有找到这笔理赔。", "This claim was not found."),
    Text("刷新一下，或打热线 {hotline}。", "Refresh, or call {hotline}."),
)
CLAIM_CLOSED = Problem(
    "claim_closed",
    409,
    Text("这笔理赔已经结束，不能再改了。", "This claim is closed and can’t be changed."),
    Text("有疑问打热线 {hotline}。", "If in doubt, call {hotline}."),
)
DOCUMENT_GONE = Problem(
    "document_not_found",
    404,
    Text("没有找到这份材料。", "This document was not found."),
    Text("刷新一下再看。", "Refresh and look again."),
)
DOCUMENT_SETTLED = Problem(
    "document_settled",
    409,
    Text(
        "这份材料已经到了，或者已经说不交了。",
        "This document is here already, or was said not to come.",
    ),
    Text("刷新一下再看。", "Refresh and look again."),
)
PHONE_TOO_NEW = Problem(
    "phone_too_new",
    403,
    Text(
        "这部手机绑卡还不到 24 小时，不能换收款账户。",
        "This phone was bound less than 24 hours ago and can’t change the account.",
    ),
    Text(
        "先用原来的账户交，或明天再换，或用家里另一部手机换。",
        "Use the account there is, change it tomorrow, or use another phone of the family.",
    ),
)
PHONE_JUST_CORRECTED = Problem(
    "phone_just_corrected",
    403,
    Text(
        "投保手机刚改过，24 小时内不能换收款账户。",
        "The phone on the policy was corrected less than 24 hours ago; the account can’t change.",
    ),
    Text("明天再确认，理赔照常办。", "Confirm it tomorrow; the claim goes on meanwhile."),
)
ACCOUNT_GONE = Problem(
    "account_not_found",
    404,
    Text("没有找到这个账户，或者已经换掉了。", "This account was not found, or was replaced."),
    Text("选一个现在的账户，或者填一个新的。", "Choose a current account, or enter a new one."),
)
TOO_MANY_ACCOUNTS = Problem(
    "too_many_accounts",
    409,
    Text("账户太多了。", "There are too many accounts."),
    Text("选一个已有的，或打热线 {hotline}。", "Choose one of them, or call {hotline}."),
)
