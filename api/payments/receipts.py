"""The receipt of a bill that was paid here, as a page for paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.core.actors import Member
from api.core.clock import CHINA
from api.core.errors import Refusal
from api.core.money import yuan
from api.core.paper import pdf_of, templates_in
from api.payments.models import Bill, PaymentAttempt
from api.payments.problems import NO_RECEIPT
from api.payments.reading import seen_bill
from api.payments.rules import AttemptState, RefundState
from api.policies.models import Policy

_TEMPLATES = Path(__file__).parent / "templates"
_GONE = frozenset({RefundState.ORDERED, RefundState.DONE, RefundState.FAILED})


def receipt_values(session: Session, member: Member, bill_id: str) -> dict[str, Any]:
    """All that a receipt says, as plain texts. Raises Refusal(bill_not_found, no_receipt)."""
    bill = seen_bill(session, member, bill_id)
    if bill.receipt is None:
        raise Refusal(NO_RECEIPT)
    policy = session.get_one(Policy, bill.policy_id)
    return {
        "receipt": bill.receipt,
        "number": bill.number,
        "child_name": policy.child.name,
        "policy_number": policy.number,
        "hospital": bill.hospital,
        "visited_on": bill.visited_on.isoformat(),
        "due": yuan(bill.money.due_fen),
        "payments": _payments(session, bill),
        "refunds": [yuan(each.amount_fen) for each in bill.refunds if each.state in _GONE],
        "kept": yuan(bill.money.kept_fen),
    }


def receipt_pdf(values: Mapping[str, Any], operator: Mapping[str, Any]) -> bytes:
    """The receipt as PDF. Raises PaperFailed."""
    page = templates_in(_TEMPLATES).get_template("receipt.html")
    return pdf_of(page.render(**values, operator=operator))


def _payments(session: Session, bill: Bill) -> list[dict[str, str]]:
    captures = session.scalars(
        sa.select(PaymentAttempt)
        .where(PaymentAttempt.bill_id == bill.id, PaymentAttempt.state == AttemptState.CAPTURED)
        .order_by(PaymentAttempt.captured_at)
    )
    return [
        {
            "at": f"{each.captured_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
            "amount": yuan(each.captured_fen or 0),
            "transaction": each.transaction or "",
        }
        for each in captures
        if each.captured_at
    ]
