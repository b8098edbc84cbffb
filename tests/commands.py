"""Commands as phones send them."""

from typing import Any

from api.core.ids import new_id


def make_command(policy_id: str, name: str, args: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Returns a new command about a policy, made a little before the clock of the tests."""
    return {
        "id": new_id(),
        "policy_id": policy_id,
        "name": name,
        "version": 1,
        "args": args,
        "made_at": "2026-03-09T01:59:30.000Z",
        "after": [],
        **given,
    }
