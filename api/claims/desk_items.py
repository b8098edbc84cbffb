"""Claims as items of the work queue."""

from datetime import datetime

from sqlalchemy.orm import Session

from api.claims.desk import KIND
from api.claims.rules import ClaimStatus
from api.claims.waiting import OpenClaim, open_claims, unpaid_claims
from api.claims.words import KIND_WORDS, STATUS_WORDS
from api.core.money import yuan
from api.core.staff_http import PREFIX
from api.core.work import Turn, WorkItem
from api.policies.rules import masked_name

PAYOUT_KIND = "payout"


def waiting_items(session: Session, _now: datetime) -> list[WorkItem]:
    """Claims that aren't decided."""
    return [_item(each) for each in open_claims(session)]


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
    waits = each.claim.status in {ClaimStatus.ANNOUNCED, ClaimStatus.DOCUMENTS_REQUESTED}
    return Turn.FAMILY if waits else Turn.OURS, look, words


def payout_items(session: Session, _now: datetime) -> list[WorkItem]:
    """Decided claims whose payout hasn't left."""
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
        for each in unpaid_claims(session)
    ]
