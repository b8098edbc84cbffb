"""What the sandbox's cashier says, in both languages."""

from collections.abc import Mapping
from typing import Final

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh": {
        "title": "演示收银台",
        "banner": "演示收银台 · 不会真的扣款",
        "number": "订单号",
        "until": "请在这个时间前选择（北京时间）",
        "ask": "这里不用真的付钱。请您选一种结果：",
        "pay": "付款成功",
        "fail": "付款失败：余额不足",
        "late": "付款成功，两分钟后才通知",
        "slow": "付款处理 20 秒后成功",
        "twice": "付款成功，通知两遍",
        "never": "付款成功，但不通知",
        "leave": "不付，返回",
        "back": "返回童卡",
        "paid": "这笔订单已经付过了，不用再付。",
        "being_paid": "付款正在处理，请不要再付一次。",
        "closed": "这笔订单已经关闭，不能再付。请返回后重新发起支付。",
        "expired": "这笔订单已经过期，不能再付。请返回后重新发起支付。",
        "absent": "没有这笔订单。请回到童卡，从账单里重新打开支付。",
    },
    "en": {
        "title": "Demo cashier",
        "banner": "Demo cashier · no money is taken",
        "number": "Order",
        "until": "Please choose before (China time)",
        "ask": "Nothing is really paid here. Please choose how it ends:",
        "pay": "Payment succeeds",
        "fail": "Payment fails: not enough money",
        "late": "Succeeds, reported two minutes later",
        "slow": "Succeeds after 20 seconds",
        "twice": "Succeeds, reported twice",
        "never": "Succeeds, never reported",
        "leave": "Leave without paying",
        "back": "Back to Tongka",
        "paid": "This order has been paid. There is nothing left to pay.",
        "being_paid": "A payment is under way. Please don't pay again.",
        "closed": "This order is closed and can't be paid. Please go back and pay again.",
        "expired": "This order has expired and can't be paid. Please go back and pay again.",
        "absent": "There is no such order. Please open the payment again from your bill in Tongka.",
    },
}
