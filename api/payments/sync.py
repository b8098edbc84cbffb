"""What phones pull of bills, and the commands that they send about them."""

from datetime import datetime
from typing import Any

from api.core.clock import instant_text
from api.core.synced import Collection, Command, Order, collection
from api.payments import paying, schemas
from api.payments.models import Bill, Refund
from api.payments.reading import mark_read
from api.payments.rules import RefundState

# What finance only thinks about is no family's news.
_TOLD = frozenset({RefundState.ORDERED, RefundState.DONE, RefundState.FAILED})


def _dump(bill: Bill) -> dict[str, Any]:
    money = bill.money
    return {
        "id": bill.id,
        "number": bill.number,
        "source": bill.source,
        "source_id": bill.source_id,
        "state": bill.state,
        "hospital": bill.hospital,
        "visited_on": bill.visited_on.isoformat(),
        "due_fen": money.due_fen,
        "paid_fen": money.kept_fen,
        "owed_fen": money.owed_fen,
        "due_on": bill.due_on.isoformat(),
        "opened_at": instant_text(bill.opened_at),
        "paid_at": _instant(bill.paid_at),
        "receipt": bill.receipt,
        "paying": _dump_paying(bill),
        "refunds": [_dump_refund(each) for each in bill.refunds if each.state in _TOLD],
        "read": bill.read_at is not None,
    }


def _dump_paying(bill: Bill) -> dict[str, Any] | None:
    if bill.paying_since is None or bill.paying_until is None:
        return None
    return {
        "phone": bill.paying_phone,
        "binding_id": bill.paying_binding_id,
        "since": instant_text(bill.paying_since),
        "until": instant_text(bill.paying_until),
    }


def _dump_refund(refund: Refund) -> dict[str, Any]:
    return {
        "amount_fen": refund.amount_fen,
        "cause": refund.cause,
        "state": refund.state,
        "at": instant_text(refund.settled_at or refund.created_at),
    }


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant_text(instant)


def _intend(order: Order) -> dict[str, Any]:
    bill_id, amount_fen = str(order.args["bill_id"]), order.args["amount_fen"]
    quote = paying.quote(order.session, order.member, bill_id, amount_fen, order.now)
    return {"bill_id": bill_id, "answer": quote.answer, "amount_fen": quote.amount_fen}


def _read(order: Order) -> dict[str, Any]:
    bill_ids = [str(bill_id) for bill_id in order.args["bill_ids"]]
    mark_read(order.session, order.policy_id, bill_ids, order.now)
    return {}


COLLECTIONS: list[Collection] = [collection(Bill, schemas.BillRow, _dump)]
COMMANDS: list[Command] = [
    Command("payments.intend", 1, schemas.IntendPaymentArgs, _intend),
    Command("payments.read", 1, schemas.ReadBillsArgs, _read),
]
