"""What phones pull: how far each benefit is used."""

from typing import Any

from api.benefits.models import BenefitBalance
from api.benefits.schemas import BenefitRow
from api.core.synced import Collection, collection


def _dump(balance: BenefitBalance) -> dict[str, Any]:
    return {
        "id": balance.id,
        "code": balance.benefit,
        "used_fen": balance.used_fen,
        "reviewing_fen": balance.reviewing_fen,
        "used_count": balance.used_count,
        "reviewing_count": balance.reviewing_count,
    }


COLLECTIONS: list[Collection] = [collection(BenefitBalance, BenefitRow, _dump)]
