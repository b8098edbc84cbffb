"""What phones pull of a policy: its card."""

from collections.abc import Callable, Mapping
from typing import Any

from api.core.synced import Collection, collection
from api.policies.models import Policy
from api.policies.schemas import CardRow

PlanNames = Mapping[str, Mapping[str, str]]


def collections(plan_names: PlanNames) -> list[Collection]:
    """The collection `cards`."""
    return [collection(Policy, CardRow, _dump_card(plan_names))]


def _dump_card(plan_names: PlanNames) -> Callable[[Policy], dict[str, Any]]:
    def dump(policy: Policy) -> dict[str, Any]:
        child = policy.child
        return {
            "id": policy.id,
            "number": policy.number,
            "kind": policy.kind,
            "child_id": child.id,
            "child_name": child.name,
            "sex": child.sex,
            "birthday": child.birthday.isoformat(),
            "plan": policy.plan,
            "plan_name": plan_names.get(policy.plan, {"zh": policy.plan, "en": policy.plan}),
            "starts_on": policy.starts_on.isoformat(),
            "ends_on": policy.ends_on.isoformat(),
            "status": policy.status,
            "reason": policy.reason,
            "reason_note": policy.reason_note,
            "renews": policy.renews_id,
            "phone_tail": policy.policyholder.phone[-4:],
            "demo": policy.demo,
            "version": policy.row_rev,
        }

    return dump
