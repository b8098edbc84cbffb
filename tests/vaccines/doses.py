"""Doses as phones say them."""

from typing import Any

from api.core.ids import new_id

RECORD, CORRECT, REMOVE = "vaccinations.record", "vaccinations.correct", "vaccinations.remove"


def a_dose(**changes: Any) -> dict[str, Any]:
    """Returns a new dose of a vaccine, all of it told but for some changes."""
    return {
        "id": new_id(),
        "vaccine_id": "mmr",
        "dose": 1,
        "given_on": "2026-02-20",
        "batch": "202501A23",
        "place": "朝阳社区卫生服务中心",
        "reaction": "低烧一天",
        "note": "左臂",
        **changes,
    }
