"""How the console says what bills, refunds and differences are."""

from api.payments.rules import BillState, DifferenceKind, DifferenceState, RefundCause, RefundState

BILL_WORDS = {
    BillState.OPEN: ("turn", "等家长付"),
    BillState.PAYING: ("review", "在查"),
    BillState.PAID: ("sent", "已付"),
    BillState.WAIVED: ("hold", "已免除"),
    BillState.CANCELLED: ("hold", "已取消"),
}
REFUND_WORDS = {
    RefundState.PROPOSED: ("review", "等第二人"),
    RefundState.DECLINED: ("hold", "没同意"),
    RefundState.ORDERED: ("review", "退款中"),
    RefundState.DONE: ("sent", "已退"),
    RefundState.FAILED: ("late", "渠道退不了"),
}
CAUSE_WORDS = {
    RefundCause.TWICE: "付了两次，自动退",
    RefundCause.NOT_OWED: "不用付了，自动退",
    RefundCause.GOODWILL: "财务退",
}
DIFFERENCE_WORDS = {
    DifferenceKind.NOT_HERE: "渠道收到了，我们没记上",
    DifferenceKind.NOT_THERE: "我们记了，渠道账单里没有",
    DifferenceKind.AMOUNT: "金额不一样",
    DifferenceKind.OTHER_DAY: "渠道记在另一天",
}
DIFFERENCE_STATES = {
    DifferenceState.OPEN: ("turn", "要看"),
    DifferenceState.GONE: ("sent", "对上了"),
    DifferenceState.EXPLAINED: ("sent", "已说明"),
}
DONE_WORDS = {
    "proposed": "交给第二个人看了，在待办里。",
    "agreed": "同意了，家里的手机马上知道。",
    "refused": "没有同意，账单不变。",
    "called": "记下了，从待打电话里拿掉。",
    "sent": "记下了，家里的手机马上知道。",
    "looked": "问过渠道了，结果在下面。",
    "explained": "记下了。",
    "imported": "账单导入好了。",
}
