"""Loads the demo families through the same operations as an import, and describes them."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from marshmallow import Schema, ValidationError
from sqlalchemy.orm import Session

from api.benefits.import_schemas import PolicyFileRow
from api.benefits.importing import PolicyImport
from api.benefits.rules import read_plans
from api.building.failure import BuildError
from api.building.seeds import SeedFile, read_seed
from api.claims.handbook import read_handbook
from api.complaints.operations import read_promise
from api.core.actors import COMMAND_LINE, Role
from api.core.clock import china_date
from api.core.errors import Refusal
from api.core.imports import Values, Work
from api.demo.claims import DemoClaims
from api.demo.complaints import DemoComplaints
from api.demo.shapes import DemoShape
from api.gateways.files import FileStore
from api.payments.opening import follow_next_charge
from api.policies.models import Policy
from api.staff.accounts import NewAccount, add_account, find_account
from api.staff.signing_in import code_at
from api.visits.importing import VisitImport
from api.visits.schemas import VisitFileRow

FILE = "demo.yaml"
_LISTS = {"visits", "claims", "complaints"}
_RENAMED = {"policy_number": "number", "birthday": "child_birthday", "benefit": "benefit_code"}


def load_demo(
    session: Session, seed_dir: Path, seeds: Mapping[str, Any], files: FileStore, now: datetime
) -> None:
    """Adds the demo families whose policies aren't there yet; their days count from today.

    Raises BuildError naming a policy, visit or claim that can't be.
    """
    content = _read(seed_dir)
    _add_people(session, content["staff"], now)
    plans = read_plans(seeds["plans"])
    today = china_date(now)
    policies = PolicyImport(session, plans, now)
    visits = VisitImport(session, plans)
    claims = DemoClaims(session, files, read_handbook(seeds), now)
    complaints = DemoComplaints(session, claims, read_promise(seeds["operator"]))
    for family in content["families"]:
        for policy in family["policies"]:
            if not _is_there(session, policy["policy_number"]):
                _take(policies, PolicyFileRow(), _policy_cells(family, policy, today), demo=True)
                for visit in policy["visits"]:
                    cells = _visit_cells(policy, visit, today)
                    _take(visits, VisitFileRow(), cells)
                _add_claims(claims, policy)
                for complaint in policy["complaints"]:
                    complaints.add(policy["policy_number"], complaint)
    while follow_next_charge(session, now):
        pass


def _add_claims(claims: DemoClaims, policy: Values) -> None:
    for number, claim in enumerate(policy["claims"], start=1):
        try:
            claims.add(policy["policy_number"], claim)
        except Refusal as refusal:
            what = f"{FILE}, {policy['policy_number']}, claim {number}"
            raise BuildError(f"{what}: {refusal.problem.code} {refusal.fields}") from refusal


def _add_people(session: Session, people: list[dict[str, Any]], now: datetime) -> None:
    for person in people:
        new = NewAccount(
            login=person["name"],
            name=person["name"],
            password=person["password"],
            roles=frozenset(map(Role, person["roles"])),
            totp_secret=person["totp_secret"],
            demo=True,
        )
        if find_account(session, new.login):
            continue
        try:
            code_at(person["totp_secret"], now)
            add_account(session, COMMAND_LINE, new, now)
        except Refusal as refusal:
            raise BuildError(f"{FILE}, {new.name}: {refusal.fields}") from refusal
        except ValueError as problem:
            raise BuildError(f"{FILE}, {new.name}: totp_secret is no base 32.") from problem


def describe_demo(seed_dir: Path, now: datetime) -> str:
    """What to type in to bind a demo child, a line a policy, and to sign in to the console."""
    content = _read(seed_dir)
    return "\n".join(
        [
            "Demo families, all invented. To bind one of these cards:",
            *_family_lines(content["families"]),
            *_people_lines(content["staff"], now),
        ]
    )


def _people_lines(people: list[dict[str, Any]], now: datetime) -> Iterator[str]:
    if people:
        yield "\nPeople of the service, invented too. To sign in at /console:\n"
    for person in people:
        yield (
            f"    {person['name']}, password {person['password']},"
            f" code now {code_at(person['totp_secret'], now)}"
            f" (secret {person['totp_secret']}): {', '.join(person['roles'])}"
        )
    if people:
        yield "\n  A new code every 30 seconds: .venv/bin/flask staff code NAME"


def _family_lines(families: list[dict[str, Any]]) -> Iterator[str]:
    for family in families:
        yield (
            f"\n  phone {family['policyholder_phone']}, {family['id_type']} {family['id_number']}"
        )
        for policy in family["policies"]:
            yield (
                f"    {policy['child_name']}, born {policy['birthday']}, policy ending "
                f"{policy['policy_number'][-4:]} ({policy['kind']})"
            )


def _read(seed_dir: Path) -> dict[str, Any]:
    return read_seed(SeedFile("demo", DemoShape), seed_dir / FILE, {})


def _is_there(session: Session, number: str) -> bool:
    return session.scalar(sa.select(Policy.id).where(Policy.number == number)) is not None


def _policy_cells(family: Values, policy: Values, today: date) -> Values:
    cells = {name: value for name, value in policy.items() if name not in _LISTS}
    if "policyholder_email" in family:
        cells["holder_email"] = family["policyholder_email"]
    return {
        **_as_cells(cells, ("starts_on", "ends_on"), today),
        "holder_phone": family["policyholder_phone"],
        "holder_id_type": family["id_type"],
        "holder_id_number": family["id_number"],
    }


def _visit_cells(policy: Values, visit: Values, today: date) -> Values:
    cells = _as_cells(visit, ("visited_on", "due_on", "paid_on"), today)
    return {**cells, "policy_number": policy["policy_number"]}


def _as_cells(values: Values, days: tuple[str, ...], today: date) -> dict[str, str]:
    """Values as an import file would hold them; days from today as dates."""
    dated = {
        name: (today + timedelta(days=value)).isoformat() if name in days else str(value)
        for name, value in values.items()
    }
    return {_RENAMED.get(name, name): text for name, text in dated.items()}


def _take(work: Work, schema: Schema, cells: Values, **more: Any) -> None:
    try:
        row = {**schema.load(cells), **more}
        work.prepare([row])
        work.take(row)
        work.finish()
    except (ValidationError, Refusal) as problem:
        wrong = problem.fields if isinstance(problem, Refusal) else problem.messages
        raise BuildError(f"{FILE}, {cells['number']}: {wrong}") from problem
