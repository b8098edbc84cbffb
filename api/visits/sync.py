"""What phones pull: visits."""

from typing import Any

from api.core.synced import Collection, collection
from api.visits.models import Visit
from api.visits.schemas import VisitRow


def _dump(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.id,
        "number": visit.number,
        "hospital": visit.hospital,
        "department": visit.department,
        "visited_on": visit.visited_on.isoformat(),
        "method": visit.method,
        "benefit": visit.benefit,
        "total_fen": visit.total_fen,
        "direct_fen": visit.direct_fen,
        "self_pay_fen": visit.self_pay_fen,
    }


COLLECTIONS: list[Collection] = [collection(Visit, VisitRow, _dump)]
