"""Invented families, brought into the service the way an operator does: by an import."""

import csv
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from stdnum.cn import ric

from api.core.clock import SystemClock, china_date
from tests.browser.service import Service

_NAMES = ("林小满", "周一诺", "陈知夏", "许安安", "沈星河", "顾明月", "唐果", "叶知秋")


@dataclass(frozen=True)
class Family:
    """One insured child with the policy and the phone that codes go to."""

    child_name: str
    number: str
    id_number: str
    birthday: date
    phone: str
    columns: Mapping[str, str] = field(repr=False)

    @property
    def policy_last4(self) -> str:
        return self.number[-4:]

    @property
    def e164(self) -> str:
        return f"+86{self.phone}"


class Families:
    """Makes families that no other test knows: codes to one phone are counted per phone."""

    def __init__(self, service: Service, folder: Path) -> None:
        self._service = service
        self._folder = folder
        self._numbers = itertools.count(1001)

    def make(self, plan: str = "chengzhang") -> Family:
        """A family with one running policy and no visits."""
        serial = next(self._numbers)
        birthday = date(2022, 5, 14)
        id_number = f"310104{birthday:%Y%m%d}{serial % 1000:03d}"
        id_number += ric.calc_check_digit(id_number + "0")
        today = china_date(SystemClock().now())
        family = Family(
            child_name=_NAMES[serial % len(_NAMES)],
            number=f"TK{today:%Y%m%d}{serial:06d}",
            id_number=id_number,
            birthday=birthday,
            phone=f"1390000{serial:04d}",
            columns={
                "kind": "individual",
                "plan": plan,
                "child_sex": "girl",
                "child_birthday": birthday.isoformat(),
                "child_id_type": "mainland_id",
                "child_id_number": id_number,
                "holder_id_type": "passport",
                "holder_id_number": f"E8{serial:07d}",
                "holder_phone": f"+861390000{serial:04d}",
                "starts_on": (today - timedelta(days=90)).isoformat(),
                "ends_on": (today + timedelta(days=274)).isoformat(),
            },
        )
        self._import_policy(family)
        return family

    def renew(self, family: Family) -> str:
        """A policy from today on that replaces the family's; returns its number."""
        today = china_date(SystemClock().now())
        number = family.number.replace("TK", "TR")
        self._import_policy(
            family,
            number=number,
            renews=family.number,
            starts_on=today.isoformat(),
            ends_on=(today + timedelta(days=364)).isoformat(),
        )
        return number

    def suspend(self, family: Family) -> None:
        """The insurer puts the family's policy on hold."""
        self._import_policy(family, status="suspended", reason="insurer_hold")

    def add_visit(
        self,
        family: Family,
        hospital: str,
        number: str,
        due_in_days: int = 20,
        self_pay_fen: int = 12_600,
    ) -> None:
        """A visit of three days ago, of ¥1,240.00; imported again, what the file says of it now."""
        today = china_date(SystemClock().now())
        row = {
            "number": number,
            "policy_number": family.number,
            "hospital": hospital,
            "department": "儿科",
            "visited_on": (today - timedelta(days=3)).isoformat(),
            "method": "direct",
            "benefit_code": "outpatient",
            "total_fen": "124000",
            "direct_fen": str(124_000 - self_pay_fen),
            "self_pay_fen": str(self_pay_fen),
            "due_on": (today + timedelta(days=due_in_days)).isoformat() if self_pay_fen else "",
        }
        self._service.flask("visits", "import", str(self._write("visits", row)))

    def _import_policy(self, family: Family, **changes: str) -> None:
        row = {"number": family.number, "child_name": family.child_name} | dict(family.columns)
        self._service.flask("policies", "import", str(self._write("policies", row | changes)))

    def _write(self, name: str, row: Mapping[str, str]) -> Path:
        file = self._folder / f"{name}.csv"
        with file.open("w", newline="", encoding="utf-8") as opened:
            writer = csv.DictWriter(opened, list(row))
            writer.writeheader()
            writer.writerow(row)
        return file
