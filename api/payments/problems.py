"""What payments refuse with."""

from api.core.errors import Problem, Text

BILL_GONE = Problem(
    "bill_not_found",
    404,
    Text("没有找到这笔账单。", "This bill was not found."),
    Text("刷新一下，或打热线 {hotline}。", "Refresh, or call {hotline}."),
)
ATTEMPT_TAKEN = Problem(
    "attempt_taken",
    409,
    Text("这次付款已经结束了，没有再扣钱。", "This payment is over; nothing was charged again."),
    Text("回到账单看看，要付的话再点一次支付。", "Go back to the bill, and tap pay if it is open."),
)
GATEWAY_AWAY = Problem(
    "gateway_away",
    503,
    Text(
        "支付渠道这会儿没有回应，没有扣钱。",
        "The payment service doesn’t answer; nothing was charged.",
    ),
    Text(
        "过几分钟再付，查清之前不算逾期。", "Try again in a few minutes; it isn’t late meanwhile."
    ),
    keeps_changes=True,
)
GATEWAY_REFUSED = Problem(
    "gateway_refused",
    422,
    Text(
        "支付渠道没有接受这一笔，没有扣钱。", "The payment service declined; nothing was charged."
    ),
    Text("打热线 {hotline}，我们来处理。", "Call {hotline} and we will see to it."),
    keeps_changes=True,
)
NO_RECEIPT = Problem(
    "no_receipt",
    404,
    Text("这笔账单没有收据。", "There is no receipt for this bill."),
    Text("付清以后才有，在外面付的问收款的医院。", "It comes once the bill is paid here."),
)
NOT_OPEN = Problem(
    "bill_not_open",
    409,
    Text("这笔账单已经不用付，或正有人在付。", "This bill is not open, or is being paid."),
    Text("刷新看看再办。", "Reload and look again."),
)
CHANGE_WAITS = Problem(
    "change_waits",
    409,
    Text("这笔账单已经有一个提议在等第二个人。", "A proposal for this bill waits already."),
)
CHANGE_DECIDED = Problem(
    "change_decided",
    409,
    Text("这个提议已经有人处理了。", "This proposal is settled already."),
)
