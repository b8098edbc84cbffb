"""What phones pull and push of doses."""

from collections.abc import Callable, Mapping
from typing import Any

from api.core.clock import instant_text
from api.core.synced import Collection, Command, Order, collection
from api.vaccines.dose_schemas import (
    CorrectDoseArgs,
    RecordDoseArgs,
    RemoveDoseArgs,
    VaccinationRow,
)
from api.vaccines.models import Vaccination
from api.vaccines.operations import Family, correct_dose, record_dose, remove_dose

Result = dict[str, Any]


def commands(vaccines: Mapping[str, Any]) -> list[Command]:
    """The commands about doses, with what vaccines.yaml holds."""
    known = frozenset(vaccine["id"] for vaccine in vaccines["vaccines"])

    def by_family(act: Callable[[Order, Family], Result]) -> Callable[[Order], Result]:
        return lambda order: act(order, Family(order.member, order.policy_id, known))

    return [
        Command("vaccinations.record", 1, RecordDoseArgs, by_family(_record)),
        Command("vaccinations.correct", 1, CorrectDoseArgs, by_family(_correct)),
        Command("vaccinations.remove", 1, RemoveDoseArgs, by_family(_remove)),
    ]


def _record(order: Order, family: Family) -> Result:
    return {"dose_id": record_dose(order.session, family, order.args["said"], order.now).id}


def _correct(order: Order, family: Family) -> Result:
    correct_dose(order.session, family, order.args["said"], order.now)
    return {"dose_id": order.args["said"].id}


def _remove(order: Order, family: Family) -> Result:
    dose_id = str(order.args["dose_id"])
    remove_dose(order.session, family, dose_id, order.now)
    return {"dose_id": dose_id}


def _dump(dose: Vaccination) -> dict[str, Any]:
    return {
        "id": dose.id,
        "vaccine_id": dose.vaccine_id,
        "name": dose.name,
        "dose": dose.dose,
        "given_on": dose.given_on.isoformat(),
        "batch": dose.batch,
        "place": dose.place,
        "reaction": dose.reaction,
        "note": dose.note,
        "upload_id": dose.upload_id,
        "added_by": dose.added_by,
        "created_at": instant_text(dose.created_at),
    }


COLLECTIONS: list[Collection] = [collection(Vaccination, VaccinationRow, _dump)]
