"""Claims as items of the work queue."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from api.claims.desk import KIND
from api.claims.models import Claim
from api.claims.rules import OPEN, ClaimStatus
from api.claims.waiting import (
    AWAITS_SECOND,
    HAS_ACCOUNT,
    UNPAID,
    OpenClaim,
    open_claims,
    unpaid_claims,
)
from api.claims.words import KIND_WORDS, STATUS_WORDS
from api.core.actors import StaffActor
from api.core.money import yuan
from api.core.staff_http import PREFIX
from api.core.work import OpenSelect, Turn, WorkItem, open_select
from api.policies.rules import masked_name

PAYOUT_KIND = "payout"


# What waits for the family: photos, or what was asked for.
_WITH_FAMILY = (ClaimStatus.ANNOUNCED, ClaimStatus.DOCUMENTS_REQUESTED)


def select_undecided(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Claims that aren't decided."""
    turn = sa.case(
        (AWAITS_SECOND, Turn.SECOND.value),
        (Claim.status.in_(_WITH_FAMILY), Turn.FAMILY.value),
        else_=Turn.OURS.value,
    )
    since = sa.func.coalesce(Claim.completed_at, Claim.announced_at)
    return open_select(Claim.id, since, turn, Claim.target_on).where(Claim.status.in_(OPEN))


def undecided_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these claims that aren't decided."""
    return [_item(each) for each in open_claims(session, ids)]


def _item(each: OpenClaim) -> WorkItem:
    claim = each.claim
    turn, look, state = _standing(each)
    photos = f"，照片{each.here}/{each.announced}" if each.here < each.announced else ""
    return WorkItem(
        kind=KIND,
        id=claim.id,
        policy_id=claim.policy_id,
        child=masked_name(each.policy.child.name),
        sort=f"理赔 {KIND_WORDS[claim.kind]}",
        words=f"{claim.hospital}，¥{yuan(claim.total_fen)}{photos}",
        since=claim.completed_at or claim.announced_at,
        turn=turn,
        look=look,
        state=state,
        url=f"{PREFIX}/claims/{claim.id}",
        due_on=claim.target_on,
        estimated=claim.due_is_estimate,
        facts=(
            ("回执号", claim.receipt),
            ("医院", claim.hospital),
            ("就诊", f"{claim.visited_on:%Y.%m.%d}"),
            ("金额", f"¥{yuan(claim.total_fen)}"),
            ("材料", f"{each.here}/{each.announced}"),
        ),
    )


def _standing(each: OpenClaim) -> tuple[Turn, str, str]:
    if each.awaits_second:
        return Turn.SECOND, "review", "等第二人"
    look, words = STATUS_WORDS[each.claim.status]
    return Turn.FAMILY if each.claim.status in _WITH_FAMILY else Turn.OURS, look, words


def select_unpaid(_who: StaffActor | None, _now: datetime) -> OpenSelect:
    """Decided claims whose payout hasn't left."""
    turn = sa.case((HAS_ACCOUNT, Turn.OURS.value), else_=Turn.FAMILY.value)
    since = sa.func.coalesce(Claim.decided_at, Claim.announced_at)
    return open_select(Claim.id, since, turn).where(UNPAID)


def unpaid_items(session: Session, ids: Collection[str], _now: datetime) -> list[WorkItem]:
    """Those of these claims whose payout hasn't left."""
    return [
        WorkItem(
            kind=PAYOUT_KIND,
            id=each.claim.id,
            policy_id=each.claim.policy_id,
            child=masked_name(each.policy.child.name),
            sort="赔款",
            words=f"{each.claim.receipt}，¥{yuan(each.claim.approved_fen or 0)}",
            since=each.claim.decided_at or each.claim.announced_at,
            turn=Turn.OURS if each.has_account else Turn.FAMILY,
            look="sent" if each.has_account else "turn",
            state="待打款" if each.has_account else "等家长确认账户",
            url=f"{PREFIX}/payouts",
        )
        for each in unpaid_claims(session, Claim.id.in_(ids))
    ]
