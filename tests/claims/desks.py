"""People of the service at their desks: what they do with claims, each in its own transaction."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from api.claims import assessing, deciding, requesting
from api.claims.assessment import Assessment, ExpenseItem
from api.claims.authorisation import ItemKind
from api.claims.deciding import Verdict
from api.claims.handbook import Handbook, read_handbook
from api.claims.models import Claim
from api.claims.rules import DeclineReason, DocumentKind
from api.core.actors import Role, StaffActor
from api.core.clock import MovableClock
from api.core.errors import Refusal
from tests.cast import Card, OpenDatabase, Phone
from tests.claims.filing import Filed, file_claim, stay
from tests.factories import make_account

DONE = "done"
BENCH = (
    ExpenseItem("床位、手术、用药", ItemKind.TREATMENT, 900_000, 900_000),
    ExpenseItem("陪护餐费", ItemKind.OTHER, 12_680, 0, "不在保障内"),
    ExpenseItem("营养品", ItemKind.OTHER, 8_000, 0, "不在保障内"),
)
WHOLE = (ExpenseItem("诊察费", ItemKind.CONSULTATION, 60_000, 60_000),)


def found(*items: ExpenseItem, **facts: Any) -> Assessment:
    """Returns findings; without items, those of a consultation of ¥600."""
    return Assessment(items or WHOLE, **facts)


@dataclass
class Desk:
    """One person's desk. Every verb returns `done` or the code of the refusal."""

    who: StaffActor
    database: OpenDatabase
    handbook: Handbook
    clock: MovableClock
    fields: dict[str, list[str]] = field(default_factory=dict)

    def version(self, filed: Filed) -> int:
        """Returns the version of a claim that the person sees now."""
        with self.database() as session:
            return session.get_one(Claim, filed.id).version

    def do(self, verb: Callable[..., Any], filed: Filed, *args: Any, **options: Any) -> str:
        """Does something with a claim as it is seen now, or as it was seen at `version`."""
        version = options.pop("version", None) or self.version(filed)
        try:
            with self.database() as session:
                verb(session, self.who, filed.id, version, *args, now=self.clock.now(), **options)
        except Refusal as refusal:
            self.fields = refusal.fields
            return refusal.problem.code
        return DONE

    def begin(self, filed: Filed, **options: Any) -> str:
        return self.do(assessing.begin_assessment, filed, **options)

    def items(self, filed: Filed, *items: ExpenseItem, **options: Any) -> str:
        """Lists the expenses; `authorised`, `outside_network` and `days` are facts."""
        facts = {
            name: options.pop(name)
            for name in ("authorised", "outside_network", "days")
            if name in options
        }
        values = {"benefit": "outpatient", "handbook": self.handbook, **options}
        return self.do(assessing.set_items, filed, found(*items, **facts), **values)

    def request(self, filed: Filed, *kinds: DocumentKind, **options: Any) -> str:
        values = {"note": "请补一份检查报告", **options}
        return self.do(requesting.request_documents, filed, kinds, **values)

    def retake(self, filed: Filed, document_id: str, **options: Any) -> str:
        values = {"mark": None, "note": "右下角看不清", **options}
        return self.do(requesting.request_retake, filed, document_id, **values)

    def take_back(self, filed: Filed, **options: Any) -> str:
        return self.do(requesting.take_back_requests, filed, handbook=self.handbook, **options)

    def decide(self, filed: Filed, verdict: Verdict | None = None, **options: Any) -> str:
        values = {"handbook": self.handbook, **options}
        return self.do(deciding.decide, filed, verdict or Verdict(), **values)

    def decline(self, filed: Filed, **options: Any) -> str:
        verdict = Verdict(DeclineReason.NOT_COVERED, explanation="这一项不在保障内。")
        return self.decide(filed, verdict, **options)

    def second(self, filed: Filed, agrees: bool = True, words: str = "", **options: Any) -> str:
        values = {"agrees": agrees, "words": words, "handbook": self.handbook, **options}
        return self.do(deciding.second_decision, filed, **values)


MakeDesk = Callable[..., Desk]


def desk_maker(app: Flask, database: OpenDatabase, clock: MovableClock) -> MakeDesk:
    """Makes desks of people with these roles."""
    handbook = read_handbook(app.extensions["tongka"].seeds)

    def make(*roles: Role, **given: Any) -> Desk:
        with database() as session:
            who = make_account(session, roles=roles or (Role.ASSESSOR,), **given).actor
        return Desk(who, database, handbook, clock)

    return make


def complete_stay(phone: Phone, card: Card, **changes: Any) -> Filed:
    """Files the stay of the worked example, with all its photos."""
    filed = file_claim(phone, card, "invoice", claim=stay(), **changes)
    filed.deliver_all()
    return filed
