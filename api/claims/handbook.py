"""What the operator's files say that claims go by: plans, hospitals, working days, limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.claims.settlement import Terms
from api.core.calendar import WorkingDays, read_working_days


@dataclass(frozen=True)
class Handbook:
    """`terms` by plan and benefit; `hospitals` by id, with their Chinese names."""

    terms: Mapping[str, Mapping[str, Terms]]
    hospitals: Mapping[str, str]
    calendar: WorkingDays
    target_working_days: int
    second_person_above_fen: int


def read_handbook(seeds: Mapping[str, Mapping[str, Any]]) -> Handbook:
    """The handbook in the checked content of plans, hospitals and operator."""
    operator = seeds["operator"]
    return Handbook(
        terms={
            plan: {benefit["code"]: _terms(benefit) for benefit in content["benefits"]}
            for plan, content in seeds["plans"]["plans"].items()
        },
        hospitals={row["id"]: row["name"]["zh"] for row in seeds["hospitals"]["hospitals"]},
        calendar=read_working_days(operator),
        target_working_days=operator["claim_target_working_days"],
        second_person_above_fen=operator["second_person_above_fen"],
    )


def _terms(benefit: Mapping[str, Any]) -> Terms:
    return Terms(**{name: benefit[name] for name in Terms.__annotations__})
