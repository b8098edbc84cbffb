"""Makes rows around bills, as tests/factories.py does."""

from datetime import date
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from api.core.ids import new_id
from api.payments.models import Bill
from api.payments.rules import BillSource, BillState
from api.visits.models import VisitCharge
from tests.factories import EARLIER, make_visit

_numbers = count(1001)


def make_charge(session: Session, visit_id: str, **given: Any) -> VisitCharge:
    """Adds what the insurer's file says of a visit's self-pay amount, which no bill followed."""
    charge = VisitCharge(visit_id=visit_id, **{"due_on": None, "paid_on": None, **given})
    session.add(charge)
    session.flush()
    return charge


def make_bill(session: Session, policy_id: str, **given: Any) -> Bill:
    """Adds an open bill of ¥126.00, and the visit it is for."""
    visit = make_visit(session, policy_id, total_fen=86_000, direct_fen=73_400, self_pay_fen=12_600)
    values = {
        "number": f"B2603-{next(_numbers)}",
        "source": BillSource.VISIT,
        "source_id": visit.id,
        "state": BillState.OPEN,
        "hospital": visit.hospital,
        "visited_on": visit.visited_on,
        "billed_fen": 12_600,
        "reduced_fen": 0,
        "captured_fen": 0,
        "returned_fen": 0,
        "outside_fen": 0,
        "due_on": date(2026, 3, 25),
        "opened_at": EARLIER,
        **given,
    }
    bill = Bill(id=new_id(), policy_id=policy_id, **values)
    session.add(bill)
    session.flush()
    return bill
