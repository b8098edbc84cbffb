"""Bills as items of the work queue."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from api.core.actors import StaffActor
from api.core.money import yuan
from api.core.staff_http import PREFIX
from api.core.work import OpenSelect, Turn, WorkItem, open_select
from api.payments import waiting
from api.payments.models import Bill, BillChange, Refund
from api.payments.reconciling import IS_OPEN, open_differences
from api.payments.rules import ChangeKind, RefundState
from api.payments.statement_models import Statement, StatementDifference
from api.payments.waiting import WaitingBill
from api.policies.rules import masked_name

CALL_KIND, CHANGE_KIND = "bill_call", "bill_change"
REFUND_KIND, FAILED_KIND, DIFFERENCE_KIND = "refund", "refund_failed", "difference"


def select_calls(_who: StaffActor | None, now: datetime) -> OpenSelect:
    """Bills that nobody has read in three days."""
    return open_select(Bill.id, Bill.opened_at, Turn.OURS).where(waiting.is_to_call_about(now))


def call_items(session: Session, ids: Collection[str], now: datetime) -> list[WorkItem]:
    """Those of these bills that nobody has read in three days."""
    return [
        _item(
            each, CALL_KIND, each.bill.id, "账单没人看", each.bill.opened_at, Turn.OURS, "要打电话"
        )
        for each in waiting.bills_to_call_about(session, now, Bill.id.in_(ids))
    ]


def select_changes(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Bills that somebody wants to waive or postpone."""
    selected = open_select(BillChange.id, BillChange.proposed_at, Turn.SECOND)
    return selected.where(waiting.IS_PROPOSED)


def change_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these changes that wait for a second person."""
    return [
        _item(
            each,
            CHANGE_KIND,
            each.change.id,
            "账单免除" if each.change.kind is ChangeKind.WAIVE else "账单延期",
            each.change.proposed_at,
            Turn.SECOND,
            "等第二人",
            ("谁提的", each.change.proposed_by),
            ("为什么", each.change.reason),
        )
        for each in waiting.proposed_changes(session, ids)
        if each.change
    ]


def select_refunds(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Refunds that somebody of finance wants."""
    return _select_refunds(RefundState.PROPOSED, Turn.SECOND)


def refund_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these refunds that wait for a second person."""
    return [
        _item(
            each,
            REFUND_KIND,
            each.refund.id,
            "退款",
            each.refund.created_at,
            Turn.SECOND,
            "等第二人",
            ("谁提的", each.refund.proposed_by),
            ("退多少", f"¥{yuan(each.refund.amount_fen)}"),
            ("为什么", each.refund.reason),
        )
        for each in waiting.refunds_in(session, RefundState.PROPOSED, ids)
        if each.refund
    ]


def select_failed(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Refunds that a gateway can't make."""
    return _select_refunds(RefundState.FAILED, Turn.OURS)


def failed_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these refunds that a gateway can't make."""
    return [
        _item(
            each,
            FAILED_KIND,
            each.refund.id,
            "退款",
            each.refund.created_at,
            Turn.OURS,
            "渠道退不了",
            ("退多少", f"¥{yuan(each.refund.amount_fen)}"),
            ("渠道说", each.refund.failure or "没说"),
        )
        for each in waiting.refunds_in(session, RefundState.FAILED, ids)
        if each.refund
    ]


def select_differences(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Differences between a gateway's statement and what stands here."""
    selected = open_select(StatementDifference.id, Statement.imported_at, Turn.OURS)
    return selected.join(Statement).where(IS_OPEN)


def difference_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these differences that somebody has to look at."""
    items = []
    for each, bill in open_differences(session, ids):
        day = each.statement.day
        items.append(
            WorkItem(
                kind=DIFFERENCE_KIND,
                id=each.id,
                policy_id=bill.policy_id if bill else "",
                child="",
                sort="对账",
                words=f"{day:%m-%d}，差¥{yuan(each.theirs_fen - each.ours_fen)}",
                since=each.statement.imported_at,
                turn=Turn.OURS,
                look="turn",
                state="要看",
                url=f"{PREFIX}/reconcile?day={day}&gateway={each.statement.gateway}",
            )
        )
    return items


def _select_refunds(state: RefundState, turn: Turn) -> OpenSelect:
    return open_select(Refund.id, Refund.created_at, turn).where(Refund.state == state)


def _item(
    each: WaitingBill,
    kind: str,
    id_: str,
    sort: str,
    since: datetime,
    turn: Turn,
    state: str,
    *facts: tuple[str, str],
) -> WorkItem:
    bill = each.bill
    return WorkItem(
        kind=kind,
        id=id_,
        policy_id=bill.policy_id,
        child=masked_name(each.policy.child.name),
        sort=sort,
        words=f"{bill.hospital}，¥{yuan(bill.money.due_fen)}",
        since=since,
        turn=turn,
        look="review" if turn is Turn.SECOND else "turn",
        state=state,
        url=f"{PREFIX}/bills/{bill.id}",
        facts=(
            ("账单号", bill.number),
            ("到期", f"{bill.due_on:%Y.%m.%d}"),
            *facts,
        ),
    )
